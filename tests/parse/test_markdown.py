"""Every construct has a file of examples; and no text makes the parser raise."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kb.config import ParseSettings
from kb.parse.block_rules import add_block_rules
from kb.parse.inline import add_inline
from kb.parse.markdown import make_parser
from tests.conftest import CheckCases
from tests.parse.rendering import read, show

HERE = Path(__file__).parent
CONSTRUCTS = (
    "admonitions",
    "attributes",
    "autolinks",
    "callouts",
    "code",
    "comments",
    "conflicts",
    "definitions",
    "diagrams",
    "embeds",
    "emphasis",
    "fences",
    "foreign",
    "marks",
    "math",
    "raw_html",
    "tags",
    "tasks",
)

TRIGGERS = st.lists(
    st.sampled_from(
        [
            *"*_~=%$#`![]<>()|:@\\&-+?\"' \n\t",
            *"a1가를。’\u200b\ufe0f😀",
            "\n\n",
            "\n    ",
            "\n> ",
            "\n- [ ] ",
            "\n1. ",
            "```",
            "~~~",
            "%%",
            "$$",
            "==",
            "[!note]-",
            "!!! note",
            '??? tip ""',
            "www.",
            "https://",
            "<%",
            "%>",
            "`= this.",
            "\\frac{",
            "\n<<<<<<< a\n",
            "\n=======\n",
            "\n>>>>>>> b\n",
            "\n: ",
            "{:toc}",
            "\n{: #b}",
            "{#c .d}",
            "](x){width=3}",
            '<a id="e">',
            "![[n#^b]]",
            "![](n.md)",
            " ^b\n",
            "\n|a|b|\n|-|-|\n|",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_examples(construct: str, check_cases: CheckCases) -> None:
    check_cases(HERE / f"{construct}.md", show)


@given(TRIGGERS)
def test_no_text_makes_it_raise(text: str) -> None:
    html, reading = read(text)
    for finding in reading.findings:
        assert 1 <= finding.line <= len(reading.lines)
        assert finding.column >= 1
    for tag in ("div", "details", "summary", "blockquote", "mark", "p", "li", "label"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")


@given(TRIGGERS)
def test_asking_rules_only_at_their_characters_changes_nothing(text: str) -> None:
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    ours = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    add_block_rules(ours)
    add_inline(ours)
    assert ours.render(text) == plain.render(text)


def test_one_parser_for_the_same_settings() -> None:
    assert make_parser(ParseSettings()) is make_parser(ParseSettings())
    assert make_parser(ParseSettings()) is not make_parser(ParseSettings(obsidian=False))


def test_places_count_the_front_matter() -> None:
    _, reading = read("---\ntitle: x\n---\n\n- a %% b", offset=3)
    assert [(f.line, f.column) for f in reading.findings] == [(5, 5)]


@pytest.mark.parametrize(
    "line",
    [
        "가" * 25_000,
        "https://a.b/" + "." * 75_000,
        "(" * 75_000,
        "[" * 5_000,
        "%%" * 9_999,
        "$" * 75_001,
    ],
    ids=["text", "address", "brackets", "labels", "comments", "dollars"],
)
def test_a_line_of_75_kilobytes(line: str) -> None:
    html, _ = read(line)
    assert html


def test_a_note_of_760_kilobytes() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    part = "## 제목\n\n글 **굵게** [[링크]] $x^2$\n\n- 하나\n- 둘\n\n" + table
    text = part * (760_000 // len(part.encode()) + 1)
    assert len(text.encode()) >= 760_000
    html, reading = read(text)
    assert html.count("<li>") == 2 * text.count("## ")
    assert len(reading.headings) == text.count("## ")
    assert not reading.findings
