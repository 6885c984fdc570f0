"""Tasks, run in processes of their own.

In: tasks. Out: their outcomes, as they come. This side holds what notes must not reach; it reads
what their processes say, and outlives whatever they do.
"""

import atexit
import os
import select
import selectors
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from kb.run.answers import EngineError, read_reply
from kb.run.environment import clean_environment
from kb.run.folders import PREFIX, hold, is_held, remove
from kb.run.frames import BrokenFrameError, Frames, Kind, pack
from kb.run.messages import How, Order, Reply, Told
from kb.run.task import Outcome, Task

Mode = Literal["fork", "spawn"]
_PIECE = 1 << 18
_PATIENCE = 120.0
"""Seconds for a zygote to begin, on a machine that is busy."""
_LOOK_ROUND = 1.0
"""Seconds after which who writes looks whether anybody still reads."""


def usual_mode() -> Mode:
    return "fork" if sys.platform.startswith("linux") or sys.platform == "darwin" else "spawn"


def run_tasks(
    tasks: Iterable[Task], *, jobs: int, mode: Mode | None = None
) -> Iterator[tuple[int, Outcome]]:
    """Run each task in a process of its own, up to `jobs` at once.

    Gives the places of the tasks with their outcomes, in the order in which they end.

    Raises:
        EngineError: nothing can run here, for example because numpy is broken.
    """
    if (mode or usual_mode()) == "spawn":
        from kb.run.spawning import run_spawned  # noqa: PLC0415  the other way

        yield from run_spawned(tasks, max(1, jobs))
        return
    yield from _run_forked(list(tasks), max(1, jobs))


def run_one(task: Task) -> Outcome:
    """Run a task. A zygote is kept in this process for the next one."""
    ((_, outcome),) = run_tasks((task,), jobs=1)
    return outcome


