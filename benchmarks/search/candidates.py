"""What every class of query is made of.

A class is a function that takes a collection and chance, and gives `Candidate`s: more than are
needed, of which a set takes some, each of another note and another word.
"""

from collections.abc import Iterator

from msgspec import Struct

from benchmarks.search.reading import Collection, Reading

MOST = 8
"""Answers of a query: with more of them, ten results say little about who found them."""


class Candidate(Struct, frozen=True):
    kind: str
    query: str
    of: str
    source: str
    """The note that it was made from."""
    answers: tuple[str, ...]


def title_words(collection: Collection, least: int) -> Iterator[tuple[Reading, str, list[str]]]:
    """Hangul words of titles, without particles, and the notes that have them in theirs.

    Only words that stand as themselves wherever their letters stand in a title: else it is a matter
    of taste which notes are right.
    """
    holders = collection.index(lambda reading: (word.bare for word in reading.title))
    for reading in collection.sources:
        for word in reading.title:
            bare = word.bare
            if not is_plain(bare, least) or len(holders[bare]) > MOST:
                continue
            if _named(collection, bare) == holders[bare]:
                yield reading, bare, holders[bare]


def heading_words(collection: Collection, least: int) -> Iterator[tuple[Reading, str, list[str]]]:
    """The same for words that stand in headings and in no name."""
    holders = collection.index(
        lambda reading: (word.bare for words in reading.headings for word in words)
    )
    for reading in collection.sources:
        for words in reading.headings:
            for word in words:
                bare = word.bare
                if not is_plain(bare, least) or len(holders[bare]) > MOST:
                    continue
                if _named(collection, bare):
                    continue
                if _headed(collection, bare) == holders[bare]:
                    yield reading, bare, holders[bare]


def is_plain(bare: str, least: int) -> bool:
    """Whether somebody would look for it: `least` syllables, and not many of a thing."""
    return len(bare) >= least and not bare.endswith("들")


def _named(collection: Collection, text: str) -> list[str]:
    return collection.paths(lambda reading: any(text in name for name in reading.names))


def _headed(collection: Collection, text: str) -> list[str]:
    return collection.paths(lambda reading: any(text in h for h in reading.note.headings))


def latin_title_words(
    collection: Collection, least: int
) -> Iterator[tuple[Reading, str, list[str]]]:
    """English words of titles, and the notes that have them in theirs."""
    holders = collection.index(lambda reading: reading.latin_title)
    named = collection.index(
        lambda reading: (word for name in reading.names for word in _letters(name))
    )
    for reading in collection.sources:
        for word in reading.latin_title:
            if least <= len(word) and len(holders[word]) <= MOST and named[word] == holders[word]:
                yield reading, word, holders[word]


def _letters(name: str) -> list[str]:
    """Everything in a name that could be taken for an English word."""
    return "".join(c if c.isascii() and c.isalpha() else " " for c in name.lower()).split()
