"""Which system calls a process may make, through seccomp.

In: nothing. Out: a filter, a small program of the kernel's, that this process and its threads
cannot leave. See `seccomp(2)`. Where a process may be copied, some calls are not refused by the
filter but put to whoever holds its other end; `asked.py` is that side. See `seccomp_unotify(2)`.
"""

import ctypes
import errno
import os
import struct
import sys
from typing import Final

from kb.run.sandbox.numbers import ARCHITECTURES, X32, Architecture

_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_HAS_BITS: Final = 0x45
_AND: Final = 0x54
_RETURN: Final = 0x06

_ALLOW: Final = 0x7FFF0000
_KILL: Final = 0x80000000
_ERRNO: Final = 0x00050000
_ASK: Final = 0x7FC00000

_NUMBER: Final = 0
_ARCHITECTURE: Final = 4
_ARGUMENTS: Final = tuple(16 + 8 * place for place in range(6))
"""Offsets of their lower halves: both architectures begin with these."""

_CLONE_THREAD: Final = 0x10000
COPY: Final = 0x8000 | 17
"""Flags of the one way in which a process may ask to be copied: the copy has the same parent
(CLONE_PARENT), who hears of its end (SIGCHLD)."""
_AF_UNIX: Final = 1
_SOCK_STREAM: Final = 1
_SET_DEATH_SIGNAL, _SET_MEMORY_MAP = 1, 35
_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX = 8, 10, 15
_IOCTLS = (0x8901, 0x8902, 0x5412, 0x541C)
"""FIOSETOWN, SIOCSPGRP: signals to others; TIOCSTI, TIOCLINUX: typing into a terminal."""

_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_FILTER: Final = 2
_FILTER_MODE: Final = 1
_NEW_LISTENER: Final = 8
_KILL_SIGNAL: Final = 9


def architecture_here() -> Architecture | None:
    """None where we know no filter."""
    known = ARCHITECTURES.get(os.uname().machine) if sys.platform == "linux" else None
    return known if ctypes.sizeof(ctypes.c_void_p) == 8 else None


def forbid_calls(*, truncating: bool, asking: bool = False) -> tuple[bool, int]:
    """Set the filter; False where this system has none. `truncating`: Landlock minds that.

    `asking`: the process may ask to be copied. Then, and if this system can do so, a descriptor
    comes along, whose holder answers; else -1.
    """
    architecture = architecture_here()
    if architecture is None:
        return False, -1
    if asking:
        listener = _set_filter(architecture, None, truncating=truncating)
        if listener >= 0:
            return True, listener
    return _set_filter(architecture, os.getpid(), truncating=truncating) >= 0, -1


def _set_filter(architecture: Architecture, own: int | None, *, truncating: bool) -> int:
    """A descriptor to answer by where `own` is None, else 0; -1 where it cannot be."""
    program = b"".join(_program(architecture, own, truncating=truncating))
    buffer = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    whole = Program(len(program) // 8, ctypes.addressof(buffer))
    library = ctypes.CDLL(None, use_errno=True)
    zero = ctypes.c_ulong(0)
    if library.prctl(_NO_NEW_PRIVILEGES, ctypes.c_ulong(1), zero, zero, zero):
        return -1
    if own is None:
        number = ctypes.c_long(architecture.special["seccomp"])
        how = ctypes.c_long(_FILTER_MODE), ctypes.c_long(_NEW_LISTENER)
        return int(library.syscall(number, *how, ctypes.byref(whole)))
    found = library.prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(whole), zero, zero)
    return -1 if found else 0


def _program(architecture: Architecture, own: int | None, *, truncating: bool) -> list[bytes]:
    """`own`: the only process that may be sent signals. None: whoever listens knows which."""
    special = architecture.special
    refuse = _ERRNO | errno.EPERM
    if own is None:
        others: int = _ASK
        here: tuple[int, ...] = ()
        copying = _answer(COPY, _ASK)
        # A copy has to say again that it dies with its parent.
        dying = [_line(_LOAD, _ARGUMENTS[1]), *_answer(_KILL_SIGNAL, _ALLOW)]
    else:
        others, here, copying, dying = refuse, (own,), [], []
    lines = [
        _line(_LOAD, _ARCHITECTURE),
        _line(_EQUAL, architecture.audit, 1, 0),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER),
        _line(_AT_LEAST, X32, 0, 1),
        _line(_RETURN, _KILL),
    ]
    for number in architecture.refused.values():
        lines += _answer(number, refuse)
    for number in architecture.void.values():
        lines += _answer(number, _ERRNO)
    for name in ("clone3", "memfd_create", "seccomp"):
        lines += _answer(special[name], _ERRNO | errno.ENOSYS)
    if not truncating:
        lines += _answer(special["truncate"], refuse)
    lines += _look(
        special["clone"],
        _line(_LOAD, _ARGUMENTS[0]),
        *copying,
        _line(_HAS_BITS, _CLONE_THREAD, 0, 1),
        _line(_RETURN, _ALLOW),
        _line(_RETURN, refuse),
    )
    for name in ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"):
        lines += _only(special[name], 0, here, others)
    lines += _only(special["prlimit64"], 0, (0, *here), others)
    lines += _look(
        special["prctl"],
        _line(_LOAD, _ARGUMENTS[0]),
        *_answer(_SET_MEMORY_MAP, refuse),
        *_look(_SET_DEATH_SIGNAL, *dying, _line(_RETURN, refuse)),
        _line(_RETURN, _ALLOW),
    )
    lines += _never(special["fcntl"], 1, (_SET_OWNER, _SET_SIGNAL, _SET_OWNER_EX), refuse)
    lines += _never(special["ioctl"], 1, _IOCTLS, refuse)
    lines += _look(
        # Any other kind of socket can be led to somebody else's.
        special["socketpair"],
        _line(_LOAD, _ARGUMENTS[0]),
        _line(_EQUAL, _AF_UNIX, 1, 0),
        _line(_RETURN, refuse),
        _line(_LOAD, _ARGUMENTS[1]),
        _line(_AND, 0xF),
        _line(_EQUAL, _SOCK_STREAM, 0, 1),
        _line(_RETURN, _ALLOW),
        _line(_RETURN, refuse),
    )
    return [*lines, _line(_RETURN, _ALLOW)]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _answer(number: int, answer: int) -> list[bytes]:
    return [_line(_EQUAL, number, 0, 1), _line(_RETURN, answer)]


def _look(number: int, *lines: bytes) -> list[bytes]:
    """Lines that decide about one call, and always return."""
    return [_line(_EQUAL, number, 0, len(lines)), *lines]


def _only(number: int, place: int, values: tuple[int, ...], refuse: int) -> list[bytes]:
    """The argument at `place` must be one of these."""
    lines = [_line(_LOAD, _ARGUMENTS[place])]
    for value in values:
        lines += [_line(_EQUAL, value, 0, 1), _line(_RETURN, _ALLOW)]
    return _look(number, *lines, _line(_RETURN, refuse))


def _never(number: int, place: int, values: tuple[int, ...], refuse: int) -> list[bytes]:
    """The argument at `place` must be none of these."""
    lines = [_line(_LOAD, _ARGUMENTS[place])]
    for value in values:
        lines += _answer(value, refuse)
    return _look(number, *lines, _line(_RETURN, _ALLOW))
