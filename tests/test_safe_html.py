"""The gate lets nothing through that runs, frames, submits or leaves its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Source
from kb.names import NotePath
from kb.parse import parse
from kb.safe_html import clean

ATTACKS = (Path(__file__).parent / "attacks.txt").read_text(encoding="utf-8").split("\n%%\n")
BAD = ("<script", "<iframe", "<object", "<embed", "<style", "<form", "<link", "<meta", "<base")


def html_of(text: str) -> str:
    note = parse(Source(NotePath("a.md"), "a.md", text, "x"), ParseSettings())
    pieces = [p for block in note.body.blocks for p in block.pieces]
    pieces += [p for footnote in note.body.footnotes for p in footnote.pieces]
    return "".join(piece for piece in pieces if isinstance(piece, str))


def assert_harmless(html: str) -> None:
    low = html.lower()
    for tag in BAD:
        assert tag not in low
    import re  # noqa: PLC0415

    for tag in re.findall(r"<[a-z][^>]*>", low):
        bare = re.sub(r'"[^"]*"', '""', tag)
        assert not re.search(r"\son[a-z]+\s*=", bare), tag
        for value in re.findall(r'(?:href|src|action|formaction|data|poster)="([^"]*)"', tag):
            assert not value.strip().startswith(("javascript", "vbscript", "data:text")), tag


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_note_cannot_run_anything(attack: str) -> None:
    assert_harmless(html_of(attack))
    assert_harmless(clean(attack))


@given(st.lists(st.sampled_from([*ATTACKS, "\n\n", "> ", "- ", "`", "[x](", ")", "<p>", "|"])))
def test_nor_can_any_mixture(parts: list[str]) -> None:
    assert_harmless(html_of("".join(parts)))


def test_what_authors_write_stays() -> None:
    kept = '<details open=""><summary>Why</summary><p class="x" id="y"><kbd>A</kbd></p></details>'
    assert clean(kept) == kept


def test_a_marker_cannot_be_forged() -> None:
    text = "<p>&#xFDD0;0.0&#xFDD1; \ufdd01.0\ufdd1 [a](b.md)</p>\n\n[a](b.md)"
    note = parse(Source(NotePath("a.md"), "a.md", text, "x"), ParseSettings())
    slots = [p for block in note.body.blocks for p in block.pieces if not isinstance(p, str)]
    assert len(slots) == 2
