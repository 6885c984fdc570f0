"""Which files a process may read and write, through Landlock.

In: a task, its folder. Out: a rule set that this process cannot leave. See the kernel's
`userspace-api/landlock.rst`.
"""

import ctypes
import os
import stat
import struct
import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Final

from kb.run.task import Task

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every architecture
_VERSION_OF_ABI: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38

_WRITE_FILE: Final = 1 << 1
_READ_FILE: Final = 1 << 2
_READ_FOLDER: Final = 1 << 3
_READ: Final = _READ_FILE | _READ_FOLDER
_TRUNCATE: Final = 1 << 14
_DEVICE: Final = 1 << 15

_FILE_RIGHTS: Final = (1 << 0) | _WRITE_FILE | _READ_FILE | _TRUNCATE | _DEVICE
"""Those that make sense for what is no folder."""
_ALL: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""Rights to files that a version of the kernel's interface knows."""
_NETWORK: Final = 0b11
"""Bind and connect, from version 4."""
MINDS_TRUNCATING: Final = 3
_SCOPES: Final = 0b11
"""Abstract sockets and signals, from version 6."""


def landlock_version() -> int:
    """Of the interface; 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, _call(_CREATE, None, 0, _VERSION_OF_ABI))


def forbid_files(task: Task, folder: Path, version: int) -> bool:
    """Let this process read what is named and write in `folder`; False where that cannot be."""
    handled = _ALL[max(known for known in _ALL if known <= version)]
    attributes = struct.pack(
        "<QQQ", handled, _NETWORK if version >= 4 else 0, _SCOPES if version >= 6 else 0
    )
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = _call(_CREATE, attributes, size, 0)
    if rules < 0:
        return False
    try:
        for path in installation():
            _allow(rules, path, _READ & handled)
        for path in task.readable:
            # A link that leads out of the vault opens nothing there.
            _allow(rules, f"{task.vault}/{path}", _READ & handled, os.O_NOFOLLOW)
        for path in ("/dev/urandom", "/dev/random", "/dev/zero"):
            _allow(rules, path, _READ_FILE)
        _allow(rules, os.devnull, (_READ_FILE | _WRITE_FILE | _TRUNCATE) & handled)
        _allow(rules, str(folder), handled & ~1)
        library = ctypes.CDLL(None, use_errno=True)
        return bool(
            library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and _call(_RESTRICT, rules, 0) == 0
        )
    finally:
        os.close(rules)


@cache
def installation() -> tuple[str, ...]:
    """Where Python, its packages and the libraries below them lie."""
    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        own = prefix not in {"/", "/usr", "/usr/local"}
        paths |= {prefix} if own else {f"{prefix}/lib", f"{prefix}/lib64"}
    paths |= {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    paths |= {str(Path(__file__).parents[2])}
    paths |= set(
        "/lib /lib64 /usr/lib /usr/lib64 /usr/lib32 /usr/local/lib /usr/share/zoneinfo "
        "/etc/ld.so.cache".split()
    )
    return tuple(sorted({os.path.realpath(path) for path in paths if Path(path).exists()}))


def _allow(rules: int, path: str, rights: int, flags: int = 0) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC | flags)
    except OSError:
        return  # what is not there, nobody reads
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISLNK(kind):
            return
        if not stat.S_ISDIR(kind):
            rights &= _FILE_RIGHTS
        _call(_ADD, rules, _PATH_BENEATH, struct.pack("<Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


@cache
def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *values: object) -> int:
    arguments = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return int(_system().syscall(ctypes.c_long(number), *arguments))
