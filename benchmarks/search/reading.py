"""A collection whose words are known field by field, and who has which.

In: notes and the oracle's words. Out: `Reading`s, and a `Collection` that says which notes hold a
word, by name or anywhere.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from benchmarks.search.notes import Note
from benchmarks.search.oracle import Oracle, Word

LATIN = re.compile(r"(?<![A-Za-z0-9_'’-])[A-Za-z][a-z]{2,}(?![A-Za-z0-9_'’-])")
"""A plain word: no identifier, no abbreviation, no part of another."""


class Reading(Struct, frozen=True):
    note: Note
    title: list[Word]
    headings: list[list[Word]]
    aliases: list[list[Word]]
    body: list[Word]
    latin_title: list[str]
    latin_headings: list[str]
    latin_body: list[str]
    spaced: str
    """Title and headings, a line each."""
    unspaced: str
    lower: str
    """Title, aliases, tags and headings."""

    @property
    def path(self) -> str:
        return self.note.path

    @property
    def names(self) -> list[str]:
        """Title, aliases and tags: what is known by a name."""
        return [self.note.title, *self.note.aliases, *self.note.tags]

    @property
    def all_words(self) -> list[Word]:
        inside = [word for words in (*self.headings, *self.aliases) for word in words]
        return [*self.title, *inside, *self.body]


class Collection:
    def __init__(self, notes: list[Note], oracle: Oracle) -> None:
        self.readings = list(_readings(notes, oracle))
        self.by_path = {reading.path: reading for reading in self.readings}
        self.sources = self.readings
        """Those that queries are made from; all have a say in what is right."""
        self.everything = "\n".join(note.raw for note in notes)

    def paths(self, holds: Callable[[Reading], bool]) -> list[str]:
        return [reading.path for reading in self.readings if holds(reading)]

    def index(self, keys: Callable[[Reading], Iterable[str]]) -> dict[str, list[str]]:
        """Which notes have each of the keys that `keys` gives."""
        found: dict[str, list[str]] = defaultdict(list)
        for reading in self.readings:
            for key in dict.fromkeys(keys(reading)):
                found[key].append(reading.path)
        return found


def _readings(notes: list[Note], oracle: Oracle) -> Iterable[Reading]:
    texts: list[str] = []
    for note in notes:
        texts += (note.title, *note.headings, *note.aliases, note.body)
    words = oracle.words(texts)
    for note in notes:
        title = next(words)
        headings = [next(words) for _ in note.headings]
        aliases = [next(words) for _ in note.aliases]
        spaced = "\n".join((note.title, *note.headings))
        yield Reading(
            note,
            title,
            headings,
            aliases,
            next(words),
            latin(note.title),
            latin(" \n ".join(note.headings)),
            latin(note.body),
            spaced,
            spaced.replace(" ", ""),
            "\n".join((spaced, *note.aliases, *note.tags)).lower(),
        )


def latin(text: str) -> list[str]:
    return [word.lower() for word in LATIN.findall(text)]
