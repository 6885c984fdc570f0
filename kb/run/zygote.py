"""The process that has imported numpy and matplotlib once, and forks a child for each note.

    python -m kb.run.zygote FOLDER

In: frames with an `Order` each on stdin. Out: a frame with a `Reply` for each on stdout, as they
are done; of those with a name also each step as soon as it is known. No code of a note ever runs in
this process; it starts children, watches their time and how much they say, and tells what became of
them. It ends, and all children with it, as soon as nobody listens any more.
"""

import gc
import os
import selectors
import signal
import sys
import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from kb.run.children import Child
from kb.run.families import Family, can_copy, unknown_children
from kb.run.folders import hold, remove, remove_in_passing
from kb.run.frames import Frames, Kind, pack
from kb.run.messages import How, Order, Reply, Told
from kb.run.preparing import prepare

_PIECE: Final = 1 << 18
_COPIES: Final = 24
"""That wait at once, of all notes together."""
_LOOK_ROUND = 1.0
"""Seconds after which the zygote asks whether its parent is still there."""


class Zygote:
    def __init__(self, folder: Path, orders: int, replies: int) -> None:
        self._folder = folder
        self._orders = orders
        self._replies = replies
        self._parent = os.getppid()
        self._waiting: deque[Order] = deque()
        self._children: list[Child] = []
        self._families: dict[str, Family] = {}
        """By their names, the one that was used last at the end."""
        self._gone: list[int] = []
        """Processes whose end is not heard of yet."""
        self._count = 0
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Serve until nobody listens."""
        woken, waker = os.pipe()
        for end in (woken, waker, self._orders):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        self._selector.register(woken, selectors.EVENT_READ, lambda: _drain(woken))
        frames = Frames()
        self._selector.register(self._orders, selectors.EVENT_READ, lambda: self._hear(frames))
        try:
            self._tell(Kind.READY, b"")
            while os.getppid() == self._parent:
                for key, _ in self._selector.select(self._patience()):
                    # What came before may have ended it.
                    if self._selector.get_map().get(key.fd) is key:
                        key.data()
                self._look_after()
        except (BrokenPipeError, EOFError):
            return
        finally:
            for child in self._children:
                child.kill(How.LOST)
                if child.pid:
                    os.waitpid(child.pid, 0)
            for family in tuple(self._families.values()):
                self._dissolve(family)
            remove(self._folder)  # whoever started us may be no more

    def _hear(self, frames: Frames) -> None:
        data = os.read(self._orders, _PIECE)
        if not data:
            raise EOFError
        for kind, payload in frames.feed(data):
            if kind == Kind.STOP:
                self._stop(msgspec.msgpack.decode(payload, type=int))
            elif kind == Kind.FORGET:
                if family := self._families.get(msgspec.msgpack.decode(payload, type=str)):
                    self._dissolve(family)
            else:
                self._waiting.append(msgspec.msgpack.decode(payload, type=Order))

    def _patience(self) -> float:
        now = time.monotonic()
        ends = [child.deadline.at - now for child in self._children]
        return max(0.0, min([_LOOK_ROUND, *ends]))

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in tuple(self._children):
            if child.is_over():
                self._children.remove(child)
                self._tell_steps(child)
                self._finish(child)
            elif now >= child.deadline.at:
                child.kill(How.TIMEOUT)
                if not child.pid and child.family is not None:
                    self._abandon(child)
        self._gone = [pid for pid in self._gone if not _is_reaped(pid)]
        for family in tuple(self._families.values()):
            self._look_at(family)
        self._begin()

    # --- orders ---

    def _begin(self) -> None:
        """Begin what waits, as far as there is room, and its name is not in use."""
        for order in tuple(self._waiting):
            family = self._families.get(order.name)
            if len(self._children) >= order.at_once:
                return
            if family is None or family.runner is None:
                self._waiting.remove(order)
                self._start(order)

    def _start(self, order: Order) -> None:
        name = order.name
        family = self._families.get(name)
        if family is not None:
            place = family.place_for(order)
            if place is not None:
                self._families[name] = self._families.pop(name)
                self._watch(family.go_on(order, place), family)
                return
            if not order.variant:
                self._dissolve(family)
        self._count += 1
        folder = self._folder / f"note-{self._count}"
        if name and not order.variant and order.task.sandbox and can_copy():
            self._families[name] = family = Family(order, folder)
            assert family.runner is not None
            self._selector.register(family.line, selectors.EVENT_READ, partial(self._meet, family))
            self._watch(family.runner, family)
        else:
            self._watch(Child.forked(order, folder), None)

    def _watch(self, child: Child, family: Family | None) -> None:
        child.family = family
        self._children.append(child)
        self._selector.register(child.reader, selectors.EVENT_READ, partial(self._listen, child))
        self._tell_steps(child, begun=True)

    def _listen(self, child: Child) -> None:
        child.hear()
        if child.family is not None:
            child.family.find(self._unknown)
        self._tell_steps(child)
        if not child.open:
            self._selector.unregister(child.reader)

    def _tell_steps(self, child: Child, *, begun: bool = False) -> None:
        if not child.order.name:
            return
        number, kept = child.order.number, child.kept
        if begun:
            group = child.family.group if child.family is not None else 0
            self._tell(Kind.TOLD, msgspec.msgpack.encode(Told(number, kept, b"", group)))
        for step in child.steps[child.told :]:
            self._tell(Kind.TOLD, msgspec.msgpack.encode(Told(number, kept, step)))
        child.told = len(child.steps)

    def _stop(self, number: int) -> None:
        for order in tuple(self._waiting):
            if order.number == number:
                self._waiting.remove(order)
                reply = Reply(number, (), b"", -1, How.STOPPED, 0)
                self._tell(Kind.REPLY, msgspec.msgpack.encode(reply))
        for child in self._children:
            if child.order.number == number:
                child.kill(How.STOPPED)

    def _finish(self, child: Child) -> None:
        family = child.family
        true = True
        if family is not None:
            family.rest(self._unknown)
            true = child.killed is not None or not child.resumed or family.is_true(child)
            # What it has written there, another would find.
            if not true or not family.copies or not family.is_untouched():
                self._dissolve(family)
        if true:
            self._tell(Kind.REPLY, msgspec.msgpack.encode(child.reply()))
        else:
            self._waiting.appendleft(child.order)
        self._clear(child)

    def _clear(self, child: Child) -> None:
        if child.reader in self._selector.get_map():
            self._selector.unregister(child.reader)
        child.clear()
        if child.family is None and (remover := remove_in_passing(child.place.folder)):
            self._gone.append(remover)

    # --- copies ---

    def _unknown(self, group: int) -> list[int]:
        known = {child.pid for child in self._children} | {*self._gone}
        for family in self._families.values():
            known |= {copy.pid for copy in family.copies.values()} | {*family.gone}
        return unknown_children(known, group)

    def _meet(self, family: Family) -> None:
        new = family.listener < 0
        if not family.hear(self._unknown):
            self._selector.unregister(family.line)
        if new and family.listener >= 0:
            self._selector.register(
                family.listener, selectors.EVENT_READ, partial(self._answer, family)
            )

    def _answer(self, family: Family) -> None:
        family.answer(self._unknown, make_room=self._make_room)

    def _make_room(self) -> None:
        while sum(len(family.copies) for family in self._families.values()) >= _COPIES:
            if not any(family.thin() for family in self._families.values()):
                return

    def _look_at(self, family: Family) -> None:
        """Hear of copies that have ended, and end what nobody can go on from."""
        family.find(self._unknown)
        family.end_strange()
        family.gone = [pid for pid in family.gone if not _is_reaped(pid)]
        for place, copy in tuple(family.copies.items()):
            if _is_reaped(copy.pid):
                del family.copies[place]
                if family.runner is not None and not family.runner.pid:
                    self._abandon(family.runner)
                    return
        if family.runner is None and not family.copies:
            self._dissolve(family)

    def _abandon(self, child: Child) -> None:
        """A copy did not go on: its note begins anew."""
        if child in self._children and child.family is not None:
            self._children.remove(child)
            child.family.runner = None
            self._dissolve(child.family)
            if child.killed == How.STOPPED:
                reply = Reply(child.order.number, (), b"", -1, How.STOPPED, 0)
                self._tell(Kind.REPLY, msgspec.msgpack.encode(reply))
            else:
                self._waiting.appendleft(child.order)
            self._clear(child)

    def _dissolve(self, family: Family) -> None:
        """End all processes of a note."""
        if self._families.get(family.name) is not family:
            return
        for descriptor in (family.line, family.listener):
            if descriptor >= 0 and descriptor in self._selector.get_map():
                self._selector.unregister(descriptor)
        family.end(self._unknown)
        del self._families[family.name]
        self._gone += family.gone
        if remover := remove_in_passing(family.folder):
            self._gone.append(remover)

    def _tell(self, kind: Kind, payload: bytes) -> None:
        left = memoryview(pack(kind, payload))
        while left:
            left = left[os.write(self._replies, left) :]


def _is_reaped(pid: int) -> bool:
    try:
        return bool(os.waitpid(pid, os.WNOHANG)[0])
    except ChildProcessError:
        return True


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
