"""What was there, in one comparison: which files a folder holds and whether they are as they were.

In: folders. Out: a digest of names, sizes and times, and a digest of this program itself.

Only the standard library, and little of it: this decides whether anything else is loaded at all.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b

NEVER = frozenset({"node_modules", "__pycache__"})
"""Folders that no vault means as its own; hidden ones are left out as well."""

FileStamp = tuple[str, int, int, int]
"""Path relative to the folder, modification and change time in nanoseconds, size in bytes."""


def walk(folder: str, prefix: str = "", *, hidden: bool = False) -> Iterator[FileStamp]:
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


def digest_of(*parts: str) -> str:
    """Of several texts; where one ends and the next begins counts."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def stamp_of_folder(folder: str) -> str:
    """Changes when any file below `folder` comes, goes or is written."""
    return _digest_of_stamps(walk(folder))


def stamp_of_site(files: Iterable[tuple[str, int, int]]) -> str:
    """Changes when a file of the site comes, goes or is written.

    `files`: names, modification times in nanoseconds and sizes in bytes, ours and nobody else's.
    """
    return _digest_of_stamps(files)


def files_of_site(folder: str) -> Iterator[tuple[str, int, int]]:
    """What lies in a site's folder, hidden files as well."""
    return ((name, mtime, size) for name, mtime, _, size in walk(folder, hidden=True))


def _digest_of_stamps(stamps: Iterable[tuple[str | int, ...]]) -> str:
    listed = repr(sorted(stamps)).encode("utf-8", "surrogateescape")
    return blake2b(listed, digest_size=16).hexdigest()


def stamp_of_files(paths: list[str]) -> str:
    """Changes when one of `paths` comes, goes or is written."""
    digest = blake2b(digest_size=16)
    for path in paths:
        try:
            found = os.stat(path)  # noqa: PTH116  as above
            digest.update(repr((path, found.st_mtime_ns, found.st_size)).encode())
        except OSError:
            digest.update(repr((path, None)).encode())
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """Of this program's own text: what one version remembered, another must not trust."""
    digest = blake2b(digest_size=16)
    root = os.path.dirname(__file__)  # noqa: PTH120  as above
    for path, *_ in sorted(walk(root)):
        if path.endswith((".py", ".mo", ".json")) and not path.startswith("web/node_modules"):
            digest.update(path.encode())
            with open(os.path.join(root, path), "rb") as file:  # noqa: PTH123, PTH118  as above
                digest.update(file.read())
    return digest.hexdigest()
