"""Lists and paragraphs read quickly are the same tokens as markdown-it's own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from kb.parse.block_rules import add_block_rules
from kb.parse.plain_list import plain_list
from kb.parse.plain_paragraph import plain_paragraph

MARKS = st.sampled_from(
    [
        *["- "] * 6,
        *["* ", "+ ", "1. ", "2. ", "1) ", "3.", "1234567890. "],
        *["", "", "  ", "   ", "    ", "\t", " "],
        *["-\t", "-  ", "  - ", "   1. ", "    - ", "> ", "> - ", "- - ", "- 1. ", "-"],
        *[": ", "~ ", "  : ", "[^a]: ", "[a]: ", "# ", "|", "> > "],
    ]
)
TEXTS = st.sampled_from(
    [
        *["word", "학습률 값", "**값**: 글", "1 a", "日本"],
        *["", "", "", " ", "[ ] a", "[x] a", "a ", "a  ", "a\u00a0", "a\u2028b", "a\\"],
        *["---", "===", "- - -", "***", "**", "** a", "*a*", "`a`", "```", "~~~", "_a_"],
        *["|a|b|", "|-|-|", "a|b", "-|-", ":-", "a ^id", "^id", "<b>", "[a](b)", "2. a", "2) a"],
    ]
)
LINES = st.lists(st.builds(str.__add__, MARKS, TEXTS), max_size=9).map("\n".join)


def parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """markdown-it as it is, and with our block rules."""
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    ours = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    add_block_rules(ours)
    for md in (plain, ours):
        md.use(deflist_plugin).use(footnote_plugin)
    return plain, ours


@settings(max_examples=600)
@given(LINES)
@example("- a\n\n  b")
@example("- a\n\n- b")
@example("a\n\n~ b")
@example("- a\n- b ")
@example("> a\n- b\n\n: c")
@example("1. a\n   - b\n\n     c")
def test_tokens_are_markdown_its_own(text: str) -> None:
    plain, ours = parsers()
    assert ours.parse(text) == plain.parse(text)


def _taken(rule: object, text: str) -> int:
    """How many lines `rule` takes from the start of `text`."""
    assert callable(rule)
    _, ours = parsers()
    state = StateBlock(text, ours, {}, [])
    return state.line if rule(state, 0, state.lineMax, False) else 0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n- **값**: 글", 2),
        ("- a\n- b\n\n\n## c", 4),
        ("* a\n\n- b", 2),
        ("1. a\n2. b\n", 2),
        ("7) a\n\n---", 2),
    ],
)
def test_usual_lists_are_read_quickly(text: str, lines: int) -> None:
    assert _taken(plain_list, text) == lines


@pytest.mark.parametrize(
    "text",
    ["- a\nb", "- a\n\n- b", "- a\n  - b", "- [ ] a", "- a\n\n  b", "-  a", "- 1. a", "- a\n- b "],
)
def test_other_lists_are_left_to_markdown_it(text: str) -> None:
    assert not _taken(plain_list, text)


@pytest.mark.parametrize("text", ["a", "**가**\n\nb", "a:\n- b", "a\n\n\n: b"])
def test_usual_paragraphs_are_read_quickly(text: str) -> None:
    assert _taken(plain_paragraph, text) == 1


@pytest.mark.parametrize(
    "text", ["a\nb", "a\n---", "a\n: b", "a\n\n: b", "a\n\n~ b", "a\n-", "    a", "* a"]
)
def test_other_paragraphs_are_left_to_markdown_it(text: str) -> None:
    assert not _taken(plain_paragraph, text)
