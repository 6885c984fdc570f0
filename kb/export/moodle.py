"""Moodle's XML, with pictures.

In: questions. Out: bytes.
"""

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kb.export.markup import Leaving, Pictures, plain
from kb.export.origin import Origin
from kb.export.scoring import fraction, name_of, numbering
from kb.model import Question, Worded


def moodle(questions: Iterable[Question], origin: Origin) -> bytes:
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    name = origin.site_name.replace("/", "//")
    _text(SubElement(category, "category"), f"$course$/top/{name}")
    for question in questions:
        _Writing(question, origin).into(quiz)
    indent(quiz)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}\n{tostring(quiz, 'unicode')}\n".encode()


class _Writing:
    """One question being written."""

    def __init__(self, question: Question, origin: Origin) -> None:
        self.question, self.origin = question, origin
        self.leaving = Leaving(origin)

    def into(self, quiz: Element) -> None:
        question = self.question
        item = SubElement(quiz, "question", type="multichoice")
        _text(SubElement(item, "name"), name_of(question))
        self._html(item, "questiontext", question.stem)
        self._html(item, "generalfeedback", question.explanation)
        for name, value in (
            ("defaultgrade", "1"),
            ("penalty", "0.3333333"),
            ("hidden", "0"),
            ("idnumber", question.id),
            ("single", "false" if question.several else "true"),
            ("shuffleanswers", "false"),  # explanations speak of letters
            ("answernumbering", numbering(question)),
        ):
            SubElement(item, name).text = value
        for answer in question.answers:
            own = self._html(item, "answer", answer.content, or_else=escape(answer.letter))
            own.set("fraction", fraction(question, answer))
            self._html(own, "feedback", answer.why)
        for hint in question.hints:
            self._html(item, "hint", hint)
        tags = SubElement(item, "tags")
        for tag in question.tags:
            _text(SubElement(tags, "tag"), tag)

    def _html(self, parent: Element, name: str, words: Worded, or_else: str = "") -> Element:
        element = SubElement(parent, name, format="html")
        pictures = Pictures(self.origin, lambda file: f"@@PLUGINFILE@@/{file}")
        _text(element, self.leaving.html(self.question, words, pictures) or or_else)
        for file, data in pictures.files.items():
            held = SubElement(element, "file", name=file, path="/", encoding="base64")
            held.text = b64encode(data).decode()
        return element


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = plain(text)
