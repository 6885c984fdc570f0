"""What a word is found by.

In: a word, as it stands in a text. Out: the terms that lead to it, each with its form.

Everything is remembered by word: a vault says few words, and those again and again.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from itertools import chain
from typing import TypeVar

from kb.patterns import pattern
from kb.words import (
    english_stem,
    initials,
    is_particle,
    search_form,
    stems,
    tokens,
    verb_stems,
)

T = TypeVar("T")

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
    """Without endings: `oscil~`."""
    INITIALS = 4
    LEMMA = 5
    """What a dictionary has for it, written as a stem is."""


Lemmas = Mapping[str, tuple[str, ...]]
"""Of distinct words, by their search form; none of those that are their own lemmas."""

_REMEMBERED = 1 << 17
"""Words; a vault of thousands of notes has more, but most of those once."""


_SAID_AGAIN = 256
"""Characters; what is longer is no word, and comes once."""


class Remembered(dict[str, T]):
    """What a function gives, for the words that were asked for last. Looking one up costs less than
    a call.
    """

    def __init__(self, make: Callable[[str], T], most: int = _REMEMBERED) -> None:
        self._make, self._most = make, most

    def __missing__(self, word: str) -> T:
        found = self._make(word)
        if len(word) <= _SAID_AGAIN:
            if len(self) >= self._most:
                self.clear()
            self[word] = found
        return found


def is_hangul(word: str) -> bool:
    """Whether a term begins with a syllable, as only words that are all Hangul do."""
    return "\uac00" <= word[:1] <= "\ud7a3"


def words_of(text: str) -> list[str]:
    """The words of `text` as terms."""
    return list(each_word(text))


def each_word(text: str) -> Iterator[str]:
    """The same, for whoever adds them to others."""
    # No word goes on behind white space, and what stands between it comes again and again.
    return chain.from_iterable(map(_PARTS.__getitem__, text.split()))


def _words_of_part(part: str) -> tuple[str, ...]:
    plain = part.strip(_AROUND)
    if plain.isascii() and plain.isalnum() and part.isascii():
        return (plain.lower()[:LONGEST],)
    # Behind a bracket it may be a particle of what stands before that.
    if part[0] == plain[:1] and _SYLLABLES.fullmatch(plain):
        return (plain[:LONGEST],)
    if part.isascii():
        return tuple(word.lower()[:LONGEST] for word in _ASCII.findall(part))
    found = (search_form(token.text)[:LONGEST] for token in tokens(part))
    return tuple(word for word in found if word)


_SYLLABLES = pattern("[\uac00-\ud7a3]+")
_ASCII = pattern(
    r"[A-Za-z](?:\+\+|#)(?![A-Za-z0-9_])|[A-Za-z0-9](?:[A-Za-z0-9]|(?<=[0-9])[.,](?=[0-9])|'(?=[A-Za-z0-9]))*"
)
"""The words of `kb.words.tokens`, where nothing else can stand."""
_AROUND = ".,:;!?()[]{}<>\"'`*"
_PARTS = Remembered(_words_of_part)


def _other_forms(word: str) -> tuple[tuple[str, Form], ...]:
    if not is_hangul(word):
        stem = english_stem(word)
        return () if stem == word else ((f"{stem}~", Form.STEM),)
    verbs = verb_stems(word)
    found = {f"{stem}~": Form.STEM for stem in verbs}
    for start in range(1, _noun_length(word, verbs) - 1):
        found[word[start : start + _INNER]] = Form.INNER
    return tuple(found.items())


def _noun_length(word: str, verbs: tuple[str, ...]) -> int:
    """Syllables of a word, or of the noun that a verb is made of, without what is written onto it:
    nobody looks for the end of an ending.
    """
    bare = len(bare_form(word))
    if not verbs:
        return bare
    return min(bare, max(len(stem) - (stem[-1] in _VERB_OF_NOUN) for stem in verbs))


_VERB_OF_NOUN = "하되"
OTHER_FORMS = Remembered(_other_forms)
"""What else leads to a word that is written so: its stem, or its ends."""


def lemma_forms(word: str, lemmas: Lemmas) -> tuple[tuple[str, Form], ...]:
    """What leads to `word` by a dictionary alone."""
    if word not in lemmas:
        return ()
    known = {term for term, _form in OTHER_FORMS[word]}
    return tuple((term, Form.LEMMA) for term in lemma_terms(word, lemmas) if term not in known)


def lemma_terms(word: str, lemmas: Lemmas) -> tuple[str, ...]:
    """Where to look for other words of the same lemmas."""
    return tuple(f"{lemma}~" for lemma in lemmas.get(word, ()))


def bare_form(word: str) -> str:
    """A term without its particles."""
    candidates = stems(word)
    return candidates[1] if len(candidates) > 1 else word


def initials_of(word: str) -> str:
    """The first consonants of a word that is all Hangul; '' of any other."""
    return initials(word) if is_hangul(word) and not is_particle(word) else ""
