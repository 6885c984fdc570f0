"""What a word is found by.

In: a word, as it stands in a text. Out: the terms that lead to it, each with its form.

Everything is remembered by word: a vault says few words, and those again and again.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from kb.words import initials, is_particle, stems
from kb.words.english import english_stem
from kb.words.forms import search_form

LONGEST = 40
"""Characters of a term; what is longer is no word, and is found by its beginning."""
_INNER = 16
"""Syllables of a word's end that stands in a longer word: more than any compound has."""


class Form(IntEnum):
    """How a term differs from the word that it leads to."""

    WRITTEN = 0
    JOINED = 1
    """With the next word, or the next two, one of them Hangul."""
    INNER = 2
    """The end of a Hangul word, from a later syllable on."""
    STEM = 3
    """Without endings: `~oscil`."""
    INITIALS = 4
    LEMMA = 5
    """What a dictionary has for it, written as a stem is."""


Lemmas = Mapping[str, tuple[str, ...]]
"""Of distinct words, by their search form; none of those that are their own lemmas."""


@lru_cache(maxsize=1 << 16)
def written(word: str) -> str:
    """The term of a word as it stands there; '' where nothing is left of it."""
    return search_form(word)[:LONGEST]


def is_hangul(word: str) -> bool:
    """Whether a term begins with a syllable, as only words that are all Hangul do."""
    return "\uac00" <= word[:1] <= "\ud7a3"


@lru_cache(maxsize=1 << 16)
def other_forms(word: str) -> tuple[tuple[str, Form], ...]:
    """What else leads to a word that is written so: its stem, or its ends."""
    if not is_hangul(word):
        stem = english_stem(word)
        return () if stem == word else ((f"~{stem}", Form.STEM),)
    found: dict[str, Form] = {}
    bare = len(bare_form(word))
    for start in range(1, bare - 1):
        found[word[start : start + _INNER]] = Form.INNER
    return tuple(found.items())


@lru_cache(maxsize=1 << 16)
def bare_form(word: str) -> str:
    """A term without its particles."""
    candidates = stems(word)
    return candidates[1] if len(candidates) > 1 else word


def initials_of(word: str) -> str:
    """The first consonants of a word that is all Hangul; '' of any other."""
    return initials(word) if is_hangul(word) and not is_particle(word) else ""
