"""Classes of query in Korean."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from benchmarks.search.candidates import MOST, Candidate, heading_words, is_plain, title_words
from benchmarks.search.oracle import Oracle
from benchmarks.search.reading import Collection, Reading
from benchmarks.search.slips import being_composed, hangul_error, wrong_keyboard
from kb.words import decompose, initials


def title_word(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in title_words(collection, 2):
        yield Candidate("Korean title word", word, word, reading.path, tuple(answers))
    for number, (reading, word, answers) in enumerate(heading_words(collection, 2)):
        if number % 12 == 0:
            yield Candidate("Korean title word", word, word, reading.path, tuple(answers))


def text_with_particle(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """Words of bodies that never stand without a particle, and in no heading; a few of them all."""
    kind = "bare query, text with particle"
    holders = collection.index(lambda r: (word.bare for word in r.all_words))
    alone = collection.index(lambda r: (w.bare for w in r.all_words if w.bare == w.text))
    for reading in collection.sources:
        for word in reading.body:
            bare = word.bare
            if not is_plain(bare, 2) or bare in alone or len(holders[bare]) > MOST:
                continue
            if chance.random() > 0.05:
                continue
            if collection.paths(lambda r, b=bare: b in r.note.raw) == holders[bare]:
                yield Candidate(kind, bare, bare, reading.path, tuple(holders[bare]))


def with_particle(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in title_words(collection, 2):
        query = word + _particle(word, chance)
        yield Candidate("query with particle", query, word, reading.path, tuple(answers))


def _particle(word: str, chance: Random) -> str:
    final = (ord(word[-1]) - 0xAC00) % 28
    pair = chance.choice(("은는", "을를", "이가", "과와", "의의", "으로", "에서", "에는"))
    if pair == "으로":
        return "로" if final in (0, 8) else "으로"
    if pair in ("에서", "에는"):
        return pair
    return pair[0] if final else pair[1]


def verb(collection: Collection, chance: Random, oracle: Oracle) -> Iterator[Candidate]:
    """A form of a verb for all notes that have it in any form."""
    holders = collection.index(lambda r: (w.lemma for w in r.all_words))
    made = {w.lemma: w.made_of for r in collection.readings for w in r.all_words if w.made_of}
    for lemma, paths in sorted(holders.items()):
        if not 2 <= len(paths) <= MOST or len(lemma) < 2:
            continue
        texts = {w.text for p in paths for w in collection.by_path[p].all_words if w.lemma == lemma}
        # There are many more of these, and most of their forms begin alike.
        if len(texts) < 2 or (lemma in made and chance.random() > 0.03):
            continue
        query = chance.choice(oracle.forms(lemma))
        yield Candidate("inflected verb", query, lemma, chance.choice(paths), tuple(paths))


def spacing(collection: Collection, chance: Random) -> Iterator[Candidate]:
    """손실함수 for what is written 손실 함수, and the other way round."""
    kind = "spacing of compounds"
    for reading in collection.sources:
        for words in (reading.title, *reading.headings):
            for first, second in pairwise(words):
                together = first.text + second.bare
                if not (first.bare == first.text and len(first.bare) > 1 < len(second.bare)):
                    continue
                if f"{first.text} {second.text}" not in reading.spaced or chance.random() > 0.15:
                    continue
                if answers := _either(collection, together):
                    yield Candidate(kind, together, together, reading.path, answers)
            for word in words:
                if not word.bare or len(word.parts) != 2 or min(map(len, word.parts)) < 2:
                    continue
                if answers := _either(collection, word.bare):
                    query = " ".join(word.parts)
                    yield Candidate(kind, query, word.bare, reading.path, answers)


def _either(collection: Collection, together: str) -> tuple[str, ...]:
    """The notes that have it in title or heading, however it is spaced."""
    found = collection.paths(lambda r: together in r.unspaced)
    return tuple(found) if len(found) <= MOST else ()


def inner_part(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    """하강법 of 경사하강법."""
    for reading in collection.sources:
        for words in (reading.title, *reading.headings):
            for word in words:
                if len(word.parts) < 2 or not word.bare:
                    continue
                for cut in range(1, len(word.parts)):
                    part = "".join(word.parts[cut:])
                    if min(len(word.parts[cut]), len("".join(word.parts[:cut]))) < 2:
                        continue
                    answers = collection.paths(lambda r, p=part: p in r.spaced)
                    if len(answers) <= MOST and all(
                        _ends_with(collection, path, part) for path in answers
                    ):
                        kind = "inner part of a compound"
                        yield Candidate(kind, part, word.bare, reading.path, tuple(answers))


def _ends_with(collection: Collection, path: str, part: str) -> bool:
    """Whether a word of the note's title or headings is, or ends with, exactly these nouns."""
    reading = collection.by_path[path]
    return any(
        "".join(word.parts[cut:]) == part
        for words in (reading.title, *reading.headings)
        for word in words
        for cut in range(len(word.parts))
    )


