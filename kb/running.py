"""Snippets of all notes: run, or remembered from the last time.

In: plans, and a store of results. Out: `Runs`: what each note's snippets gave, and what was wrong.

A result is kept by what it was made from: the codes in their order, the options that matter, the
snippets used, the versions of Python, numpy and matplotlib, our own code that runs them, and
whatever of the vault the code has looked at. Failures are not kept: whoever mends the world outside
a note runs it again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kb.config import Execute, Settings
from kb.model import Failure, Result, Snippet, State, Value, Verdict, placed
from kb.names import NotePath
from kb.planning import Piece, Plan
from kb.problems import Finding, Rule
from kb.read import visible
from kb.run import (
    Input,
    Outcome,
    Step,
    StepOutcome,
    Task,
    digest_input,
    encode_sweep,
    finish_step,
    run_tasks,
    runner,
    versions,
)
from kb.runs import INDEX, RUNS, Entry, Index, Kept, Looked, Ran, Runs, kept_file
from kb.stamp import stamp_of
from kb.store import digest, load, save
from kb.strings import ENGLISH, fill

Progress = Callable[[int, int], None]
RunTasks = Callable[[Sequence[Task], int], Iterator[tuple[int, Outcome]]]

_encode = msgspec.msgpack.Encoder().encode


def run_notes(
    plans: dict[NotePath, Plan],
    vault: Path,
    settings: Settings,
    cache_folder: Path,
    *,
    jobs: int = 1,
    progress: Progress = lambda _done, _all: None,
    execute: RunTasks | None = None,
) -> Runs:
    """Run what has changed since the last time, and remember it in `cache_folder`.

    `execute` runs tasks elsewhere than in processes of this machine.
    """
    return _Running(plans, vault, settings, cache_folder / RUNS).run(
        jobs, progress, execute or _run_here
    )


def _run_here(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    return run_tasks(tasks, jobs=jobs)


class _Running:
    """The work of one `run_notes`."""

    def __init__(
        self,
        plans: dict[NotePath, Plan],
        vault: Path,
        settings: Settings,
        store: Path,
    ) -> None:
        self.plans, self.store = plans, store
        self.vault = vault.resolve()
        self.sandbox = settings.execute is Execute.SANDBOX
        self.readable: tuple[str, ...] = ()
        known = load(store / INDEX, Index)
        self.entries = dict(known.entries) if known is not None else {}
        self.missing: dict[str, None] = {}

    def run(self, jobs: int, progress: Progress, execute: RunTasks) -> Runs:
        keys = {path: key_of(plan) for path, plan in self.plans.items()}
        notes: dict[NotePath, Ran] = {}
        stale: list[NotePath] = []
        before = dict(self.entries)
        there = {file.name for file in self.store.iterdir()} if self.store.is_dir() else set()
        for path, key in keys.items():
            entry = self.entries.get(key) if kept_file(self.store, key).name in there else None
            if entry is not None and (entry := self._still(path, entry)) is not None:
                self.entries[key] = entry
                notes[path] = self._known(path, key, entry)
            else:
                stale.append(path)
        if stale:
            self.readable = visible(self.vault)
        # Notes of one text are run once for each folder only if they look around there.
        for path, outcomes in self._outcomes(stale, jobs, progress, execute):
            notes[path] = self._finish(path, keys[path], outcomes)
        if self.entries != before:
            save(self.store / INDEX, Index(self.entries))
        ordered = {path: notes[path] for path in self.plans}
        return Runs(self.plans, ordered, tuple(stale), tuple(self.missing), str(self.store))

    # --- what is known ---

    def _still(self, path: NotePath, entry: Entry) -> Entry | None:
        """The entry, if all that the code has looked at is as it was, and its result is there."""
        if entry.looked and entry.folder != path.rpartition("/")[0]:
            return None
        looked = []
        for one in entry.looked:
            stamp = _stamp(self.vault / one.path)
            same = stamp and stamp == one.stamp
            if not same and digest_input(self.vault, one.path) != one.digest:
                return None
            looked.append(replace(one, stamp=stamp) if stamp != one.stamp else one)
        return replace(entry, looked=tuple(looked)) if tuple(looked) != entry.looked else entry

    def _known(self, path: NotePath, key: str, entry: Entry) -> Ran:
        plan = self.plans[path]
        findings = [finding_of(plan, failure) for _, failure in entry.remarks]
        verdicts = _by_index(plan, entry.verdicts)
        return Ran(key, entry.digest, (*plan.findings, *findings), verdicts=verdicts)

    # --- what is run ---

    def _outcomes(
        self, stale: list[NotePath], jobs: int, progress: Progress, execute: RunTasks
    ) -> Iterator[tuple[NotePath, list[list[Outcome]]]]:
        """For each note its outcome, and those of the steps of its sliders."""
        tasks = [self._task(self.plans[path]) for path in stale]
        variants = {path: list(_variants(self.plans[path])) for path in stale}
        count = len(stale) + sum(map(len, variants.values()))
        done = 0
        waiting: list[tuple[NotePath, Outcome]] = []
        for number, outcome in execute(tasks, jobs):
            done += 1
            progress(done, count)
            path = stale[number]
            if variants[path] and _goes_on(self.plans[path], outcome):
                waiting.append((path, outcome))
            else:
                yield path, [[outcome]]
        if not waiting:
            return
        further = [
            (path, replace(self._task(self.plans[path]), steps=steps))
            for path, _ in waiting
            for steps in variants[path]
        ]
        found: dict[NotePath, list[Outcome | None]] = {
            path: [None] * len(variants[path]) for path, _ in waiting
        }
        starts: dict[NotePath, int] = {}
        for number, (path, _) in enumerate(further):
            starts.setdefault(path, number)
        left = {path: len(variants[path]) for path, _ in waiting}
        mains = dict(waiting)
        for number, outcome in execute([task for _, task in further], jobs):
            done += 1
            progress(done, count)
            path = further[number][0]
            found[path][number - starts[path]] = outcome
            left[path] -= 1
            if not left[path]:
                yield path, [[mains[path]], [one for one in found.pop(path) if one is not None]]

    def _task(self, plan: Plan) -> Task:
        return Task(
            path=plan.path,
            vault=str(self.vault),
            readable=self.readable,
            steps=steps_of(plan),
            library={number: _step(number, piece) for number, piece in plan.library.items()},
            sandbox=self.sandbox,
        )

    def _finish(self, path: NotePath, key: str, outcomes: list[list[Outcome]]) -> Ran:
        plan = self.plans[path]
        main = outcomes[0][0]
        self.missing.update(dict.fromkeys(main.missing))
        steps = {step.number: step for step in main.steps}
        results = [
            finish_step(steps[number]) if number in steps else Result(State.SKIPPED)
            for number in range(len(plan.pieces))
        ]
        results = [
            _meant(number, piece.snippet, result)
            for number, (piece, result) in enumerate(zip(plan.pieces, results, strict=True))
        ]
        if len(outcomes) > 1:
            _add_sweeps(plan, results, outcomes[1])
        kept = Kept(tuple(results), main.versions)
        failures = [
            result.failure
            for piece, result in zip(plan.pieces, results, strict=True)
            if result.failure is not None and not is_meant(piece.snippet, result)
        ]
        remarks = tuple(
            (number, remark) for number, result in enumerate(results) for remark in result.remarks
        )
        findings = (
            *plan.findings,
            *(finding_of(plan, failure) for failure in failures),
            *(finding_of(plan, remark) for _, remark in remarks),
        )
        said = tuple(
            (number, result.verdict)
            for number, result in enumerate(results)
            if result.verdict is not None
        )
        verdicts = _by_index(plan, said)
        made = digest(_encode(kept))
        if failures:
            self.entries.pop(key, None)
            return Ran(key, made, findings, kept, verdicts)
        every = [outcome for group in outcomes for outcome in group]
        inputs = {one.path: one for outcome in every for one in outcome.inputs}
        folder = path.rpartition("/")[0] if inputs else ""
        looked = tuple(self._looked(one) for _, one in sorted(inputs.items()))
        self.store.mkdir(parents=True, exist_ok=True)
        save(kept_file(self.store, key), kept)
        self.entries[key] = Entry(folder, looked, made, remarks, said)
        return Ran(key, made, findings, verdicts=verdicts)

    def _looked(self, one: Input) -> Looked:
        return Looked(one.path, one.digest, _stamp(self.vault / one.path))


def _by_index(plan: Plan, said: Iterable[tuple[int, Verdict]]) -> dict[int, Verdict]:
    """What snippets said of questions, by their place in the note."""
    return {plan.pieces[number].index: verdict for number, verdict in said}


def _stamp(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return ""
    return "" if file.is_dir() else stamp_of(found.st_mtime_ns, found.st_size)


# --- tasks ---


def steps_of(plan: Plan) -> tuple[Step, ...]:
    return tuple(_step(number, piece) for number, piece in enumerate(plan.pieces))


def _step(number: int, piece: Piece) -> Step:
    snippet = piece.snippet
    return Step(
        number=number,
        code=snippet.code,
        inline=snippet.inline,
        error=snippet.error,
        seconds=snippet.timeout,
        seed=snippet.seed,
        uses=piece.uses,
        show=snippet.output or bool(snippet.sweep),
        tight=not snippet.sweep,
    )


def _variants(plan: Plan) -> Iterator[tuple[Step, ...]]:
    """The steps of each run of a slider that is not the code's own."""
    steps = steps_of(plan)
    for number, piece in enumerate(plan.pieces):
        if not piece.snippet.sweep:
            continue
        before = tuple(replace(step, show=False) for step in steps[:number])
        for values in _grid(piece.snippet):
            if values != _start(piece.snippet):
                names = (parameter.name for parameter in piece.snippet.sweep)
                assign = dict(zip(names, values, strict=True))
                yield (*before, replace(steps[number], assign=assign))


