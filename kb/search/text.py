"""What readers see of a note, as text.

In: a note's outline and body. Out: its sections and passages, and what it has of `Has` that can be
seen in them. What snippets gave is left out, and so is what a question hides until it is answered:
an index tells nobody an answer.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from markupsafe import escape
from msgspec import Struct

from kb.model import (
    SECRET,
    Body,
    DocumentSection,
    DocumentText,
    FigureNumber,
    Has,
    HeadingEnd,
    HeadingStart,
    InlineTag,
    Outline,
    Piece,
    QuizPart,
    QuizPartEnd,
    Resource,
    SnippetCode,
    SnippetOutput,
)
from kb.patterns import pattern
from kb.search.forms import Remembered

_OURS, _PART = "\x01", "\x02"
_SECTION = f"<{_OURS}>"
"""Stand between sections, and between parts of these, so that a note is read at once: each pattern
below ends where one of them stands.
"""
_WITHIN = f"[^{_OURS}]"
_ATTRIBUTES = r"""[^<>"'NO]*(?:"[^"NO]*"[^<>"'NO]*|'[^'NO]*'[^<>"'NO]*)*""".replace(
    "NO", _OURS + _PART
)
_UNSEEN = pattern(
    rf"<(script|style|svg|annotation|template|rp)\b{_ATTRIBUTES}>{_WITHIN}*?</\1\s*>"
    rf"|<!--{_WITHIN}*?-->",
    re.IGNORECASE,
)
_MAY_BE_UNSEEN = ("<script", "<style", "<svg", "<annotation", "<template", "<rp", "<!--")
_NAMES = (
    r"(?:a(?:ddress|rticle|side)|blockquote|c(?:aption|enter)|d(?:[dlt]|etails|ialog|iv)"
    r"|f(?:ieldset|igcaption|igure|ooter|orm)|h(?:[1-6r]|eader)|l(?:egend|i)|main|nav|ol|p"
    r"|s(?:ection|ummary)|t(?:able|body|foot|head|r)|ul)"
)
"""Of what words do not go on across."""
_BLOCK = pattern(rf"</?{_NAMES}\b{_ATTRIBUTES}>", re.IGNORECASE)
# All begin alike, which is what makes it fast.
_PARTS = pattern(
    rf"<(?:/?{_NAMES}\b{_ATTRIBUTES}>|(pre\b{_ATTRIBUTES}>{_WITHIN}*?</pre\s*>|{_SECTION[1:]}))",
    re.IGNORECASE,
)
_CELL = pattern(rf"</t[dh]\s*>\s*<t[dh]\b{_ATTRIBUTES}>", re.IGNORECASE)
_BREAK = pattern(rf"<br\b{_ATTRIBUTES}>", re.IGNORECASE)
_TAG = pattern(rf"</?[A-Za-z]{_ATTRIBUTES}>")
_ANY = pattern("<([^<>]*)>")
"""A tag, if no attribute has one of these."""
_TO_REWRITE = pattern(r"</?(?:script|style|svg|annotation|template|rp|t[dh])\b", re.IGNORECASE)
_CODE_BEGINS = pattern(r"<pre\b", re.IGNORECASE)
_LIKE_CODE = pattern(r"<pre|</pre\s*>", re.IGNORECASE)
_INVISIBLE = "\x00\u00ad\u200b\u2060\ufeff"
_INVISIBLES = pattern(f"[{_INVISIBLE}]+")
_CONTROLS = pattern(f"[{_OURS}{_PART}]")
_BETWEEN_CELLS = " \u00b7 "


class Texts(Struct, frozen=True, array_like=True):
    """A document's words."""

    sections: tuple[DocumentSection, ...]
    passages: tuple[DocumentText, ...]
    has: tuple[Has, ...]
    """As far as the body shows it: whether a snippet has drawn anything, its run knows."""


def document_text(outline: Outline, body: Body) -> Texts:
    """The sections and passages of a note. Its title is no section."""
    reading = _Reading()
    sections: list[DocumentSection] = []
    for index, heading in enumerate(outline.headings):
        if index != outline.title_heading:
            reading.numbers[index] = len(sections)
            sections.append(DocumentSection(heading.text, heading.anchor, heading.level))
    for block in body.blocks:
        reading.write(block.pieces)
    reading.close()
    reading.section = -1
    for footnote in body.footnotes:
        reading.write(footnote.pieces)
        reading.close()
    html = reading.html()
    passages = tuple(_passages(html, reading.places))
    kinds = {
        Has.CODE: any(passage.code for passage in passages),
        Has.QUIZ: bool(outline.quizzes),
        Has.MATH: "<math" in html,
        Has.DIAGRAM: outline.mermaid,
        Has.IMAGE: reading.image or "<img" in html,
    }
    has = tuple(kind for kind in Has if kinds.get(kind))
    return Texts(tuple(sections), passages, has)


class _Reading:
    """Pieces being read."""

    def __init__(self) -> None:
        self.section = -1
        self.numbers: dict[int, int] = {}
        """The section of each heading, by its place in the outline."""
        self.image = False
        """Whether there is one that is no HTML of the author's."""
        self.places: list[int] = []
        """The section of each part of the note that was closed,"""
        self._closed: list[str] = []
        """what stands there,"""
        self._html: list[str] = []
        """and what came since."""

    def write(self, pieces: Iterable[Piece]) -> None:
        """Take what readers may find of `pieces`."""
        html = self._html
        hidden = False
        for piece in pieces:
            if isinstance(piece, str):
                if not hidden:
                    html.append(piece)
            elif isinstance(piece, QuizPartEnd | HeadingEnd):
                hidden = False
                html.append("</p>")
            elif hidden:
                continue
            elif isinstance(piece, HeadingStart):
                # A heading is found as a heading: its words are no passage.
                self.close()
                self.section = self.numbers.get(piece.index, -1)
                hidden = True
            elif isinstance(piece, QuizPart):
                hidden = piece.kind in SECRET
                html.append("<p>")
            elif isinstance(piece, Resource):
                self.image = self.image or piece.width > 0 or bool(piece.alt)
                html.append(f" {escape(piece.alt)} ")
            elif isinstance(piece, InlineTag):
                html.append(str(escape(f"#{piece.name}")))
            elif isinstance(piece, FigureNumber):
                html.append(str(escape(piece.words)))
            elif isinstance(piece, SnippetCode):
                self.write(piece.pieces)
            elif isinstance(piece, SnippetOutput):
                for caption in (piece.caption, *piece.captions.values()):
                    html.append("<p>")
                    self.write(caption)
                    html.append("</p>")

    def close(self) -> None:
        """What comes now stands in another section."""
        if self._html:
            self.places.append(self.section)
            self._closed.append("".join(self._html))
            self._html.clear()

    def html(self) -> str:
        """What was closed."""
        whole = _SECTION.join(self._closed)
        if _PART in whole or whole.count(_OURS) >= max(len(self._closed), 1):
            # Nobody sees them, and they mean something else here.
            whole = _SECTION.join(_CONTROLS.sub("", each) for each in self._closed)
        return whole


# What stands for a tag, where it separates nothing:
_NEW_SECTION = f"{_PART}{_OURS}{_PART}"
_CODE = f"{_PART}{_OURS}{_OURS}{_PART}"
_REWRITE = f"{_OURS}{_PART}"
_UNCLEAR = "<"


def _sign(tag: str) -> str:
    """What stands for a tag, which comes without its brackets."""
    whole = f"<{tag}>"
    if tag == _OURS:
        return _NEW_SECTION
    if _TAG.fullmatch(whole) is None:
        return _UNCLEAR
    if _BLOCK.fullmatch(whole):
        return _PART
    if _BREAK.fullmatch(whole):
        return " "
    if _CODE_BEGINS.match(whole):
        return _CODE
    if tag != _CODE_END and _LIKE_CODE.match(whole):
        return _UNCLEAR
    return _REWRITE if _TO_REWRITE.match(whole) else ""


_CODE_END = "/pre"
_SIGNS = Remembered(_sign, 1 << 12)
"""A vault has few tags, and those again and again."""


def _passages(html: str, sections: Iterable[int]) -> Iterator[DocumentText]:
    parts = _clear_parts(html)
    if parts is None:
        yield from _passages_of_any(html, sections)
        return
    prose, codes = parts
    following, code = iter(sections), iter(_as_text(_PART.join(codes)).split(_PART))
    section = next(following, -1)
    for part in map(str.strip, " ".join(_as_text(prose).split()).split(_PART)):
        if part == _OURS:
            section = next(following)
        elif part == _OURS + _OURS:
            if text := next(code).strip("\n").rstrip():
                yield DocumentText(section, text, True)
        elif part:
            yield DocumentText(section, part, False)


def _clear_parts(html: str) -> tuple[str, list[str]] | None:
    """Prose with its signs, and what stands in each place of code; None where it takes a closer
    look to tell what is a tag.
    """
    pieces = _ANY.split(html)
    signs = [*map(_SIGNS.__getitem__, pieces[1::2])]
    if _REWRITE in signs:
        pieces = _ANY.split(_CELL.sub(_BETWEEN_CELLS, _UNSEEN.sub(" ", html)))
        signs = [*map(_SIGNS.__getitem__, pieces[1::2])]
        signs = ["" if sign == _REWRITE else sign for sign in signs]
    if _UNCLEAR in signs:
        return None
    codes: list[str] = []
    if count := signs.count(_CODE):
        tags = pieces[1::2]
        end = 0
        for _ in range(count):
            start = signs.index(_CODE, end) + 1
            try:
                end = tags.index(_CODE_END, start)
            except ValueError:
                return None
            if _CODE in signs[start:end] or _NEW_SECTION in signs[start:end]:
                return None
            within = slice(2 * start, 2 * end + 1, 2)
            codes.append("".join(pieces[within]))
            pieces[within] = signs[start : end + 1] = [""] * (end + 1 - start)
    pieces[1::2] = signs
    prose = "".join(pieces)
    is_clear = _UNCLEAR not in prose and not any(_UNCLEAR in code for code in codes)
    return (prose, codes) if is_clear else None


def _passages_of_any(html: str, sections: Iterable[int]) -> Iterator[DocumentText]:
    """The same of any HTML, in more time."""
    lowered = html.lower()
    if any(name in lowered for name in _MAY_BE_UNSEEN):
        html = _UNSEEN.sub(" ", html)
    if "<td" in lowered or "<th" in lowered:
        html = _CELL.sub(_BETWEEN_CELLS, html)
    following = iter(sections)
    section = next(following, -1)
    prose: list[str] = []
    code: list[str] = []
    found: list[tuple[int, bool]] = []
    for number, part in enumerate(_PARTS.split(html)):
        if not part or part.isspace():
            continue
        if part == _SECTION[1:]:
            section = next(following)
        elif number % 2 or part[:4].lower() == "<pre":
            code.append(f"<{part}" if number % 2 else part)
            found.append((section, True))
        else:
            prose.append(part)
            found.append((section, False))
    read = _PART.join(prose)
    if "<br" in lowered:
        read = _BREAK.sub(" ", read)
    proses, codes = iter(_plain(read)), iter(_plain(_PART.join(code)))
    for section, is_code in found:
        text = next(codes).strip("\n").rstrip() if is_code else " ".join(next(proses).split())
        if text:
            yield DocumentText(section, text, is_code)


def _plain(html: str) -> list[str]:
    """The text of each part."""
    return _as_text(_TAG.sub("", html)).split(_PART)


def _as_text(html: str) -> str:
    """Of what has no tags."""
    text = unescape(html)
    return _INVISIBLES.sub("", text) if any(map(text.__contains__, _INVISIBLE)) else text
