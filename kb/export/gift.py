"""GIFT, the text in which Moodle and others take questions.

In: questions. Out: text. Pictures cannot go along: they are fetched from the site, if it has an
address.
"""

from collections.abc import Iterable
from typing import Final

from kb.export.markup import Leaving, Pictures
from kb.export.origin import Origin
from kb.export.scoring import fraction, name_of
from kb.model import Question

_ESCAPED: Final = str.maketrans(
    {**{sign: f"\\{sign}" for sign in "\\~=#{}:"}, "\n": "\\n", "\r": "\\n", "\u2028": "\\n"}
)


def gift(questions: Iterable[Question], origin: Origin) -> str:
    leaving = Leaving(origin)
    return "\n".join(_question(question, leaving) for question in questions)


def _question(question: Question, leaving: Leaving) -> str:
    pictures = Pictures(leaving.origin)
    several = question.several

    lines = [_comment(question)]
    stem = leaving.html(question, question.stem, pictures)
    lines.append(f"::{_text(name_of(question))}::{_html(stem)}{{\n")
    for answer in question.answers:
        # With `=` Moodle lets readers choose one option, without it several.
        weight = f"~%{fraction(question, answer)}%" if several else "=" if answer.right else "~"
        why = leaving.html(question, answer.why, pictures)
        told = f"#{_html(why)}" if why else ""
        lines.append(f"\t{weight}{_html(leaving.offered(question, answer, pictures))}{told}\n")
    if explanation := leaving.html(question, question.explanation, pictures):
        lines.append(f"\t####{_html(explanation)}\n")
    return "".join([*lines, "}\n"])


def _comment(question: Question) -> str:
    """Moodle reads these as the number of the question and its tags."""
    tags = "".join(f" [tag:{_in_brackets(tag)}]" for tag in question.tags)
    return f"// [id:{_in_brackets(question.id)}]{tags}\n"


def _in_brackets(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def _html(html: str) -> str:
    return f"[html]{_text(html)}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)
