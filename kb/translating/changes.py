"""What has changed in an original since its translation was marked.

In: the pairs that the ledger has, and the blocks of both notes as they are. Out: `BlockChange`s.

That blocks stand in another order is no change, and neither is what was only changed in the
translation: its author saw the original.
"""

from collections.abc import Sequence

from kb.model import BlockChange, BlockPlace, ChangeKind
from kb.translating.blocks import SourceBlock
from kb.translating.following import follow
from kb.translating.ledger import Pair


def changes_since(
    pairs: Sequence[Pair], original: Sequence[SourceBlock], translation: Sequence[SourceBlock]
) -> tuple[BlockChange, ...]:
    """In the order of the translation."""
    ours = follow([own for own, _ in pairs], [block.digest for block in original])
    theirs = follow([own for _, own in pairs], [block.digest for block in translation])
    counterparts = {
        place: theirs.at[number] for number, place in enumerate(ours.at) if place is not None
    }
    found: list[tuple[int, BlockChange]] = []
    above = -1
    for number, (own, other) in enumerate(pairs):
        there = theirs.at[number]
        above = above if there is None else there
        if not own or ours.same[number]:
            continue
        here = ours.at[number]
        if here is None and other and there is None:
            continue  # it is gone from both
        if here is None and not other:
            # What it said stands in the block above, of which less is left.
            before = (ours.at[each] for each in range(number - 1, -1, -1))
            here = next((each for each in before if each is not None), None)
        kind = ChangeKind.GONE if here is None else ChangeKind.CHANGED
        found.append((above, _change(kind, original, here, translation, above)))
    for place in ours.new:
        before = (counterparts.get(each) for each in range(place - 1, -1, -1))
        above = next((each for each in before if each is not None), -1)
        found.append((above, _change(ChangeKind.NEW, original, place, translation, above)))
    found.sort(key=lambda each: (each[0], _line(each[1].original)))
    return tuple(change for _, change in found)


def _change(
    kind: ChangeKind,
    original: Sequence[SourceBlock],
    here: int | None,
    translation: Sequence[SourceBlock],
    there: int,
) -> BlockChange:
    return BlockChange(
        kind,
        None if here is None else _place(original[here]),
        None if there < 0 else _place(translation[there]),
    )


def _place(block: SourceBlock) -> BlockPlace:
    return BlockPlace(block.first_line, block.words, block.heading)


def _line(place: BlockPlace | None) -> int:
    return 0 if place is None else place.line
