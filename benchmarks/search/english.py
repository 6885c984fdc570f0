"""Classes of query in English."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from random import Random

import snowballstemmer  # type: ignore[import-untyped, unused-ignore]

from benchmarks.search.candidates import MOST, Candidate, latin_title_words
from benchmarks.search.reading import Collection, Reading
from benchmarks.search.slips import latin_error, wrong_keyboard

_stemmer = snowballstemmer.stemmer("english")


def title_word(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in latin_title_words(collection, 4):
        yield Candidate("English title word", word, word, reading.path, tuple(answers))


def typing_error(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in latin_title_words(collection, 6):
        query = latin_error(word, chance)
        if query == word or f" {query} " in collection.everything:
            continue
        yield Candidate("typing error, English", query, word, reading.path, tuple(answers))


def hidden_by_itself(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    """Slips that authors have made themselves: a word of one body, a letter away from a title's."""
    bodies = collection.index(lambda r: r.latin_body)
    for reading, word, answers in latin_title_words(collection, 7):
        for at in range(1, len(word) - 1):
            for query in (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
            ):
                if (
                    query != word
                    and len(bodies.get(query, ())) == 1
                    and _stem(query) != _stem(word)
                ):
                    kind = "typing error, English"
                    yield Candidate(kind, query, word, reading.path, tuple(answers))


def wrong_layout(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    for number, (reading, word, answers) in enumerate(latin_title_words(collection, 5)):
        if number % 3 == 0:
            query = wrong_keyboard(word)
            yield Candidate("wrong keyboard layout", query, word, reading.path, tuple(answers))


def prefix(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, _ in latin_title_words(collection, 7):
        query = word[: chance.randrange(4, len(word) - 1)]
        answers = collection.paths(
            lambda r, q=query: any(w.startswith(q) for n in r.names for w in n.lower().split())
        )
        if reading.path in answers and len(answers) <= MOST:
            yield Candidate("English prefix", query, word, reading.path, tuple(answers))


def stem(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """Another form of a word than the note has: oscillating for oscillation.

    Either all notes that have it in any form, or, where hardly any has the form of the query,
    these and those that have it in their title or headings.
    """
    forms: dict[str, set[str]] = defaultdict(set)
    anywhere: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for reading in collection.readings:
        for word in _all(reading):
            forms[_stem(word)].add(word)
            anywhere[_stem(word)][reading.path] = None
        for word in (*reading.latin_title, *reading.latin_headings):
            names[_stem(word)][reading.path] = None
    holders = collection.index(_all)
    for reading in collection.sources:
        own = set(_all(reading))
        for word in dict.fromkeys((*reading.latin_title, *reading.latin_headings)):
            key = _stem(word)
            others = sorted(f for f in forms[key] if f not in own and len(f) > 4)
            if len(word) < 5 or not others:
                continue
            query = chance.choice(others)
            if len(anywhere[key]) <= MOST:
                answers = tuple(anywhere[key])
            elif len(holders[query]) <= 2 and len(names[key]) <= MOST:
                answers = tuple(dict.fromkeys((*holders[query], *names[key])))
            else:
                continue
            yield Candidate("English stem and plural", query, word, reading.path, answers)


def body_word(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """Words of bodies and of no name, every second with another form in some heading."""
    holders = collection.index(_all)
    named = {
        _stem(word)
        for reading in collection.readings
        for word in (*reading.latin_title, *reading.latin_headings)
    }
    anywhere = collection.index(lambda r: _split(r.note.raw))
    in_names = {
        word
        for reading in collection.readings
        for text in (*reading.names, *reading.note.headings, reading.path)
        for word in _split(text.lower())
    }
    for reading in collection.sources:
        for word in dict.fromkeys(reading.latin_body):
            if len(word) < 5 or word in in_names or not 1 <= len(holders[word]) <= 6:
                continue
            if anywhere[word] != holders[word]:
                continue
            if _stem(word) in named or chance.random() < 0.03:
                answers = tuple(holders[word])
                yield Candidate("English body word", word, word, reading.path, answers)


def _all(reading: Reading) -> list[str]:
    return [*reading.latin_title, *reading.latin_headings, *reading.latin_body]


def _split(text: str) -> list[str]:
    return "".join(c if c.isascii() and c.isalpha() else " " for c in text).split()


@cache
def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))
