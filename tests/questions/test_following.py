"""Ids of questions: what an author does to a note must not cost a reader's progress."""

import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.model import Choice, Quiz
from kb.names import Language, NotePath
from kb.questions import Mark
from kb.questions.following import _asked, _Naming, _text_of, normal
from tests.questions.notes import Place, note, question

RATE = question("Why does the loss oscillate?", "the rate is high", "the rate is low")
BATCH = question("What does a larger batch do to the noise?", "less", "more", "nothing")
MOMENTUM = question("Which method remembers past gradients?", "momentum", "plain descent")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_edits_elsewhere_and_another_order_change_no_id(place: Place) -> None:
    place.write(a=note(RATE, BATCH, MOMENTUM))
    before = place.ids()
    place.write(a=note(MOMENTUM, "New text.", RATE, BATCH) + "\n## End\n")
    assert place.ids() == before
    shutil.rmtree(place.cache)
    assert place.ids() == before


def test_a_note_that_moves_changes_no_id(place: Place) -> None:
    place.write(a=note(RATE, BATCH))
    before = place.ids()
    (place.vault / "b").mkdir()
    (place.vault / "a.md").rename(place.vault / "b" / "other.md")
    assert place.ids() == before
    shutil.rmtree(place.cache)
    assert place.ids() == before


def test_numbers_of_questions_do_not_count(place: Place) -> None:
    place.write(a=note(RATE.replace("Why", "1. Why"), BATCH.replace("What", "문제 2. What")))
    before = list(place.ids().values())
    place.write(a=note(BATCH.replace("What", "Q1) What"), RATE.replace("Why", "[2] Why")))
    assert list(place.ids().values()) == before[::-1]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("osillate", "oscillate"),
        ("Why does the loss", "Why does the training loss"),
        ("the rate is low", "the learning rate is too low"),
        ("Why does", "**Why** does"),
    ],
)
def test_a_small_correction_is_followed(place: Place, wrong: str, right: str) -> None:
    text = RATE.replace(right, wrong) if wrong == "osillate" else RATE
    place.write(a=note(text, BATCH))
    before = list(place.ids().values())
    place.write(a=note(BATCH, text.replace(wrong, right)))
    assert list(place.ids().values()) == before[::-1]


def test_many_small_corrections_are_followed_one_after_another(place: Place) -> None:
    text = note(RATE)
    place.write(a=text)
    before = list(place.ids().values())
    for old, new in (("Why does", "Why may"), ("oscillate", "swing"), ("the loss", "its loss")):
        text = text.replace(old, new)
        place.write(a=text)
        assert list(place.ids().values()) == before


def test_another_question_in_the_place_of_one_is_another(place: Place) -> None:
    place.write(a=note(RATE))
    before = place.ids()
    place.write(a=note(BATCH))
    assert set(place.ids().values()).isdisjoint(before.values())


def test_the_next_exercise_is_no_correction(place: Place) -> None:
    place.write(a=note(question("What is 3 times 4, by hand?", "12", "7")))
    before = place.ids()
    place.write(a=note(question("What is 3 times 5, by hand?", "15", "8")))
    assert set(place.ids().values()).isdisjoint(before.values())


def test_a_near_copy_beside_the_old_one_is_new(place: Place) -> None:
    place.write(a=note(RATE))
    before = place.ids()
    place.write(a=note(RATE.replace("oscillate", "oscillates"), RATE))
    after = place.ids()
    assert after["Why does the loss oscillate?"] == before["Why does the loss oscillate?"]
    assert len(after) == 2


def test_one_stem_with_other_options_is_another_question(place: Place) -> None:
    first = question("Which is true?", "a loss is a number", "a loss is a word")
    second = question("Which is true?", "noise grows with the batch", "it falls")
    place.write(a=note(first, second))
    ids = place.ids()
    place.write(a=note(second, first))
    assert list(place.ids().values()) == list(ids.values())[::-1]
    shutil.rmtree(place.cache)
    assert list(place.ids().values()) == list(ids.values())[::-1]


def test_code_with_other_signs_is_another_question(place: Place) -> None:
    plus, minus = (question(f"What is `x {sign} 1`?", "2", "3") for sign in "+-")
    place.write(a=note(plus, minus))
    ids = place.ids()
    place.write(a=note(minus, plus))
    assert place.ids() == ids


