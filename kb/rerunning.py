"""Snippets while their author writes: what they gave last is shown until they have run again.

In: the states of a vault that is open. Out: for each the runs of its notes, with the last outputs
of whatever has changed; and word that something new has come. Notes run in the background: those
first whose pages are open, then those that they show or that use theirs, then the rest, one at a
time.

Once all has run, a page shows what a build would show.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from msgspec import Struct
from msgspec.structs import replace

from kb.aligning import Last, align, last_of
from kb.config import Execute, Settings
from kb.live import Stale, State
from kb.model import Network, Result
from kb.names import NotePath
from kb.planning import Plan, uses_of
from kb.read import visible
from kb.run import (
    Input,
    Job,
    Outcome,
    Session,
    StepOutcome,
    Task,
    digest_input,
    finish_step,
)
from kb.running import key_of, take_over
from kb.runs import Kept, Runs
from kb.stepping import Finished, finish, finish_piece, task_of, variants_of

_AT_ONCE = 2
"""Variants of one note that are asked for at the same time."""
_OPEN = 6
"""Notes that were open last: of these, processes are kept to go on from."""


class Key(Struct, frozen=True):
    """While it is the same, a run would give the same, but for what its code looks at."""

    run: str
    folder: str
    seconds: tuple[float, ...]


class Rerun:
    """One run that has to be made again, and what is known of it by now."""

    def __init__(self, plan: Plan, key: Key, last: Last, *, for_nothing: bool = False) -> None:
        self.plan, self.key = plan, key
        self.for_nothing = for_nothing
        """Its results are known; only the processes are wanted that it leaves."""
        self.results = list(last.results)
        """Of each piece, the last ones where there are no new ones yet."""
        self.old = set(last.old)
        """The pieces of which these are out of date."""
        self.versions = last.versions
        self.finished: Finished | None = None
        self.jobs: list[Job] = []
        self.running = self.over = self.stopped = False
        self.news = True

    @property
    def so_far(self) -> Finished:
        return self.finished or Finished(Kept(tuple(self.results), self.versions))

    @property
    def stale(self) -> set[int]:
        return set() if self.finished else self.old


class Slider(Struct, frozen=True):
    """What a snippet with a slider gave, as long as it has not run again itself."""

    outcome: StepOutcome
    result: Result
    inputs: tuple[Input, ...]

    def is_true(self, outcome: StepOutcome, vault: Path) -> bool:
        return outcome is self.outcome and all(
            digest_input(vault, one.path) == one.digest for one in self.inputs
        )


class Reruns:
    """All runs of a vault that is open.

    `aligned` and `news` are for the thread that makes states; all else for any.
    """

    def __init__(
        self,
        vault: Path,
        settings: Settings,
        cache: Path,
        *,
        jobs: int = 1,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_change` is called from other threads: `news` has something to tell."""
        self._vault, self._settings, self._cache = vault.resolve(), settings, cache
        self._on_change = on_change
        self._session = Session(jobs=jobs)
        self._sandbox = settings.execute is Execute.SANDBOX
        self._due = threading.Condition()
        self._reruns: dict[NotePath, Rerun] = {}
        """By the note whose run it is."""
        self._known: dict[NotePath, dict[int, tuple[StepOutcome, Result]]] = {}
        """Of notes that are open, what each step gave: one that has not run again is the same."""
        self._rehearsals: dict[NotePath, Rerun] = {}
        """Notes that are open and whose results are known: they run once for nothing but the
        processes to go on from, so that their first change need not run all of them."""
        self._sliders: dict[NotePath, dict[int, Slider]] = {}
        """The same of their sliders."""
        self._open: tuple[NotePath, ...] = ()
        self._near: frozenset[NotePath] = frozenset()
        self._state: State | None = None
        self._closed = False
        self.error: Exception | None = None
        """Why nothing can run here."""
        self._threads = [
            threading.Thread(target=self._work, daemon=True, name=f"kb-snippets-{number}")
            for number in range(max(1, jobs))
        ]
        for thread in self._threads:
            thread.start()

    # --- for the thread that makes states ---

    def aligned(self, state: State, before: State | None = None) -> tuple[Runs, Stale]:
        """The runs of a state with the last outputs in the place of those that are not known, and
        what of these is out of date; all that has to run begins to.
        """
        plans = state.prepared.runs.plans
        wanted = {plans[path].whole.path: plans[path].whole for path in state.stale}
        with self._due:
            self._state = state
            for path in [path for path in self._reruns if path not in wanted]:
                self._stop(self._reruns.pop(path))
            for path, plan in wanted.items():
                self._want(path, plan, before)
            self._settle_near()
            self._rehearse()
            self._due.notify_all()
            if wanted:
                self._session.warm()
            return self._merged(state.prepared.runs, {}, self._reruns)

    def news(self, state: State) -> tuple[Runs, Stale] | None:
        """The same after `on_change`; None where nothing is new."""
        with self._due:
            new = {path: rerun for path, rerun in self._reruns.items() if rerun.news}
            if not new or self._state is None:
                return None
            plans = state.prepared.runs.plans
            new = {path: rerun for path, rerun in new.items() if plans.get(path) == rerun.plan}
            found = self._merged(state.prepared.runs, state.stale, new)
            for path, rerun in new.items():
                if rerun.finished and not rerun.finished.failures(rerun.plan):
                    del self._reruns[path]  # it is remembered, as a build does
            return found

    def _merged(
        self, runs: Runs, stale: Stale, reruns: Mapping[NotePath, Rerun]
    ) -> tuple[Runs, Stale]:
        notes, old = dict(runs.notes), dict(stale)
        missing = dict.fromkeys(runs.missing)
        sharing: dict[NotePath, list[NotePath]] = {}
        for path, plan in runs.plans.items():
            sharing.setdefault(plan.whole.path, []).append(path)
        for last in (False, True):
            some = {path: one for path, one in reruns.items() if (one.finished is not None) == last}
            if not some:
                continue
            plans = {other: runs.plans[other] for path in some for other in sharing[path]}
            so_far = {path: rerun.so_far for path, rerun in some.items()}
            found = take_over(plans, self._vault, self._settings, self._cache, so_far, last=last)
            notes |= found.notes
            missing |= dict.fromkeys(found.missing)
            for path, rerun in some.items():
                rerun.news = False
                for other in sharing[path]:
                    old.pop(other, None)
                    if indices := _indices(runs.plans[other], rerun.stale):
                        old[other] = indices
        ordered = {path: notes[path] for path in runs.plans if path in notes}
        return replace(runs, notes=ordered, missing=tuple(missing)), old

    def _want(self, path: NotePath, plan: Plan, before: State | None) -> None:
        rerun = self._reruns.get(path)
        key = _key_of(plan)
        if rerun is not None and rerun.key == key and not self._is_outdated(rerun):
            rerun.plan = plan  # what stands above it may have moved it
            return
        if rerun is not None:
            self._stop(rerun)
            last = align(rerun.plan, rerun.so_far.kept, rerun.stale, plan)
        else:
            last = last_of(plan, *_shown(before, path))
        self._reruns[path] = Rerun(plan, key, last)

    def _is_outdated(self, rerun: Rerun) -> bool:
        """It has failed, and something that it has looked at is another by now."""
        return rerun.finished is not None and any(
            digest_input(self._vault, one.path) != one.digest for one in rerun.finished.inputs
        )

    def _stop(self, rerun: Rerun) -> None:
        rerun.stopped = True
        for job in rerun.jobs:
            self._session.stop(job)

    # --- for any thread ---

    def open(self, paths: Sequence[NotePath]) -> None:
        """The notes whose pages are open, the latest first."""
        with self._due:
            paths = tuple(dict.fromkeys(map(self._run_of, paths)))
            kept = tuple(dict.fromkeys((*paths, *self._known)))[: max(_OPEN, len(paths))]
            for path in [path for path in self._known if path not in kept]:
                del self._known[path]
                self._sliders.pop(path, None)
                self._session.forget(path)
            self._open = paths
            self._settle_near()
            self._rehearse()
            if any(self._plan_of(path) for path in paths):
                self._session.warm()
            self._due.notify_all()

    def forget(self) -> None:
        """Keep nothing to go on from, of no note."""
        with self._due:
            for path in self._known:
                self._session.forget(path)
            self._known.clear()
            self._sliders.clear()

    def done_of(self, path: NotePath) -> tuple[int, int]:
        """How many of the snippets of a note have run, and how many there are."""
        with self._due:
            rerun = self._reruns.get(self._run_of(path))
            if rerun is None:
                return (0, 0)
            count = len(rerun.plan.pieces)
            return count - len(rerun.stale), count

    @property
    def settled(self) -> bool:
        """Nothing waits, runs, or is to be told."""
        with self._due:
            return all(rerun.over and not rerun.news for rerun in self._reruns.values())

    def close(self) -> None:
        with self._due:
            self._closed = True
            for rerun in (*self._reruns.values(), *self._rehearsals.values()):
                self._stop(rerun)
            self._due.notify_all()
        self._session.close()
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(5)

    def _plan_of(self, path: NotePath) -> Plan | None:
        return self._state.prepared.runs.plans.get(path) if self._state else None

    def _run_of(self, path: NotePath) -> NotePath:
        plan = self._plan_of(path)
        return plan.whole.path if plan is not None else path

    def _settle_near(self) -> None:
        """Which runs the open pages show, or use theirs."""
        if self._state is None:
            return
        near = set(_embedded(self._state.prepared.network, self._open))
        for path, rerun in self._reruns.items():
            if not set(self._open).isdisjoint(uses_of(rerun.plan)):
                near.add(path)
        self._near = frozenset(map(self._run_of, near))

    def _rehearse(self) -> None:
        """See which notes are worth it: the one that was opened last."""
        wanted = [path for path in self._open[:1] if path not in self._reruns]
        for path in [path for path in self._rehearsals if path not in wanted]:
            self._stop(self._rehearsals.pop(path))
        for path in wanted:
            plan = self._plan_of(path)
            if plan is not None and path not in self._known and path not in self._rehearsals:
                whole, nothing = plan.whole, Last((), frozenset())
                self._rehearsals[path] = Rerun(whole, _key_of(whole), nothing, for_nothing=True)

    # --- in the background ---

    def _work(self) -> None:
        while (rerun := self._next()) is not None:
            try:
                if rerun.for_nothing:
                    self._run_for_nothing(rerun)
                    continue
                self._run(rerun)
            except Exception as error:  # noqa: BLE001  the preview goes on without its runs
                self.error = error
            finally:
                with self._due:
                    rerun.running, rerun.over = False, True
                    self._due.notify_all()
            self._on_change()

    def _next(self) -> Rerun | None:
        """The one that is waited for the most; None at the end."""
        with self._due:
            while not self._closed:
                waiting = [
                    (self._rank(path), number, rerun)
                    for number, (path, rerun) in enumerate(self._reruns.items())
                    if not rerun.running and not rerun.over
                ]
                if waiting:
                    rank, _, rerun = min(waiting, key=lambda one: one[:2])
                    # What nobody looks at takes one processor, and leaves the others free.
                    quiet = sum(
                        self._rank(path) >= _QUIET and other.running
                        for path, other in self._reruns.items()
                    )
                    if rank < _QUIET or not quiet:
                        rerun.running = True
                        return rerun
                elif not any(rerun.running for rerun in self._reruns.values()):
                    for rerun in self._rehearsals.values():
                        if not rerun.running and not rerun.over:
                            rerun.running = True
                            return rerun
                self._due.wait()
            return None

    def _rank(self, path: NotePath) -> int:
        if path in self._open:
            return self._open.index(path)
        return _QUIET - 1 if path in self._near else _QUIET

    def _run(self, rerun: Rerun) -> None:
        for _ in range(_AGAIN):
            begun = time.time_ns() - _SLACK
            finished = self._finished(rerun)
            if finished is None:
                return
            with self._due:
                if rerun.stopped:
                    return
                if not _has_changed(self._vault, finished, begun):
                    break
        with self._due:
            rerun.finished, rerun.news = finished, True

    def _finished(self, rerun: Rerun) -> Finished | None:
        """Run a note and its sliders; None where nobody wants it any more."""
        plan = rerun.plan
        path = plan.path
        task = task_of(plan, self._vault, visible(self._vault), sandbox=self._sandbox)
        with self._due:
            known = self._known.setdefault(path, {}) if path in self._open else {}
        name = path if path in self._open else ""
        heard: SimpleQueue[tuple[int, StepOutcome] | None] = SimpleQueue()

        def finish_one(outcome: StepOutcome) -> Result:
            same = known.get(outcome.number)
            if same is None or same[0] is not outcome:
                known[outcome.number] = same = (outcome, finish_step(outcome))
            return same[1]

        def hear(place: int, outcome: StepOutcome) -> None:
            heard.put((place, outcome))

        begin = partial(self._session.begin, task, name, hear, partial(heard.put, None))
        job = self._begin(rerun, begin)
        if job is None:
            return None
        while (one := heard.get()) is not None:
            place, outcome = one
            if place not in rerun.old or place >= len(plan.pieces):
                continue
            result = finish_piece(plan, outcome, finish_one)
            with self._due:
                if rerun.stopped:
                    continue
                rerun.results[place] = result
                if not plan.pieces[place].snippet.sweep:
                    rerun.old.discard(place)  # else its slider is still missing
                rerun.news = True
            self._on_change()
        main = job.result()
        if main is None:
            return None
        sliders = {
            number: slider
            for number, slider in self._sliders.get(path, {}).items()
            if number < len(main.steps) and slider.is_true(main.steps[number], self._vault)
        }
        variants = self._variants(rerun, task, name, main, sliders)
        if variants is None:
            return None
        results = {number: slider.result for number, slider in sliders.items()}
        every = [[main], variants] if variants else [[main]]
        finished = finish(plan, every, finish_one, results)
        inputs = {one.path: one for slider in sliders.values() for one in slider.inputs}
        inputs |= {one.path: one for one in finished.inputs}
        finished = replace(finished, inputs=tuple(one for _, one in sorted(inputs.items())))
        if name:
            self._sliders[path] = {
                number: Slider(main.steps[number], result, finished.inputs)
                for number, result in enumerate(finished.kept.results)
                if result.sweep is not None
            }
        return finished

    def _run_for_nothing(self, rerun: Rerun) -> None:
        plan = rerun.plan
        task = task_of(plan, self._vault, visible(self._vault), sandbox=self._sandbox)
        with self._due:
            known = self._known.setdefault(plan.path, {})

        def hear(_place: int, outcome: StepOutcome) -> None:
            known[outcome.number] = (outcome, finish_step(outcome))

        job = self._begin(rerun, partial(self._session.begin, task, plan.path, hear))
        if job is not None:
            with suppress(TimeoutError):
                job.result(_REHEARSAL)
            self._session.stop(job)

    def _variants(
        self, rerun: Rerun, task: Task, name: str, main: Outcome, known: Collection[int]
    ) -> list[Outcome] | None:
        steps = variants_of(rerun.plan, main, known)
        waiting = [replace(task, steps=each) for each in steps]
        jobs: list[Job] = []
        for number, one in enumerate(waiting):
            if number >= _AT_ONCE:
                jobs[number - _AT_ONCE].result()
            begin = partial(self._session.begin, one, name, variant=True)
            job = self._begin(rerun, begin)
            if job is None:
                return None
            jobs.append(job)
        outcomes = [job.result() for job in jobs]
        return None if None in outcomes else [one for one in outcomes if one is not None]

    def _begin(self, rerun: Rerun, begin: Callable[[], Job]) -> Job | None:
        with self._due:
            if rerun.stopped or self._closed:
                return None
            job = begin()
            rerun.jobs = [one for one in rerun.jobs if not one.is_over] + [job]
            return job


