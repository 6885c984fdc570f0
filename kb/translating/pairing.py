"""Which block of a translation says what a block of its original says.

In: the blocks of both. Out: pairs of digests, in the order of the original.

Headings that correspond part both texts; between them blocks pair by what they are and by their
order. Code and formulas that are the same in both are counterparts whatever stands around them.
"""

from collections.abc import Iterator, Sequence

from kb.model import Outline, heading_pairs
from kb.translating.blocks import SourceBlock
from kb.translating.ledger import Pair

Blocks = Sequence[SourceBlock]


def pair_blocks(
    outline: Outline, blocks: Blocks, other: Outline, counterparts: Blocks
) -> tuple[Pair, ...]:
    """`other` and `counterparts` are the translation's."""
    ours, theirs = _heading_blocks(blocks), _heading_blocks(counterparts)
    cuts = [
        (ours[one], theirs[two])
        for one, two in heading_pairs(outline, other)
        if one in ours and two in theirs
    ]
    pairs: list[Pair] = []
    start, other_start = 0, 0
    for end, other_end in (*cuts, (len(blocks), len(counterparts))):
        if end < start or other_end < other_start:
            continue
        pairs += _pair_section(blocks[start:end], counterparts[other_start:other_end])
        if end < len(blocks):
            pairs.append((blocks[end].digest, counterparts[other_end].digest))
        start, other_start = end + 1, other_end + 1
    return tuple(pairs)


def _heading_blocks(blocks: Blocks) -> dict[int, int]:
    """The block that each heading is, by their numbers."""
    return {
        block.heading: number
        for number, block in enumerate(blocks)
        if block.kind.startswith("heading")
    }


def _pair_section(blocks: Blocks, counterparts: Blocks) -> Iterator[Pair]:
    """In the order of the original; what only the translation has stands before what follows it."""
    at = _counterparts(blocks, counterparts)
    alone = [number for number in range(len(counterparts)) if number not in at.values()]
    for number, block in enumerate(blocks):
        there = at.get(number)
        while there is not None and alone and alone[0] < there:
            yield "", counterparts[alone.pop(0)].digest
        yield block.digest, "" if there is None else counterparts[there].digest
    for number in alone:
        yield "", counterparts[number].digest


def _counterparts(blocks: Blocks, counterparts: Blocks) -> dict[int, int]:
    kinds, other_kinds = ([block.kind for block in each] for each in (blocks, counterparts))
    if kinds == other_kinds:
        return {number: number for number in range(len(blocks))}
    import difflib  # noqa: PLC0415  only where a translation is built otherwise than its original

    common = {block.digest for block in blocks} & {block.digest for block in counterparts}
    keys, other_keys = (
        [block.digest if block.digest in common else block.kind for block in each]
        for each in (blocks, counterparts)
    )
    matcher = difflib.SequenceMatcher(None, keys, other_keys, autojunk=False)
    found: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        found.update((block.a + step, block.b + step) for step in range(block.size))
    _pair_rest(kinds, other_kinds, found)
    if len(found) < min(len(kinds), len(other_kinds)):
        _pair_rest([""] * len(kinds), [""] * len(other_kinds), found)
    return found


def _pair_rest(kinds: Sequence[str], other_kinds: Sequence[str], found: dict[int, int]) -> None:
    """What has no counterpart yet pairs in order with what is of its kind."""
    taken = set(found.values())
    free: dict[str, list[int]] = {}
    for number in reversed(range(len(other_kinds))):
        if number not in taken:
            free.setdefault(other_kinds[number], []).append(number)
    for number, kind in enumerate(kinds):
        if number not in found and free.get(kind):
            found[number] = free[kind].pop()
