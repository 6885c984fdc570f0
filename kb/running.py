"""Snippets of all notes: run, or remembered from the last time.

In: plans, and a store of results. Out: `Runs`: what each note's snippets gave, and what was wrong.

A result is kept by what it was made from: the codes in their order, the options that matter, the
snippets used, the versions of Python, numpy and matplotlib, our own code that runs them, and
whatever of the vault the code has looked at. Failures are not kept: whoever mends the world outside
a note runs it again. Notes that say the same run once, as far as they lie in one folder.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kb.config import Execute, Settings
from kb.model import (
    Failure,
    Figure,
    Snippet,
    Verdict,
    placed,
)
from kb.names import NotePath
from kb.planning import Piece, Plan
from kb.problems import Finding, Rule
from kb.read import visible
from kb.run import (
    Input,
    Outcome,
    Task,
    digest_input,
    run_tasks,
    runner,
    versions,
)
from kb.runs import INDEX, RUNS, Entry, Index, Looked, Ran, Runs, kept_file
from kb.stamp import stamp_of
from kb.stepping import Finished, finish, task_of, variants_of
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

    `execute` runs tasks elsewhere than in processes of this machine, or not at all: nothing is
    known then of notes that would have to run.
    """
    return _Running(plans, vault, settings, cache_folder / RUNS).run(
        jobs, progress, execute or _run_here
    )


def take_over(
    plans: dict[NotePath, Plan],
    vault: Path,
    settings: Settings,
    cache_folder: Path,
    finished: Mapping[NotePath, Finished],
    *,
    last: bool,
) -> Runs:
    """The same for runs that somebody else has brought to an end, and the plans that have a part in
    them; not `last`: some of it may still become something else, and nothing is remembered.
    """
    return _Running(plans, vault, settings, cache_folder / RUNS).take(finished, last=last)


def run_nothing(_tasks: Sequence[Task], _jobs: int) -> Iterator[tuple[int, Outcome]]:
    """In place of running tasks: of what would have to run nothing is known."""
    return iter(())


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
        self.notes: dict[NotePath, Ran] = {}
        self.laid: dict[NotePath, list[tuple[NotePath, Finding]]] = {}
        """Of each run what was wrong, and whose it is;"""
        self.said: dict[NotePath, dict[int, Verdict]] = {}
        """and what it said of questions, by the number of the piece;"""
        self.drawn: dict[NotePath, tuple[int, ...]] = {}
        """and the pieces that have figures."""

    def run(self, jobs: int, progress: Progress, execute: RunTasks) -> Runs:
        keys = {path: key_of(plan) for path, plan in self.plans.items() if not plan.shared}
        stale: dict[tuple[object, ...], list[NotePath]] = {}
        before = dict(self.entries)
        there = {file.name for file in self.store.iterdir()} if self.store.is_dir() else set()
        for path, key in keys.items():
            entry = self.entries.get(key) if kept_file(self.store, key).name in there else None
            if entry is not None and (entry := self._still(path, entry)) is not None:
                self.entries[key] = entry
                self._know(path, key, entry)
            else:
                # Two notes of one text in one folder find the same around them.
                limits = [piece.snippet.timeout for piece in self.plans[path].pieces]
                same = (key, path.rpartition("/")[0], *limits)
                stale.setdefault(same, []).append(path)
        if execute is run_nothing:
            stale = {}
        if stale:
            self.readable = visible(self.vault)
        alike = {paths[0]: paths for paths in stale.values()}
        for first, outcomes in self._outcomes([*alike], jobs, progress, execute):
            for path in alike[first]:
                self._finish(path, keys[path], outcomes)
        for plan in self.plans.values():
            if plan.shared is not None and plan.shared.path in self.notes:
                self._share(plan, plan.shared)
        if self.entries != before:
            save(self.store / INDEX, Index(self.entries))
        ordered = {path: self.notes[path] for path in self.plans if path in self.notes}
        fresh = {path for paths in alike.values() for path in paths if path in self.notes}
        ran = tuple(path for path, plan in self.plans.items() if plan.whole.path in fresh)
        return Runs(self.plans, ordered, ran, tuple(self.missing), str(self.store))

    def _share(self, plan: Plan, whole: Plan) -> None:
        """What a translation has of the run of its original."""
        ran = self.notes[whole.path]
        said = {
            piece.index: self.said[whole.path][number]
            for number, piece in zip(plan.numbers, plan.pieces, strict=True)
            if number in self.said[whole.path]
        }
        laid = (finding for path, finding in self.laid[whole.path] if path == plan.path)
        made = digest(ran.digest, _encode(plan.numbers))
        drawn = any(number in self.drawn[whole.path] for number in plan.numbers)
        findings = (*plan.findings, *laid)
        self.notes[plan.path] = Ran(ran.key, made, findings, ran.failed, said, drawn)

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

    def _know(self, path: NotePath, key: str, entry: Entry) -> None:
        failures = [failure for _, failure in entry.remarks]
        self._tell(path, Ran(key, entry.digest, ()), failures, dict(entry.verdicts), entry.drawn)

    def _tell(
        self,
        path: NotePath,
        ran: Ran,
        failures: Iterable[Failure],
        said: dict[int, Verdict],
        drawn: tuple[int, ...],
    ) -> None:
        """Remember what is known of a note, with what was wrong and what it said of questions, by
        the number of the piece, and which pieces have figures.
        """
        plan = self.plans[path]
        self.said[path], self.drawn[path] = said, drawn
        self.laid[path] = [finding_of(plan, failure) for failure in failures]
        own = (finding for other, finding in self.laid[path] if other == path)
        verdicts = {
            plan.pieces[number].index: verdict
            for number, verdict in said.items()
            if plan.pieces[number].path == path
        }
        findings = (*plan.findings, *own)
        self.notes[path] = replace(ran, findings=findings, verdicts=verdicts, drawn=bool(drawn))

    # --- what is run ---

    def _outcomes(
        self, stale: list[NotePath], jobs: int, progress: Progress, execute: RunTasks
    ) -> Iterator[tuple[NotePath, list[list[Outcome]]]]:
        """For each note its outcome, and those of the steps of its sliders."""
        tasks = [self._task(self.plans[path]) for path in stale]
        variants = {path: [*variants_of(self.plans[path])] for path in stale}
        count = len(stale) + sum(map(len, variants.values()))
        done = 0
        waiting: list[tuple[NotePath, Outcome]] = []
        for number, outcome in execute(tasks, jobs):
            done += 1
            progress(done, count)
            path = stale[number]
            variants[path] = [*variants_of(self.plans[path], outcome)] if variants[path] else []
            if variants[path]:
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
        return task_of(plan, self.vault, self.readable, sandbox=self.sandbox)

    def _finish(self, path: NotePath, key: str, outcomes: list[list[Outcome]]) -> None:
        self._record(path, key, finish(self.plans[path], outcomes))

    def _record(self, path: NotePath, key: str, finished: Finished, *, last: bool = True) -> None:
        """Remember what a run has given; not `last`: some of it may still become something else."""
        plan = self.plans[path]
        results = finished.kept.results
        self.missing.update(dict.fromkeys(finished.missing))
        failures = finished.failures(plan)
        remarks = tuple(
            (number, remark) for number, result in enumerate(results) for remark in result.remarks
        )
        wrong = (*failures, *(remark for _, remark in remarks))
        said = tuple(
            (number, result.verdict)
            for number, result in enumerate(results)
            if result.verdict is not None
        )
        drawn = tuple(
            number
            for number, result in enumerate(results)
            if any(isinstance(output, Figure) for output in result.outputs)
        )
        made = digest(_encode(finished.kept))
        kept = finished.kept if failures or not last else None
        self._tell(path, Ran(key, made, (), kept), wrong, dict(said), drawn)
        if not last:
            return
        if failures:
            self.entries.pop(key, None)
            return
        folder = path.rpartition("/")[0] if finished.inputs else ""
        looked = tuple(self._looked(one) for one in finished.inputs)
        self.store.mkdir(parents=True, exist_ok=True)
        save(kept_file(self.store, key), finished.kept)
        self.entries[key] = Entry(folder, looked, made, remarks, said, drawn)

    def take(self, finished: Mapping[NotePath, Finished], *, last: bool) -> Runs:
        """What these runs have given to all plans that have a part in them."""
        before = dict(self.entries)
        for path, found in finished.items():
            self._record(path, key_of(self.plans[path]), found, last=last)
        for plan in self.plans.values():
            if plan.shared is not None and plan.shared.path in self.notes:
                self._share(plan, plan.shared)
        if self.entries != before:
            save(self.store / INDEX, Index(self.entries))
        return Runs(self.plans, self.notes, (), tuple(self.missing), str(self.store))

    def _looked(self, one: Input) -> Looked:
        return Looked(one.path, one.digest, _stamp(self.vault / one.path))


