"""Front matter: examples in front_matter.md and front_matter_wrong.md, properties below."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.names import Language, NotePath
from kb.parse.front_matter import read_front_matter
from kb.problems import one_line, problem

HERE = Path(__file__).parent


def told(text: str) -> str:
    """What a case expects: the fields that are set, each problem, and the body's first line."""
    # A tab and other signs that nobody sees in a file of examples are spelled out.
    text = text.replace("→", "\t").replace("␠", " ").replace("⍽", "\u00a0")
    read = read_front_matter(text)
    front_matter = read.front_matter
    fields = {
        name: getattr(front_matter, name)
        for name in front_matter.__struct_fields__
        if name != "places" and getattr(front_matter, name)
    }
    for name in fields.keys() & {"tags", "aliases"}:
        fields[name] = [f"{each.name}@{each.line}:{each.column}" for each in fields[name]]
    if original := fields.get("translation_of"):
        fields["translation_of"] = f"{original.target}@{original.line}:{original.column}"
    given = [json.dumps(fields, ensure_ascii=False)]
    for finding in read.findings:
        line = one_line(problem(finding, NotePath("note.md"), Language("en")))
        given.append(line.removeprefix("note.md:"))
    body = text.split("\n")[read.body_line :]
    given.append(f"body: {body[0] if body else '(empty)'}")
    return "\n".join(given)


@pytest.mark.parametrize("name", ["front_matter.md", "front_matter_wrong.md"])
def test_examples(check_cases: Callable[[Path, Callable[[str], str]], None], name: str) -> None:
    check_cases(HERE / name, told)


_LINES = st.sampled_from(
    [
        "---",
        "...",
        "",
        "title: x",
        "title: Notes: Admin",
        "  tags: [a, b",
        "tags:",
        "- one",
        "\t- two",
        "aliases: {a: [b]}",
        "created: 2025-02-30",
        "draft: &a *a",
        '"title": \'',
        "{",
        "}",
        "# Heading",
        "| a | b |",
        "{{date}}: <% x %>",
        "? - !x",
        "text",
        "title: |",
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(_LINES, st.text())).map("\n".join)))
def test_any_text_is_read_and_none_is_lost(text: str) -> None:
    for given_text in (text, f"---\n{text}", f"---\n{text}\n---\nBody"):
        read = read_front_matter(given_text)
        lines = given_text.split("\n")
        assert 0 <= read.body_line <= len(lines)
        for finding in read.findings:
            assert 1 <= finding.line <= len(lines)
            # One column behind the last character is where something is missing.
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
            assert problem(finding, NotePath("note.md"), Language("en")).message
        if read.body_line == 0:
            assert read.front_matter == read_front_matter("").front_matter


@given(st.text().filter(lambda text: "\n---" not in text))
def test_what_follows_the_front_matter_is_the_body(text: str) -> None:
    given_text = f"---\ntitle: x\n---\n{text}"
    read = read_front_matter(given_text)
    assert "\n".join(given_text.split("\n")[read.body_line :]) == text
    assert read.front_matter.title == "x"


@given(st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1))
def test_a_quoted_title_is_the_title(title: str) -> None:
    read = read_front_matter(f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n")
    if "{{" not in title and "<%" not in title:
        assert read.front_matter.title == unicodedata.normalize("NFC", title)
        assert not read.findings


def test_the_seed(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    read = read_front_matter(text)
    assert not read.findings
    assert read.front_matter.created == "2025-08-17"
    aliases = [(alias.name, alias.line) for alias in read.front_matter.aliases]
    assert aliases == [("learning-rate", 12), ("oscillation", 12), ("sgd", 12)]
    assert read.front_matter.places["tags"] == (6, 1)
    assert text.split("\n")[read.body_line + 1].startswith("# ")


def test_real_notes(corpus: Path) -> None:
    """Nothing but templates is wrong with the front matter of the corpus."""
    rules = set()
    for file in corpus.rglob("*.md"):
        text = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        rules |= {finding.rule for finding in read_front_matter(text).findings}
    assert rules <= {"TEMPLATE_PLACEHOLDER"}


@pytest.mark.parametrize("deep", ["[" * 100_000, "{" * 100_000, "- " * 20_000, "? " * 20_000])
def test_no_depth_is_too_deep(deep: str) -> None:
    read = read_front_matter(f"---\ntitle: x\ntags: {deep}\n---\nBody")
    assert read.front_matter.title == "x"
    assert read.body_line == 4
