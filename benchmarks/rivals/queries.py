"""What is asked, and which notes answer it: known from how the notes were made, never from what a
search finds.

In: made notes. Out: queries in the classes of `research/search.md`, some of each. An answer is a
note that has the word, in the form that is meant, where the class says: in its title, an alias, a
tag, a heading or its body.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from benchmarks.rivals.notes import VERBS, Made
from kb.words import compose, decompose, fits, initials

EACH = 10
"""Queries of a class."""
MOST_ANSWERS = 10
"""A word that more notes have says too little to be judged by ten results."""

_KEYS = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        strict=True,
    )
)


@dataclass(frozen=True)
class Query:
    kind: str
    text: str
    answers: frozenset[str]
    """Names of notes."""


Answers = dict[str, set[str]]
"""A word, and the notes that have it."""


@dataclass(frozen=True)
class Asked:
    """The words of all notes, by where they stand."""

    notes: list[Made]
    korean: Answers
    """Words of titles without their particles."""
    english: Answers
    with_particle: Answers
    compounds: dict[str, tuple[str, ...]]
    apart: Answers
    """Two words of a title, with a space between them."""
    aliases: Answers
    tags: Answers
    bodies: Answers


def make_queries(notes: list[Made], seed: int = 2) -> list[Query]:
    asked = _look(notes)
    chance = random.Random(seed)
    found = []
    for kind, make in KINDS.items():
        for text, answers in _some(make(asked, chance), chance):
            found.append(Query(kind, text, frozenset(answers)))
    return found


def _some(
    pairs: Iterable[tuple[str, set[str]]], chance: random.Random
) -> list[tuple[str, set[str]]]:
    usable = sorted((text, answers) for text, answers in dict(pairs).items() if answers)
    return chance.sample(usable, min(EACH, len(usable)))


def _look(notes: list[Made]) -> Asked:
    every: list[Answers] = [defaultdict(set) for _ in range(7)]
    korean, english, with_particle, apart, aliases, tags, bodies = every
    compounds = {}
    for note in notes:
        for word in note.title_words:
            (english if word.bare.isascii() else korean)[word.bare].add(note.name)
            if word.text != word.bare:
                with_particle[word.bare].add(note.name)
            if word.parts:
                compounds[word.bare] = word.parts
        for one, two in zip(note.title_words, note.title_words[1:], strict=False):
            if one.text == one.bare and not one.bare.isascii() and not two.bare.isascii():
                apart[f"{one.bare} {two.bare}"].add(note.name)
        for alias in note.aliases:
            aliases[alias].add(note.name)
        for tag in note.tags:
            tags[tag].add(note.name)
        for text in set(note.body_words()):
            bodies[text.lower()].add(note.name)
    return Asked(notes, korean, english, with_particle, compounds, apart, aliases, tags, bodies)


def _few(words: Answers) -> dict[str, set[str]]:
    return {word: names for word, names in words.items() if len(names) <= MOST_ANSWERS}


def _where(words: Answers, holds: Callable[[str], bool]) -> set[str]:
    return {name for word, names in words.items() if holds(word) for name in names}


Pairs = Iterator[tuple[str, set[str]]]


def _sample(words: Iterable[str], chance: random.Random) -> list[str]:
    """Enough candidates: some prove to be of no use."""
    ordered = sorted(words)
    return chance.sample(ordered, min(len(ordered), 4 * EACH))


def _korean_title(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.korean)
    return ((word, few[word]) for word in _sample(few, chance))


def _english_title(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.english)
    return ((word, few[word]) for word in _sample(few, chance))


def _bare_query(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.with_particle)
    return ((word, asked.korean[word]) for word in _sample(few, chance))


def _particle_query(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.korean)
    for word in _sample(few, chance):
        yield word + ("을" if fits("을", word) else "를"), few[word]


def _verb(asked: Asked, chance: random.Random) -> Pairs:
    for form, *others in VERBS:
        names = {note.name for note in asked.notes if any(s.verb == form for s in note.sections)}
        yield chance.choice(others), names


def _spacing(asked: Asked, chance: random.Random) -> Pairs:
    for compound in _sample(asked.compounds, chance)[: 2 * EACH]:
        yield " ".join(asked.compounds[compound]), asked.korean[compound]
    for pair in _sample(_few(asked.apart), chance)[: 2 * EACH]:
        yield pair.replace(" ", ""), asked.apart[pair]


def _inner(asked: Asked, chance: random.Random) -> Pairs:
    for compound in _sample(asked.compounds, chance):
        inner = asked.compounds[compound][1]
        names = _where(asked.korean, lambda word, inner=inner: inner in word)  # type: ignore[misc]
        if len(names) <= MOST_ANSWERS:
            yield inner, names


def _beginning(asked: Asked, chance: random.Random, cut: Callable[[str], str]) -> Pairs:
    """What is typed of a compound when it is not yet whole."""
    keys = {word: decompose(word) for word in asked.korean}
    for compound in _sample(asked.compounds, chance):
        text = cut(compound)
        typed = decompose(text)
        names = _where(asked.korean, lambda word, typed=typed: keys[word].startswith(typed))  # type: ignore[misc]
        if len(names) <= MOST_ANSWERS:
            yield text, names


def _prefix(asked: Asked, chance: random.Random) -> Pairs:
    return _beginning(asked, chance, lambda word: word[:3])


def _composing(asked: Asked, chance: random.Random) -> Pairs:
    return _beginning(asked, chance, lambda word: word[:2] + decompose(word[2])[0])


def _initials(asked: Asked, chance: random.Random) -> Pairs:
    letters = {word: initials(word) for word in asked.korean}
    for compound in _sample(asked.compounds, chance):
        text = letters[compound]
        names = _where(asked.korean, lambda word, text=text: letters[word].startswith(text))  # type: ignore[misc]
        if len(names) <= MOST_ANSWERS:
            yield text, names


def _english_slip(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.english)
    for word in _sample((word for word in few if len(word) > 6), chance):
        at = chance.randrange(1, len(word) - 2)
        slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if slip not in asked.bodies and slip != word:
            yield slip, few[word]


def _korean_slip(asked: Asked, chance: random.Random) -> Pairs:
    """A vowel that lies beside the right one on the keyboard."""
    beside = dict(zip("ㅏㅑㅓㅕㅗㅛㅜㅠㅐㅔㅣㅡ", "ㅑㅏㅕㅓㅛㅗㅠㅜㅔㅐㅡㅣ", strict=True))
    for compound in _sample(asked.compounds, chance):
        letters = list(decompose(compound))
        places = [place for place, letter in enumerate(letters) if letter in beside]
        at = chance.choice(places)
        letters[at] = beside[letters[at]]
        slip = compose("".join(letters))
        whole = len(slip) == len(compound)
        if whole and slip not in asked.bodies and slip not in asked.korean:
            yield slip, asked.korean[compound]


def _layout(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.korean)
    for word in _sample((word for word in few if len(word) > 2), chance):
        yield "".join(_KEYS[letter] for letter in decompose(word)), few[word]


def _alias(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.aliases)
    return ((alias, few[alias]) for alias in _sample(few, chance))


def _tag(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.tags)
    return ((tag, few[tag]) for tag in _sample(few, chance))


def _parent_tag(asked: Asked, chance: random.Random) -> Pairs:
    for parent in _sample({tag.partition("/")[0] for tag in asked.tags}, chance):
        start = f"{parent}/"
        yield start, _where(asked.tags, lambda tag, start=start: tag.startswith(start))  # type: ignore[misc]


def _two_scripts(asked: Asked, chance: random.Random) -> Pairs:
    for note in chance.sample(asked.notes, len(asked.notes)):
        latin = [word.bare for word in note.title_words if word.bare.isascii()]
        hangul = [word.bare for word in note.title_words if not word.bare.isascii()]
        if latin and hangul:
            yield (
                f"{latin[0]} {hangul[-1]}",
                asked.english[latin[0]] & asked.korean[hangul[-1]],
            )


def _plural(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.english)
    for word in _sample((word for word in few if not word.endswith(("s", "y", "h", "x"))), chance):
        if f"{word}s" not in asked.english:
            yield f"{word}s", few[word]


def _english_prefix(asked: Asked, chance: random.Random) -> Pairs:
    for word in _sample((word for word in asked.english if len(word) > 6), chance):
        start = word[:5]
        names = _where(asked.english, lambda other, start=start: other.startswith(start))  # type: ignore[misc]
        if len(names) <= MOST_ANSWERS:
            yield start, names


def _several(asked: Asked, chance: random.Random) -> Pairs:
    for note in chance.sample(asked.notes, min(len(asked.notes), 8 * EACH)):
        words = sorted({word.lower() for word in note.body_words() if len(word) > 2})
        if len(words) > 3:
            three = chance.sample(words, 3)
            names = set.intersection(*(asked.bodies[word] for word in three))
            if len(names) <= MOST_ANSWERS:
                yield " ".join(three), names


def _body_word(asked: Asked, chance: random.Random) -> Pairs:
    few = _few(asked.bodies)
    words = (word for word in few if word.isascii() and word.isalpha() and len(word) > 4)
    return ((word, few[word]) for word in _sample(words, chance))


KINDS: dict[str, Callable[[Asked, random.Random], Pairs]] = {
    "Korean title word": _korean_title,
    "English title word": _english_title,
    "bare query, text with particle": _bare_query,
    "query with particle": _particle_query,
    "inflected verb": _verb,
    "spacing of compounds": _spacing,
    "inner part of a compound": _inner,
    "prefix": _prefix,
    "syllable being composed": _composing,
    "initial consonants": _initials,
    "typing error, English": _english_slip,
    "typing error, Korean": _korean_slip,
    "wrong keyboard layout": _layout,
    "alias": _alias,
    "whole tag": _tag,
    "parent tag": _parent_tag,
    "two scripts": _two_scripts,
    "English plural": _plural,
    "English prefix": _english_prefix,
    "several words": _several,
    "English body word": _body_word,
}


def keys_of(text: str) -> list[str]:
    """What stands in the field after each key that is pressed for `text`."""
    letters = decompose(text)
    return [compose(letters[: end + 1]) for end in range(len(letters))]
