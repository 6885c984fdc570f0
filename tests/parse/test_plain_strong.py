"""Strong words read quickly are the same tokens as markdown-it's own."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.config import ParseSettings
from kb.parse.inline import InlineParser, add_inline
from kb.parse.markdown import make_parser
from kb.parse.plain_strong import plain_strong
from kb.parse.reading import Reading

PARTS = st.lists(
    st.sampled_from(
        [
            *["**"] * 6,
            *["word", "학습률", "값 word", "은", "1", "日本", "漢"],
            *[" ", "  ", "\n", "\u3000", "\u00a0", "\t"],
            *":,.;!?()\"'。“”~=-",
            *["*", "_", "😀", "\ufe0f", "\ufe01", "\u200b", "\u0301", "`", "[a](b)", "\\", "&amp;"],
            *["==", "![", "://", "www.", "a://b.c", "#tag", "$x$", "%%", "^[", "{.a}", "@"],
        ]
    ),
    max_size=14,
).map("".join)


def is_quick(text: str) -> bool:
    inline = make_parser(ParseSettings()).inline
    assert isinstance(inline, InlineParser)
    inline.parse("", make_parser(ParseSettings()), {}, [])
    return plain_strong(text, inline.terminator_re.search) is not None


@settings(max_examples=400)
@given(PARTS)
@example("**a:**b")
@example("**a****b**")
@example("a**b**c**d**")
def test_tokens_are_markdown_its_own(text: str) -> None:
    plain = MarkdownIt("commonmark").enable("strikethrough")
    ours = MarkdownIt("commonmark").enable("strikethrough")
    add_inline(ours)
    assert ours.parseInline(text) == plain.parseInline(text)


@settings(max_examples=400)
@given(PARTS)
@example("**a:**b")
@example("**a****b**")
@example("a**b**c**d**")
def test_tokens_are_those_of_the_long_way(text: str) -> None:
    """With all our rules, and the CJK-friendly reading of stars."""
    md = make_parser(ParseSettings())
    inline = md.inline
    assert isinstance(inline, InlineParser)
    inline.parse("", md, {}, [])
    found = plain_strong(text, inline.terminator_re.search)
    if found is not None and "**" in text:
        state = inline.state_class(text, md, {"reading": Reading([text], 0, ParseSettings())}, [])
        inline.tokenize(state)
        for rule in inline.ruler2.getRules(""):
            rule(state)
        assert found == state.tokens


@pytest.mark.parametrize(
    "text",
    ["**값**: 글", "**값**은 글", "글 **a b:** 글", "(**a**)", "**가 나.**", "**a** **b** c"],
)
def test_usual_strong_words_are_read_quickly(text: str) -> None:
    assert is_quick(text)


@pytest.mark.parametrize(
    "text", ["** a**", "**a **", "***a***", "**a", "**a:**b", "**a `b`**", "**a****b**", "**a****"]
)
def test_what_must_be_weighed_is_left_to_markdown_it(text: str) -> None:
    assert not is_quick(text)
