"""The steps of a note, and those of its sliders: the same once more for each value.

In: a plan. Out: a `Task`, its `Step`s, and what becomes of their outcomes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Failure, Result, Snippet, State, Sweep, Value, Wording
from kb.names import Language
from kb.planning import Piece, Plan
from kb.problems import Rule
from kb.run import Input, Outcome, Step, StepOutcome, Task, encode_sweep, finish_step
from kb.runs import Kept


def steps_of(plan: Plan) -> tuple[Step, ...]:
    return tuple(step_of(number, piece) for number, piece in enumerate(plan.pieces))


def step_of(number: int, piece: Piece) -> Step:
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


def variants_of(
    plan: Plan, outcome: Outcome | None = None, known: Collection[int] = ()
) -> Iterator[tuple[Step, ...]]:
    """The steps of each run of a slider that is not the code's own; as far as `outcome` lets it,
    and but those of the pieces that are `known`.
    """
    steps = steps_of(plan)
    for number in sliding(plan, outcome):
        if number in known:
            continue
        snippet = plan.pieces[number].snippet
        before = tuple(replace(step, show=False) for step in steps[:number])
        for values in _grid(snippet):
            if values != _start(snippet):
                names = (parameter.name for parameter in snippet.sweep)
                assign = dict(zip(names, values, strict=True))
                yield (*before, replace(steps[number], assign=assign))


def sliding(plan: Plan, outcome: Outcome | None) -> Iterator[int]:
    """The pieces that have a slider: in a note in which nothing failed but what was meant to. What
    fails in a translation takes none from the original.
    """
    pieces = plan.pieces
    fine = len(pieces)
    if outcome is not None:
        both = zip(pieces, outcome.steps, strict=True)
        ran = [step.state is State.RAN or is_meant(piece.snippet, step) for piece, step in both]
        fine = ran.index(False) if False in ran else fine
    if all(piece.path != plan.path for piece in pieces[fine:]):
        yield from (number for number in range(fine) if pieces[number].snippet.sweep)


def _grid(snippet: Snippet) -> Iterator[tuple[Value, ...]]:
    """All values of all parameters, the last one moving first."""
    return product(*(parameter.values for parameter in snippet.sweep))


def _start(snippet: Snippet) -> tuple[Value, ...]:
    return tuple(parameter.start for parameter in snippet.sweep)


def add_sweeps(
    plan: Plan, results: list[Result], outcomes: list[Outcome], sliding: Iterable[int]
) -> None:
    waiting = iter(outcomes)
    for number in sliding:
        snippet = plan.pieces[number].snippet
        steps = [
            results[number] if values == _start(snippet) else finish_step(next(waiting).steps[-1])
            for values in _grid(snippet)
        ]
        sweep = encode_sweep(snippet.sweep, steps)
        result = results[number]
        if sweep.frames:
            results[number] = replace(
                result, sweep=sweep, wordings=_worded_sweeps(snippet, sweep, steps, result)
            )
        else:
            remark = Failure(Rule.SWEEP_TOO_LARGE.name, {}, number, 1, 1)
            results[number] = replace(result, remarks=(*result.remarks, remark))


def _worded_sweeps(
    snippet: Snippet, own: Sweep, steps: Sequence[Result], start: Result
) -> dict[Language, Wording]:
    """What `start` is in other languages, with the steps of its slider."""
    wordings = {}
    for code in dict.fromkeys(code for step in steps for code in step.wordings):
        sweep = encode_sweep(snippet.sweep, [step.said_in(code) for step in steps])
        outputs = start.wordings[code].outputs if code in start.wordings else {}
        wordings[code] = Wording(outputs, None if sweep == own else sweep)
    return wordings


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


Finish = Callable[[StepOutcome], Result]


class Finished(Struct, frozen=True):
    """What a run has given, ready to be shown."""

    kept: Kept
    inputs: tuple[Input, ...] = ()
    missing: tuple[str, ...] = ()

    def failures(self, plan: Plan) -> list[Failure]:
        """But those that were meant."""
        return [
            result.failure
            for piece, result in zip(plan.pieces, self.kept.results, strict=True)
            if result.failure is not None and not is_meant(piece.snippet, result)
        ]


def finish(
    plan: Plan,
    outcomes: Sequence[Sequence[Outcome]],
    finish_one: Finish = finish_step,
    known: Mapping[int, Result] = MappingProxyType({}),
) -> Finished:
    """`outcomes`: that of a note, alone; then those of the steps of its sliders, if it has any, but
    of those that are `known`.
    """
    main = outcomes[0][0]
    steps = {step.number: step for step in main.steps}
    results = [
        known.get(number) or finish_piece(plan, steps[number], finish_one)
        if number in steps
        else Result(State.SKIPPED)
        for number in range(len(plan.pieces))
    ]
    if len(outcomes) > 1:
        moving = (number for number in sliding(plan, main) if number not in known)
        add_sweeps(plan, results, [*outcomes[1]], moving)
    inputs = {one.path: one for group in outcomes for outcome in group for one in outcome.inputs}
    ordered = tuple(one for _, one in sorted(inputs.items()))
    return Finished(Kept(tuple(results), main.versions), ordered, main.missing)


def finish_piece(plan: Plan, outcome: StepOutcome, finish_one: Finish = finish_step) -> Result:
    number = outcome.number
    return _meant(number, plan.pieces[number].snippet, finish_one(outcome))


def task_of(plan: Plan, vault: Path, readable: tuple[str, ...], *, sandbox: bool) -> Task:
    return Task(
        path=plan.path,
        vault=str(vault),
        readable=readable,
        steps=steps_of(plan),
        library={number: step_of(number, piece) for number, piece in plan.library.items()},
        sandbox=sandbox,
    )


def _meant(number: int, snippet: Snippet, result: Result) -> Result:
    """A snippet that was meant to fail and did not has a remark."""
    if not snippet.error or result.state is not State.RAN:
        return result
    remark = Failure(Rule.FAILURE_EXPECTED.name, {}, number, 1, 1)
    return replace(result, remarks=(*result.remarks, remark))
