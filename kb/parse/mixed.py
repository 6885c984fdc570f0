"""What a note says in another language than its own: the English question in a Korean note.

In: block tokens whose inline content is parsed, and the language of most of the note. Out: the same
with `lang` on paragraphs, cells and headings that are in another one, and on stretches within them.

No slot is needed: around each block stands text of the same note, wherever the block is shown, and
`render` says what that is in. It is told before anything becomes HTML, and after all who look for
words have found them undivided.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from msgspec.structs import replace

from kb.measuring import is_latin
from kb.mixed import BREAK, NEUTRAL, Stretch, may_be_mixed, other_language, stretches
from kb.model import QuizPart, QuizPartKind
from kb.names import Language
from kb.parse.inline_text import plain_text, simple_html
from kb.parse.reading import Reading
from kb.parse.tokens import new_token
from kb.patterns import pattern

_TAG = pattern(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>"""
)
_LANG = pattern(r"""\slang\s*=\s*["']?(?P<code>[A-Za-z0-9-]*)""")
_HANGUL = pattern("[가-힣]")
_LETTERS = pattern("[A-Za-z]{2,}")
_TURNS = frozenset(("html_block", "quiz_part_open", "quiz_part_close"))
"""Tokens behind which something else may be around a block."""
_WORDS = frozenset(("text", "wiki_link", "tag"))
"""Tokens whose content is read to the reader."""


def mark_languages(tokens: Sequence[Token], md: MarkdownIt, reading: Reading) -> None:
    """Change the tokens of a body, or of a footnote."""
    around = _Around(reading.language)
    language = around.language
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            if may_be_mixed(token.content, language):
                _mark(tokens, index, language, md, reading)
        elif kind in _TURNS:
            if kind == "html_block":
                around.pass_html(token.content)
            elif kind == "quiz_part_open":
                around.part = _part_language(token, around.language, reading)
            else:
                around.part = Language("")
            language = around.language


def _mark(
    tokens: Sequence[Token], index: int, language: Language, md: MarkdownIt, reading: Reading
) -> None:
    opening, token, closing = tokens[index - 1 : index + 2]
    if opening.type == "heading_open":
        _mark_heading(token, opening.meta["heading"], language, md, reading)
        return
    # A tight item has no element of its own; behind a footnote stands a way back.
    bare = opening.hidden or not opening.tag or closing.tag != opening.tag
    if whole := mark_inline(token, language, bare=bare):
        opening.attrSet("lang", whole)


def mark_inline(token: Token, around: Language, *, bare: bool = True) -> Language:
    """Mark what is in other languages in an inline token. If that is all of it, then its language
    is given, to be said by the element around it; a `bare` token has none.
    """
    if not around:
        return around
    children = token.children or []
    text, places = _flat(children, latin=is_latin(around))
    whole = other_language(text, around)
    found = stretches(text, whole or around)
    if found:
        token.children = _with_spans(children, places, found)
    children = token.children or []
    # The box of a task is no part of what is said: a page has words for it.
    first = 1 if children and children[0].type == "task" else 0
    if whole and (bare or first):
        token.children = [*children[:first], _open(whole), *children[first:], _close()]
        return Language("")
    return whole


def _mark_heading(
    token: Token, number: int, around: Language, md: MarkdownIt, reading: Reading
) -> None:
    heading, children = reading.headings[number], token.children
    whole = mark_inline(token, around, bare=False)
    html = heading.html
    if token.children is not children:
        assert isinstance(md.renderer, RendererHTML)
        html = simple_html(token.children, reading, md.renderer, md.options)
    reading.headings[number] = replace(heading, language=whole, html=html)


def _part_language(token: Token, around: Language, reading: Reading) -> Language:
    """What a part of a question is in. A term as an option is part of its question, Korean or
    English; a question is a sentence, however short.
    """
    slot: QuizPart = token.meta["slot"]
    if not slot.language or slot.language == around:
        return slot.language
    quiz, stem = reading.quizzes[slot.index], slot.kind is QuizPartKind.STEM
    texts = (
        _flat(inside.children or (), latin=is_latin(around))[0]
        for inside in token.meta["part"].tokens
        if inside.type == "inline"
    )
    text = BREAK.join(texts)
    language = other_language(text, around)
    if not language and slot.language == "en" and not may_be_mixed(text, slot.language):
        asked = len(_LETTERS.findall(text)) > 1 if stem else quiz.language == "en"
        language = slot.language if asked else language
    language = language or around
    token.meta["slot"] = replace(slot, language=language)
    if stem:
        reading.quizzes[slot.index] = replace(quiz, language=language)
    return language