def _run_forked(tasks: list[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    waiting = deque(range(len(tasks)))
    suspects: deque[int] = deque()
    """They ran when a zygote died. Each is run again, alone, to see which of them it was."""
    while waiting or suspects:
        alone = bool(suspects)
        queue, at_once, ahead = (suspects, 1, 0) if alone else (waiting, jobs, jobs)
        with _borrowed_zygote() as zygote:
            running = yield from _serve(zygote, tasks, queue, at_once, ahead)
        if not running:
            continue
        if alone:
            (lost,) = running
            yield lost, read_reply(tasks[lost], Reply(lost, (), b"", -1, How.LOST, 9))
        else:
            suspects.extend(sorted(running))


def _serve(
    zygote: "Zygote", tasks: list[Task], queue: deque[int], at_once: int, ahead: int
) -> Generator[tuple[int, Outcome], None, set[int]]:
    """Let a zygote run what is in the queue; those that it has not brought to an end.

    It knows `ahead` more than it runs at once: it need not wait while we look at an outcome.
    """
    running: set[int] = set()
    while queue or running:
        while queue and len(running) < at_once + ahead:
            number = queue.popleft()
            running.add(number)
            zygote.order(Order(number, tasks[number], at_once))
        reply = zygote.wait()
        if reply is None:
            return running
        if isinstance(reply, Reply) and reply.number in running:
            running.remove(reply.number)
            yield reply.number, read_reply(tasks[reply.number], reply)
    return running


class Zygote:
    """The process that `zygote.py` is, seen from here."""

    def __init__(self) -> None:
        _sweep()
        self.owner = os.getpid()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._lock = hold(self.folder)
        self._log = self.folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own
                [sys.executable, "-P", "-m", "kb.run.zygote", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                env=clean_environment(self.folder),
                start_new_session=True,  # Ctrl-C at the terminal is ours to answer
            )
        assert self._process.stdin
        assert self._process.stdout
        self._in = self._process.stdin.fileno()
        self._out = self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        self._unsent = bytearray()
        self._frames = Frames()
        self._replies: deque[Reply | Told] = deque()
        self._ready = False
        self._alive = True

    def order(self, order: Order) -> None:
        self._unsent += pack(Kind.TASK, msgspec.msgpack.encode(order))

    def say(self, kind: Kind, payload: bytes) -> None:
        """Send at once, while another thread waits. Not for two threads at the same time."""
        left = memoryview(pack(kind, payload))
        while left and self._alive:
            select.select([], [self._in], [], _LOOK_ROUND)
            with suppress(BlockingIOError, BrokenPipeError):  # who waits will see that it is gone
                left = left[os.write(self._in, left[:_PIECE]) :]

    def wait(self) -> Reply | Told | None:
        """What it says next; None where the process is no more."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            while not self._replies and self._alive:
                self._send()
                wanted = bool(self._unsent)
                if wanted != (self._in in selector.get_map()):
                    if wanted:
                        selector.register(self._in, selectors.EVENT_WRITE)
                    else:
                        selector.unregister(self._in)
                selector_ready = selector.select(None if self._ready else _PATIENCE)
                if not selector_ready:
                    raise EngineError(self._said())
                if any(key.fd == self._out for key, _ in selector_ready):
                    self._hear()
        if not self._replies and not self._ready:
            raise EngineError(self._said())
        return self._replies.popleft() if self._replies else None

    def _send(self) -> None:
        while self._unsent and self._alive:
            try:
                sent = os.write(self._in, self._unsent[:_PIECE])
            except BlockingIOError:
                return
            except BrokenPipeError:
                self._alive = False
                return
            del self._unsent[:sent]

    def _hear(self) -> None:
        data = os.read(self._out, _PIECE)
        if not data:
            self._alive = False
            return
        try:
            for kind, payload in self._frames.feed(data):
                if kind == Kind.READY:
                    self._ready = True
                elif kind == Kind.TOLD:
                    self._replies.append(msgspec.msgpack.decode(payload, type=Told))
                else:
                    self._replies.append(msgspec.msgpack.decode(payload, type=Reply))
        except (BrokenFrameError, msgspec.MsgspecError):
            self._alive = False

    def _said(self) -> str:
        """What it printed before it gave up."""
        text = self._log.read_text("utf-8", "replace") if self._log.exists() else ""
        return f"the process that runs notes did not start: {text[-4000:].strip()}"

    @property
    def usable(self) -> bool:
        return self._alive and self.owner == os.getpid() and self._process.poll() is None

    def close(self) -> None:
        """End the process, all its children and their folders."""
        self._alive = False
        assert self._process.stdin
        assert self._process.stdout
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        os.close(self._lock)
        with suppress(OSError):  # it may be doing so itself
            remove(self.folder)


# --- zygotes that wait for work ---

_idle: list[Zygote] = []
_idle_lock = threading.Lock()


@contextmanager
def _borrowed_zygote() -> Iterator[Zygote]:
    """One that waits, else a new one. It waits again if it has come through whole."""
    zygote: Zygote | None = None
    while zygote is None:
        with _idle_lock:
            if not _idle:
                break
            waiting = _idle.pop()
        if waiting.usable:
            zygote = waiting
        elif waiting.owner == os.getpid():
            waiting.close()
    zygote = zygote or Zygote()
    whole = False
    try:
        yield zygote
        whole = zygote.usable
    finally:
        if whole:
            with _idle_lock:
                _idle.append(zygote)
        else:
            zygote.close()


def close_zygotes() -> None:
    """End those that wait, and remove their folders. A next task starts another."""
    with _idle_lock:
        zygotes, _idle[:] = _idle[:], []
    for zygote in zygotes:
        if zygote.owner == os.getpid():
            zygote.close()


atexit.register(close_zygotes)


def _sweep() -> None:
    """Remove what builds have left that were killed together with their zygotes."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            ours = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
            if ours and not folder.is_symlink() and not is_held(folder):
                remove(folder)
