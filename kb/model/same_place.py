"""The same place in a note and its translation.

In: two outlines that say the same in different languages. Out: which headings correspond.

Headings correspond by their order where both notes have the same levels in the same order; else as
far as each section has as many sections in it as its counterpart.
"""

from collections.abc import Sequence
from functools import lru_cache

from kb.model.note import Outline
from kb.names import Anchor


def same_place(outline: Outline, anchor: Anchor, other: Outline) -> Anchor | None:
    """The id in `other` of what has the id `anchor` in `outline`; None where nothing is known to
    be the same. Ids of blocks, and those that the authors gave, are the same in both.
    """
    title, other_title = outline.title_heading, other.title_heading
    if title >= 0 and other_title >= 0 and outline.headings[title].anchor == anchor:
        return other.headings[other_title].anchor
    if anchor.startswith("^"):
        return anchor if anchor[1:] in other.block_ids else None
    found = same_headings(_shape(outline), _shape(other)).get(anchor)
    if found is not None:
        return found
    return anchor if anchor in other.ids else None


def heading_pairs(outline: Outline, other: Outline) -> list[tuple[int, int]]:
    """Which of the headings of two outlines correspond, by their numbers, in order; the title's
    among them.
    """
    found = same_headings(_shape(outline), _shape(other))
    numbers = {heading.anchor: number for number, heading in enumerate(other.headings)}
    pairs = [
        (number, numbers[found[heading.anchor]])
        for number, heading in enumerate(outline.headings)
        if not heading.nested and heading.anchor in found and number != outline.title_heading
    ]
    title = outline.title_heading, other.title_heading
    return sorted([title, *pairs]) if min(title) >= 0 else pairs


def same_anchors(outline: Outline, other: Outline) -> tuple[tuple[Anchor, Anchor], ...]:
    """The ids of headings that correspond, in the order of the first note; titles left out."""
    return tuple(same_headings(_shape(outline), _shape(other)).items())


_Shape = tuple[tuple[int, Anchor], ...]


def _shape(outline: Outline) -> _Shape:
    title = outline.title_heading
    return tuple(
        (heading.level, heading.anchor)
        for index, heading in enumerate(outline.headings)
        if index != title and not heading.nested
    )


@lru_cache(maxsize=256)
def same_headings(own: _Shape, other: _Shape) -> dict[Anchor, Anchor]:
    """Anchor in one -> anchor in the other, by level and order."""
    found: dict[Anchor, Anchor] = {}
    _match(own, other, found)
    return found


def _match(own: _Shape, other: _Shape, found: dict[Anchor, Anchor]) -> None:
    if not (own and other):
        return
    ours, theirs = _sections(own), _sections(other)
    if len(ours) != len(theirs):
        return
    for mine, yours in zip(ours, theirs, strict=True):
        found[mine[0][1]] = yours[0][1]
        _match(mine[1:], yours[1:], found)


def _sections(shape: _Shape) -> list[_Shape]:
    """The headings of the highest level, each with those below it."""
    highest = min(level for level, _ in shape)
    starts = [at for at, (level, _) in enumerate(shape) if level == highest]
    ends: Sequence[int] = [*starts[1:], len(shape)]
    return [shape[start:end] for start, end in zip(starts, ends, strict=True)]
