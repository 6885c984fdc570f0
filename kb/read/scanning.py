"""Walk through a vault.

In: its folder and the patterns to leave out.
Out: a `Listing`. Nothing outside the vault is ever looked into.
"""

import os
from collections.abc import Callable, Collection
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from kb.names import NotePath, nfc
from kb.patterns import pattern
from kb.problems import Finding, Rule, find
from kb.read.left_out import TEMPLATE_NAMES, LeftOut, left_out
from kb.read.listing import Entry, Listing
from kb.read.twins import name_once

_NOTE = (".md", ".markdown")
_UNLINKABLE = pattern(r"[|#^\[\]\\]")


class GaveWayError(Exception):
    """Something else was to be done first."""


def scan(
    vault: Path, exclude: tuple[str, ...] = (), gives_way: Callable[[], bool] = lambda: False
) -> Listing:
    """All files of `vault` but those that are left out.

    Raises OSError where `vault` itself is not a folder that can be read, ValueError for a pattern
    that is not one of .gitignore's, and GaveWayError as soon as `gives_way` says so: it is asked
    for every folder.
    """
    os.scandir(vault).close()
    walk = _Walk(vault, left_out(vault, exclude))
    walk.all_folders(gives_way)
    entries, twins = name_once(walk.entries)
    return Listing(
        notes=tuple(entry for entry in entries if entry.path.lower().endswith(_NOTE)),
        attachments=tuple(entry for entry in entries if not entry.path.lower().endswith(_NOTE)),
        problems=tuple(sorted([*walk.problems, *twins], key=_place)),
        linked=walk.linked,
    )


def look_again(vault: Path, listing: Listing, changed: Collection[NotePath]) -> Listing | None:
    """The same files, of which `changed` were written; None where more than that may have
    happened, and only `scan` can tell.
    """
    if listing.linked:
        return None
    now: dict[NotePath, Entry] = {}
    for path in changed:
        entry = listing.entries.get(path)
        if entry is None:
            if _tells_nothing(vault, listing, path):
                continue
            return None
        try:
            status = os.lstat(os.path.join(vault, entry.file))  # noqa: PTH118
        except OSError:
            return None
        if not S_ISREG(status.st_mode):
            return None
        when = status.st_mtime_ns, status.st_ctime_ns, status.st_size
        now[path] = Entry(path, entry.file, *when)
    if not now:
        return listing
    notes, attachments = (
        tuple(now.get(entry.path, entry) for entry in entries)
        for entries in (listing.notes, listing.attachments)
    )
    return Listing(notes, attachments, listing.problems)


def _tells_nothing(vault: Path, listing: Listing, path: NotePath) -> bool:
    """Whether a file that is not listed says nothing of those that are: one that is hidden, or that
    came and went, as editors make them.
    """
    parts = path.split("/")
    if parts[0] == ".obsidian":  # it tells which folders hold templates
        return False
    if any(part.startswith(".") for part in parts):
        return True
    folder, _, name = path.rpartition("/")
    try:
        names = os.listdir(os.path.join(vault, folder))  # noqa: PTH118, PTH208
    except OSError:
        return False
    # As the system may spell it otherwise.
    if any(nfc(other) == name for other in names if other == name or not other.isascii()):
        return False
    told = any(place == path or place.startswith(f"{path}/") for place, _ in listing.problems)
    return not told and not any(other.startswith(f"{path}/") for other in listing.entries)


def _place(problem: tuple[NotePath, Finding]) -> tuple[str, str]:
    return problem[0], problem[1].rule