class _Around:
    """The language of what stands around a block."""

    def __init__(self, language: Language) -> None:
        self._note = language
        self.part = Language("")
        """Of the part of a question that the block stands in."""
        self._said: list[tuple[str, Language]] = []
        """Elements that an author has opened around what follows, from one with `lang` on."""

    @property
    def language(self) -> Language:
        said = next((language for _, language in reversed(self._said) if language), "")
        return Language(said or self.part or self._note)

    def pass_html(self, html: str) -> None:
        if not self._said and "lang" not in html:
            return
        for tag in _TAG.finditer(html):
            name, lang = tag["name"].lower(), _LANG.search(tag["rest"])
            if tag["close"]:
                if any(name == opened for opened, _ in self._said):
                    while self._said.pop()[0] != name:
                        pass
            elif lang or any(name == opened for opened, _ in self._said):
                self._said.append((name, Language(lang["code"].lower() if lang else "")))


class _Place(NamedTuple):
    """Where in the flat text a child stands."""

    start: int
    end: int


def _flat(children: Sequence[Token], *, latin: bool) -> tuple[str, list[_Place]]:
    """What children say, each at its place; `latin`: to a reader of a language in such letters."""
    parts: list[str] = []
    places = []
    position = 0
    address = False
    said: list[str] = []
    for child in children:
        if child.type == "html_inline":
            text = BREAK
            _pass_inline(child.content, said)
        elif child.nesting:
            if child.tag == "a":
                address = child.nesting > 0 and child.info == "auto"
            text = ""
        elif said or address:
            text = NEUTRAL
        elif child.type in _WORDS:
            text = child.content
        elif child.type in ("softbreak", "hardbreak"):
            text = "\n"
        elif child.type == "image":
            text = plain_text(child.children)
        else:  # code is read letter by letter, and Hangul in it has to be said by somebody
            text = "가" if latin and _HANGUL.search(child.content) else NEUTRAL
        parts.append(text)
        places.append(_Place(position, position + len(text)))
        position += len(text)
    return "".join(parts), places


def _pass_inline(tag: str, said: list[str]) -> None:
    """Keep which elements are open from one on of which the author has said the language."""
    found = _TAG.match(tag)
    if found is None:
        return
    name = found["name"].lower()
    if found["close"]:
        if name in said:
            while said.pop() != name:
                pass
    elif name in said or _LANG.search(found["rest"]):
        said.append(name)


def _open(language: Language) -> Token:
    token = new_token("lang_open", "span", 1)
    token.attrs = {"lang": language}
    return token


def _close() -> Token:
    return new_token("lang_close", "span", -1)


def _with_spans(
    children: Sequence[Token], places: Sequence[_Place], found: Sequence[Stretch]
) -> list[Token]:
    """The children, `found` in elements of their own."""
    parts = _cut(children, places, found)
    marked: list[Token] = []
    position = end = 0
    for stretch in found:
        start = end
        while start < len(parts) and parts[start][1].end <= stretch.start:
            start += 1
        end = start
        while end < len(parts) and parts[end][1].start < stretch.end:
            end += 1
        start, end = _widened(parts, start, end, position)
        marked += (token for token, _ in parts[position:start])
        for piece in _balanced([token for token, _ in parts[start:end]]):
            if any(not token.nesting and not token.content.isspace() for token in piece):
                marked += [_open(stretch.language), *piece, _close()]
            else:
                marked += piece
        position = end
    return [*marked, *(token for token, _ in parts[position:])]


def _cut(
    children: Sequence[Token], places: Sequence[_Place], found: Sequence[Stretch]
) -> list[tuple[Token, _Place]]:
    """The children, no text partly in a stretch."""
    edges = [edge for stretch in found for edge in stretch[:2]]
    parts = []
    for child, (start, end) in zip(children, places, strict=True):
        first, last = bisect_right(edges, start), bisect_left(edges, end)
        if first >= last or child.type != "text":
            parts.append((child, _Place(start, end)))
            continue
        for at, until in pairwise([start, *edges[first:last], end]):
            part = new_token("text", "", 0, child.level)
            part.content = child.content[at - start : until - start]
            parts.append((part, _Place(at, until)))
    return parts


def _widened(
    parts: Sequence[tuple[Token, _Place]], start: int, end: int, least: int
) -> tuple[int, int]:
    """The same parts, with the emphasis or link that begins right before them and ends in them,
    or begins in them and ends right behind.
    """
    opened = closed = 0
    for token, _ in parts[start:end]:
        opened += token.nesting > 0
        if token.nesting < 0 and opened:
            opened -= 1
        else:
            closed += token.nesting < 0
    while closed and start > least and parts[start - 1][0].nesting > 0:
        start, closed = start - 1, closed - 1
    while opened and end < len(parts) and parts[end][0].nesting < 0:
        end, opened = end + 1, opened - 1
    return start, end


def _balanced(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Runs of tokens each of which may stand in an element; others by themselves."""
    open_at: list[int] = []
    lone: list[int] = []
    for index, token in enumerate(tokens):
        if token.nesting > 0:
            open_at.append(index)
        elif token.nesting < 0 and open_at:
            open_at.pop()
        elif token.nesting < 0:
            lone.append(index)
    start = 0
    for index in sorted([*lone, *open_at]):
        yield [*tokens[start:index]]
        yield [tokens[index]]
        start = index + 1
    yield [*tokens[start:]]
