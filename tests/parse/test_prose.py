"""The words of a note stand where its prose says that they stand."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Passage, Source
from kb.names import NotePath
from kb.parse import parse
from tests.conftest import CheckCases

HERE = Path(__file__).parent

PARTS = st.lists(
    st.sampled_from(
        [
            *"*_~=%$#`![]<>()|:\\&- \n",
            *["학습률", "은 ", "loss", " rate", "\n\n", "\n> ", "\n- ", "\n- [ ] ", "\n# ", "\n\t"],
            *["[[loss|rate]]", "[loss](rate)", "![loss](rate)", "`loss`", "$x$", "&amp;", "\\*"],
            *["<b>", "</b>", '<a href="x">', "</a>", "https://loss.rate", "#tag", "^[loss]"],
            *[
                "\n| a | b |\n|---|---|\n| ",
                " | ",
                "[^1]",
                "\n\n[^1]: ",
                "%%",
                "==",
                "  \n",
                "\n: ",
            ],
        ]
    ),
    max_size=24,
).map("".join)


def passages_of(text: str) -> tuple[Passage, ...]:
    return parse(Source(NotePath("a.md"), "a.md", text, ""), ParseSettings()).prose.passages


def show_prose(text: str) -> str:
    return "\n".join(
        f"{one.line}:{one.column} {one.heading}{' cell' if one.cell else ''}: {one.text}"
        for one in passages_of(text)
    )


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "prose.md", show_prose)


@settings(max_examples=300)
@given(PARTS)
def test_every_passage_stands_where_it_says(text: str) -> None:
    lines = text.split("\n")
    for passage in passages_of(text):
        assert lines[passage.line - 1][passage.column - 1 :].startswith(passage.text)


@given(PARTS)
def test_passages_stand_in_order_and_share_no_letter(text: str) -> None:
    """But for footnotes, which are read behind the rest, and cells that say the same."""
    if "[^1]" in text or "|" in text:
        return
    ended = (0, 0)
    for passage in passages_of(text):
        assert (passage.line, passage.column) >= ended
        ended = passage.line, passage.column + len(passage.text)
