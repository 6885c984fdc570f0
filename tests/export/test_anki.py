"""A deck in a real collection of Anki: importing it again updates, and doubles nothing."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.export import Origin, export
from kb.model import Question, Worded
from tests.export.test_export import PICTURE, any_questions
from tests.export.test_export import questions as questions  # noqa: PLC0414  the fixture

pytest.importorskip("genanki", reason="the extra `anki` is not installed")
collection = pytest.importorskip("anki.collection", reason="the package `anki` is not installed")

START = 1_700_000_000.0


class Place:
    """A collection, and a clock that stands still."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection: Any = collection.Collection(str(folder / "collection.anki2"))

    def take(self, questions: tuple[Question, ...], now: float, name: str = "My notes") -> Any:
        """Import an export that was made at `now`; what Anki says of it."""
        origin = Origin(name, "", lambda path: PICTURE if path == "my curve.png" else None, now)
        file = self.folder / f"{now}.apkg"
        file.write_bytes(export("anki", questions, origin))
        request = collection.ImportAnkiPackageRequest(package_path=str(file))
        return self.collection.import_anki_package(request).log

    def notes(self) -> list[Any]:
        return [self.collection.get_note(each) for each in self.collection.find_notes("")]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    found = Place(tmp_path)
    yield found
    found.collection.close()


def test_a_question_becomes_a_card(place: Place, questions: tuple[Question, ...]) -> None:
    assert len(place.take(questions, START).new) == 1
    (note,) = place.notes()
    assert note["Id"] == questions[0].id
    assert note["Key"] == "B"
    assert "<math" in note["Question"]
    assert note.tags == ["loss_shape", "optimisation::rates"]
    (card,) = note.cards()
    assert place.collection.decks.name(card.did) == "My notes"
    rendered = card.render_output()
    assert "아니다" not in rendered.question_text
    assert "아니다" in rendered.answer_text
    (held,) = (place.folder / "collection.media").iterdir()
    assert held.read_bytes() == PICTURE
    assert held.name in note["Question"]


def test_what_was_corrected_is_updated(place: Place, questions: tuple[Question, ...]) -> None:
    place.take(questions, START)
    (card,) = place.notes()[0].cards()
    card.ivl, card.type, card.queue = 21, 2, 2
    place.collection.update_card(card)
    (question,) = questions
    edited = (replace(question, stem=Worded("Which?", "<p>Which?</p>", question.language)),)
    log = place.take(edited, START + 86_400)
    assert (len(log.new), len(log.updated)) == (0, 1)
    (note,) = place.notes()
    assert note["Question"] == '<div lang="en"><p>Which?</p></div>'
    # What its reader has learnt is kept.
    (kept,) = note.cards()
    assert (kept.id, kept.ivl) == (card.id, 21)
    assert len(place.collection.models.all_names_and_ids()) == len(
        {model.name for model in place.collection.models.all_names_and_ids()}
    )
    decks = [deck.name for deck in place.collection.decks.all_names_and_ids()]
    assert decks.count("My notes") == 1


def test_what_is_the_same_is_left_alone(place: Place, questions: tuple[Question, ...]) -> None:
    place.take(questions, START)
    log = place.take(questions, START + 60)
    assert len(log.new) == 0
    assert len(place.notes()) == 1
    assert len(place.notes()[0].cards()) == 1


@settings(max_examples=20)
@given(st.lists(any_questions(), max_size=3, unique_by=lambda question: question.id))
def test_whatever_is_written_is_taken(questions: list[Question]) -> None:
    with TemporaryDirectory() as folder:
        found = Place(Path(folder))
        try:
            log = found.take(tuple(questions), START)
            assert len(log.new) == len(questions)
            assert sorted(note["Id"] for note in found.notes()) == sorted(
                question.id for question in questions
            )
        finally:
            found.collection.close()


def test_a_name_that_an_author_gave_is_one_of_its_vault(
    place: Place, questions: tuple[Question, ...]
) -> None:
    named = tuple(replace(question, id="q1") for question in questions)
    place.take(named, START)
    place.take(named, START + 60, name="Other notes")
    assert len(place.notes()) == 2
    place.take(questions, START + 120)
    place.take(questions, START + 180, name="Other notes")
    assert len(place.notes()) == 3
