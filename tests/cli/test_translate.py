"""`kb translate`: translations listed, marked and begun."""

import json
from pathlib import Path

import pytest

from kb.cli import kb
from kb.translating import LEDGER
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture
from tests.cli.test_commands import write
from tests.crawl import files_of
from tests.translating.vaults import ENGLISH, KOREAN


@pytest.fixture
def vault(place: Path) -> Path:
    languages = "plugins:\n  - kb:\n      languages: [ko, en]\n"
    write(place, "vault/mkdocs.yml", f"site_name: x\ndocs_dir: n\n{languages}")
    write(place, "vault/n/a.md", KOREAN)
    write(place, "vault/n/a.en.md", ENGLISH)
    write(place, "vault/n/alone.md", "# 번역이 없는 노트\n\n한국어 문장.\n")
    return place / "vault" / "n"


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = kb(["translate", *arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_from_nothing_to_stale(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = "Missing: 1\n  vault/n/alone.md (en)\n"
    unmarked = f"Not marked: 1\n  vault/n/a.en.md\n{missing}"
    assert _said(capsys, "vault") == (0, unmarked, "")
    assert files_of(vault).keys() == {"a.md", "a.en.md", "alone.md"}
    done = f"Translations marked in vault/n/{LEDGER}: 1\n"
    assert _said(capsys, "--mark", "vault/n/a.en.md") == (0, done, "")
    assert "it says so already" in _said(capsys, "--mark", "vault/n/a.md")[1]
    complete = f"{missing}Complete: 1\n  vault/n/a.en.md\n"
    assert _said(capsys, "--status", "vault") == (0, complete, "")
    write(vault, "a.md", KOREAN.replace("둘째", "고친 둘째") + "\n셋째.\n")
    stale = (
        "Out of date: 1\n"
        "  vault/n/a.en.md:7: changed in vault/n/a.md:7: 고친 둘째 문단이 여기 있습니다.\n"
        "  vault/n/a.en.md:7: new in vault/n/a.md:9: 셋째.\n"
    )
    assert _said(capsys, "--status", "vault") == (1, stale + missing, "")
    assert _said(capsys, "--mark", "--all", "vault")[1] == done
    assert _said(capsys, "--status", "vault")[0] == 0


def test_a_program_gets_everything(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kb(["translate", "--mark", "vault/n/a.en.md"])
    write(vault, "a.md", KOREAN.replace("둘째", "고친 둘째"))
    capsys.readouterr()
    status, said, _ = _said(capsys, "--status", "vault", "--format", "json")
    assert status == 1
    alone, stale = sorted(json.loads(said), key=lambda each: each["state"])
    assert (alone["original"], alone["language"], alone["state"]) == ("alone.md", "en", "missing")
    assert stale["translation"] == "a.en.md"
    assert stale["changes"] == [
        {
            "kind": "changed",
            "words": "고친 둘째 문단이 여기 있습니다.",
            "original_line": 7,
            "translation_line": 7,
        }
    ]


def test_a_new_one_is_written_and_filled(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ("--new", "vault/n/alone.md", "--to", "en")
    assert _said(capsys, *new) == (0, "vault/n/alone.en.md\n", "")
    text = (vault / "alone.en.md").read_text("utf-8")
    assert text == ("# 번역이 없는 노트 %% translate %%\n\n%% translate:\n한국어 문장.\n%%\n…\n")
    assert _said(capsys, *new)[::2] == (1, "Error: alone.en.md is there already.\n")
    status, said, _ = _said(capsys, "--status", "vault")
    assert status == 1
    assert said.startswith(
        "To be filled: 1\n  vault/n/alone.en.md:1: parts that are still to be translated: 2\n"
    )
    assert _said(capsys, "--mark", "vault/n/alone.md")[2] == (
        "Error: alone.en.md:1: this is still to be translated.\n"
    )
    told = _said(capsys, "--mark", "--all", "vault")[2]
    assert told == "Not marked: alone.en.md:1 is to be filled.\n"
    assert "alone" not in (vault / LEDGER).read_text("utf-8")
    write(vault, "alone.en.md", "# Alone\n\nA sentence.\n")
    assert _said(capsys, "--mark", "vault/n/alone.en.md")[0] == 0
    assert "Complete: 2" in _said(capsys, "--status", "vault")[1]


def test_the_original_stays_the_original(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(vault, "only.en.md", "# Only\n\nEnglish words stand here.\n")
    assert _said(capsys, "--new", "vault/n/only.en.md", "--to", "ko")[1] == "vault/n/only.ko.md\n"
    text = (vault / "only.ko.md").read_text("utf-8")
    assert text.startswith('---\ntranslation_of: "[[only.en]]"\n---\n')
    said = json.loads(_said(capsys, "--status", "vault", "--format", "json")[1])
    (found,) = [each for each in said if each["original"] == "only.en.md"]
    assert (found["language"], found["translation"]) == ("ko", "only.ko.md")


def test_what_cannot_be_done_is_said(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(vault, "draft.md", "---\ndraft: true\n---\n# 초안\n")

    def refused(*arguments: str) -> tuple[int, str]:
        status, said, told = _said(capsys, *arguments)
        assert said == ""
        return status, told.splitlines()[-1].removeprefix("Error: ")

    assert refused("--mark") == (2, "Say which notes to mark, or --all.")
    assert refused("--mark", "--new", "x")[0] == 2
    assert refused("--all", "vault")[0] == 2
    assert refused("--to", "en") == (2, "--to needs --new.")
    assert refused("--new", "vault/n/a.md")[0] == 2
    assert refused("--mark", "vault/n/none.md") == (2, "There is no note vault/n/none.md.")
    assert refused("--mark", "vault/n/alone.md") == (1, "alone.md is no translation, and has none.")
    assert refused("--new", "vault/n/a.md", "--to", "en") == (1, "a.en.md is there already.")
    assert refused("--new", "vault/n/a.md", "--to", "fr") == (
        2,
        "The site has no language fr; it has: ko, en",
    )
    assert refused("--new", "vault/n/draft.md", "--to", "en") == (
        1,
        "draft.md is private: it has no page to be translated.",
    )
    assert not (vault / LEDGER).exists()


def test_a_build_reads_the_ledger_and_does_not_write_it(vault: Path, place: Path) -> None:
    kb(["translate", "--mark", "vault/n/a.en.md"])
    assert kb(["build", "vault", "--site-dir", "out"]) == 0
    page = place / "out/en/a/index.html"
    assert "kb-stale" not in page.read_text("utf-8")
    before = (vault / LEDGER).stat().st_mtime_ns
    write(vault, "a.md", KOREAN.replace("둘째", "고친 둘째"))
    assert kb(["build", "vault", "--site-dir", "out"]) == 0
    html = page.read_text("utf-8")
    assert "This translation is older than its original" in html
    assert (vault / LEDGER).stat().st_mtime_ns == before
    site = place / "out"
    assert "Out of date 1" in (site / "en/translations/index.html").read_text("utf-8")
    assert not [file for file in site.rglob("*") if "kb-translations" in file.name]
    # Marked again, with no note changed: the page knows.
    kb(["translate", "--mark", "vault/n/a.en.md"])
    assert kb(["build", "vault", "--site-dir", "out"]) == 0
    assert "kb-stale" not in page.read_text("utf-8")
    assert "Out of date 1" not in (site / "en/translations/index.html").read_text("utf-8")


def test_a_rename_carries_the_ledger_along(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(vault, "b.md", "# 다른 노트\n\n[[a]]를 보라.\n")
    write(vault, "b.en.md", "# Another\n\nSee [[a]].\n")
    kb(["translate", "--mark", "--all", "vault"])
    assert kb(["rename", "a", "sub/x", "vault"]) == 0
    capsys.readouterr()
    assert "[[x]]" in (vault / "b.md").read_text("utf-8")
    said = _said(capsys, "--status", "vault")[1]
    assert said == (
        "Missing: 1\n  vault/n/alone.md (en)\nComplete: 2\n  vault/n/b.en.md\n"
        "  vault/n/sub/x.en.md\n"
    )
    # What was broken in the ledger stays to be mended, and the paths are right all the same.
    text = (vault / LEDGER).read_text("utf-8")
    (vault / LEDGER).write_text(text.replace("{\n", "{\n<<<<<<< a\n", 1), "utf-8")
    assert kb(["rename", "x", "c", "vault"]) == 0
    text = (vault / LEDGER).read_text("utf-8")
    assert "<<<<<<< a\n" in text
    assert '"sub/c.en.md": {"of": "sub/c.md"' in text
