"""A question written in any of the notations is read back as it was."""

import re
import unicodedata

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from kb.model.quiz import Quiz
from tests.parse.quiz_asking import Asked, Text
from tests.parse.quiz_notes import NOTATIONS, Note, noted
from tests.parse.quiz_reading import complaints_of, quizzes_of
from tests.parse.quiz_traps import trapped
from tests.parse.quiz_writing import Written

# The number in its note is no part of a question, but a reader may show it.
NUMBER = re.compile(r"(?:문제 |Question |Q)?\d+[.:)]?\s+")
MARKUP = re.compile(r"[*=`\[]")
GUESS = re.compile(r"내가 생각한 정답 ?: \d번")


def _joined(text: str) -> str:
    return " ".join(text.split())


def _check(quiz: Quiz, asked: Asked, written: Written) -> None:
    letters = [unicodedata.normalize("NFKC", choice.letter) for choice in quiz.choices]
    places = tuple(place for place, choice in enumerate(quiz.choices) if choice.right)
    assert places == asked.right
    if written.letters:
        assert letters == list(written.letters[: len(asked.options)])
    if written.letters != "OX":
        texts = [_joined(choice.text) for choice in quiz.choices]
        assert texts == [_joined(option.read) for option in asked.options]
    stem = _joined(quiz.stem)
    assert _joined(asked.read) in (stem, NUMBER.sub("", stem, count=1))
    assert quiz.several or len(asked.right) == 1
    whys = [option.why if written.whys else Text() for option in asked.options]
    assert [_joined(choice.why) for choice in quiz.choices] == [_joined(why.plain) for why in whys]
    explanation = asked.explanation if written.explanation else Text()
    # What the author thought at first is no key; a reader may keep it in the explanation.
    said = GUESS.sub("", quiz.explanation)
    assert _joined(said) == _joined(explanation.plain)


def _read_back(written: Note) -> None:
    note(written.text)
    quizzes = quizzes_of(written.text)
    note("\n".join(map(str, quizzes)))
    assert len(quizzes) == len(written.asked)
    lines = written.text.split("\n")
    for quiz, asked, each in zip(quizzes, written.asked, written.written, strict=True):
        _check(quiz, asked, each)
        begin = lines[quiz.line - 1][quiz.column - 1 :]
        assert MARKUP.sub("", begin).startswith(MARKUP.sub("", asked.stem.pieces[0]))
        assert lines[quiz.key[0] - 1][quiz.key[1] - 1 :].strip()
    # The words after a letter may begin as another option does; nothing else is wrong with it.
    assert {str(each.rule) for each in complaints_of(written.text)} <= {"QUIZ_CONTRADICTION"}
    assert [quiz.line for quiz in quizzes] == sorted({quiz.line for quiz in quizzes})


@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.data())
@settings(max_examples=40)
def test_a_question(notation: int, data: st.DataObject) -> None:
    _read_back(data.draw(noted(notation)))


@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.data())
@settings(max_examples=20)
def test_some_questions_in_one_note(notation: int, data: st.DataObject) -> None:
    _read_back(data.draw(noted(notation, most=3)))


@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.data())
@settings(max_examples=20)
def test_what_has_no_key_is_no_question(notation: int, data: st.DataObject) -> None:
    written = data.draw(noted(notation, most=2, keyed=False))
    note(written.text)
    assert quizzes_of(written.text) == ()


@given(trapped())
@settings(max_examples=100)
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    note(text)
    assert quizzes_of(text) == ()
    assert {str(each.rule) for each in complaints_of(text)} <= {"QUIZ_NO_ANSWER"}


@pytest.mark.acceptance
@pytest.mark.parametrize("notation", NOTATIONS)
@given(st.data())
@settings(max_examples=500)
def test_many_questions(notation: int, data: st.DataObject) -> None:
    _read_back(data.draw(noted(notation, most=3)))
