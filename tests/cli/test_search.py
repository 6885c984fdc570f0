"""`kb search`: what readers would find, in the terminal."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kb import searching
from kb.cli import kb
from kb.node import find_node
from kb.publish.frontend import search_engine
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture
from tests.cli.test_commands import write
from tests.crawl import files_of

DESCENT = """\
---
tags: [technique/descent]
aliases: [SGD]
---
# 경사하강법

학습률을 줄이면 진동이 줄어듭니다.

## 걸음의 크기

걸음이 크면 최솟값을 지나칩니다.
"""


@pytest.fixture
def vault(place: Path) -> Path:
    """Skipped where nothing can run the engine."""
    if search_engine() is None or find_node() is None:
        pytest.skip("no Node, or the front end was not built")
    write(place, "vault/descent.md", DESCENT)
    write(place, "vault/momentum.md", "# Momentum\n\nIt remembers its steps.\n\n#technique\n")
    return place / "vault"


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert kb(["search", *arguments, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_it_finds_by_word_alias_and_tag(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files_of(vault)
    for query in ("학습률", "sgd", "경사하강", "진동"):
        first = rows(capsys, query, "vault")[0]
        assert (first["url"], first["title"]) == ("descent/", "경사하강법")
    assert first.keys() == {"url", "title", "lang", "score", "kind", "matched", "excerpt"}
    assert (first["lang"], first["kind"]) == ("ko", "note")
    assert first["excerpt"] == "학습률을 줄이면 진동이 줄어듭니다."
    assert first["matched"] == ["진동"] or "진동이" in first["matched"]
    # A section is no entry of its own, and tags come last.
    urls = [row["url"] for row in rows(capsys, "걸음", "vault")]
    assert urls == ["descent/"]
    kinds = [row["kind"] for row in rows(capsys, "technique", "vault")]
    assert kinds == sorted(kinds)
    assert {"note", "tag"} == {*kinds}
    limited = rows(capsys, "technique", "vault", "--limit", "1")
    assert [row["kind"] for row in limited].count("note") == 1
    assert files_of(vault) == before


def test_what_is_edited_is_found_at_once(
    vault: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not [row for row in rows(capsys, "관성", "vault") if row["kind"] == "note"]
    write(place, "vault/momentum.md", "# Momentum\n\n관성이 있습니다.\n")
    assert rows(capsys, "관성", "vault")[0]["url"] == "momentum/"
    (vault / "momentum.md").unlink()
    assert not rows(capsys, "momentum", "vault")


@pytest.mark.usefixtures("vault")
def test_many_queries_are_asked_at_once(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = '학습률\n{"query": "momentum", "limit": 1}\n{"query": 5}\n\n'
    write(place, "queries.txt", asked)
    assert kb(["search", "vault", "--queries", "queries.txt", "--format", "json"]) == 0
    first, second, third, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert first[0]["url"] == "descent/"
    assert second[0]["url"] == "momentum/"
    assert isinstance(third, list)
    assert last == []
    monkeypatch.setattr(sys, "stdin", io.StringIO("학습률\nmomentum\n"))
    assert kb(["search", "vault", "--queries", "-"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("== 학습률\n경사하강법  descent/\n    학습률을 줄이면")
    assert "\n\n== momentum\nMomentum  momentum/\n" in said


@pytest.mark.usefixtures("vault")
def test_no_query_breaks_it(capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("\udcff", "<b>", '"', "((", "-", "tag:", "a" * 10_000, "\x00 \x1b[31m", ""):
        assert kb(["search", "--", query, "vault"]) == 0
    assert "\x1b[31m" not in capsys.readouterr().out


def test_a_project_is_followed_and_no_site_is_made(
    vault: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault.rename(place / "docs")
    plugin = "plugins:\n  - kb:\n      languages: [en, ko]\n      offline: true\n"
    write(place, "mkdocs.yml", f"site_name: x\n{plugin}")
    assert rows(capsys, "학습률")[0]["url"] == "ko/descent.html"
    # An English reader is shown the page in the English tree.
    assert rows(capsys, "학습률", "--language", "en")[0]["url"] == "descent.html"
    assert {file.name for file in place.iterdir()} == {"docs", "mkdocs.yml", "build"}
    assert [file.name for file in (place / "build").iterdir()] == ["cache"]


def test_what_is_missing_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, "vault/a.md", "# A\n")
    assert kb(["search"]) == 2
    assert "What is to be found?" in capsys.readouterr().err
    monkeypatch.setattr(searching, "search_engine", lambda: place / "engine.mjs")
    monkeypatch.setattr(searching, "find_node", lambda: None)
    assert kb(["search", "x", "vault"]) == 1
    assert "pip install 'kb-site[node]'" in capsys.readouterr().err
    monkeypatch.setattr(searching, "search_engine", lambda: None)
    assert kb(["search", "x", "vault"]) == 1
    assert "make bundle" in capsys.readouterr().err
    monkeypatch.setattr(searching, "search_engine", lambda: place / "engine.mjs")
    monkeypatch.setattr(searching, "find_node", lambda: sys.executable)
    assert kb(["search", "x", "vault"]) == 1
    assert "The search has failed: " in capsys.readouterr().err


def test_an_engine_of_another_version_is_named(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(place, "vault/a.md", "# A\n")
    answer = json.dumps({"error": "The index has format 3, not 2."})
    write(place, "engine.mjs", f"print({answer!r})\n")
    monkeypatch.setattr(searching, "search_engine", lambda: place / "engine.mjs")
    monkeypatch.setattr(searching, "find_node", lambda: sys.executable)
    assert kb(["search", "x", "vault"]) == 1
    said = capsys.readouterr().err
    assert "was built by another version, which cannot read this index" in said
    assert "make bundle" in said
