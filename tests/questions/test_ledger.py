"""The ledger: what a vault says of its questions, however it was merged."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.names import Language, NotePath
from kb.questions import LEDGER, Mark, marks_of
from kb.questions.ledger import Ledger, ledger_text, marked, parse_ledger, read_ledger, write_ledger
from tests.questions.notes import Place, note, question

RATE = question("Why does the loss oscillate?", "the rate is high", "the rate is low")
BATCH = question("What does a larger batch do to the noise?", "less", "more", "nothing")

_MARKS = st.builds(
    Mark,
    path=st.text().map(NotePath),
    stem=st.text(),
    choices=st.lists(st.text(), max_size=3).map(tuple),
    tree=st.sampled_from(["", "en/"]),
)
_LEDGERS = st.dictionaries(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), _MARKS, max_size=4)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def _mark(place: Place) -> None:
    prepared = place.prepared()
    file = place.vault / LEDGER
    marks = marks_of(prepared.site, prepared.network.quizzes)
    write_ledger(file, marked(read_ledger(file), marks, ()))


@given(_LEDGERS)
def test_what_is_written_is_read(marks: dict[str, Mark]) -> None:
    text = ledger_text(marks)
    assert parse_ledger(text) == Ledger(marks)
    assert json.loads(text)
    lines = text.split("\n")
    assert len(lines) == len(marks) + 4
    assert lines[1:-3] == sorted(lines[1:-3])
    # Each line can be read by itself, as after a merge.
    found = parse_ledger("<<<<<<< ours\n" + text)
    assert found == Ledger(marks, damaged=1)
    assert parse_ledger(json.dumps(json.loads(text), indent=4)) == Ledger(marks)


@given(st.text())
def test_no_text_stops_anything(text: str) -> None:
    parse_ledger(text)
    parse_ledger(f'{{\n{text}\n"a": {{}},\n')


def test_ids_that_no_page_could_have_are_left_out() -> None:
    entry = '{"path":"a.md","stem":"x","choices":[]}'
    assert parse_ledger(f'{{"a\\"><script>": {entry}, "ok": {entry}}}').marks.keys() == {"ok"}


def test_corrections_are_followed_without_a_cache(place: Place) -> None:
    place.write(a=note(RATE, BATCH))
    before = [*place.ids().values()]
    _mark(place)
    shutil.rmtree(place.cache)
    place.write(a=note(BATCH, RATE.replace("oscillate", "oscillates so much")))
    assert [*place.ids().values()] == before[::-1]


def test_a_ledger_that_comes_from_elsewhere_is_believed(place: Place) -> None:
    place.write(a=note(RATE))
    own = [*place.ids().values()]
    _mark(place)
    text = (place.vault / LEDGER).read_text("utf-8")
    (place.vault / LEDGER).write_text(text.replace(own[0], "older-id"), "utf-8")
    assert [*place.ids().values()] == ["older-id"]
    (place.vault / LEDGER).unlink()
    assert len(place.ids()) == 1


def test_it_says_nothing_of_what_is_right(place: Place) -> None:
    place.write(a=note(question("Which?", "one", "two", right="B")))
    first = _text_after_marking(place)
    place.write(a=note(question("Which?", "one", "two", right="A")))
    assert _text_after_marking(place) == first


def _text_after_marking(place: Place) -> str:
    _mark(place)
    return (place.vault / LEDGER).read_text("utf-8")


def test_it_is_written_only_where_something_changed(place: Place) -> None:
    place.write(a=note(RATE))
    _mark(place)
    when = (place.vault / LEDGER).stat().st_mtime_ns
    _mark(place)
    assert (place.vault / LEDGER).stat().st_mtime_ns == when
    assert sorted(file.name for file in place.vault.iterdir()) == [LEDGER, "a.md"]


def test_private_questions_are_kept_and_deleted_ones_are_not() -> None:
    mark = Mark(NotePath("draft.md"), "x", ())
    gone = Mark(NotePath("gone.md"), "y", ())
    before = Ledger({"a": mark, "b": gone})
    assert marked(before, {}, {NotePath("draft.md")}) == {"a": mark}


def test_two_branches_merge_by_lines(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git")
    marks = {f"{n:010x}": Mark(NotePath("a.md"), f"stem {n}", ("x",)) for n in range(0, 100, 10)}
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_text(ledger_text(marks))
    left = {**marks, "0000000001": marks["0000000000"]}
    right = {**marks, "ffffffffff": marks["0000000000"]}
    ours.write_text(ledger_text(left))
    theirs.write_text(ledger_text(right))
    subprocess.run(["git", "merge-file", ours, base, theirs], check=True)
    assert ours.read_text() == ledger_text({**left, **right})


def test_what_a_merge_leaves_is_told_with_its_line(place: Place) -> None:
    place.write(a=note(RATE))
    own = [*place.ids().values()]
    _mark(place)
    file = place.vault / LEDGER
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[1], "=======\n", *lines[2:]]), "utf-8")
    shutil.rmtree(place.cache)
    assert [*place.ids().values()] == own
    (told,) = place.prepared().problems(Language("en"))
    assert (told.path, told.line, told.rule) == (LEDGER, 3, "question-ledger")
