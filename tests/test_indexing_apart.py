"""An index of another process is the one that this process makes, and what it held stays open."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from kb.indexed import SEARCH
from kb.indexing import index_notes
from kb.indexing_apart import IndexApart
from kb.live import Live
from kb.names import Language, NotePath
from kb.parallel import WorkerError
from kb.pipeline import prepare
from kb.project import load_project
from tests.test_indexing import files

KOREAN = Language("ko")


def test_an_index_apart_is_the_same(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("# 경사하강법\n\n한 걸음.\n", encoding="utf-8")
    live = Live(replace(load_project(vault, KOREAN), cache=tmp_path / "cache"), KOREAN)
    apart = IndexApart()
    first = apart.index(live.state.prepared)
    (vault / "a.md").write_text("# 경사하강법\n\n두 걸음.\n", encoding="utf-8")
    (vault / "b.md").write_text("# 모멘텀\n\n[[a]]\n", encoding="utf-8")
    state = live.update({NotePath("a.md"), NotePath("b.md")})
    second = apart.index(state.prepared)
    expected = files(index_notes(prepare(vault, state.prepared.settings, tmp_path / "other")))
    for pack in (tmp_path / "cache" / SEARCH).glob("*.pack"):
        pack.unlink()
    assert files(second) == expected != files(first)
    assert all(files(first).values())


def test_what_is_stopped_ends(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    live = Live(replace(load_project(tmp_path / "vault", KOREAN), cache=tmp_path / "cache"), KOREAN)
    apart = IndexApart()
    apart.stop()
    with pytest.raises(WorkerError):
        apart.index(live.state.prepared)