_QUIET = 1_000_000
"""The rank of what no open page shows."""
_AGAIN = 3
"""Runs of a note while what it looks at goes on changing."""
_REHEARSAL = 10.0
"""Seconds for a note that runs for nothing but what it leaves."""
_SLACK = 12_000_000
"""Nanoseconds by which the times of files may lag behind the clock."""


def _has_changed(vault: Path, finished: Finished, since: int) -> bool:
    """What it has looked at is another than when it began."""
    for one in finished.inputs:
        try:
            found = (vault / one.path).stat()
        except OSError:
            continue
        if one.digest and max(found.st_mtime_ns, found.st_ctime_ns) >= since:
            return True
    return False


def _key_of(plan: Plan) -> Key:
    pieces = (*plan.pieces, *plan.library.values())
    seconds = tuple(piece.snippet.timeout for piece in pieces)
    return Key(key_of(plan), plan.path.rpartition("/")[0], seconds)


def _shown(before: State | None, path: NotePath) -> tuple[Runs, frozenset[int]]:
    """The runs of a state, and which snippets of a note were out of date in it."""
    if before is None:
        return Runs(), frozenset()
    return before.prepared.runs, before.stale.get(path, frozenset())


def _embedded(network: Network, paths: Sequence[NotePath]) -> Iterator[NotePath]:
    for path in paths:
        if path in network.embeds:
            yield from network.embeds[path].notes


def _indices(plan: Plan, old: set[int]) -> frozenset[int]:
    """The snippets of the plan's note that these pieces of the run are."""
    numbers = plan.numbers if plan.shared else range(len(plan.pieces))
    return frozenset(
        piece.index
        for number, piece in zip(numbers, plan.pieces, strict=True)
        if number in old and piece.path == plan.path
    )
