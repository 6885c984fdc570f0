"""What a dictionary has for Korean words: with the extra `[ko]`, by Kiwi.

In: distinct words. Out: the stems of the verbs and adjectives among them.

Rules find most of these (`kb.words.verb_stems`); a dictionary knows irregular ones, and which of
several stems is meant. Loading it takes a second or two and 300 MB, so whoever asks remembers the
answers. They depend on nothing but the word and `version`.
"""

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, Protocol

from kb.search.forms import is_hangul

_AT_ONCE = 4096
"""Words that are handed over at a time."""
_LONGEST = 16
"""Syllables; longer words are several."""
_VERBS = ("VV", "VA")
_MAKES_VERBS = ("XSV", "XSA")
"""What is written onto a noun: 하, 되, 시키."""
_NOUNS = ("NN", "XR", "MAG")
_SAYS_NOTHING = frozenset("하 되 이 있 없 않 같 주 보".split())
"""Verbs that stand in nearly every sentence."""


class _Morpheme(Protocol):
    form: str
    tag: str


def lemma_version() -> str:
    """Which dictionary answers; '' where there is none."""
    if find_spec("kiwipiepy") is None:
        return ""
    from importlib.metadata import version  # noqa: PLC0415  most builds have none, and need no e-mail

    return f"kiwipiepy {version('kiwipiepy')} {version('kiwipiepy_model')}"


def lemmas_of(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stems of each of `words` that has some.

    Raises:
        ImportError: the extra is not installed.
    """
    asked = sorted({word for word in words if _may_have_lemmas(word)})
    kiwi = _kiwi()
    found = {}
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        for word, morphemes in zip(part, kiwi.tokenize(part), strict=True):
            if stems := _stems(word, morphemes):
                found[word] = stems
    return found


def _may_have_lemmas(word: str) -> bool:
    return is_hangul(word) and 2 <= len(word) <= _LONGEST


def _stems(word: str, morphemes: Iterable[_Morpheme]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    noun = ""
    for morpheme in morphemes:
        tag = morpheme.tag
        if tag.startswith(_MAKES_VERBS):
            if noun:
                found[noun + morpheme.form] = None
        elif tag.startswith(_VERBS) and morpheme.form not in _SAYS_NOTHING:
            found[morpheme.form] = None
        noun = noun + morpheme.form if tag.startswith(_NOUNS) else ""
    return tuple(stem for stem in found if stem != word)


@lru_cache(maxsize=1)
def _kiwi() -> Any:
    from kiwipiepy import Kiwi  # noqa: PLC0415  it is large, and few have it

    return Kiwi()
