"""What `kb rename` and `kb graph` say and do on the disk."""

import json
from pathlib import Path
from typing import Any

import pytest

from kb.cli import kb
from kb.renaming import files
from tests.cli.test_commands import place, write
from tests.crawl import files_of

__all__ = ["place"]


def vault(place: Path) -> dict[str, bytes]:
    write(place, "vault/d/old.md", "# Title\n\n#a/b")
    write(place, "vault/c.md", "[[old]] and [m](d/old.md)\r\n")
    write(place, "vault/.hidden/x.md", "[[old]]")
    return files_of(place / "vault")


def test_a_note(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vault(place)
    assert kb(["rename", "old", "new", "vault"]) == 0
    assert capsys.readouterr().out == "d/old.md -> d/new.md\nLinks rewritten: 2, in files: 2.\n"
    after = files_of(place / "vault")
    assert after["c.md"] == b"[[new]] and [m](d/new.md)\r\n"
    assert after["d/new.md"].startswith(b"---\naliases:\n  - old\nredirect_from:\n  - /")
    assert after[".hidden/x.md"] == b"[[old]]"
    assert "d/old.md" not in after
    assert before.keys() - after.keys() == {"d/old.md"}


def test_there_and_back(place: Path) -> None:
    before = vault(place)
    assert kb(["rename", "--no-alias", "d/old", "e/new", "vault"]) == 0
    assert kb(["rename", "--no-alias", "new", "d/old", "vault"]) == 0
    assert files_of(place / "vault") == before


def test_a_dry_run_shows_everything_and_writes_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vault(place)
    assert kb(["rename", "--dry-run", "--no-alias", "old", "new", "vault"]) == 0
    assert capsys.readouterr().out == (
        "--- a/c.md\n"
        "+++ b/c.md\n"
        "@@ -1 +1 @@\n"
        "-[[old]] and [m](d/old.md)\n"
        "+[[new]] and [m](d/new.md)\n"
        "rename from d/old.md\n"
        "rename to d/new.md\n"
        "Links rewritten: 2, in files: 1.\n"
        "Nothing was written.\n"
    )
    assert files_of(place / "vault") == before


def test_a_tag_and_a_heading(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault(place)
    assert kb(["rename", "#a", "#z", "vault"]) == 0
    assert capsys.readouterr().out == "Tags rewritten: 1, in files: 1.\n"
    assert kb(["rename", "vault/d/old.md#Title", "Name", "--no-alias", "vault"]) == 0
    assert (place / "vault/d/old.md").read_text() == "# Name\n\n#z/b"


def test_a_refusal_changes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = vault(place)
    assert kb(["rename", "old", "c", "vault"]) == 0
    assert kb(["rename", "c", "d/c", "vault"]) == 1
    assert "Several notes are called c" in capsys.readouterr().err
    assert kb(["rename", "/c", "d/c", "vault"]) == 1
    assert "d/c.md is there already." in capsys.readouterr().err
    assert kb(["rename", "old"]) == 2
    assert kb(["rename", "a", "b", "nowhere"]) == 2
    assert before.keys() - files_of(place / "vault").keys() == {"d/old.md"}


def test_what_cannot_be_written_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault(place)
    (place / "vault/e.md").write_bytes("옛 노트에서 [[old]]".encode("euc_kr"))
    before = files_of(place / "vault")
    assert kb(["rename", "old", "néw", "vault"]) == 1
    assert "e.md is written in EUC_KR, which has no signs for néw." in capsys.readouterr().err
    assert files_of(place / "vault") == before
    assert kb(["rename", "--no-alias", "old", "새것", "vault"]) == 0
    assert (place / "vault/e.md").read_bytes() == "옛 노트에서 [[새것]]".encode("euc_kr")


def test_a_killed_rename_is_undone_by_the_next(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vault(place)

    go = files._go

    def killed(*arguments: Any) -> None:
        go(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "undo", lambda _vault: False)
        patched.setattr(files, "_go", killed)
        kb(["rename", "old", "new", "vault"])
    assert (place / "vault/.kb-rename").is_dir()
    assert files_of(place / "vault") != before
    assert kb(["rename", "--dry-run", "old", "new", "vault"]) == 1
    assert "kb rename --recover" in capsys.readouterr().err
    assert kb(["rename", "--recover", "vault"]) == 0
    assert files_of(place / "vault") == before
    assert kb(["rename", "--recover", "vault"]) == 0
    assert "nothing to recover" in capsys.readouterr().out


def test_the_graph(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vault(place)
    assert kb(["graph", "vault", "--format", "json"]) == 0
    graph = json.loads(capsys.readouterr().out)
    assert [node["path"] for node in graph["nodes"]] == ["c.md", "d/old.md"]
    assert [edge["to"] for edge in graph["edges"]] == ["d/old.md", "d/old.md"]
    assert kb(["graph", "vault"]) == 0
    assert "Notes: 2, links between them: 2" in capsys.readouterr().out
