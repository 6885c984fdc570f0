"""Classes of query for aliases and tags, for two scripts, and for several words."""

from collections.abc import Iterator
from random import Random

from benchmarks.search.candidates import MOST, Candidate, is_plain
from benchmarks.search.reading import Collection, Reading


def alias(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    holders = collection.index(lambda r: (name.lower() for name in r.note.aliases))
    titles = {reading.note.title.lower() for reading in collection.readings}
    for reading in collection.sources:
        for name in reading.note.aliases:
            if len(name) > 1 and "/" not in name and name.lower() not in titles:
                answers = tuple(holders[name.lower()])
                yield Candidate("alias", name.lower(), name, reading.path, answers)


def tag(collection: Collection, chance: Random) -> Iterator[Candidate]:
    holders = collection.index(lambda r: (name.lower() for name in r.note.tags))
    for name, paths in sorted(holders.items()):
        if len(paths) <= 2 * MOST:
            source = chance.choice(paths)
            query = name if "/" in name or chance.random() < 2 / 3 else f"#{name}"
            yield Candidate("whole tag", query, name, source, tuple(paths))


def parent_tag(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    holders = collection.index(
        lambda r: (name.lower().partition("/")[0] for name in r.note.tags if "/" in name)
    )
    for name, paths in sorted(holders.items()):
        for query in (f"{name}/", f"#{name}/", f"#{name}"):
            # There are few of these, so both sets ask for all.
            source = collection.sources[0].path
            yield Candidate("parent tag", query, query, source, tuple(paths))


def two_scripts(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """A Latin and a Hangul word of one title or heading, in any order."""
    common = {
        w for w, paths in collection.index(lambda r: r.latin_body).items() if len(paths) > 150
    }
    for reading in collection.sources:
        for hangul, latin in _both(reading, common):
            for word in dict.fromkeys(word.bare for word in hangul if len(word.bare) > 1):
                if not latin:
                    continue
                other = chance.choice(latin)
                answers = tuple(collection.paths(lambda r, w=word, o=other: _holds(r, w, o)))
                if len(answers) <= MOST:
                    pair = (other, word) if chance.random() < 2 / 3 else (word, other)
                    query = " ".join(pair)
                    yield Candidate("two scripts", query, query, reading.path, answers)


def _both(reading: Reading, common: set[str]) -> Iterator[tuple[list, list[str]]]:
    latin = set(reading.latin_title) - common
    yield reading.title, sorted(latin)
    for text, words in zip(reading.note.headings, reading.headings, strict=True):
        inside = [
            word
            for word in dict.fromkeys(reading.latin_headings)
            if word in text.lower() and word not in common
        ]
        yield words, inside


def _holds(reading: Reading, word: str, other: str) -> bool:
    """Whether one name or heading of the note has both."""
    if word not in reading.lower or other not in reading.lower:
        return False
    return any(word in line and other in line for line in reading.lower.split("\n"))


def several_words(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """Two to four words of a note, of which each stands in many, and all in few."""
    holders = {
        word: set(paths)
        for word, paths in collection.index(_words).items()
        if 4 <= len(paths) <= 80
    }
    for reading in collection.sources:
        own = sorted({word for word in _words(reading) if word in holders})
        if len(own) < 8:
            continue
        words = chance.sample(own, chance.choice((2, 3, 3, 4)))
        answers = sorted(set.intersection(*(holders[word] for word in words)))
        loose = collection.paths(lambda r, w=words: all(word in r.note.raw for word in w))
        if len(answers) <= 3 and loose == answers:
            query = " ".join(words)
            yield Candidate("several words", query, query, reading.path, tuple(answers))


def _words(reading: Reading) -> Iterator[str]:
    for word in reading.all_words:
        if is_plain(word.bare, 2):
            yield word.bare
    for word in (*reading.latin_title, *reading.latin_headings, *reading.latin_body):
        if len(word) > 3:
            yield word