def _grid(snippet: Snippet) -> Iterator[tuple[Value, ...]]:
    """All values of all parameters, the last one moving first."""
    return product(*(parameter.values for parameter in snippet.sweep))


def _start(snippet: Snippet) -> tuple[Value, ...]:
    return tuple(parameter.start for parameter in snippet.sweep)


def _add_sweeps(plan: Plan, results: list[Result], outcomes: list[Outcome]) -> None:
    waiting = iter(outcomes)
    for number, piece in enumerate(plan.pieces):
        snippet = piece.snippet
        if not snippet.sweep:
            continue
        steps = [
            results[number] if values == _start(snippet) else finish_step(next(waiting).steps[-1])
            for values in _grid(snippet)
        ]
        sweep = encode_sweep(snippet.sweep, steps)
        result = results[number]
        if sweep.frames:
            results[number] = replace(result, sweep=sweep)
        else:
            remark = Failure(Rule.SWEEP_TOO_LARGE.name, {}, number, 1, 1)
            results[number] = replace(result, remarks=(*result.remarks, remark))


def key_of(plan: Plan) -> str:
    """Of all that decides what comes out, but for what the code looks at."""
    steps = [_decisive(number, piece) for number, piece in enumerate(plan.pieces)]
    library = [_decisive(number, piece) for number, piece in sorted(plan.library.items())]
    return digest(_encode((steps, library, versions())), runner())


