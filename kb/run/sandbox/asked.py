"""What a confined process asks of the one that holds the other end of its filter.

In: that end. Out: which call it wants to make; it waits until it is answered. The values that a
call is judged by are in registers, so nobody can change them between the look and the call.
"""

import ctypes
import errno
import os
import struct
from typing import Final, NamedTuple

from kb.run.sandbox.calls import COPY, architecture_here

_QUESTION: Final = struct.Struct("<QIIiIQ6Q")
_ANSWER: Final = struct.Struct("<QqiI")
_RECEIVE: Final = 0xC0502100
_SEND: Final = 0xC0182101
_GO_ON: Final = 1
_SIGNALS: Final = ("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")


class Question(NamedTuple):
    number: int
    process: int
    """Who asks."""
    copying: bool
    """It wants to be copied,"""
    to_itself: bool
    """or to send a signal to itself, or to know its own limits."""


def next_question(listener: int) -> Question | None:
    """None where who asked is no more."""
    import fcntl  # noqa: PLC0415  not everywhere

    buffer = bytearray(_QUESTION.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, buffer)
    except OSError:
        return None
    number, thread, _, call, _, _, first, *_ = _QUESTION.unpack(buffer)
    here = architecture_here()
    assert here is not None
    names = {here.special[name]: name for name in (*_SIGNALS, "prlimit64", "clone")}
    process = _process_of(thread)
    name = names.get(call, "")
    return Question(
        number,
        process,
        name == "clone" and first == COPY and process == thread,
        name not in {"", "clone"} and ctypes.c_int32(first).value == process > 0,
    )


def answer(listener: int, question: Question, *, allowed: bool) -> None:
    """Let the call be made, or refuse it."""
    import fcntl  # noqa: PLC0415  the same

    error, flags = (0, _GO_ON) if allowed else (-errno.EPERM, 0)
    try:
        fcntl.ioctl(listener, _SEND, _ANSWER.pack(question.number, 0, error, flags))
    except OSError:
        return  # who asked is no more


def _process_of(thread: int) -> int:
    """The process that a thread belongs to; 0 where it is no more."""
    try:
        with open(f"/proc/{thread}/status", "rb") as file:  # noqa: PTH123  it waits for us
            for line in file:
                if line.startswith(b"Tgid:"):
                    return int(line[5:])
    except (OSError, ValueError):
        pass
    return 0


def threads_of(process: int) -> int:
    try:
        return len(os.listdir(f"/proc/{process}/task"))  # noqa: PTH208  names, not paths
    except OSError:
        return 0
