"""Tasks, run in a fresh process each: the way where a process cannot fork.

In: tasks. Out: their outcomes, as they come. The process runs the same code as a zygote's child,
and is watched by a thread here.

    python -m kb.run.spawning FOLDER
"""

import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kb.run.answers import read_reply
from kb.run.child import TRACE_BYTES, Workplace, die_with_parent, run_note
from kb.run.environment import clean_environment
from kb.run.folders import PREFIX, hold, remove
from kb.run.frames import BrokenFrameError, Frames, Kind, pack
from kb.run.messages import How, Order, Reply
from kb.run.task import Outcome, Task
from kb.run.timing import Deadline

_PIECE = 1 << 18
_LOOK_ROUND = 0.05


def run_spawned(tasks: Iterable[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    """Run each task, up to `jobs` at once."""
    waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[int, Outcome] | BaseException] = queue.SimpleQueue()
    count = 0
    for count, task in enumerate(tasks, 1):
        waiting.put(Order(count - 1, task))
    over = threading.Event()

    def work() -> None:
        while (order := waiting.get()) is not None and not over.is_set():
            try:
                done.put((order.number, read_reply(order.task, _watch(order, over))))
            except BaseException as error:  # noqa: BLE001  raised where it is waited for
                done.put(error)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(jobs, count))]
    for thread in threads:
        waiting.put(None)
        thread.start()
    try:
        for _ in range(count):
            outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _watch(order: Order, over: threading.Event) -> Reply:
    """Run one task in a process of its own, until it ends or has to."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    lock = hold(folder)
    try:
        return _Watched(order, folder).reply(over)
    finally:
        os.close(lock)
        remove(folder)


class _Watched:
    def __init__(self, order: Order, folder: Path) -> None:
        self._order = order
        self._folder = folder
        self._deadline = Deadline(order.task)
        self._steps: list[bytes] = []
        self._end = b""
        self._said = 0
        self._killed: How | None = None
        self._process = subprocess.Popen(  # noqa: S603  our own
            [sys.executable, "-P", "-m", "kb.run.spawning", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=clean_environment(folder),
            start_new_session=True,
        )

    def reply(self, over: threading.Event) -> Reply:
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):  # it has died; that is told below
            self._process.stdin.write(pack(Kind.TASK, msgspec.msgpack.encode(self._order)))
            self._process.stdin.flush()
        listener = threading.Thread(target=self._listen, daemon=True)
        listener.start()
        while self._process.poll() is None:
            if over.is_set() or time.monotonic() >= self._deadline.at:
                self._kill(How.TIMEOUT)
            listener.join(_LOOK_ROUND)
            if not listener.is_alive():
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(_LOOK_ROUND)
        listener.join(1)
        self._process.stdin.close()
        self._process.stdout.close()
        code = self._process.returncode
        how = self._killed or (How.SIGNAL if code < 0 else How.EXIT)
        trace, log = (_read(self._folder / name) for name in ("trace", "log"))
        return Reply(
            number=self._order.number,
            steps=tuple(self._steps),
            end=self._end,
            begun=self._deadline.step,
            how=how,
            status=abs(code),
            trace=trace[-TRACE_BYTES:].decode("utf-8", "replace"),
            log=log,
        )

    def _listen(self) -> None:
        assert self._process.stdout
        frames = Frames()
        while data := os.read(self._process.stdout.fileno(), _PIECE):
            self._said += len(data)
            try:
                for kind, payload in frames.feed(data):
                    self._take(kind, payload)
            except (BrokenFrameError, msgspec.MsgspecError):
                self._kill(How.FLOOD)
                return
            if self._said > self._deadline.most_bytes:
                self._kill(How.FLOOD)
                return

    def _take(self, kind: Kind, payload: bytes) -> None:
        if kind == Kind.BEGIN:
            self._deadline.begin(msgspec.msgpack.decode(payload, type=int), time.monotonic())
        elif kind == Kind.STEP:
            self._steps.append(payload)
        elif kind == Kind.END:
            self._end = payload
            self._deadline.finish(time.monotonic())

    def _kill(self, why: How) -> None:
        self._killed = self._killed or why
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def main() -> None:
    """Run the one task that stands on stdin, and answer on stdout."""
    folder = Path(sys.argv[1])
    writer = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    frames = Frames()
    die_with_parent()
    order: Order | None = None
    while order is None and (data := os.read(0, _PIECE)):
        for _, payload in frames.feed(data):
            order = msgspec.msgpack.decode(payload, type=Order)
    os.dup2(nothing, 0)
    if order is None:
        return
    from kb.run.preparing import prepare  # noqa: PLC0415  after the task is known to be there

    prepare()
    work = folder / "note"
    work.mkdir()
    flags = os.O_CREAT | os.O_RDWR
    place = Workplace(work, os.open(folder / "trace", flags), os.open(folder / "log", flags))
    os._exit(run_note(order.task, place, writer))


if __name__ == "__main__":
    main()
