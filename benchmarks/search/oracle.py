"""Korean words of a text, told by Kiwi: which nouns stand in it, and which verbs in any form.

In: texts. Out: `Word`s, one for each run of Hangul. Nothing of this project decides where a
particle begins, so an answer does not follow from what is judged by it. Kiwi is needed where a set
is made, not where one is used.
"""

import re
from collections.abc import Iterable, Iterator

from kiwipiepy import Kiwi  # type: ignore[import-not-found, unused-ignore]
from msgspec import Struct

_HANGUL = re.compile("[가-힣]+")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_NOUNS = frozenset("NNG NNP NNB XPN XSN XR NR".split())
_VERBS = ("VV",)


class Word(Struct, frozen=True, array_like=True):
    """A run of Hangul."""

    text: str
    bare: str
    """Without its particles; '' where it is no noun."""
    parts: tuple[str, ...]
    """The nouns that make `bare`."""
    lemma: str = ""
    """Of the verb that it is a form of, else ''."""
    made_of: str = ""
    """The verb is a noun with 하다 or 되다: that noun, else ''."""


class Oracle:
    def __init__(self) -> None:
        self.kiwi = Kiwi(num_workers=2)

    def words(self, texts: Iterable[str]) -> Iterator[list[Word]]:
        """For each text its words."""
        plain = [_korean(text) for text in texts]
        for text, found in zip(plain, self.kiwi.tokenize(plain), strict=True):
            yield list(_words(text, found))

    def forms(self, lemma: str) -> list[str]:
        """What a text may say of a verb."""
        endings: tuple[tuple[tuple[str, str], ...], ...] = (
            (("었", "EP"), ("다", "EF")),
            (("ᆫ다", "EF"),),
            (("는", "ETM"),),
            (("었", "EP"), ("던", "ETM")),
            (("면", "EC"),),
            (("고", "EC"),),
            (("어서", "EC"),),
            (("ᆯ", "ETM"),),
            (("ᆸ니다", "EF"),),
        )
        return [self.kiwi.join([(lemma, "VV"), *ending]) for ending in endings]


def _korean(text: str) -> str:
    """Only the lines that have Hangul."""
    return "\n".join(line for line in _BEYOND.sub(" ", text).splitlines() if _HANGUL.search(line))


def _words(text: str, found: list) -> Iterator[Word]:
    index, count = 0, len(found)
    for match in _HANGUL.finditer(text):
        start, end = match.span()
        while index < count and found[index].start < start:
            index += 1
        inside = []
        while index < count and found[index].start < end:
            inside.append(found[index])
            index += 1
        yield _word(match[0], start, inside)


def _word(text: str, start: int, inside: list) -> Word:
    nouns = 0
    while nouns < len(inside) and inside[nouns].tag in _NOUNS:
        nouns += 1
    rest = inside[nouns:]
    parts = tuple(token.form for token in inside[:nouns])
    if nouns and "".join(parts) not in text:
        return Word(text, "", ())
    if nouns and all(token.tag[0] == "J" for token in rest):
        end = rest[0].start - start if rest else len(text)
        bare = text[:end]
        return Word(text, bare if bare == "".join(parts) else "", parts)
    if nouns and rest[0].tag == "XSV" and rest[0].form in ("하", "되"):
        return Word(text, "", parts, "".join(parts) + rest[0].form, "".join(parts))
    if not nouns and inside and inside[0].tag.startswith(_VERBS):
        return Word(text, "", (), inside[0].form)
    return Word(text, "", ())
