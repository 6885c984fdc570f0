"""Where questions stand in a note, and what their parts are.

In: block tokens whose inline content is not parsed yet. Out: a `Draft` for each question of which
it is certain that it is one, and findings for those that miss something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from kb.model import QuizPartKind
from kb.parse.reading import Reading


@dataclass
class Part:
    kind: QuizPartKind
    number: int
    tokens: list[Token]


@dataclass
class Draft:
    """A question whose text is not parsed yet."""

    first: int
    end: int
    """Which tokens of the note it takes the place of: from `first` up to `end`, without it."""
    level: int
    lines: tuple[int, int]
    """Of the body, counted from 0: its first, and the one after its last."""
    place: tuple[int, int]
    """Line and column in the file, of the stem's first character,"""
    key: tuple[int, int]
    """and of what says which are right."""
    letters: tuple[str, ...]
    right: frozenset[str]
    several: bool = False
    name: str = ""
    parts: list[Part] = field(default_factory=list)
    """In the order in which `QuizStart` says that they stand."""


_QUESTION = re.compile(r"\*\*Question:\*\*\s*")
_OPTION = re.compile(r"([A-F])\)\s+")
_ANSWER = re.compile(r"\*\*정답: ([A-F])\).*\*\*")
_ABOUT = re.compile(r"\*\*([A-F])\)[^*]*\*\*\s*-\s*")


def find_quizzes(tokens: list[Token], reading: Reading) -> Iterator[Draft]:
    """In the order of the text."""
    # The seed's form alone; the other notations are to follow.
    position = 0
    while position < len(tokens):
        draft = _seed(tokens, position, reading)
        if draft is None:
            position += 1
        else:
            yield draft
            position = draft.end


def _seed(tokens: list[Token], first: int, reading: Reading) -> Draft | None:
    if not (_opens(tokens, first) and _QUESTION.match(tokens[first + 1].content)):
        return None
    stem = tokens[first : first + 3]
    position = first + 3
    if _opens(tokens, position) and tokens[position + 1].content == "**Options:**":
        position += 3
    options, position = _list(tokens, position)
    found = [_OPTION.match(item[1].content) for item in options]
    if not found or not all(found) or not _opens(tokens, position):
        return None
    answer = _ANSWER.fullmatch(tokens[position + 1].content)
    if answer is None:
        return None
    key = reading.block_place(tokens[position])
    letters = tuple(each[1] for each in found if each)
    position += 3
    parts = [Part(QuizPartKind.STEM, 0, stem)]
    stem[1].content = _QUESTION.sub("", stem[1].content)
    for number, item in enumerate(options):
        item[1].content = _OPTION.sub("", item[1].content, count=1)
        parts.append(Part(QuizPartKind.CHOICE, number, item))
    end = position
    if _opens(tokens, position) and "설명" in tokens[position + 1].content:
        about, end = _list(tokens, position + 3)
        for item in about:
            named = _ABOUT.match(item[1].content)
            if named and named[1] in letters:
                item[1].content = item[1].content[named.end() :]
                parts.append(Part(QuizPartKind.WHY, letters.index(named[1]), item))
    last = max(token.map[1] for token in tokens[first:end] if token.map)
    assert stem[0].map
    return Draft(
        first=first,
        end=end,
        level=stem[0].level,
        lines=(stem[0].map[0], last),
        place=reading.block_place(stem[0]),
        key=key,
        letters=letters,
        right=frozenset(answer[1]),
        parts=parts,
    )


def _opens(tokens: list[Token], position: int) -> bool:
    return position + 2 < len(tokens) and tokens[position].type == "paragraph_open"


def _list(tokens: list[Token], position: int) -> tuple[list[list[Token]], int]:
    """What stands in each item of a list, and where it ends."""
    items: list[list[Token]] = []
    if position >= len(tokens) or tokens[position].type != "bullet_list_open":
        return items, position
    level = tokens[position].level
    start = position
    while True:
        position += 1
        token = tokens[position]
        if token.type == "list_item_open" and token.level == level + 1:
            start = position + 1
        elif token.type == "list_item_close" and token.level == level + 1:
            items.append(tokens[start:position])
        elif token.type == "bullet_list_close" and token.level == level:
            return items, position + 1