def _beginning(collection: Collection, letters: str) -> tuple[str, ...]:
    """The notes that have a title with a word that is typed so at its beginning."""
    found = collection.paths(
        lambda r: any(decompose(word.text).startswith(letters) for word in r.title)
    )
    return tuple(found) if len(found) <= MOST else ()


def prefix(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, _ in title_words(collection, 3):
        query = word[: chance.randrange(2, len(word))]
        answers = collection.paths(
            lambda r, q=query: any(word.text.startswith(q) for word in r.title)
        )
        if 1 <= len(answers) <= MOST:
            yield Candidate("prefix", query, word, reading.path, tuple(answers))


def composing(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, _ in title_words(collection, 2):
        syllables = chance.randrange(1, len(word))
        as_shown = chance.random() < 1 / 3
        query = being_composed(word, syllables, as_shown=as_shown)
        if as_shown and query in collection.everything:
            continue  # it is a word of its own
        if any(w.text.startswith(query) for r in collection.readings for w in r.title):
            continue  # it is a beginning of other words as well
        if answers := _beginning(collection, decompose(query)):
            yield Candidate("syllable being composed", query, word, reading.path, answers)


def initial_consonants(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    """Initials of a word, or of a whole title of two words."""
    for reading, word, _ in title_words(collection, 3):
        yield from _initials(collection, reading.path, word)
    for reading in collection.sources:
        for first, second in pairwise(reading.title):
            beside = f"{first.text} {second.bare}" in reading.note.title
            if beside and first.bare == first.text and second.bare:
                yield from _initials(collection, reading.path, first.bare + second.bare)


def _initials(collection: Collection, source: str, word: str) -> Iterator[Candidate]:
    query = initials(word)
    found = collection.paths(lambda r: any(query in i for i in _all_initials(r)))
    exact = collection.paths(lambda r: any(i.startswith(query) for i in _all_initials(r)))
    if len(query) >= 3 and len(exact) <= MOST and found == exact:
        yield Candidate("initial consonants", query, word, source, tuple(exact))


def _all_initials(reading: Reading) -> list[str]:
    """Of what begins at each word of the title, without spaces."""
    texts = [word.text for word in reading.title]
    return [initials("".join(texts[start:])) for start in range(len(texts))]


def typing_error(collection: Collection, chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in title_words(collection, 3):
        query = hangul_error(word, chance)
        if query in word or query in collection.everything:
            continue
        yield Candidate("typing error, Korean", query, word, reading.path, tuple(answers))


def wrong_layout(collection: Collection, _chance: Random) -> Iterator[Candidate]:
    for reading, word, answers in title_words(collection, 2):
        query = wrong_keyboard(word)
        if len(query) > 4:
            yield Candidate("wrong keyboard layout", query, word, reading.path, tuple(answers))
