"""The stages together: what a file that cannot be read does to the others."""

import os
from pathlib import Path

import pytest

from kb.config import Settings
from kb.names import Language
from kb.pipeline import prepare


def test_an_attachment_that_cannot_be_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("![[open.png]] ![[shut.png]]", encoding="utf-8")
    (vault / "open.png").touch()
    (vault / "shut.png").touch()
    # Who runs the tests as root may read everything.
    may = os.access
    monkeypatch.setattr("os.access", lambda file, mode: "shut" not in str(file) and may(file, mode))
    prepared = prepare(vault, Settings(), tmp_path / "cache")
    assert [name for name, _ in prepared.attachments()] == ["open.png"]
    told = [str(problem) for problem in prepared.problems(Language("en"))]
    assert len(told) == 1
    assert told[0].startswith("shut.png:1:1: you have no permission to read this;")
