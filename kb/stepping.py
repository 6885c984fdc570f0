"""The steps of a note, and those of its sliders: the same once more for each value.

In: a plan. Out: `Step`s to run, and what of their outcomes is kept of a slider.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from msgspec.structs import replace

from kb.model import Failure, Result, Snippet, State, Sweep, Value, Wording
from kb.names import Language
from kb.planning import Piece, Plan
from kb.problems import Rule
from kb.run import Outcome, Step, StepOutcome, encode_sweep, finish_step


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


def variants_of(plan: Plan, outcome: Outcome | None = None) -> Iterator[tuple[Step, ...]]:
    """The steps of each run of a slider that is not the code's own; as far as `outcome` lets it."""
    steps = steps_of(plan)
    for number in sliding(plan, outcome):
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
