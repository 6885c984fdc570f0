"""The words that a misspelt one may have been meant for.

In: the words of all documents. Out: two tiers of them, each word with how common it is: in one by
their letters as they are typed, in the other by the same letters from the last to the first.

Who makes one error has typed one half of the word as it should be. So a reader asks for the words
that begin as what was typed does, and for those that end so, and needs no others.
"""

import re
from typing import NamedTuple
from zlib import crc32

from kb.search.forms import Remembered, bare_form, is_hangul
from kb.words import STOP_WORDS, decompose

_SHORTEST, _LONGEST = 3, 24
"""Letters of a word that can be corrected."""
COMMON = 4
"""Documents that must say a word that names none."""
_MOST = 9
SPELLING = 1000
"""Characters of a file of such words, on average."""
COUNTS = 128
"""Files in which we keep how often each word is said."""


class Counts(NamedTuple):
    """How many documents have a word:"""

    documents: int
    """anywhere,"""
    named: int
    """in a name,"""
    said: int
    """in a passage,"""
    written: int
    """and there exactly so, particles and all."""


_LETTERS = re.compile("[\u3131-\u318e]")
"""Typed alone they cannot be told from syllables."""


def _spelled(word: str) -> tuple[str, ...]:
    if is_hangul(word):
        return tuple({word: None, bare_form(word): None}) if len(word) > 1 else ()
    plain = _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and word not in STOP_WORDS
    return (word,) if plain and not _LETTERS.search(word) else ()


spelled = Remembered(_spelled).__getitem__
"""What a word may be corrected to: as it is written, and without particles."""


def tail(word: str) -> str:
    """Its letters from the last to the first, by which words that end alike are neighbours.

    >>> tail("학습")
    'ㅂㅡㅅㄱㅏㅎ'
    """
    return decompose(word)[::-1]


def counts_bucket(word: str) -> int:
    """Which of our own files keeps its counts."""
    return crc32(word.encode()) % COUNTS


def commonness(counts: Counts) -> str:
    """One digit."""
    return str(min(_MOST, counts.documents.bit_length() - 1))


def is_common(counts: Counts) -> bool:
    """Whether a word is one that others are corrected to."""
    return bool(counts.named) or counts.said >= COMMON
