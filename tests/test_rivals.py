"""What the comparison of searches takes for true: its notes, its queries, how it counts."""

import pytest

from benchmarks.rivals.__main__ import judge, name_of, openings
from benchmarks.rivals.browser import Opening, Read
from benchmarks.rivals.notes import Made, make_notes, markdown
from benchmarks.rivals.queries import KINDS, Query, keys_of, make_queries
from benchmarks.rivals.words import Bag, bags_of

COUNT = 120


@pytest.fixture(scope="module")
def bags() -> list[Bag]:
    return bags_of(None, seed=1)


@pytest.fixture(scope="module")
def notes(bags: list[Bag]) -> list[Made]:
    return make_notes(bags, COUNT)


def test_the_same_seed_gives_the_same_notes(bags: list[Bag], notes: list[Made]) -> None:
    again = make_notes(bags, COUNT)
    assert [markdown(note) for note in again] == [markdown(note) for note in notes]
    assert make_queries(again) == make_queries(notes)


def test_every_class_has_queries_that_notes_answer(notes: list[Made]) -> None:
    queries = make_queries(notes)
    names = {note.name for note in notes}
    assert {query.kind for query in queries} == set(KINDS)
    assert all(query.answers and query.answers <= names for query in queries)


def test_an_answer_holds_the_word(notes: list[Made]) -> None:
    titles = {note.name: note.title.split() for note in notes}
    bodies = {note.name: {word.lower() for word in note.body_words()} for note in notes}
    for query in make_queries(notes):
        if query.kind == "English title word":
            assert all(query.text in titles[name] for name in query.answers)
        elif query.kind == "several words":
            asked = set(query.text.split())
            assert query.answers == {name for name in bodies if asked <= bodies[name]}


def test_a_perfect_search_is_perfect(notes: list[Made]) -> None:
    queries = make_queries(notes)
    found = {query.text: sorted(query.answers)[:10] for query in queries}
    recall, reciprocal = judge(queries, found)
    assert set(recall.values()) == set(reciprocal.values()) == {1.0}


def test_recall_is_of_ten_and_rank_of_the_first_answer() -> None:
    queries = [
        Query("one", "a", frozenset({"n1", "n2"})),
        Query("one", "b", frozenset({"n3"})),
    ]
    found = {"a": ["x/n9/", "en/x/n1/#part", "x/n1/"], "b": []}
    assert judge(queries, found) == ({"one": 0.25}, {"one": 0.25})


def test_bytes_are_told_of_each_opening() -> None:
    opened = [
        Opening("one", 10.0, 2, {"js": 40_000, "words": 1500}),
        Opening("two", 20.0, 2, {"js": 40_000, "words": 30_000}),
        Opening("three", 30.0, 2, {"js": 40_000}),
    ]
    assert openings(Read(opened, [], {}, 0.0)).splitlines() == [
        "        41.5 kB in the middle of 3:",
        "        70.0 kB  two: js 40.0, words 30.0",
        "        41.5 kB  one: js 40.0, words 1.5",
        "        40.0 kB  three: js 40.0",
    ]


@pytest.mark.parametrize("address", ["n1", "/topic/n1/", "en/topic/n1/#part", "n1/"])
def test_an_address_names_its_note(address: str) -> None:
    assert name_of(address) == "n1"


def test_keys_are_what_stands_in_the_field() -> None:
    assert keys_of("학습") == ["ㅎ", "하", "학", "핛", "학스", "학습"]
