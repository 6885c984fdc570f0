"""Temporary folders, removed whatever a note has done in them.

In: a folder. Out: nothing of it.
"""

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where a folder in use cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

PREFIX = "kb-run-"
"""Of the names of all folders that are held: whoever is killed leaves them to the next one."""
_YOUNG = 60
"""Seconds within which a folder may have been made but not yet held."""
_FEW = 300
"""Entries that are removed while others wait."""


def remove(folder: Path) -> None:
    """Remove a folder, however deep it is and whatever rights its folders have.

    Folders in it are moved up first: no path becomes too long, and links are never followed.
    """
    top = os.fspath(folder)
    secret = secrets.token_hex(8)  # else a note could have taken the names before
    names = (os.path.join(top, f"{secret}-{number}") for number in count())  # noqa: PTH118
    while True:
        try:
            with os.scandir(top) as entries:
                found = list(entries)
        except FileNotFoundError:
            return
        if not found:
            break
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                _empty(entry.path, names)
            else:
                os.unlink(entry.path)  # noqa: PTH108  speed
    os.rmdir(top)  # noqa: PTH106  the same


def _empty(folder: str, names: Iterator[str]) -> None:
    os.chmod(folder, stat.S_IRWXU)  # noqa: PTH101  the same
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)  # noqa: PTH108  the same
                continue
            os.chmod(entry.path, stat.S_IRWXU)  # noqa: PTH101  else it cannot be moved
            os.rename(entry.path, next(names))  # noqa: PTH104
    os.rmdir(folder)  # noqa: PTH106  the same


def remove_in_passing(folder: Path) -> int:
    """The same without making others wait: where there is much to do, a child does it.

    Its process is returned, else 0.
    """
    if _is_small(folder):
        remove(folder)
        return 0
    if child := os.fork():
        return child
    with contextlib.suppress(OSError):  # the whole folder is removed once more at the end
        remove(folder)
    os._exit(0)


def _is_small(folder: Path) -> bool:
    seen = 0
    for _, folders, files in os.walk(folder):
        seen += len(folders) + len(files)
        if seen > _FEW:
            return False
    return True


_LOCK = "held"


def hold(folder: Path) -> int:
    """Say that a folder is in use, until this process and those that it starts have ended."""
    descriptor = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return descriptor


def is_held(folder: Path) -> bool:
    """Somebody uses it, or it is too young to tell."""
    if fcntl is None or time.time() - folder.stat().st_mtime < _YOUNG:
        return True
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
