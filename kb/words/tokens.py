"""The words of a text, and where they stand.

In: a text in NFC, Korean and English mixed. Out: `Token`s.

Where the script changes a word ends: 학습률(learning rate)이 holds 학습률, learning and rate.
What is left of it, 이, is a particle of the word before; on its own it says nothing and is left
out.
"""

from msgspec import Struct

from kb.patterns import pattern
from kb.words.particles import is_particle

HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"
"""Syllables, and letters alone."""
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_OTHER = rf"[^\W_{HANGUL}{_HAN}{_KANA}]"
_MARK = "\u0300-\u036f"
"""Accents that no letter has swallowed."""

# C++, C# and F# are words, and so are 0.001 and don't.
_WORD = pattern(
    rf"(?P<hangul>[{HANGUL}]+)|[{_HAN}]+|[{_KANA}]+"
    rf"|[A-Za-z](?:\+\+|#)(?![A-Za-z0-9_])"
    rf"|{_OTHER}(?:{_OTHER}|[{_MARK}]|(?<=[0-9])[.,](?=[0-9])|['\u2019](?={_OTHER}))*"
)

_CLOSING = frozenset(")]}>\u201d\u2019\u300d\u300f\u3009\u300b\u3011")
_QUOTES = "\"'`*_=~$"
"""They open as well as close: only what stands before them tells."""
_ALSO_UNITS = frozenset({"만", "도"})
"""After a number: ten thousand, degrees."""


class Token(Struct, frozen=True, array_like=True, gc=False):
    """A word of a text."""

    text: str
    """As it is written, particles included."""
    start: int
    """Where in the text it begins, in characters."""
    end: int
    """Where it has ended."""


def tokens(text: str) -> list[Token]:
    """The words of `text`, in their order."""
    found = []
    ended = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if (
            start
            and match.lastgroup
            and not text[start - 1].isspace()
            and is_particle(word)
            and _belongs(text, start, word, adjoins=ended == start)
        ):
            continue
        found.append(Token(word, start, end))
        ended = end
    return found


def _belongs(text: str, start: int, particle: str, *, adjoins: bool) -> bool:
    """Whether the particle at `start` is written onto what stands before it."""
    before = text[start - 1]
    if adjoins:
        return not (before.isdecimal() and particle in _ALSO_UNITS)
    if before in _QUOTES:
        outside = text[:start].rstrip(_QUOTES)[-1:]
        return outside in _CLOSING or outside.isalnum()
    return before in _CLOSING
