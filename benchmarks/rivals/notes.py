"""Notes to be found: made, so that it is known what is in them.

In: bags of words, how many notes. Out: values, and the forms in which each search takes them.
The same seed gives the same notes.
"""

import html
import json
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rivals.words import Bag
from kb.words import fits

KOREAN = 0.6
"""The share of Korean notes."""
WORDS, SPREAD, MOST = 350, 0.8, 3000
"""How long notes are: the median of a log-normal distribution, its deviation, the longest."""
FOLDERS = 50
VERBS = (
    ("줄이는", "줄였다", "줄인다"),
    ("나누는", "나누었다", "나눈다"),
    ("흔들리는", "흔들렸다", "흔들린다"),
    ("모으는", "모았다", "모은다"),
    ("지우는", "지웠다", "지운다"),
    ("돌리는", "돌렸다", "돌린다"),
    ("묶는", "묶었다", "묶는다"),
    ("섞는", "섞었다", "섞는다"),
    ("늦추는", "늦추었다", "늦춘다"),
    ("쌓는", "쌓았다", "쌓는다"),
)
"""The form that a heading has, and those that are asked for."""
VERB_NOTES = 5
"""How many notes have each."""
_GROUPS = ("method", "problem", "tool", "theory", "practice", "history", "person", "place")


@dataclass(frozen=True)
class TitleWord:
    text: str
    """As it stands in the title."""
    bare: str
    """Without its particle."""
    parts: tuple[str, ...] = ()
    """Of a compound that is written together."""


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]
    verb: str = ""
    """The inflected verb that its heading holds."""


@dataclass(frozen=True)
class Made:
    name: str
    """By which a result is known again: the last part of its address."""
    folder: str
    language: str
    title_words: tuple[TitleWord, ...]
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return " ".join(word.text for word in self.title_words)

    def body_words(self) -> list[str]:
        return [
            word.strip(".")
            for section in self.sections
            for text in section.paragraphs
            for word in text.split()
        ]


def make_notes(bags: list[Bag], count: int, seed: int = 1) -> list[Made]:
    chance = random.Random(seed)
    usable = {
        language: [bag for bag in bags if bag.language == language and len(bag.nouns) > 8]
        for language in ("ko", "en")
    }
    latin = sorted({noun for bag in usable["en"] for noun in bag.nouns})
    verbs = dict(enumerate(verb for verb in VERBS for _ in range(VERB_NOTES)))
    taken = tuple(verb[0][:-1] for verb in VERBS)
    notes = []
    for number in range(count):
        language = "ko" if number in verbs or chance.random() < KOREAN else "en"
        bag, other = chance.sample(usable[language], 2)
        own = [word for word in bag.words if not word.startswith(taken)]
        strange = [word for word in other.words if not word.startswith(taken)]
        length = min(MOST, max(40, int(chance.lognormvariate(0, SPREAD) * WORDS)))
        words = chance.choices(own, k=length * 4 // 5) + chance.choices(strange, k=length // 5)
        chance.shuffle(words)
        title = _title(bag, language, latin, chance)
        words[:2] = [title[0].bare, title[-1].bare]
        notes.append(
            Made(
                f"n{number:05d}",
                f"topic-{number % FOLDERS:02d}",
                language,
                title,
                _aliases(number, bag, chance),
                _tags(latin, chance),
                _sections(words, bag, verbs.get(number, ("",))[0], chance),
            )
        )
    return notes


def _title(
    bag: Bag, language: str, latin: list[str], chance: random.Random
) -> tuple[TitleWord, ...]:
    if language == "en":
        return tuple(TitleWord(word, word) for word in chance.sample(bag.nouns, 3))
    first, second, third, fourth = chance.sample(bag.nouns, 4)
    compound = first + second
    words = [TitleWord(compound, compound, (first, second)), TitleWord(third, third)]
    shape = chance.randrange(4)
    if shape == 0:
        words[0] = TitleWord(compound + ("은" if fits("은", compound) else "는"), compound)
    elif shape == 1:
        words[0] = TitleWord(first + ("과" if fits("과", first) else "와"), first)
    elif shape == 2:
        words.insert(0, TitleWord(word := chance.choice(latin), word))
    return (*words, TitleWord(fourth, fourth))


def _aliases(number: int, bag: Bag, chance: random.Random) -> tuple[str, ...]:
    letters = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=3))
    aliases = [f"{letters}{number % 7}", f"{chance.choice(bag.nouns)} {chance.choice(bag.nouns)}"]
    return tuple(aliases[: chance.randrange(3)])


def _tags(latin: list[str], chance: random.Random) -> tuple[str, ...]:
    """As a vault grows, its tags are used again: some hundred, most of them seldom."""
    words = latin[:: max(1, len(latin) // 300)]
    chosen = {
        f"{chance.choice(_GROUPS)}/{words[int(len(words) * chance.random() ** 2)]}"
        for _ in range(chance.randrange(1, 5))
    }
    return tuple(sorted(chosen))


def _sections(words: list[str], bag: Bag, verb: str, chance: random.Random) -> tuple[Section, ...]:
    sections = []
    while words:
        heading = " ".join(chance.sample(bag.nouns, 2))
        paragraphs = []
        for _ in range(chance.randrange(1, 5)):
            size = chance.randrange(25, 80)
            some, words = words[:size], words[size:]
            if some:
                paragraphs.append(_sentences(some, chance))
        if paragraphs:
            first = verb if not sections else ""
            heading = f"{chance.choice(bag.nouns)} {first} 법" if first else heading
            sections.append(Section(heading, tuple(paragraphs), first))
    return tuple(sections)


def _sentences(words: list[str], chance: random.Random) -> str:
    sentences = []
    while words:
        size = chance.randrange(6, 16)
        sentences.append(" ".join(words[:size]) + ".")
        words = words[size:]
    return " ".join(sentences)


def markdown(note: Made) -> str:
    front = {"title": note.title, "lang": note.language, "aliases": note.aliases, "tags": note.tags}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    parts = ["---", *lines, "---", "", f"# {note.title}", ""]
    for section in note.sections:
        parts += [f"## {section.heading}", ""]
        parts += [line for text in section.paragraphs for line in (text, "")]
    return "\n".join(parts)


def web_page(note: Made) -> str:
    """As small as a page can be: a search that reads pages meets nothing but the note."""
    names = " ".join([*note.aliases, *note.tags])
    body = "".join(
        f"<h2>{html.escape(section.heading)}</h2>"
        + "".join(f"<p>{html.escape(text)}</p>" for text in section.paragraphs)
        for section in note.sections
    )
    return (
        f'<!doctype html><html lang="{note.language}"><meta charset="utf-8">'
        f"<title>{html.escape(note.title)}</title><main data-pagefind-body>"
        f"<h1>{html.escape(note.title)}</h1><p>{html.escape(names)}</p>{body}</main></html>"
    )


def record(note: Made) -> dict[str, str]:
    return {
        "id": note.name,
        "title": note.title,
        "aliases": " ".join(note.aliases),
        "tags": " ".join(note.tags),
        "headings": " ".join(section.heading for section in note.sections),
        "text": " ".join(text for section in note.sections for text in section.paragraphs),
    }


def write_vault(notes: list[Made], folder: Path) -> None:
    for note in notes:
        file = folder / note.folder / f"{note.name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(markdown(note), encoding="utf-8")
