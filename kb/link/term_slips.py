"""Terms that one note writes otherwise than most: slips, and contradictions.

In: pairs of terms. Out: for each slip where it stands and what others write.

Synonyms are no slips: 대기 시간 and 지연 시간 are both latency, and 확장성 is extensibility as
well as scalability. So a variant is told only if it differs by one letter of the keyboard (학습율),
or if it writes down the sound of what most notes translate (러닝레이트); and a contradiction only
if both terms have partners of their own elsewhere.
"""

from collections.abc import Iterator

from kb.link.term_words import ALIKE, UNLIKE
from kb.model import TermPair, TermSlip
from kb.words import decompose, sounds_like, term_key

CLEAR = 3
"""A clear majority has so many times the places."""
KNOWN = 2
"""In so many notes a term stands at least before another is measured by it."""
ROOT = 4
"""Two foreign words that begin with so many same letters are forms of one."""


def find_slips(pairs: tuple[TermPair, ...]) -> Iterator[TermSlip]:
    """In the order of the pairs."""
    by_foreign: dict[str, list[TermPair]] = {}
    by_korean: dict[str, list[TermPair]] = {}
    for pair in pairs:
        by_foreign.setdefault(term_key(pair.foreign[0]), []).append(pair)
        by_korean.setdefault(term_key(pair.korean[0]), []).append(pair)
    for pair in pairs:
        same_foreign = by_foreign[term_key(pair.foreign[0])]
        same_korean = by_korean[term_key(pair.korean[0])]
        usual = _usual(pair, same_foreign)
        if usual is not None and _is_variant(pair, usual):
            values = {
                "term": pair.korean[0],
                "other": usual.korean[0],
                "foreign": usual.foreign[0],
                "count": str(_notes(usual)),
            }
            yield from _at_each(pair, "TERM_VARIANT", values)
            continue
        usual = _usual(pair, same_korean)
        if usual is not None and _contradicts(pair, usual, same_foreign):
            values = {
                "term": pair.korean[0],
                "foreign": pair.foreign[0],
                "other": usual.foreign[0],
                "count": str(_notes(usual)),
            }
            yield from _at_each(pair, "TERM_CONTRADICTED", values)


def _at_each(pair: TermPair, rule: str, values: dict[str, str]) -> Iterator[TermSlip]:
    return (TermSlip(use, rule, values) for use in pair.uses if use.index >= 0)


def _notes(pair: TermPair) -> int:
    return len({use.path for use in pair.uses})


def _usual(pair: TermPair, others: list[TermPair]) -> TermPair | None:
    """Of pairs that share a term the one that stands in most notes; None if it is this one."""
    usual = max(others, key=_notes)
    return usual if _notes(usual) > _notes(pair) and _notes(usual) >= KNOWN else None


def _is_variant(pair: TermPair, usual: TermPair) -> bool:
    ours, theirs = term_key(pair.korean[0]), term_key(usual.korean[0])
    if len(ours) > 1 and _differ_by_one(decompose(ours), decompose(theirs)):
        return True
    foreign = pair.foreign[0]
    return (
        _notes(usual) >= CLEAR * _notes(pair)
        and sounds_like(ours, foreign) >= ALIKE
        and sounds_like(theirs, foreign) < UNLIKE
    )


def _contradicts(pair: TermPair, usual: TermPair, same_foreign: list[TermPair]) -> bool:
    """Whether most notes give the Korean term another partner, and the foreign one as well."""
    partner = max(same_foreign, key=_notes)
    return (
        partner is not pair
        and _notes(partner) >= KNOWN
        and _notes(usual) >= CLEAR * _notes(pair)
        and not _are_related(pair.foreign[0], usual.foreign[0])
        and not _are_related(pair.korean[0], partner.korean[0])
        and not set(pair.short) & set(usual.short)
    )


def _are_related(one: str, other: str) -> bool:
    """Whether two terms share a word, or the beginning of one: `equivalent` and `equivalence`."""
    ours = {_root(word) for word in term_key(one).split(" ")}
    theirs = {_root(word) for word in term_key(other).split(" ")}
    return not ours.isdisjoint(theirs) or one in other or other in one


def _root(word: str) -> str:
    return word[:ROOT] if word.isascii() else word[:2]


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter more, less or other makes one of the other."""
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    same = (first == second for first, second in zip(short, long, strict=False))
    start = next((at for at, equal in enumerate(same) if not equal), len(short))
    rest = long[start + 1 :]
    return rest == (short[start:] if len(short) < len(long) else short[start + 1 :])
