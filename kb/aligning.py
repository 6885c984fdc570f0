"""What a changed note's snippets gave last, until they have run again.

In: the plan of a run as it was, and what came out. Out: for each piece of its plan as it is now the
result that stood in its place.
"""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Result, State
from kb.planning import Piece, Plan
from kb.running import decided_by, key_of
from kb.runs import Kept, Runs

_NOTHING = Result(State.RAN)
"""Stands for a snippet that is new, until it has run."""


class Last(Struct, frozen=True):
    """What a run gave the last time, in the order of its pieces as they are now."""

    results: tuple[Result, ...]
    old: frozenset[int]
    versions: tuple[tuple[str, str], ...] = ()


def last_of(plan: Plan, runs: Runs, stale: frozenset[int]) -> Last:
    """What a run gave by `runs`, in which the snippets `stale` of its note were out of date."""
    old = runs.plans.get(plan.path)
    kept = runs.kept(plan.path) if old is not None else None
    if old is None or old.shared is not None or kept is None:
        return Last((_NOTHING,) * len(plan.pieces), frozenset(range(len(plan.pieces))))
    numbers = {number for number, piece in enumerate(old.pieces) if piece.index in stale}
    return align(old, kept, numbers, plan)


def align(old: Plan, kept: Kept, stale: Collection[int], new: Plan) -> Last:
    """The last result of each piece: of the one with its label, else with its code, else in its
    place. It is out of date where anything before it has changed.
    """
    same = 0
    if key_of(old) != key_of(new):
        for before, after in zip(old.pieces, new.pieces, strict=False):
            same_code = decided_by(before.snippet) == decided_by(after.snippet)
            if not same_code or before.uses or after.uses:
                break
            same += 1
    found: dict[int, int] = {}
    free = set(range(min(len(old.pieces), len(kept.results))))
    for match in (_by_label, _by_code, _by_place):
        for number, piece in enumerate(new.pieces):
            if number not in found:
                other = match(old, free, number, piece)
                if other is not None:
                    found[number] = other
                    free.discard(other)
    results = tuple(
        _renumbered(kept.results[found[number]], found[number], number)
        if number in found
        else _NOTHING
        for number in range(len(new.pieces))
    )
    fresh = {number for number in range(same) if found.get(number) == number}.difference(stale)
    return Last(results, frozenset(range(len(new.pieces))) - fresh, kept.versions)


def _by_label(old: Plan, free: set[int], _number: int, piece: Piece) -> int | None:
    label = piece.snippet.label
    return next(
        (
            other
            for other in sorted(free)
            if label
            and (old.pieces[other].path, old.pieces[other].snippet.label) == (piece.path, label)
        ),
        None,
    )


def _by_code(old: Plan, free: set[int], number: int, piece: Piece) -> int | None:
    same = [
        other
        for other in free
        if old.pieces[other].path == piece.path
        and decided_by(old.pieces[other].snippet) == decided_by(piece.snippet)
    ]
    return min(same, key=lambda other: abs(other - number), default=None)


def _by_place(old: Plan, free: set[int], number: int, piece: Piece) -> int | None:
    """Counted among those that nobody else has: what was written anew stands where it was."""
    if number not in free or old.pieces[number].snippet.inline != piece.snippet.inline:
        return None
    return number


def _renumbered(result: Result, old: int, number: int) -> Result:
    """What is wrong is told of the piece as it is called now."""
    if old == number:
        return result
    if result.failure is not None and result.failure.step == old:
        result = replace(result, failure=replace(result.failure, step=number))
    remarks = tuple(replace(remark, step=number) for remark in result.remarks)
    return replace(result, remarks=remarks) if remarks != result.remarks else result
