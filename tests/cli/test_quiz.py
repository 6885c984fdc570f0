"""`kb quiz`: the questions of a vault, listed, exported and marked."""

import json
import sys
from pathlib import Path

import pytest

from kb.cli import kb
from kb.questions import LEDGER
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture
from tests.cli.test_commands import write
from tests.crawl import files_of
from tests.questions.notes import question

RATE = question("Which rate diverges?", "0.1", "0.9", right="B")
SEED = question("Why are seeds fixed?", "to repeat a run", "to be faster")
PROOF = "```python run\nverdict = {'A': False, 'B': True}\n```\n"


def _vault(place: Path) -> None:
    write(place, "vault/rates.md", f"---\ntags: [method/descent]\n---\n# Rates\n\n{RATE}\n{PROOF}")
    write(place, "vault/seeds.md", f"---\ntags: [method]\n---\n# Seeds\n\n{SEED}\n{PROOF}")
    write(place, "vault/else.md", "# Else\n\n```python run\n1 / 0\n```\n")


def test_the_list_tells_places_keys_and_what_code_says(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _vault(place)
    assert kb(["quiz", "vault"]) == 0
    rate, seed, last = capsys.readouterr().out.splitlines()
    assert [rate[10:], seed[10:], last] == [
        " ✓ vault/rates.md:6  Which rate diverges?  [B]",
        " ! vault/seeds.md:6  Why are seeds fixed?  [A]",
        "Questions: 2; checked by running code: 1, contradicted by it: 1",
    ]
    assert files_of(place / "vault").keys() == {"rates.md", "seeds.md", "else.md"}


def test_tags_choose(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _vault(place)

    def notes(*arguments: str) -> list[str]:
        assert kb(["quiz", "vault", "--format", "json", *arguments]) == 0
        return [each["path"] for each in json.loads(capsys.readouterr().out)]

    assert notes() == ["rates.md", "seeds.md"]
    assert notes("--tag", "Method") == ["rates.md", "seeds.md"]
    assert notes("--tag", "#method/descent") == ["rates.md"]
    assert notes("--tag", "meth") == []
    assert notes("--tag", "meth", "--tag", "method/descent") == ["rates.md"]


def test_each_format_can_be_a_file(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("genanki", reason="the extra `anki` is not installed")
    _vault(place)
    begins = {"json": b"[", "gift": b"// [id:", "moodle": b"<?xml", "qti": b"PK", "anki": b"PK"}
    for form, start in begins.items():
        assert kb(["quiz", "vault", "--format", form, "--output", f"x.{form}"]) == 0
        assert capsys.readouterr().out == f"Questions in x.{form}: 2\n"
        assert (place / f"x.{form}").read_bytes().startswith(start)
    assert files_of(place).keys() >= {"x.anki"}
    assert not [file for file in place.iterdir() if file.name[0].isdigit()]


def test_what_cannot_be_done_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _vault(place)
    for form in ("anki", "qti"):
        assert kb(["quiz", "vault", "--format", form]) == 2
        assert f"--format {form} needs --output FILE." in capsys.readouterr().err
    assert kb(["quiz", "vault", "--output", "x"]) == 2
    assert "--output needs --format." in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "genanki", None)
    assert kb(["quiz", "vault", "--format", "anki", "--output", "x"]) == 1
    assert "pip install 'kb-site[anki]'" in capsys.readouterr().err
    assert not (place / "x").exists()
    assert kb(["quiz", "vault", "--format", "gift", "--output", "vault"]) == 2


def test_marks_are_kept_in_the_vault(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/a.md", question("Why does the loss oscillate?", "rate", "batch"))
    assert kb(["quiz", "vault", "--mark"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"Questions in vault/{LEDGER}: 1\n")
    held = json.loads((place / "vault" / LEDGER).read_text("utf-8"))
    assert kb(["quiz", "vault", "--mark"]) == 0
    assert "it says so already" in capsys.readouterr().err
    write(place, "vault/a.md", question("Why does the loss oscillate at all?", "rate", "batch"))
    assert kb(["quiz", "vault", "--mark", "--format", "json"]) == 0
    (told_now,) = json.loads(capsys.readouterr().out)
    assert told_now["id"] in held
    after = json.loads((place / "vault" / LEDGER).read_text("utf-8"))
    assert after[told_now["id"]]["stem"] == "Why does the loss oscillate at all?"


def test_a_ledger_from_elsewhere_is_built(place: Path) -> None:
    write(place, "vault/a.md", "# A\n\n" + question("Why does it oscillate?", "rate", "batch"))
    assert kb(["build", "vault"]) == 0
    mark = {"path": "a.md", "stem": "Why does it oscillate?", "choices": ["rate", "batch"]}
    write(place, f"vault/{LEDGER}", json.dumps({"elsewhere": mark}))
    assert kb(["build", "vault"]) == 0
    assert 'id="q-elsewhere"' in (place / "build/site/a/index.html").read_text("utf-8")
    assert not list((place / "build/site").rglob(LEDGER))
