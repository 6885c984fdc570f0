"""What was there, in one comparison: which files a folder holds and whether they are as they were.

In: folders. Out: texts of names, sizes and times that are equal as long as nothing has changed.

Only the standard library, and little of it: this decides whether anything else is loaded at all.
A text of 2,000 names is compared sooner than a library that makes digests is loaded.
"""

import os
import stat

TYPE_CHECKING = False  # as `typing` says it, which takes 3 ms to load
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEVER = frozenset({"node_modules", "__pycache__"})
"""Folders that no vault means as its own; hidden ones are left out as well."""

FileStamp = tuple[str, int, int, int]
"""Path relative to the folder, modification and change time in nanoseconds, size in bytes."""


def walk(folder: str, prefix: str = "", *, hidden: bool = False) -> "Iterator[FileStamp]":
    """Every file below `folder`, symbolic links as they are, in no particular order."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = entry.name
        if (name.startswith(".") and not hidden) or name in NEVER:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from walk(entry.path, f"{prefix}{name}/", hidden=hidden)
            else:
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISLNK(found.st_mode):
                    found = os.stat(entry.path)  # noqa: PTH116  pathlib takes 20 ms to import
                yield prefix + name, found.st_mtime_ns, found.st_ctime_ns, found.st_size
        except OSError:
            yield prefix + name, 0, 0, 0


def stamp_of_folder(folder: str) -> str:
    """Changes when any file below `folder` comes, goes or is written."""
    return repr(sorted(walk(folder)))


def files_of_site(folder: str) -> "Iterator[tuple[str, int, int]]":
    """What lies in a site's folder, hidden files as well."""
    return ((name, mtime, size) for name, mtime, _, size in walk(folder, hidden=True))


def stamp_of_files(paths: "Iterable[str]", folder: str = "") -> str:
    """Changes when one of `paths` comes, goes or is written; they may be relative to `folder`."""
    base = folder and f"{folder}/"
    return " ".join([_stamp_of_file(base + path) for path in paths])


def _stamp_of_file(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116  as above
    except OSError:
        return "-"
    return stamp_of(found.st_mtime_ns, found.st_size)


def stamp_of(mtime_ns: int, size: int) -> str:
    """One file's part of `stamp_of_files`."""
    return f"{mtime_ns}.{size}"


def _own_files() -> list[FileStamp]:
    root = os.path.dirname(__file__)  # noqa: PTH120  as above
    return sorted(file for file in walk(root) if file[0].endswith((".py", ".mo", ".json")))


def code_stamp() -> str:
    """Of this program as it lies on the disk: changes when it is installed anew."""
    return repr(_own_files())


_digested: "list[str]" = []
"""What `code_digest` has found: what is loaded does not change."""


def code_digest() -> str:
    """Of this program's own text: what one version remembered, another must not trust."""
    if not _digested:
        _digested.append(_digest_code())
    return _digested[0]


def _digest_code() -> str:
    from hashlib import blake2b  # noqa: PLC0415  4 ms that `code_stamp` does not need

    digest = blake2b(digest_size=16)
    root = os.path.dirname(__file__)  # noqa: PTH120  as above
    for path, *_ in _own_files():
        digest.update(path.encode())
        with open(os.path.join(root, path), "rb") as file:  # noqa: PTH123, PTH118  as above
            digest.update(file.read())
    return digest.hexdigest()
