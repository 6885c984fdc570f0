"""The ledger: what a vault says of its translations, however it was merged."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.names import NotePath
from kb.translating.ledger import (
    Ledger,
    Origin,
    ledger_text,
    parse_ledger,
    read_ledger,
    renamed_lines,
    write_ledger,
)

_PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(
    lambda text: NotePath(f"{text}.md")
)
_DIGESTS = st.sampled_from(["", "0123456789", "abcdef0123"])
_PAIRS = st.tuples(_DIGESTS, _DIGESTS).filter(any)
_ORIGINS = st.dictionaries(
    _PATHS, st.builds(Origin, _PATHS, st.lists(_PAIRS, max_size=4).map(tuple)), max_size=4
)


@given(_ORIGINS)
def test_what_is_written_is_read(origins: dict[NotePath, Origin]) -> None:
    text = ledger_text(origins)
    assert parse_ledger(text) == Ledger(origins)
    assert json.loads(text)
    # Each line can be read by itself, as after a merge.
    assert parse_ledger("<<<<<<< ours\n" + text) == Ledger(origins, damaged=1)
    assert parse_ledger(json.dumps(json.loads(text), indent=4)) == Ledger(origins)


@given(_ORIGINS)
def test_notes_that_move_are_found_in_any_text(origins: dict[NotePath, Origin]) -> None:
    moves = {path: NotePath(f"moved/{path}") for path in list(origins)[:2]}
    moved = {
        moves.get(path, path): Origin(moves.get(own.of, own.of), own.blocks)
        for path, own in origins.items()
    }
    found = parse_ledger("=======\n" + renamed_lines(ledger_text(origins), moves))
    assert found == Ledger(moved, damaged=1)


@given(st.text())
def test_no_text_stops_anything(text: str) -> None:
    parse_ledger(text)
    parse_ledger(f'{{\n{text}\n"a.md": {{"of": "b.md", "blocks": [\n["",{text}],\n')
    renamed_lines(text, {})


def test_it_is_written_only_where_something_changed(tmp_path: Path) -> None:
    file = tmp_path / "ledger.json"
    assert read_ledger(file) == Ledger()
    origins = {NotePath("a.en.md"): Origin(NotePath("a.md"), (("0a", "0b"),))}
    assert write_ledger(file, origins)
    assert not write_ledger(file, origins)
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.json"]
    assert read_ledger(file) == Ledger(origins)


def test_two_people_who_mark_different_blocks_do_not_meet(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("no git")
    path = NotePath("a.en.md")

    def text(changed: int) -> str:
        pairs = tuple((f"{n:02x}", "ff" if n == changed else "00") for n in range(9))
        return ledger_text({path: Origin(NotePath("a.md"), pairs)})

    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_text(text(-1))
    ours.write_text(text(1))
    theirs.write_text(text(6))
    subprocess.run(["git", "merge-file", ours, base, theirs], check=True)
    (origin,) = parse_ledger(ours.read_text()).origins.values()
    assert [pair[1] for pair in origin.blocks].count("ff") == 2
