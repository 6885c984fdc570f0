"""What of a note is said to be in another language."""

import re
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from kb.config import ParseSettings
from kb.model import (
    Heading,
    HeadingEnd,
    HeadingStart,
    Note,
    Outline,
    Piece,
    QuizPart,
    Source,
)
from kb.names import NotePath
from kb.parse import parse
from tests.conftest import CheckCases

HERE = Path(__file__).parent
_LANG = re.compile(r' lang="[a-z-]+"|<span lang="[a-z-]+">|</span>')


def read(text: str) -> Note:
    return parse(Source(NotePath("x.md"), "x.md", text, ""), ParseSettings())


def show(text: str) -> str:
    note = read(text)
    contents = [heading.html for heading in note.outline.headings if "<span" in heading.html]
    return "\n".join([f"written in {note.outline.measured}", html_of(note).rstrip("\n"), *contents])


def _shown(piece: Piece, outline: Outline) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, HeadingStart):
        return f"<h{outline.headings[piece.index].level}{_of(outline.headings[piece.index])}>"
    if isinstance(piece, HeadingEnd):
        return f"</h{outline.headings[piece.index].level}>"
    if isinstance(piece, QuizPart):
        return f"‹{piece.kind} {piece.language}›"
    name = type(piece).__name__
    return f"‹{name}›" if name in {"LinkStart", "InlineTag", "Resource", "WordLanguage"} else ""


def _of(heading: Heading) -> str:
    return f' lang="{escape(heading.language)}"' if heading.language else ""


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "mixed.md", show)


class _Voices(HTMLParser):
    """Every letter of a page with the nearest `lang` around it."""

    def __init__(self, html: str, language: str) -> None:
        super().__init__()
        self.open = [language]
        self.silent = 0
        self.said: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(dict(attrs).get("lang") or self.open[-1])
            self.silent += tag in {"code", "math"}

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"br", "hr", "img", "input"}:
            self.open.pop()
            self.silent -= tag in {"code", "math"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said += ((letter, self.open[-1]) for letter in data)


_WORDS = st.sampled_from(
    [
        "학습률",
        "한국어 문장이다.",
        "경사 하강법(Gradient Descent)은",
        "what is the learning rate",
        "The loss is a function of the weights.",
        "Adam",
        "これはペンです",
        "`한글`",
        "`code`",
        "$x$",
        "**굵게**",
        "**bold is what it is**",
        "*the",
        "rate of*",
        "**학습률",
        "값**",
        "==mark",
        "it is all==",
        "[the link of it",
        "학습률](x.md)",
        "[[노트]]",
        "[^1]",
        "~~the",
        "3월~~",
        "\n",
        "  \n",
        "&amp;",
        "\\*",
    ]
)
_LINES = st.tuples(
    st.sampled_from(["", "- ", "> ", "## ", "1. ", "- [ ] ", "> [!note] ", "| ", ": "]),
    st.lists(_WORDS, min_size=1, max_size=8).map(" ".join),
).map("".join)
_NOTES = st.lists(_LINES, min_size=1, max_size=6).map("\n\n".join)


@given(_NOTES, st.sampled_from(["ko", "en", "ja", "fr"]))
def test_nothing_but_languages_is_added(text: str, language: str) -> None:
    note = f"---\nlang: {language}\n---\n{text}"
    marked = read(note)
    with patch("kb.parse.mark_languages"):
        plain = read(note)
    assert _LANG.sub("", html_of(marked)) == _LANG.sub("", html_of(plain))
    for name in ("links", "tags", "findings", "description", "measured"):
        assert getattr(marked.outline, name) == getattr(plain.outline, name)
    assert marked.prose == plain.prose


@given(_NOTES, st.sampled_from(["en", "ja", "fr"]))
def test_every_hangul_letter_is_said_to_be_korean(text: str, language: str) -> None:
    voices = _Voices(html_of(read(f"---\nlang: {language}\n---\n{text}")), language)
    assert voices.open == [language]
    assert all(voice == "ko" for letter, voice in voices.said if "가" <= letter <= "힣")


@given(_NOTES)
def test_no_hangul_is_said_to_be_english(text: str) -> None:
    voices = _Voices(html_of(read(f"---\nlang: ko\n---\n{text}")), "ko")
    assert all(voice == "ko" for letter, voice in voices.said if "가" <= letter <= "힣")


def html_of(note: Note) -> str:
    blocks = [*note.body.blocks, *note.body.footnotes]
    return "".join(_shown(piece, note.outline) for block in blocks for piece in block.pieces)