def test_a_translation_asks_a_question_of_its_own(place: Place) -> None:
    place.write(a=note(RATE))
    before = place.ids()
    place.write(a__en="# Note\n\nEnglish words.\n\n" + RATE)
    prepared = place.prepared()
    assert [*prepared.network.quizzes[NotePath("a.md")]] == list(before.values())
    assert (
        prepared.network.quizzes[NotePath("a.en.md")] != prepared.network.quizzes[NotePath("a.md")]
    )


def test_two_notes_that_ask_the_same_keep_their_own(place: Place) -> None:
    place.write(b=note(RATE))
    before = place.prepared().network.quizzes[NotePath("b.md")]
    place.write(a=note(RATE))
    quizzes = place.prepared().network.quizzes
    assert quizzes[NotePath("b.md")] == before
    assert quizzes[NotePath("a.md")] != before


def test_nothing_is_asked_of_who_has_no_questions(place: Place) -> None:
    place.write(a="# A\n")
    assert place.ids() == {}
    assert not (place.cache / "questions.msgpack").exists()


# --- properties, on the values alone ---

_WORDS = st.lists(st.sampled_from("손실 학습률 loss rate 배치 x+1 x-1 3 why".split()), max_size=5)
_TEXT = _WORDS.map(" ".join)
_Written = tuple[str, list[str], str]
_QUIZZES = st.lists(
    st.tuples(
        _TEXT, st.lists(_TEXT, min_size=1, max_size=3), st.sampled_from(["", "", "q1", "q2"])
    ),
    max_size=6,
)


def _named(quizzes: list[_Written], known: list[tuple[str, Mark]]) -> list[str]:
    asked = [
        _asked(
            NotePath("a.md"),
            "",
            Quiz(
                line=1,
                column=1,
                last_line=1,
                stem=stem,
                choices=tuple(Choice("A", text, right=True) for text in options),
                key=(1, 1),
                language=Language(""),
                name=name,
            ),
        )
        for stem, options, name in quizzes
    ]
    return _Naming(asked, [(own, _text_of(mark)) for own, mark in known]).names()


@example([("", [""], "q1"), ("손실", [""], "q1"), ("손실", [""], "")], Random(2))
@given(_QUIZZES, st.randoms())
def test_ids_are_unique_and_survive_any_order(quizzes: list[_Written], random: Random) -> None:
    ids = _named(quizzes, [])
    assert len(set(ids)) == len(ids)
    known = [
        (own, Mark(NotePath("a.md"), stem, tuple(options)))
        for own, (stem, options, _) in zip(ids, quizzes, strict=True)
    ]
    order = list(range(len(quizzes)))
    random.shuffle(order)
    again = _named([quizzes[number] for number in order], known)
    named = dict(zip(order, again, strict=True))
    texts = [(stem, tuple(options), name) for stem, options, name in quizzes]
    for number, own in enumerate(ids):
        if texts.count(texts[number]) == 1 and not quizzes[number][2]:
            assert named[number] == own
    assert sorted(again) == sorted(ids)


@given(_QUIZZES, st.dictionaries(st.sampled_from("abc"), _TEXT))
def test_whatever_was_known_ids_stay_unique(
    quizzes: list[_Written], before: dict[str, str]
) -> None:
    known = [(own, Mark(NotePath("b.md"), stem, ("loss",))) for own, stem in before.items()]
    ids = _named(quizzes, known)
    assert len(set(ids)) == len(quizzes)


def test_normal_takes_away_what_is_mended_easily() -> None:
    assert normal("문제 3. **Which**  is it?") == "which is it"
    assert normal("3.5 is what?") == "3 5 is what"
    assert normal("③) x") == "x"


def test_what_stays_keeps_its_id_when_its_double_has_gone(place: Place) -> None:
    place.write(a=note(RATE, RATE), b=note(BATCH))
    first, _ = place.lists()["a.md"]
    place.write(a=note(RATE))
    for edit in (note(BATCH, MOMENTUM), note(question("Which one is new?", "this", "that"))):
        place.write(b=edit)
        assert place.lists()["a.md"] == (first,)
