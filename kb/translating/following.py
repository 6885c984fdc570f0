"""Blocks are found again in a text that has changed.

In: digests of blocks as they were and as they are; what begins with the same letter is of one kind.
Out: for each that was, where it is now.

A block whose text is as it was is the same one, wherever it stands. Of the others, those between
the same neighbours are one block, changed.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

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
    for start, end in _runs(before, at):
        above = -1 if start == 0 else at[start - 1]
        below = len(now) if end == len(before) else at[end]
        for beside, step in ((above, 1), (below, -1)):
            places = [] if beside is None else _free(beside, step, taken, len(now))
            left = [number for number in range(start, end) if at[number] is None and before[number]]
            for number, place in _alike(left, places, before, now):
                at[number] = place
                taken.add(place)


def _runs(before: Sequence[str], at: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Where blocks follow each other that are not found yet; what has no block is among them."""
    start: int | None = None
    for number in range(len(before) + 1):
        found = number == len(before) or at[number] is not None
        if found and start is not None:
            yield start, number
            start = None
        elif not found and start is None:
            start = number


def _free(beside: int, step: int, taken: Container[int], count: int) -> list[int]:
    """The blocks next to one, in order, that are nobody's yet."""
    place = beside + step
    found = []
    while 0 <= place < count and place not in taken:
        found.append(place)
        place += step
    return sorted(found)


def _alike(
    numbers: list[int], places: list[int], before: Sequence[str], now: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Pairs in order: those of one kind first, then what is left."""
    if not (numbers and places):
        return
    kinds, other_kinds = [before[n][0] for n in numbers], [now[p][0] for p in places]
    if kinds == other_kinds:
        yield from zip(numbers, places, strict=True)
        return
    import difflib  # noqa: PLC0415  as above

    blocks = difflib.SequenceMatcher(None, kinds, other_kinds, autojunk=False).get_matching_blocks()
    pairs = {block.a + step: block.b + step for block in blocks for step in range(block.size)}
    rest = [index for index in range(len(numbers)) if index not in pairs]
    others = set(pairs.values())
    free = [index for index in range(len(places)) if index not in others]
    pairs.update(zip(rest, free, strict=False))
    yield from ((numbers[own], places[other]) for own, other in sorted(pairs.items()))
