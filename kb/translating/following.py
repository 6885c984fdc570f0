"""Blocks are found again in a text that has changed.

In: digests of blocks as they were and as they are. Out: for each that was, where it is now.

A block whose text is as it was is the same one, wherever it stands. Of the others, those between
the same neighbours are one block, changed.
"""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct


class Followed(Struct, frozen=True):
    at: list[int | None]
    """For each block that was, its index now; None where it is gone."""
    same: list[bool]
    """Whether its text is as it was."""
    new: list[int]
    """The blocks that were not there."""


def follow(before: Sequence[str], now: Sequence[str]) -> Followed:
    """`before` may hold '' for what has no block: that is found nowhere."""
    at = _in_order(before, now)
    _moved(before, now, at)
    same = [place is not None for place in at]
    _between_neighbours(before, now, at)
    taken = {place for place in at if place is not None}
    return Followed(at, same, [place for place in range(len(now)) if place not in taken])


def _in_order(before: Sequence[str], now: Sequence[str]) -> list[int | None]:
    at: list[int | None] = [None] * len(before)
    filled = [number for number, each in enumerate(before) if each]
    if len(filled) == len(now):
        # Most edits keep the number of blocks; then equal blocks, such as rules, stay apart.
        for number, place in zip(filled, range(len(now)), strict=True):
            if before[number] == now[place]:
                at[number] = place
        return at
    import difflib  # noqa: PLC0415  only where blocks have come or gone

    known = [before[number] for number in filled]
    for block in difflib.SequenceMatcher(None, known, now, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            at[filled[block.a + step]] = block.b + step
    return at


def _moved(before: Sequence[str], now: Sequence[str], at: list[int | None]) -> None:
    taken = {place for place in at if place is not None}
    left: dict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(now))):
        if place not in taken:
            left[now[place]].append(place)
    for number, each in enumerate(before):
        if at[number] is None and each and left.get(each):
            at[number] = left[each].pop()


def _between_neighbours(before: Sequence[str], now: Sequence[str], at: list[int | None]) -> None:
    taken = {place for place in at if place is not None}
    filled = [number for number, each in enumerate(before) if each]
    for numbers, step in ((filled, 1), (filled[::-1], -1)):
        beside: int | None = -1 if step == 1 else len(now)
        for number in numbers:
            if at[number] is None and beside is not None:
                place = beside + step
                if 0 <= place < len(now) and place not in taken:
                    at[number] = place
                    taken.add(place)
            # Behind a block that is gone stands what stood behind it.
            beside = at[number] if at[number] is not None else beside
