"""Errors of ours: they are said once, the last page stays, and the server goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.preview_server import Server, preview

BREAKING = """
from kb.hosts.preview import answering
from kb.live import Live

update, make = Live.update, answering._file

def broken_update(self, *arguments):
    if (self.project.vault / "stop.md").exists():
        raise ValueError("an update, on purpose")
    return update(self, *arguments)

def broken_make(state, file, secret):
    if file.note == "a.md" and (state.prepared.workspace.vault / "no-a.md").exists():
        raise ValueError("a page, on purpose")
    return make(state, file, secret)

Live.update, answering._file = broken_update, broken_make
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\none\n")
    (folder / "b.md").write_text("# B\n\none\n")
    return folder


@pytest.fixture
def server(vault: Path) -> Iterator[Server]:
    with preview(vault, breaking=BREAKING) as started:
        yield started


def test_an_update_that_fails(server: Server, vault: Path) -> None:
    with server.tab("/a/") as tab:
        (vault / "stop.md").write_text("# Stop\n")
        held = tab.wait("held")
        assert held["page"] == "/a/"
        assert "terminal" in held["problem"] or "터미널" in held["problem"]
        (vault / "a.md").write_text("# A\n\ntwo\n")
        assert "one" in server.get("/a/").text
        (vault / "stop.md").unlink()
        assert "two" in tab.wait("page")["html"]
    server.stop()
    assert server.output.count("an update, on purpose") == 1
    assert server.output.count("kb itself failed") == 1
    assert "Traceback (most recent call last)" in server.output


def test_what_was_held_is_told_though_it_is_the_same_again(server: Server, vault: Path) -> None:
    with server.tab("/a/") as tab:
        (vault / "stop.md").write_text("# Stop\n")
        tab.wait("held")
        (vault / "stop.md").unlink()
        assert "one" in tab.wait("page")["html"]


def test_a_page_that_cannot_be_made(server: Server, vault: Path) -> None:
    with server.tab("/a/") as tab, server.tab("/b/") as other:
        (vault / "no-a.md").write_text("# No A\n")
        tab.wait("held")
        page = server.get("/a/")
        assert page.status == 500
        assert page.text.count("kb-live") == 1
        assert "on purpose" not in page.text
        (vault / "b.md").write_text("# B\n\ntwo\n")
        assert "two" in other.wait("page")["html"]
        (vault / "no-a.md").unlink()
        assert "one" in tab.wait("page")["html"]
    assert server.stop() == 0
    assert "a page, on purpose" in server.output
