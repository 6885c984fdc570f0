"""The folder in which a note finds itself: its own folder of the vault, and yet not that one.

In: a task, a folder to make. Out: real folders from the vault's top down to the note's, and where
only some of a folder may be read; all else are links into the vault. So relative paths, patterns
and modules beside the note work, new files can be written beside it, and the vault stays as it is.
"""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from kb.run.task import Task


class Mirror(NamedTuple):
    top: str
    """Stands for the vault."""
    here: str
    """Stands for the note's folder."""
    vault: str

    def within(self, path: str) -> str | None:
        """A path of the mirror or of the vault, relative to the vault; None outside of both."""
        for folder in (self.top, self.vault):
            if path == folder:
                return ""
            if path.startswith(folder + os.sep):
                return path[len(folder) + 1 :]
        return None

    def masks(self, scratch: Path) -> tuple[tuple[str, str], ...]:
        """What to write in place of folders that are called otherwise each time."""
        return (
            (self.top + os.sep, ""),
            (self.top, "."),
            (str(scratch), "/tmp"),  # noqa: S108  a name to show, and the usual one
            # Where the vault lies is nobody's business, and elsewhere on another machine.
            (self.vault + os.sep, ""),
            (self.vault, "."),
        )


def make_mirror(task: Task, top: Path) -> Mirror:
    vault = os.path.realpath(task.vault)
    readable = _Readable(task.readable)
    way = Path(task.path).parent
    _fill(vault, "", top, way.parts, readable)
    return Mirror(os.path.realpath(top), os.path.realpath(top / way), vault)


def _fill(vault: str, folder: str, here: Path, way: tuple[str, ...], readable: "_Readable") -> None:
    """Make `here` stand for `folder`; `way` are the folders that lead on to the note."""
    here.mkdir()
    real = os.path.join(vault, folder)  # noqa: PTH118  as `os.scandir` gives it
    try:
        names = sorted(os.listdir(real))  # noqa: PTH208  names, not paths
    except OSError:
        names = []  # the vault changes while it is built; the code will say what it misses
    links = []
    for name in names:
        path = f"{folder}/{name}" if folder else name
        if way and name == way[0]:
            continue
        if readable.has(path):
            links.append(name)
        elif readable.leads_on(path):
            _fill(vault, path, here / name, (), readable)
    _link(real, here, links)
    if way:
        _fill(vault, f"{folder}/{way[0]}" if folder else way[0], here / way[0], way[1:], readable)


def _link(real: str, here: Path, names: list[str]) -> None:
    if os.symlink not in os.supports_dir_fd:
        for name in names:
            _link_or_copy(os.path.join(real, name), here / name)  # noqa: PTH118
        return
    # Two thousand of them in a large folder: the way to it is walked once.
    folder = os.open(here, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in names:
            os.symlink(f"{real}{os.sep}{name}", name, dir_fd=folder)
    finally:
        os.close(folder)


def _link_or_copy(real: str, name: Path) -> None:
    try:
        name.symlink_to(real)
    except OSError:
        if os.name != "nt":
            raise
        # Windows keeps links for administrators. A copy serves as well, and costs more.
        if os.path.isdir(real):  # noqa: PTH112
            shutil.copytree(real, name)
        else:
            shutil.copyfile(real, name)


class _Readable:
    def __init__(self, paths: tuple[str, ...]) -> None:
        self._paths = {path.strip("/") for path in paths}
        self._ways = {way for path in self._paths for way in _prefixes(path)}
        self._all = bool(self._paths & {"", "."})

    def has(self, path: str) -> bool:
        if path in self._paths:
            return True
        if path.rpartition("/")[2].startswith("."):
            return False
        return self._all or any(way in self._paths for way in _prefixes(path))

    def leads_on(self, path: str) -> bool:
        """Something in it may be read."""
        return path in self._ways


def _prefixes(path: str) -> list[str]:
    """The path and all folders above it."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
