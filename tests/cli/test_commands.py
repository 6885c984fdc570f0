"""What the commands say and which status they end with."""

import json
from pathlib import Path

import pytest

from kb.cli import kb
from kb.cli.check import MOST_MENTIONS
from tests.crawl import files_of


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, a cache of its own, and English."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr("sys.argv", ["kb", "build"])
    return work


def write(place: Path, name: str, text: str) -> None:
    file = place / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_fine_is_0(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/a.md", "# A\n\n[[b]]")
    write(place, "vault/b.md", "# B")
    assert kb(["check", "vault"]) == 0
    assert capsys.readouterr().out == ""
    assert kb(["build", "vault"]) == 0
    assert (place / "build/site/a/index.html").is_file()
    assert files_of(place / "vault").keys() == {"a.md", "b.md"}


def test_warnings_fail_only_with_strict(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/a.md", "# A\n\nsee [[nowhere]]")
    assert kb(["check", "vault"]) == 0
    sentence = (
        "vault/a.md:3:5: nothing is called [[nowhere]]; "
        "write that note, or mend the link [broken-link]\n"
    )
    assert capsys.readouterr().out == sentence
    assert kb(["check", "vault", "--strict"]) == 1
    assert kb(["build", "vault", "--strict"]) == 1
    assert (place / "build/site/a/index.html").is_file()


def test_json_for_programs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/가.md", "# A\n\nsee [[가나]]")
    assert kb(["check", "vault", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "rule": "broken-link",
            "severity": "warning",
            "path": "vault/가.md",
            "line": 3,
            "column": 5,
            "message": "nothing is called [[가나]]",
            "hint": "write that note, or mend the link",
            "detail": "",
        }
    ]


def test_annotations_for_a_code_host(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/a, b.md", "[[100%]]")
    assert kb(["check", "vault", "--format", "github"]) == 0
    assert capsys.readouterr().out == (
        "::warning file=vault/a%2C b.md,line=1,col=1,title=broken-link::"
        "nothing is called [[100%25]]; write that note, or mend the link\n"
    )


def test_korean_where_the_terminal_is_korean(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    write(place, "vault/a.md", "[[nowhere]]")
    kb(["check", "vault"])
    assert "[[nowhere]]라는 노트나 파일이 없습니다" in capsys.readouterr().out


def test_check_writes_nothing(place: Path) -> None:
    write(place, "vault/a.md", "# A")
    before = files_of(place.parent)
    kb(["check", "vault"])
    assert files_of(place.parent) == before


def test_wrong_usage_is_2(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kb(["build", "--frobnicate"]) == 2
    assert kb(["build", "missing"]) == 2
    assert "There is no folder missing." in capsys.readouterr().err
    write(place, "mkdocs.yml", "site_name: x\nplugins:\n  - kb:\n      langauges: [ko]\n")
    (place / "docs").mkdir()
    assert kb(["build"]) == 2
    assert capsys.readouterr().out == (
        "mkdocs.yml:4:7: kb has no option langauges; did you mean languages? [configuration]\n"
    )


def test_a_note_that_cannot_be_read_fails_but_is_built(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "vault/a.md", "---\ntitle: [\n---\n# A\n\ntext")
    write(place, "vault/b.md", "# B")
    kb(["build", "vault"])
    out = capsys.readouterr().out
    assert "a.md:2:" in out
    page = (place / "build/site/a/index.html").read_text(encoding="utf-8")
    assert "text" in page
    assert "title: [" not in page.split("<article", 1)[1].split("</article", 1)[0].split("<h1")[0]
    assert (place / "build/site/b/index.html").is_file()


def test_new_writes_a_note_in_the_form_of_the_seed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kb(["new", "학습률 찾기", "--tag", "technique/learning-rate"]) == 0
    name = capsys.readouterr().out.strip()
    assert name == "학습률-찾기.md"
    text = (place / name).read_text(encoding="utf-8")
    assert text.startswith('---\ntitle: "학습률-찾기"\ncreated: ')
    assert '- "technique/learning-rate"' in text
    assert "# 학습률 찾기" in text
    assert "## 🎯 핵심 포인트" in text
    assert kb(["check", "."]) == 0
    assert kb(["new", "학습률 찾기"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert kb(["new", "///"]) == 2


def test_private_notes_and_files_stay_private(place: Path) -> None:
    write(place, "vault/a.md", "# A\n\n![[seen.png]] [[secret]]")
    write(place, "vault/secret.md", "---\npublish: false\n---\n# Hidden words\n\n![[secret.png]]")
    write(place, "vault/draft.md", "---\ndraft: true\n---\n# Draft words")
    write(place, "vault/.obsidian/x.md", "# Settings words")
    write(place, "vault/Templates/t.md", "# Template words")
    write(place, "vault/seen.png", "seen")
    write(place, "vault/secret.png", "hidden picture")
    kb(["build", "vault", "--site-dir", "out"])
    everything = b"".join(files_of(place / "out").values())
    for words in (
        b"Hidden words",
        b"hidden picture",
        b"Draft words",
        b"Settings words",
        b"Template words",
    ):
        assert words not in everything
    assert (place / "out/seen.png").is_file()


def test_unlinked_mentions_are_hints_of_check_alone(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "vault/descent.md", "# Gradient descent\n")
    write(place, "vault/a.md", "Then gradient descent slows down.\n")
    assert kb(["check", "vault", "--strict"]) == 0
    assert capsys.readouterr().out == (
        "vault/a.md:1:6: this note names descent.md without a link: 'gradient descent'; "
        "if you mean that note, write [[gradient descent]] [unlinked-mention]\n"
    )
    assert kb(["build", "vault"]) == 0
    assert "unlinked-mention" not in capsys.readouterr().out


def test_a_person_is_shown_so_many_mentions_and_a_program_all(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "vault/descent.md", "# Gradient descent\n")
    for number in range(MOST_MENTIONS + 30):
        # Linked as often as it stands, or so frequent a name would be taken for a word.
        text = "Gradient descent" if number % 2 else "[[descent]]"
        write(place, f"vault/{number}.md", f"{text} number {number}\n")
        write(place, f"vault/linking-{number}.md", "[[descent]]\n")
        write(place, f"vault/standing-{number}.md", "gradient descent, again\n")
    assert kb(["check", "vault"]) == 0
    said = capsys.readouterr()
    assert said.out.count("[unlinked-mention]") == MOST_MENTIONS
    assert "70 more places name a note without a link" in said.err
    assert kb(["check", "vault", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == MOST_MENTIONS + 70


def test_mentions_are_shown_to_readers_who_are_to_see_them(place: Path) -> None:
    write(place, "project/notes/descent.md", "# Gradient descent\n")
    write(place, "project/notes/a.md", "# A\n\nThen gradient descent slows down.\n")
    site = (
        "docs_dir: notes\nsite_dir: out\nsite_name: x\nplugins:\n  - kb:\n      languages: [en]\n"
    )
    for option in ("", "      mentions: true\n"):
        write(place, "project/mkdocs.yml", site + option)
        assert kb(["build", "project"]) == 0
        page = (place / "project/out/descent/index.html").read_text(encoding="utf-8")
        assert ("<q>gradient descent</q>" in page) == bool(option)
