"""How the process of a note is copied, so that a changed note can go on from the copy.

In: a process between two steps, and a line to its zygote. Out: the same process twice, byte for
byte: one goes on, the other waits until it is told to go on with other steps, as often as it is
told so. Who asks is confined and could not do so by itself: `families.py` answers.
"""

import array  # noqa: F401  `socket` would load it in the note's process
import contextlib
import ctypes
import os
import signal
import socket
from typing import Final

import msgspec
from msgspec import Struct

from kb.run.sandbox.calls import COPY, architecture_here
from kb.run.task import Task

_SET_DEATH_SIGNAL: Final = 1
_MOST: Final = 100_000_000
"""Bytes of what a copy is told."""


class Font(Struct, frozen=True, array_like=True):
    """A file that is open, and how far it was read when the copy was made."""

    descriptor: int
    path: str
    place: int


class GoOn(Struct, frozen=True, array_like=True):
    """What a copy is told: the note as it is now. Descriptors come along, for `Line.own`."""

    task: Task
    fonts: tuple[Font, ...]


class Line:
    """A note's process' end of the line to its zygote."""

    def __init__(self, end: int) -> None:
        self.own: tuple[int, ...] = ()
        """Descriptors that every process needs for itself."""
        self._line = socket.socket(fileno=end)
        self._line.settimeout(None)
        self._zygote = os.getppid()
        self._system = ctypes.PyDLL(None)
        """Nothing of Python's own takes part in copying: a copy is as if nothing had happened."""
        self._exit = os._exit
        self._goes_on = False
        self.open = False
        """The zygote answers."""

    def hand_over(self, listener: int) -> None:
        """Give the zygote what it answers by; -1: this machine has none."""
        if listener < 0:
            self._line.send(b"-")
        else:
            socket.send_fds(self._line, [b"+"], [listener])
            os.close(listener)
            self.open = True

    def rest(self) -> GoOn | None:
        """Leave a copy of this process behind; what to go on with, in a copy that goes on."""
        if not self.open or _has_timers() or self._copy() != 0:
            return None
        while True:
            told, descriptors = self._wait()
            if self._copy() == 0:
                for descriptor, name in zip(descriptors, self.own, strict=True):
                    os.dup2(descriptor, name, inheritable=False)
                for font in told.fonts:
                    _reopen(font)
            _close(descriptors)
            if self._goes_on:
                return told

    def _copy(self) -> int:
        """0 in the copy; less where it is refused."""
        here = architecture_here()
        assert here is not None
        number = ctypes.c_long(here.special["clone"])
        nothing = [ctypes.c_long(0)] * 4
        process = int(self._system.syscall(number, ctypes.c_long(COPY), *nothing))
        self._goes_on = process == 0
        if process == 0:
            zero = ctypes.c_ulong(0)
            killed = ctypes.c_ulong(signal.SIGKILL)
            self._system.prctl(_SET_DEATH_SIGNAL, killed, zero, zero, zero)
            if os.getppid() != self._zygote:
                self._exit(0)
        return process

    def _wait(self) -> tuple[GoOn, list[int]]:
        """Say that this is a copy that waits, and be stopped until it is needed."""
        self._line.send(b".")
        descriptors: list[int] = []
        while not descriptors:
            word, descriptors, *_ = socket.recv_fds(self._line, 1, 16)
            if not word:
                self._exit(0)
        told, *rest = descriptors
        size = min(os.fstat(told).st_size, _MOST)
        order = msgspec.msgpack.decode(os.pread(told, size, 0), type=GoOn)
        os.close(told)
        return order, rest


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def _reopen(font: Font) -> None:
    """A copy reads at its own pace."""
    with contextlib.suppress(OSError):
        own = os.open(font.path, os.O_RDONLY)
        os.lseek(own, font.place, os.SEEK_SET)
        os.dup2(own, font.descriptor, inheritable=False)
        os.close(own)


def _has_timers() -> bool:
    """A copy would not have them."""
    timers = signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF
    return any(signal.getitimer(timer) != (0.0, 0.0) for timer in timers)
