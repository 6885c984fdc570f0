"""The form in which a word is looked for, and the order in which words are kept.

In: a word, as it is written or typed. Out: its form without case, accents and other accidents of
writing; or what to sort it by.

Letters of Hangul that stand alone stay alone: they are a syllable that is being typed, or initials.
NFKC would put them together.
"""

import unicodedata

from kb.patterns import pattern
from kb.words.jamo import decompose

_UNUSUAL = pattern("[^\\x00-\\x7f\u3131-\u318e\uac00-\ud7a3]")
"""What has to be looked at more closely than most words of notes have to be."""
_ALONE = pattern("([\u3131-\u318e]+)")
_ACCENTS = pattern("(?<=[a-z\u00df-\u02af])[\u0300-\u036f]+")
_BEYOND = pattern("[\U00010000-\U0010ffff]")

_AS_WRITTEN = str.maketrans(
    {
        **dict(pair.split(">") for pair in "ø>o đ>d ł>l ı>i æ>ae œ>oe þ>th ð>d ß>ss ς>σ".split()),
        **dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"),
        **{unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x3131, 0x3164)},
    }
)
"""What Unicode does not take apart, and letters of Hangul that have found no syllable."""


def search_form(word: str) -> str:
    """`word`, or a name of several, as it is looked for, whoever wrote it on whichever keyboard.

    >>> [search_form(word) for word in ("Gradient", "Poincaré", "ＧＰＵ", "학ㅅ")]
    ['gradient', 'poincare', 'gpu', '학ㅅ']
    """
    if _UNUSUAL.search(word) is None:
        return word.lower()
    whole = "".join(
        part if at % 2 else unicodedata.normalize("NFKC", part)
        for at, part in enumerate(_ALONE.split(word))
    )
    apart = unicodedata.normalize("NFD", whole.lower())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_AS_WRITTEN)


def order(term: str) -> str:
    """What terms are sorted by: the letters that are typed, by their UTF-16 code units, which is
    how scripts compare. So all terms that begin with what was typed so far are neighbours.

    >>> sorted(["학습률", "학생", "핵", "하강"], key=order)
    ['하강', '학생', '학습률', '핵']
    """
    letters = decompose(term)
    if letters.isascii() or _BEYOND.search(letters) is None:
        return letters
    return _BEYOND.sub(lambda match: _halves(ord(match[0]) - 0x10000), letters)


def _halves(number: int) -> str:
    return chr(0xD800 + (number >> 10)) + chr(0xDC00 + (number & 0x3FF))
