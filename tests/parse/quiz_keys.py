"""Which questions of a collection have a key, read by plain regular expressions for its one way of
writing, independently of `kb.parse`.

In: a file's text. Out: for each question with a key where it stands, what it asks, the letters
offered and those that are right. Numbers of questions, counted by hand with grep and the eye:

- javascript-questions: 155 headings `######` in each language, each with one key. In the Korean
  file an option of question 12 has no space after its colon; a person reads it as an option.
- kananinirav: 5 exams of 50 items of a list, each with one key.
- ihatesea69: 65, 65 and 6 questions. Not in the list: four whose key is `?` (exam 2: 8 and 9,
  exam 3: 36, exam 4: 6), three that ask for an order (`1,2,3`, exam 2: 5 to 7), three whose key is
  a letter while no options were written (exam 3: 26 and 52, exam 4: 4). That leaves 126.
- devops-journey: 20, 20, 20, 15 and 20 questions; all keys stand in tables at the files' ends.
- obsidian-quiz-generator: a manual. Its examples stand in fences, so the manual itself has no
  question; the fences' contents are notes. Two of these hold a callout with options and a key;
  each holds the syntax's description first, whose key is `One of a), b), c), etc.`: no key.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple


class Key(NamedTuple):
    number: str
    first: int
    """Line of its first character, counted from 1,"""
    last: int
    """and the line before the next question."""
    stem: str
    """As written, with its code."""
    options: dict[str, str]
    """What is offered, as written, by letter in capitals, in the order of the text."""
    right: tuple[str, ...]
    explanation: str = ""

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(self.options)


def _parts(text: str, begins: str) -> Iterator[tuple[int, int, re.Match[str], str]]:
    """First and last line, the match and what follows, of each part that `begins` starts."""
    starts = list(re.finditer(begins, text, re.MULTILINE))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    for start, end in zip(starts, ends, strict=False):  # no start has an end all the same
        first = text.count("\n", 0, start.start()) + 1
        yield first, text.count("\n", 0, end), start, text[start.end() : end]


def _options(options: list[tuple[str, str]]) -> dict[str, str]:
    """The first of each letter, the text of twins joined to it."""
    offered: dict[str, str] = {}
    for letter, text in options:
        offered.setdefault(letter.upper(), text)
    return offered


def _letters(key: str) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"[A-F]", key.upper()))))


def javascript_questions(text: str) -> Iterator[Key]:
    for first, last, begin, part in _parts(text, r"^###### (\d+)\. (.*)$"):
        key = re.search(r"^#### (?:Answer|답): ([A-F])$(.*?)^</p>", part, re.MULTILINE | re.DOTALL)
        options = re.findall(r"^- ([A-F]):(.*)$", part, re.MULTILINE)
        stem = begin[2] + re.split(r"^- A:", part, maxsplit=1, flags=re.MULTILINE)[0]
        if key:
            yield Key(begin[1], first, last, stem, _options(options), _letters(key[1]), key[2])


def kananinirav(text: str) -> Iterator[Key]:
    for first, last, begin, part in _parts(text, r"^(\d+)\. (.*)$"):
        key = re.search(r"Correct answer: ([A-F](?:, [A-F])*)\n(.*?)</details>", part, re.DOTALL)
        options = re.findall(r"^    - ([A-F])\. (.*)$", part, re.MULTILINE)
        if key:
            explanation = key[2].replace("Explanation:", "")
            options_ = _options(options)
            yield Key(begin[1], first, last, begin[2], options_, _letters(key[1]), explanation)


def ihatesea69(text: str) -> Iterator[Key]:
    for first, last, begin, part in _parts(text, r"^## Question (\d+)$"):
        key = re.search(
            r"^    \*\*Correct Answer: ([A-Fa-f](?:,[A-Fa-f])*)\*\*$", part, re.MULTILINE
        )
        options = re.findall(r"^- \*\*([A-F])\.\*\* (.*)$", part, re.MULTILINE)
        stem = re.split(r"^- \*\*|^!!!|^\?\?\?", part, maxsplit=1, flags=re.MULTILINE)[0]
        if key and options:
            explanation = " ".join(re.findall(r"^    (.*)$", part[key.end() :], re.MULTILINE))
            options_ = _options(options)
            yield Key(begin[1], first, last, stem, options_, _letters(key[1]), explanation)


def devops_journey(text: str) -> Iterator[Key]:
    questions, _, table = text.partition("Answers")
    cell = r"\| *Q?(\d+) *\| *\**([a-d])\** *(?=\|)"  # of four columns, the third is a number again
    rights: dict[str, tuple[tuple[str, ...], str]] = {}
    for _, _, begin, part in _parts(table, cell):
        why = re.match(r"\|([^|\n]*[^\W\d][^|\n]*)", part)
        rights[begin[1]] = (_letters(begin[2]), why[1] if why else "")
    for first, last, begin, part in _parts(questions, r"^### Q(\d+).*$"):
        stem, *lettered = re.split(r"^([a-d])\)", part.split("\n---")[0], flags=re.MULTILINE)
        options = _options(list(zip(lettered[::2], lettered[1::2], strict=True)))
        if begin[1] in rights:
            yield Key(begin[1], first, last, stem, options, *rights[begin[1]])


def fenced_notes(text: str) -> list[str]:
    """The contents of the fences that stand in the manual of obsidian-quiz-generator."""
    return re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def obsidian_quiz_generator(text: str) -> Iterator[Key]:
    """`text` is what stands in one fence."""
    for number, (first, last, begin, part) in enumerate(_parts(text, r"^> \[!question\] (.*)$")):
        options = re.findall(r"^> ([a-z])\) (.*)$", part, re.MULTILINE)
        right = re.findall(r"^>> ([a-z])\) (?!->)", part, re.MULTILINE)
        if options and right:
            letters = _letters("".join(right))
            yield Key(str(number), first, last, begin[1], _options(options), letters)


class Collection(NamedTuple):
    files: str
    """A pattern, in the collection's folder."""
    read: Callable[[str], Iterator[Key]]
    questions: int
    """With a key: as counted."""


COLLECTIONS = {
    "javascript-questions": Collection("**/README*.md", javascript_questions, 310),
    "kananinirav": Collection("*.md", kananinirav, 250),
    "ihatesea69": Collection("docs/**/*.md", ihatesea69, 126),
    "devops-journey": Collection("**/QUIZ.md", devops_journey, 95),
    "obsidian-quiz-generator": Collection("README.md", obsidian_quiz_generator, 2),
}


def notes(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Name and text of each note of a collection."""
    for file in sorted((folder / name).glob(COLLECTIONS[name].files)):
        text = file.read_text(encoding="utf-8")
        path = file.relative_to(folder / name).as_posix()
        if name != "obsidian-quiz-generator":
            yield path, text
            continue
        for number, inside in enumerate(fenced_notes(text), 1):
            yield f"{path}, fence {number}", inside
