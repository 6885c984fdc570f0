"""A process that runs a note, as its zygote sees it.

In: an order. Out: what it has said, and how it ended.
"""

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from kb.run.child import TRACE_BYTES, Workplace, live
from kb.run.frames import BrokenFrameError, Frames, Kind
from kb.run.messages import How, Order, Reply
from kb.run.timing import Deadline

if TYPE_CHECKING:
    from kb.run.families import Family

_PIECE: Final = 1 << 18


class Child:
    """Hears what it says, and minds its time."""

    def __init__(self, order: Order, place: Workplace, kept: int = 0) -> None:
        self.order = order
        self.kept = kept
        """Steps that have run before, in a process that it is a copy of."""
        self.resumed = False
        """It is such a copy."""
        self.place = place
        self.deadline = Deadline(replace(order.task, steps=order.task.steps[kept:]))
        self.begun = time.time_ns()
        self.frames = Frames()
        self.steps: list[bytes] = []
        self.told = 0
        """Steps that the build knows of by now."""
        self.end = b""
        self.looked: tuple[str, ...] = ()
        self.resting = False
        """It is between two steps."""
        self.said = 0
        self.killed: How | None = None
        self.status: int | None = None
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.reader, False)
        self.open = True
        self.family: Family | None = None
        """The copies of it, and of those that it has come from."""
        self.pid = 0
        """0: it has not been seen yet."""
        self.leads = True
        """Whoever else is in its group has been started by it."""

    @classmethod
    def forked(cls, order: Order, folder: Path, line: int = -1) -> "Child":
        """A process that runs a note from its beginning; `line`: as for `live`."""
        child = cls(order, Workplace.make(folder))
        child.leads = line < 0
        child.pid = os.fork()
        if child.pid == 0:
            live(order.task, child.place, child.writer, line)
        child.close_writer()
        return child

    def close_writer(self) -> None:
        os.close(self.writer)

    def hear(self) -> None:
        """Take what the child has said since."""
        try:
            data = os.read(self.reader, _PIECE)
        except BlockingIOError:
            return
        if not data:
            self.open = False
            return
        self.said += len(data)
        try:
            for kind, payload in self.frames.feed(data):
                self._take(kind, payload)
        except (BrokenFrameError, msgspec.MsgspecError):
            self.kill(How.FLOOD)
        if self.said > self.deadline.most_bytes:
            self.kill(How.FLOOD)

    def _take(self, kind: Kind, payload: bytes) -> None:
        if self.killed:
            return
        if kind == Kind.BEGIN:
            self.deadline.begin(msgspec.msgpack.decode(payload, type=int), time.monotonic())
            self.resting = False
        elif kind == Kind.STEP:
            self.steps.append(payload)
        elif kind == Kind.LOOKED:
            self.looked = msgspec.msgpack.decode(payload, type=tuple[str, ...])
            self.resting = True
        elif kind == Kind.END:
            self.end = payload
            self.deadline.finish(time.monotonic())

    def kill(self, why: How) -> None:
        self.killed = self.killed or why
        self._kill_group()

    def _kill_group(self) -> None:
        # Its whole session: without a sandbox it may have children of its own.
        if not self.pid:
            return
        for kill in (os.killpg, os.kill) if self.leads else (os.kill,):
            try:
                kill(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue

    def is_over(self) -> bool:
        if self.status is None:
            if not self.pid:
                return False
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if not pid:
                return False
            self.status = status
            while self.open:  # what it had said before
                before = self.said
                self.hear()
                if self.open and self.said == before:
                    break
        return True

    def reply(self) -> Reply:
        assert self.status is not None
        code = os.waitstatus_to_exitcode(self.status)
        how = self.killed or (How.SIGNAL if code < 0 else How.EXIT)
        trace, log = self.place.left()
        return Reply(
            number=self.order.number,
            steps=() if self.order.name else tuple(self.steps),
            end=self.end,
            begun=self.deadline.step,
            how=how,
            status=abs(code),
            trace=trace[-TRACE_BYTES:],
            log=log,
            kept=self.kept,
        )

    def clear(self) -> None:
        if self.leads:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                # what it has started, where no sandbox forbids it
                os.killpg(self.pid, signal.SIGKILL)
        os.close(self.reader)
        self.place.close()
