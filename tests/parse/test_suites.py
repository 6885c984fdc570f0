"""CommonMark's examples and those of emphasis next to CJK letters; each difference has a reason."""

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kb.config import ParseSettings
from kb.parse.emphasis import add_emphasis
from kb.parse.inline import add_inline
from tests.parse.rendering import read
from tests.parse.suites import cjk_examples, commonmark_examples, comparable

DIFFERENCES: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "commonmark_differences.json").read_text(encoding="utf-8")
)
BARE = set(DIFFERENCES["bare markdown-it-py"])


def test_bare_markdown_it_differs_where_the_list_says(corpus: Path) -> None:
    bare = MarkdownIt("commonmark")
    differing = {
        str(example.number)
        for example in commonmark_examples(corpus)
        if bare.render(example.markdown) != example.html
    }
    assert differing == BARE


@pytest.mark.parametrize("obsidian", [False, True])
def test_commonmark(corpus: Path, obsidian: bool) -> None:
    listed = BARE | (set(DIFFERENCES["obsidian"]) if obsidian else set())
    settings = ParseSettings(obsidian=obsidian, trust=True)
    examples = list(commonmark_examples(corpus))
    differing = {
        str(example.number)
        for example in examples
        if comparable(read(example.markdown, settings)[0]) != comparable(example.html)
    }
    assert len(examples) > 600
    assert differing == listed


def _emphasis_only(friendly: bool) -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("strikethrough")
    add_inline(md)
    if friendly:
        add_emphasis(md)
    return md


def test_emphasis_next_to_cjk_letters(corpus: Path) -> None:
    cases = cjk_examples(corpus)
    friendly, plain = _emphasis_only(True), _emphasis_only(False)
    assert len(cases) == 144
    for case in cases:
        assert friendly.render(case["markdown"]) == case["html"]
        assert plain.render(case["markdown"]) == case["without"]


def test_the_whole_parser_passes_them_too(corpus: Path) -> None:
    for case in cjk_examples(corpus):
        html, _ = read(case["markdown"])
        is_table = case["markdown"].startswith("|")  # the suite was made without tables
        assert is_table or html == case["html"]


@pytest.mark.acceptance
def test_every_note_of_the_corpus_is_read(corpus: Path) -> None:
    for file in sorted(corpus.glob("vaults/**/*.md")):
        text = file.read_text(encoding="utf-8")
        _, reading = read(text)
        for finding in reading.findings:
            line = reading.lines[finding.line - 1]
            assert 1 <= finding.column <= len(line) + 1, f"{file}: {finding}"
