"""The words that a misspelt one may have been meant for.

In: the words of all documents. Out: files of words of one length, each with how common it is.

Typing errors are letters too many, too few or wrong, so who looks for a word asks for the files of
its own length and of the next ones.
"""

from collections.abc import Mapping
from typing import NamedTuple
from zlib import crc32

from msgspec import Struct

from kb.search.forms import Remembered, bare_form, is_hangul
from kb.words import STOP_WORDS, decompose

_SHORTEST, _LONGEST = 3, 24
"""Letters of a word that can be corrected."""
COMMON = 4
"""Documents that must say a word that names none."""
_MOST = 9
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


class SpellingFile(Struct):
    terms: str
    counts: str


def _spelled(word: str) -> tuple[str, ...]:
    if is_hangul(word):
        return tuple({word: None, bare_form(word): None}) if len(word) > 1 else ()
    plain = _SHORTEST <= len(word) <= _LONGEST and word.isalpha() and word not in STOP_WORDS
    return (word,) if plain else ()


spelled = Remembered(_spelled).__getitem__
"""What a word may be corrected to: as it is written, and without particles."""


def spelling_bucket(word: str) -> str:
    """Which file has `word`: `h5` those of five letters of Hangul, `l7` other words of seven."""
    return f"h{len(decompose(word))}" if is_hangul(word) else f"l{len(word)}"


def counts_bucket(word: str) -> int:
    """Which of our own files keeps its counts."""
    return crc32(word.encode()) % COUNTS


def commonness(counts: Counts) -> str:
    """One digit."""
    return str(min(_MOST, counts.documents.bit_length() - 1))


def is_common(counts: Counts) -> bool:
    """Whether a word is one that others are corrected to."""
    return bool(counts.named) or counts.said >= COMMON


def spelling_file(words: Mapping[str, str]) -> SpellingFile:
    """What a file says of its words, by how common each is."""
    terms = sorted(words)
    return SpellingFile("\n".join(terms), "".join(words[term] for term in terms))


def words_of_file(file: SpellingFile) -> dict[str, str]:
    return dict(zip(file.terms.split("\n"), file.counts, strict=True)) if file.counts else {}
