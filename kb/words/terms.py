"""One key for all ways of writing a term.

In: a term. Out: its `spacing_key`, without the plural of Latin words.
"""

from collections.abc import Iterable
from functools import lru_cache

from kb.words.spacing import spacing_key

_SHORTEST = 4
"""Letters of a singular: `new` is not what there are `news` of."""
_NO_PLURAL = ("ss", "us", "is", "os", "ics", "ous")


@lru_cache(maxsize=1 << 15)
def term_key(term: str) -> str:
    """What all spellings of a term have in common.

    >>> term_key("Learning-Rates"), term_key("경사 하강법"), term_key("analysis")
    ('learning rate', '경사하강법', 'analysis')
    """
    key = spacing_key(term)
    before, space, last = key.rpartition(" ")
    return before + space + _singular(last)


def _singular(word: str) -> str:
    if not (word.isascii() and word[-1:] == "s") or len(word) <= _SHORTEST:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word if word.endswith(_NO_PLURAL) else word[:-1]


def equivalents(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """For each `term_key` what the term is on the other side of its pairs: what a search for one
    finds as well.

    >>> equivalents([(["학습률"], ["learning rate", "LR"])])["lr"]
    ('학습률',)
    """
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        for own, others in ((one, other), (other, one)):
            for term in own:
                found.setdefault(term_key(term), {}).update(dict.fromkeys(others))
    return {key: tuple(terms) for key, terms in found.items()}