def _stamp(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return ""
    return "" if file.is_dir() else stamp_of(found.st_mtime_ns, found.st_size)


# --- keys ---


def key_of(plan: Plan) -> str:
    """Of all that decides what comes out, but for what the code looks at."""
    plan = plan.whole
    steps = [_decisive(number, piece) for number, piece in enumerate(plan.pieces)]
    library = [_decisive(number, piece) for number, piece in sorted(plan.library.items())]
    return digest(_encode((steps, library, versions())), runner())


def _decisive(number: int, piece: Piece) -> tuple[object, ...]:
    return (number, *decided_by(piece.snippet), piece.uses)


def decided_by(snippet: Snippet) -> tuple[object, ...]:
    """What of a snippet decides what comes out of it."""
    return (
        snippet.code,
        snippet.inline,
        snippet.error,
        snippet.seed,
        snippet.output,
        snippet.sweep,
    )


# --- findings ---


def finding_of(plan: Plan, failure: Failure) -> tuple[NotePath, Finding]:
    """A failure at its place, and the note that this lies in; one of another note's snippet where
    that is used.
    """
    whole = plan.whole
    piece = whole.piece(failure.step)
    values = dict(failure.values)
    if failure.traceback:
        values["traceback"] = placed(failure.traceback, whole.places)
    rule = failure.rule
    first = whole.pieces[0]
    if piece is None:
        return first.path, Finding(rule, *first.snippet.fence, values)
    snippet = piece.snippet
    if failure.step >= len(whole.pieces):
        path, line, column = whole.used.get(failure.step, (first.path, *first.snippet.fence))
        used = f"{piece.path}#{snippet.label}"
        why = values.get("error") or fill(ENGLISH, Rule[rule].text.message, **values)
        words = {"target": f"[[{used}]]", "error": why, "traceback": values.get("traceback", "")}
        return path, Finding(Rule.USED_SNIPPET_FAILED.name, line, column, words)
    lines = snippet.code.split("\n")
    row = min(max(failure.line, 1), len(lines))
    column = min(max(failure.column, 1), len(lines[row - 1]) + 1)
    line, column = snippet.line + row - 1, snippet.column + column - 1
    return piece.path, Finding(rule, line, column, values)
