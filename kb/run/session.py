"""Notes that are run while their authors write them.

In: tasks with names, and word that nobody wants them any more. Out: each step's outcome as soon as
it is known. A note that is run again under its name goes on where it has changed, if this machine
can do so; what comes out is the same.
"""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count

import msgspec

from kb.model import State
from kb.run.answers import EngineError, read_reply, read_step
from kb.run.engine import Zygote, run_one, usual_mode
from kb.run.frames import Kind
from kb.run.messages import How, Order, Reply, Told
from kb.run.task import Outcome, StepOutcome, Task

Hear = Callable[[int, StepOutcome], None]
"""Is told the place of a step in its task, and its outcome: again where its note begins anew."""


class Job:
    """A task that runs, or waits to."""

    def __init__(self, number: int, order: Order, hear: Hear, ended: Callable[[], None]) -> None:
        self.number, self.order, self.hear = number, order, hear
        self.steps: list[StepOutcome] = []
        self.kept = 0
        """Steps that did not run again."""
        self.lost = 0
        """How often its zygote has died."""
        self._over = threading.Event()
        self._ended = ended
        self._outcome: Outcome | None = None
        self._error: EngineError | None = None

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    def result(self, seconds: float | None = None) -> Outcome | None:
        """Wait for its end; None where it was stopped.

        Raises:
            EngineError: nothing can run here.
            TimeoutError: it takes longer than that.
        """
        if not self._over.wait(seconds):
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._outcome

    def end(self, outcome: Outcome | None, error: EngineError | None = None) -> None:
        self._outcome, self._error = outcome, error
        self._over.set()
        self._ended()


class Session:
    """Runs up to `jobs` tasks at once. For any number of threads."""

    def __init__(self, *, jobs: int = 1) -> None:
        self._jobs = max(1, jobs)
        self._lock = threading.RLock()
        self._zygote: Zygote | None = None
        self._numbers = count()
        self._running: dict[int, Job] = {}
        self._last: dict[str, list[StepOutcome]] = {}
        """By name, what the last task gave: those after it may go on from there."""
        self._groups: set[int] = set()
        """Of all processes that may live: they end by themselves, unless they were kept from it."""
        self._closed = False

    def warm(self) -> None:
        """Be ready before the first task comes."""
        with self._lock:
            if self._zygote is None and not self._closed and usual_mode() == "fork":
                self._start()

    def begin(
        self,
        task: Task,
        name: str,
        hear: Hear = lambda _place, _outcome: None,
        ended: Callable[[], None] = lambda: None,
        *,
        variant: bool = False,
    ) -> Job:
        """Run a task; other threads call `hear`, and `ended`. `name`, `variant`: see `Order`."""
        with self._lock:
            number = next(self._numbers)
            job = Job(number, Order(number, task, self._jobs, name, variant), hear, ended)
            self._running[number] = job
            if usual_mode() != "fork":
                threading.Thread(target=self._run_alone, args=(job,), daemon=True).start()
            else:
                self._order(job)
            return job

    def stop(self, job: Job) -> None:
        """Nobody wants it any more."""
        with self._lock:
            if job.number in self._running:
                self._say(Kind.STOP, msgspec.msgpack.encode(job.number))

    def forget(self, name: str) -> None:
        """Keep no copies of a note's process any more."""
        with self._lock:
            if self._last.pop(name, None) is not None:
                self._say(Kind.FORGET, msgspec.msgpack.encode(name))

    def close(self) -> None:
        with self._lock:
            self._closed = True
            zygote, self._zygote = self._zygote, None
            running, self._running = [*self._running.values()], {}
        if zygote is not None:
            zygote.close()
            self._end_groups()
        for job in running:
            job.end(None)

    # --- one zygote after the other ---

    def _start(self) -> None:
        self._last.clear()
        self._zygote = Zygote()
        listener = threading.Thread(target=self._listen, args=(self._zygote,), daemon=True)
        listener.start()

    def _order(self, job: Job) -> None:
        if self._zygote is None:
            self._start()
        self._say(Kind.TASK, msgspec.msgpack.encode(job.order))

    def _say(self, kind: Kind, payload: bytes) -> None:
        if self._zygote is not None:
            self._zygote.say(kind, payload)

    def _listen(self, zygote: Zygote) -> None:
        error: EngineError | None = None
        try:
            while (said := zygote.wait()) is not None:
                with self._lock:
                    if zygote is not self._zygote:
                        return
                    job = self._running.get(said.number)
                if job is None:
                    continue
                if isinstance(said, Told):
                    self._hear(job, said)
                else:
                    self._finish(job, said)
        except EngineError as found:
            error = found
        self._lose(zygote, error)

    def _hear(self, job: Job, told: Told) -> None:
        name, task = job.order.name, job.order.task
        if not told.step:
            job.kept = told.kept
            self._groups |= {told.group} - {0}
            with self._lock:
                kept = self._last.get(name, [])[: told.kept]
                job.steps = [] if job.order.variant else kept
                if not job.order.variant:
                    self._last[name] = job.steps
            for place, known in enumerate(job.steps[:]):
                job.hear(place, known)
            return
        outcome = read_step(task, told.step)
        if outcome is not None:
            job.steps.append(outcome)
            job.hear(len(job.steps) - 1 + (told.kept if job.order.variant else 0), outcome)

    def _finish(self, job: Job, reply: Reply) -> None:
        with self._lock:
            self._running.pop(job.number, None)
        if reply.how == How.STOPPED:
            job.end(None)
            return
        known = job.steps
        if job.order.variant:
            # Their outcomes are nobody's business: they are those of the note itself.
            steps = job.order.task.steps[: reply.kept]
            known = [*(StepOutcome(step.number, State.RAN) for step in steps), *known]
        try:
            job.end(read_reply(job.order.task, reply, known))
        except EngineError as error:
            job.end(None, error)

    def _lose(self, zygote: Zygote, error: EngineError | None) -> None:
        """Begin anew what ran in a zygote that has died; what has killed two is lost."""
        with self._lock:
            if zygote is not self._zygote:
                return
            self._zygote = None
            jobs = [*self._running.values()]
        zygote.close()
        self._end_groups()
        for job in jobs:
            job.lost += 1
            if error is not None:
                with self._lock:
                    self._running.pop(job.number, None)
                job.end(None, error)
            elif job.lost > 1:
                self._finish(job, Reply(job.number, (), b"", -1, How.LOST, 9))
            else:
                with self._lock:
                    self._order(job)

    def _end_groups(self) -> None:
        for group in self._groups:
            with suppress(OSError):
                os.killpg(group, signal.SIGKILL)
        self._groups.clear()

    def _run_alone(self, job: Job) -> None:
        """Where processes do not fork."""
        try:
            outcome = run_one(job.order.task)
            for place, step in enumerate(outcome.steps):
                job.hear(place, step)
            job.end(outcome)
        except EngineError as error:
            job.end(None, error)
        finally:
            with self._lock:
                self._running.pop(job.number, None)


__all__ = ["Job", "Session"]
