"""A question and its translation are one question: one id, one progress."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli import kb
from kb.model import Choice, Quiz, same_questions
from kb.names import Language, NotePath
from kb.questions import LEDGER, marks_of
from tests.questions.notes import Place, note, question

KOREAN = question("손실은 왜 출렁입니까?", "학습률이 커서", "학습률이 작아서")
ENGLISH = question("Why does the loss swing?", "the rate is high", "the rate is low")
OTHER = question("What does a larger batch do?", "less noise", "more noise", right="B")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def ids(place: Place) -> dict[str, tuple[str, ...]]:
    return dict(place.prepared().network.quizzes)


def test_a_translation_has_the_ids_of_its_original(place: Place) -> None:
    place.write(a=note(KOREAN))
    before = ids(place)["a.md"]
    place.write(a__en=note(ENGLISH, OTHER))
    found = ids(place)
    assert found["a.md"] == before
    assert found["a.en.md"][0] == before[0]
    # What only the translation asks is a question of its own.
    assert found["a.en.md"][1] not in before


def test_names_go_before_places(place: Place) -> None:
    one, two = (text.replace("?", "? ^first", 1) for text in (KOREAN, ENGLISH))
    place.write(a=note(one, OTHER), a__en=note(OTHER, two))
    found = ids(place)
    assert found["a.md"][0] == found["a.en.md"][1] == "first"
    assert len({*found["a.md"], *found["a.en.md"]}) == 3


def test_another_key_is_another_question(place: Place) -> None:
    place.write(a=note(KOREAN), a__en=note(ENGLISH.replace("정답: A", "정답: B")))
    found = ids(place)
    assert found["a.md"] != found["a.en.md"]


def test_the_ledger_remembers_the_original(place: Place) -> None:
    place.write(a=note(KOREAN), a__en=note(ENGLISH))
    prepared = place.prepared()
    marks = marks_of(prepared.site, prepared.network.quizzes)
    assert [mark.path for mark in marks.values()] == ["a.md"]
    # A correction of the original is followed, in both.
    own = ids(place)["a.md"]
    place.write(a=note(KOREAN.replace("왜 출렁", "어째서 출렁")))
    assert ids(place) == {"a.md": own, "a.en.md": own}


def test_what_a_translation_was_called_before_is_not_taken_by_others(place: Place) -> None:
    """A vault from before: the ledger knows the translation by an id of its own."""
    place.write(a__en=note(ENGLISH))
    (old,) = ids(place)["a.en.md"]
    place.write(a=note(KOREAN))
    found = ids(place)
    assert found["a.en.md"] == found["a.md"] != (old,)


TEXTS = st.sampled_from([KOREAN, ENGLISH, OTHER, KOREAN.replace("?", "? ^q", 1)])
NOTE = st.lists(TEXTS, max_size=3)


@contextmanager
def _fresh() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        yield Place(Path(folder))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), NOTE, min_size=1), st.data())
def test_no_translation_changes_the_id_of_an_original(
    originals: dict[str, list[str]], data: st.DataObject
) -> None:
    with _fresh() as place:
        for name, texts in originals.items():
            language = data.draw(st.sampled_from(["ko", "en"]))
            text = f"---\nlang: {language}\n---\n{note(*texts)}"
            (place.vault / f"{name}.md").write_text(text, encoding="utf-8")
        before = ids(place)
        for name in originals:
            home = place.prepared().site.places[NotePath(f"{name}.md")].language
            other = "ko" if home == "en" else "en"
            text = note(*data.draw(NOTE))
            (place.vault / f"{name}.{other}.md").write_text(text, encoding="utf-8")
        if data.draw(st.booleans()):
            shutil.rmtree(place.cache)
        after = ids(place)
        assert {path: own for path, own in after.items() if path in before} == before
        for path, own in after.items():
            assert len(set(own)) == len(own), path
        for file in place.vault.glob("*.*.md"):
            file.unlink()
        assert ids(place) == before


QUIZZES = st.lists(
    st.builds(
        lambda name, right: Quiz(
            1,
            1,
            1,
            "?",
            (Choice("A", "x", right), Choice("B", "y", not right)),
            (1, 1),
            Language(""),
            name=name,
        ),
        st.sampled_from(["", "", "a", "b"]),
        st.booleans(),
    ),
    max_size=5,
)


@given(QUIZZES, QUIZZES)
def test_none_has_two_counterparts(originals: list[Quiz], others: list[Quiz]) -> None:
    found = same_questions(originals, others)
    assert len(set(found.values())) == len(found)
    for index, there in found.items():
        own, other = others[index], originals[there]
        assert own.name == other.name or (index == there and not (own.name and other.name))


def test_an_export_has_each_question_once(
    place: Place, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.vault.parent)
    place.write(a=note(KOREAN), a__en=note(ENGLISH), b=note(OTHER))
    (place.vault.parent / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: vault\nplugins:\n  - kb:\n      languages: [ko, en]\n"
    )

    def exported(*options: str) -> list[tuple[str, str]]:
        assert kb(["quiz", ".", "--format", "json", *options]) == 0
        found = json.loads(capsysbinary.readouterr().out)
        return [(each["path"], each["id"]) for each in found]

    own, english = exported(), exported("--lang", "en")
    assert [path for path, _ in own] == ["a.md", "b.md"]
    assert [path for path, _ in english] == ["a.en.md", "b.md"]
    assert [each for _, each in own] == [each for _, each in english]
    assert not (place.vault / LEDGER).exists()