class _Walk:
    """The work of one `scan`; gone when it is done."""

    def __init__(self, vault: Path, leave: LeftOut) -> None:
        self.vault = os.fspath(vault)
        self.real_vault = os.path.realpath(vault)
        self.leave = leave
        self.entries: list[Entry] = []
        self.problems: list[tuple[NotePath, Finding]] = []
        self.linked = False

    def all_folders(self, gives_way: Callable[[], bool]) -> None:
        waiting = [""]
        while waiting:
            if gives_way():
                raise GaveWayError
            folder = waiting.pop()
            try:
                with os.scandir(os.path.join(self.vault, folder)) as found:  # noqa: PTH118
                    for item in found:
                        try:
                            if self._item(item, folder):
                                waiting.append(f"{folder}{item.name}/")
                        except OSError as error:
                            self._unreadable(folder + item.name, error)
            except OSError as error:
                self._unreadable(folder.removesuffix("/"), error)

    def _item(self, item: "os.DirEntry[str]", folder: str) -> bool:
        """Take note of a file, a link or a folder; True for a folder to walk into."""
        name = item.name
        if name.startswith("."):
            return False
        file = folder + name
        if file.isascii():
            path = NotePath(file)
        else:
            try:
                name.encode()
            except UnicodeEncodeError:  # bytes that no encoding explains, smuggled by the system
                self._find(_shown(file), Rule.NAME_NOT_UTF8)
                return False
            path = NotePath(nfc(file))
        if item.is_symlink():
            self._symlink(file, path)
            return False
        if item.is_dir(follow_symlinks=False):
            return self._folder(nfc(name), path)
        status = item.stat(follow_symlinks=False)
        if S_ISREG(status.st_mode) and not self.leave.file(name, path):
            self._add(name, path, file, status)
        return False

    def _folder(self, name: str, path: NotePath) -> bool:
        if self.leave.folder(name, path):
            if name in TEMPLATE_NAMES and "/" in path and path not in self.leave.templates:
                self._find(path, Rule.TEMPLATE_FOLDER)
            return False
        self._check_name(name, path)
        return True

    def _add(self, name: str, path: NotePath, file: str, status: os.stat_result) -> None:
        self._check_name(name, path)
        self.entries.append(
            Entry(path, file, status.st_mtime_ns, status.st_ctime_ns, status.st_size)
        )

    def _check_name(self, name: str, path: NotePath) -> None:
        if odd := _UNLINKABLE.findall(name):
            characters = " ".join(f"`{character}`" for character in dict.fromkeys(odd))
            self._find(path, Rule.UNLINKABLE_NAME, characters=characters)

    def _symlink(self, file: str, path: NotePath) -> None:
        """A link to a file of the vault is that file once more; every other is only reported."""
        self.linked = True
        link = os.path.join(self.vault, file)  # noqa: PTH118
        try:
            real = os.path.realpath(link, strict=True)
        except FileNotFoundError:
            self._find(path, Rule.BROKEN_SYMLINK, target=_shown(os.readlink(link)))  # noqa: PTH115
            return
        except OSError as error:
            if isinstance(error, PermissionError):
                raise
            self._find(path, Rule.SYMLINK_LOOP)
            return
        status = os.lstat(real)
        is_folder = S_ISDIR(status.st_mode)
        inside = os.path.relpath(real, self.real_vault).replace(os.sep, "/")
        target = _shown(os.readlink(link))  # noqa: PTH115
        name = path.rpartition("/")[2]
        if inside == ".." or inside.startswith("../") or os.path.isabs(inside):  # noqa: PTH117
            self._find(path, Rule.SYMLINK_OUTSIDE, target=target)
        elif inside != "." and self.leave.anywhere(nfc(inside), is_folder):
            self._find(path, Rule.SYMLINK_LEFT_OUT, target=target)
        elif is_folder:
            if not self.leave.folder(name, path):
                self._find(path, Rule.SYMLINK_FOLDER, target=target)
        elif S_ISREG(status.st_mode) and not self.leave.file(name, path):
            self._add(name, path, file, status)

    def _unreadable(self, file: str, error: OSError) -> None:
        self.problems.append((NotePath(nfc(_shown(file))), unreadable(error)))

    def _find(self, path: str, rule: Rule, **values: str) -> None:
        self.problems.append((NotePath(path), find(rule, 1, 1, **values)))


def unreadable(error: OSError) -> Finding:
    """What to say of a file or folder that the system did not hand over."""
    if isinstance(error, FileNotFoundError):
        return find(Rule.VANISHED_FILE, 1, 1)
    if isinstance(error, PermissionError):
        return find(Rule.FORBIDDEN_FILE, 1, 1)
    return find(Rule.UNREADABLE_FILE, 1, 1, reason=error.strerror or str(error))


def _shown(file: str) -> str:
    """A name that may hold bytes of no encoding, in characters that can be printed."""
    return os.fsencode(file).decode("utf-8", "replace")
