"""JSON: a list of `{id, path, line, lang, stem, options, answer, explanation, tags}`, all in plain
text.

In: questions. Out: bytes.
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from kb.model import Question


class JsonOption(Struct, frozen=True):
    letter: str
    text: str
    explanation: str


class JsonQuestion(Struct, frozen=True):
    id: str
    path: str
    line: int
    lang: str
    stem: str
    options: tuple[JsonOption, ...]
    answer: tuple[str, ...]
    """Letters."""
    explanation: str
    tags: tuple[str, ...]


def json_list(questions: Iterable[Question]) -> bytes:
    data = msgspec.json.encode([_told(question) for question in questions])
    return msgspec.json.format(data, indent=2) + b"\n"


def _told(question: Question) -> JsonQuestion:
    return JsonQuestion(
        id=question.id,
        path=question.path,
        line=question.line,
        lang=question.language,
        stem=question.stem.text,
        options=tuple(
            JsonOption(answer.letter, answer.content.text, answer.why.text)
            for answer in question.answers
        ),
        answer=question.right,
        explanation=question.explanation.text,
        tags=question.tags,
    )