def _decisive(number: int, piece: Piece) -> tuple[object, ...]:
    snippet = piece.snippet
    return (
        number,
        snippet.code,
        snippet.inline,
        snippet.error,
        snippet.seed,
        snippet.output,
        snippet.sweep,
        piece.uses,
    )


# --- findings ---

_MAY_FAIL = frozenset(
    {
        Rule.SNIPPET_FAILED.name,
        Rule.SNIPPET_SYNTAX.name,
        Rule.CLAIM_FAILED.name,
        Rule.SNIPPET_ENDED.name,
        Rule.MODULE_MISSING.name,
        Rule.SNIPPET_RECURSION.name,
    }
)
"""What `error: true` can mean: the process lives on, and so do the snippets behind it."""


def is_meant(snippet: Snippet, result: Result | StepOutcome) -> bool:
    """It failed, and its author said that it would."""
    return snippet.error and result.failure is not None and result.failure.rule in _MAY_FAIL


def _goes_on(plan: Plan, outcome: Outcome) -> bool:
    """Nothing failed but what was meant to: the steps of sliders can be run."""
    return all(
        step.state is State.RAN or is_meant(piece.snippet, step)
        for piece, step in zip(plan.pieces, outcome.steps, strict=True)
    )


def _meant(number: int, snippet: Snippet, result: Result) -> Result:
    """A snippet that was meant to fail and did not has a remark."""
    if not snippet.error or result.state is not State.RAN:
        return result
    remark = Failure(Rule.FAILURE_EXPECTED.name, {}, number, 1, 1)
    return replace(result, remarks=(*result.remarks, remark))


def finding_of(plan: Plan, failure: Failure) -> Finding:
    """A failure at its place in the note; one of another note's snippet where that is used."""
    piece = plan.piece(failure.step)
    values = dict(failure.values)
    if failure.traceback:
        values["traceback"] = placed(failure.traceback, plan.places)
    rule = failure.rule
    if piece is None:
        return Finding(rule, *plan.pieces[0].snippet.fence, values)
    snippet = piece.snippet
    if failure.step >= len(plan.pieces):
        place = plan.used.get(failure.step, plan.pieces[0].snippet.fence)
        used = f"{piece.path}#{snippet.label}"
        why = values.get("error") or fill(ENGLISH, Rule[rule].text.message, **values)
        words = {"target": f"[[{used}]]", "error": why, "traceback": values.get("traceback", "")}
        return Finding(Rule.USED_SNIPPET_FAILED.name, *place, words)
    lines = snippet.code.split("\n")
    row = min(max(failure.line, 1), len(lines))
    column = min(max(failure.column, 1), len(lines[row - 1]) + 1)
    return Finding(rule, snippet.line + row - 1, snippet.column + column - 1, values)
