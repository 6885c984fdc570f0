"""The process that has imported numpy and matplotlib once, and forks a child for each note.

    python -m kb.run.zygote FOLDER

In: frames with an `Order` each on stdin. Out: a frame with a `Reply` for each on stdout, as they
are done. No code of a note ever runs in this process; it starts children, watches their time and
how much they say, and tells what became of them. It ends, and all children with it, as soon as
nobody listens any more.
"""

import contextlib
import gc
import os
import selectors
import signal
import sys
import time
from collections import deque
from pathlib import Path
from typing import Final

import msgspec

from kb.run.child import TRACE_BYTES, Workplace, live
from kb.run.folders import hold, remove, remove_in_passing
from kb.run.frames import BrokenFrameError, Frames, Kind, pack
from kb.run.messages import How, Order, Reply
from kb.run.preparing import prepare
from kb.run.timing import Deadline

_PIECE: Final = 1 << 18
_LOOK_ROUND = 1.0
"""Seconds after which the zygote asks whether its parent is still there."""


class Child:
    def __init__(self, order: Order, folder: Path) -> None:
        self.number = order.number
        self.folder = folder
        self.place = Workplace.make(folder)
        self.deadline = Deadline(order.task)
        self.frames = Frames()
        self.steps: list[bytes] = []
        self.end = b""
        self.said = 0
        self.killed: How | None = None
        self.status: int | None = None
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            live(order.task, self.place, writer)
        os.close(writer)
        os.set_blocking(self.reader, False)
        self.open = True

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
        elif kind == Kind.STEP:
            self.steps.append(payload)
        elif kind == Kind.END:
            self.end = payload
            self.deadline.finish(time.monotonic())

    def kill(self, why: How) -> None:
        self.killed = self.killed or why
        self._kill_group()

    def _kill_group(self) -> None:
        # Its whole session: without a sandbox it may have children of its own.
        for kill in (os.killpg, os.kill):
            try:
                kill(self.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                continue

    def is_over(self) -> bool:
        if self.status is None:
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
            number=self.number,
            steps=tuple(self.steps),
            end=self.end,
            begun=self.deadline.step,
            how=how,
            status=abs(code),
            trace=trace[-TRACE_BYTES:],
            log=log,
        )

    def clear(self) -> int:
        """Remove what is left; the process that still does so, or 0."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)  # what it has started, where no sandbox forbids it
        os.close(self.reader)
        self.place.close()
        return remove_in_passing(self.folder)


class Zygote:
    def __init__(self, folder: Path, orders: int, replies: int) -> None:
        self._folder = folder
        self._orders = orders
        self._replies = replies
        self._parent = os.getppid()
        self._waiting: deque[Order] = deque()
        self._children: list[Child] = []
        self._removers: list[int] = []
        self._count = 0

    def run(self) -> None:
        """Serve until nobody listens."""
        selector = selectors.DefaultSelector()
        woken, waker = os.pipe()
        for end in (woken, waker, self._orders):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        selector.register(woken, selectors.EVENT_READ)
        selector.register(self._orders, selectors.EVENT_READ)
        frames = Frames()
        try:
            self._tell(Kind.READY, b"")
            while os.getppid() == self._parent:
                for key, _ in selector.select(self._patience()):
                    if key.fd == woken:
                        _drain(woken)
                    elif key.fd == self._orders:
                        data = os.read(self._orders, _PIECE)
                        if not data:
                            return
                        for _, payload in frames.feed(data):
                            self._waiting.append(msgspec.msgpack.decode(payload, type=Order))
                    else:
                        key.data.hear()
                        if not key.data.open:
                            selector.unregister(key.fd)
                self._look_after(selector)
        except BrokenPipeError:
            return
        finally:
            for child in self._children:
                child.kill(How.LOST)
                os.waitpid(child.pid, 0)
            remove(self._folder)  # whoever started us may be no more

    def _patience(self) -> float:
        now = time.monotonic()
        ends = [child.deadline.at - now for child in self._children]
        return max(0.0, min([_LOOK_ROUND, *ends]))

    def _look_after(self, selector: selectors.BaseSelector) -> None:
        now = time.monotonic()
        for child in tuple(self._children):
            if child.is_over():
                self._children.remove(child)
                if child.reader in selector.get_map():
                    selector.unregister(child.reader)
                reply = child.reply()
                if remover := child.clear():
                    self._removers.append(remover)
                self._tell(Kind.REPLY, msgspec.msgpack.encode(reply))
            elif now >= child.deadline.at:
                child.kill(How.TIMEOUT)
        self._removers = [pid for pid in self._removers if not os.waitpid(pid, os.WNOHANG)[0]]
        while self._waiting and len(self._children) < self._waiting[0].at_once:
            self._count += 1
            child = Child(self._waiting.popleft(), self._folder / f"note-{self._count}")
            self._children.append(child)
            selector.register(child.reader, selectors.EVENT_READ, child)

    def _tell(self, kind: Kind, payload: bytes) -> None:
        left = memoryview(pack(kind, payload))
        while left:
            left = left[os.write(self._replies, left) :]


def _drain(pipe: int) -> None:
    try:
        while os.read(pipe, 4096):
            pass
    except BlockingIOError:
        return


def main() -> None:
    folder = Path(sys.argv[1])
    hold(folder)
    # What anything in here prints must not come between the frames.
    replies = os.dup(1)
    os.dup2(2, 1)
    orders = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    prepare()
    gc.collect()
    gc.freeze()  # else the first collection in a child would copy all that it shares with us
    Zygote(folder, orders, replies).run()


if __name__ == "__main__":
    main()
