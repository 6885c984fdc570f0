"""A text -> the questions that the parser finds in it, and its complaints about them."""

from kb.config import ParseSettings
from kb.model import Outline, Source
from kb.model.quiz import Quiz
from kb.names import NotePath
from kb.parse import parse
from kb.problems import Finding


def _outline(text: str) -> Outline:
    return parse(Source(NotePath("note.md"), "note.md", text, ""), ParseSettings()).outline


def quizzes_of(text: str) -> tuple[Quiz, ...]:
    return _outline(text).quizzes


def complaints_of(text: str) -> list[Finding]:
    """By rules of questions."""
    return [each for each in _outline(text).findings if str(each.rule).startswith("QUIZ")]
