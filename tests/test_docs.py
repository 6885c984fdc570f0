"""The words about the house are held to the house.

What a page promises is looked up in the code; the examples of notes/guide/problems.md are built,
and each must give the sentence that stands below it. `pytest --update` writes what kb says now.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli.commands import commands
from kb.config import OPTIONS, ConfigurationRefused
from kb.names import Language
from kb.pipeline import prepare
from kb.problems import Problem, Rule, Severity, one_line
from kb.publish import load_setup
from kb.repeating import run_twice
from kb.store import locked
from tests.conftest import OwnSite

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "notes" / "guide"
SUFFIXES = {"ko": "", "en": ".en"}

_FENCE = re.compile(
    r"^(?P<mark>`{3,})(?P<kind>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n"
    r"(?P<text>.*?)^(?P=mark)$",
    re.MULTILINE | re.DOTALL,
)
_SEVERITIES = {
    "오류": Severity.ERROR,
    "경고": Severity.WARNING,
    "힌트": Severity.HINT,
    **{severity.value.capitalize(): severity for severity in Severity},
}
_UNTRIED = {"unreadable-file"}
"""Rules without an example: who runs the tests as root may read every file."""


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _page(name: str, language: str) -> Path:
    return GUIDE / f"{name}{SUFFIXES[language]}.md"


def _names_of_rooms() -> Iterator[str]:
    for path in sorted((ROOT / "kb").iterdir()):
        if path.name.startswith("__"):
            continue
        if path.is_dir():
            yield f"{path.name}/"
        elif path.suffix == ".py":
            yield path.name


def _sections(language: str) -> dict[str, str]:
    """Rule name -> what the page of problems says of it."""
    page = _page("problems", language).read_text("utf-8")
    # Examples hold headings as well, but none of the third level.
    parts = re.split(r"^### (.+)\n", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("room", [*_names_of_rooms()])
def test_the_architecture_names_every_room(room: str) -> None:
    assert f"`{room}`" in _text("ARCHITECTURE.md") or f"`kb/{room}`" in _text("ARCHITECTURE.md")


def test_what_the_architecture_names_is_there() -> None:
    named = re.findall(r"`(kb/[\w/.]+|tests/[\w/.]+|notes/[\w/.-]+)`", _text("ARCHITECTURE.md"))
    assert named
    # It tells how somebody would add a timeline.
    missing = [name for name in named if not (ROOT / name).exists() and "timeline" not in name]
    assert missing == []


@pytest.mark.parametrize("language", [*SUFFIXES])
@pytest.mark.parametrize("name", sorted({rule.text.name for rule in Rule}))
def test_every_rule_is_explained(name: str, language: str) -> None:
    section = _sections(language)[name]
    told = _SEVERITIES[section.partition("**")[2].partition(".**")[0]]
    assert told in {rule.text.severity for rule in Rule if rule.text.name == name}
    assert "```text" in section or name in _UNTRIED


def test_no_rule_is_explained_that_does_not_exist() -> None:
    names = {rule.text.name for rule in Rule}
    for language in SUFFIXES:
        assert [
            heading for heading in _sections(language) if "-" in heading and heading not in names
        ] == []


@pytest.mark.parametrize("language", [*SUFFIXES])
@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_explained(option: str, language: str) -> None:
    assert f"\n### {option}\n" in _page("configuration", language).read_text("utf-8")


@pytest.mark.parametrize("language", [*SUFFIXES])
def test_no_option_is_explained_that_does_not_exist(language: str) -> None:
    text = _page("configuration", language).read_text("utf-8")
    assert sorted(re.findall(r"^### (.+)$", text, re.MULTILINE)) == sorted(OPTIONS)


def test_the_readme_names_every_command_and_make_target() -> None:
    readme = _text("README.md")
    phony = re.search(r"^\.PHONY:(.+)$", _text("Makefile"), re.MULTILINE)
    assert phony is not None
    missing = [f"make {name}" for name in phony[1].split() if f"`make {name}`" not in readme]
    missing += [f"kb {name}" for name in commands.commands if f"`kb {name}" not in readme]
    assert missing == []


@pytest.mark.parametrize("language", [*SUFFIXES])
def test_a_sentence_that_a_page_quotes_is_one_that_kb_says(language: str) -> None:
    quoted = re.search(
        r"^\S+:\d+:\d+: (.+\])$", _page("getting-started", language).read_text(), re.MULTILINE
    )
    assert quoted is not None
    assert quoted[1] in _page("problems", language).read_text("utf-8")


@pytest.mark.parametrize("language", [*SUFFIXES])
def test_what_writing_notes_shows_is_what_it_shows_the_source_of(language: str) -> None:
    text = _page("writing-notes", language).read_text("utf-8")
    sources = [fence for fence in _FENCE.finditer(text) if fence["kind"] == "markdown"]
    assert len(sources) > 12
    differing = [
        fence["text"]
        for fence in sources
        if not text[fence.end() :].strip().startswith(fence["text"])
    ]
    assert differing == []


def test_every_note_has_a_twin() -> None:
    notes = {file.relative_to(ROOT).as_posix() for file in (ROOT / "notes").rglob("*.md")}
    korean = {name.removesuffix(".md") for name in notes if not name.endswith(".en.md")}
    english = {name.removesuffix(".en.md") for name in notes if name.endswith(".en.md")}
    assert korean == english


def test_a_bar_within_a_link_is_escaped_in_tables() -> None:
    # Else the row is cut there, and half a link is shown.
    cut = [
        f"{file.relative_to(ROOT)}: {row}"
        for file in sorted((ROOT / "notes").rglob("*.md"))
        for row in re.findall(r"^\|.*$", _FENCE.sub("", file.read_text("utf-8")), re.MULTILINE)
        if re.search(r"\[\[[^\]|\\]*\|", re.sub(r"`[^`]*`", "", row))
    ]
    assert cut == []


def test_nothing_is_wrong_with_our_own_notes(own_site: OwnSite) -> None:
    settings = load_setup(own_site.vault.parent / "mkdocs.yml", None, Language("en")).settings
    with locked(own_site.cache):
        prepared = prepare(own_site.vault, settings, own_site.cache)
    assert [str(found) for found in prepared.problems(Language("en"))] == []
    assert not prepared.runs.fresh, "what the site shows is remembered"


# --- the examples of the page of problems ---


@pytest.mark.parametrize("language", [*SUFFIXES])
def test_the_examples_of_problems_give_what_the_page_says(
    language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = _page("problems", language)
    text = page.read_text("utf-8")
    update = request.config.getoption("--update")
    wrong: list[str] = []
    written: list[str] = []
    position = number = 0
    for heading, files, expected in _examples(text):
        number += 1
        vault = tmp_path / str(number)
        _make(vault, files)
        said = "".join(
            f"{one_line(found)}\n"
            for found in _problems(
                vault,
                tmp_path / f"cache-{number}",
                Language(language),
                twice=heading == "unstable-result",
            )
        )
        if f"[{heading}]" not in said:
            wrong.append(f"{page.name}: {heading}: the example gives {said!r}")
        elif said != expected["text"]:
            wrong.append(
                f"{page.name}: {heading}\n--- expected\n{expected['text']}--- given\n{said}"
            )
        written += [text[position : expected.start("text")], said]
        position = expected.end("text")
    assert number > len({rule.text.name for rule in Rule}) - len(_UNTRIED) - 1
    if update:
        page.write_text("".join(written) + text[position:], encoding="utf-8")
    assert not wrong, "\n\n".join(wrong)


def _examples(text: str) -> Iterator[tuple[str, list[re.Match[str]], re.Match[str]]]:
    """The rule, the fences that make a vault, and the fence that holds the sentences."""
    files: list[re.Match[str]] = []
    for fence in _FENCE.finditer(text):
        if fence["kind"] == "text":
            headings = re.findall(r"^### (.+)$", text[: fence.start()], re.MULTILINE)
            yield headings[-1], files, fence
            files = []
        else:
            files.append(fence)


def _make(vault: Path, files: list[re.Match[str]]) -> None:
    vault.mkdir()
    for fence in files:
        if fence["kind"] == "sh":
            environment = {**os.environ, "LC_ALL": "C"}
            subprocess.run(["sh", "-ec", fence["text"]], cwd=vault, env=environment, check=True)
            continue
        file = vault / fence["title"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(fence["text"], encoding="utf-8")


def _problems(vault: Path, cache: Path, language: Language, *, twice: bool) -> tuple[Problem, ...]:
    file = vault / "mkdocs.yml"
    try:
        if file.is_file():
            (vault / "docs").mkdir(exist_ok=True)
            setup = load_setup(file, None, language)
        else:
            setup = load_setup(None, vault, language)
    except ConfigurationRefused as refused:
        return refused.problems
    prepared = prepare(Path(setup.vault), setup.settings, cache)
    unstable = run_twice(prepared, cache / "again", 1, lambda *_: None) if twice else []
    return (*setup.problems, *prepared.problems(language, prepared.mentions(), unstable))
