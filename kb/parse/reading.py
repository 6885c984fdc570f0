"""What is gathered while one text is parsed; the only thing in this room that changes.

In: the lines of a file and where its body begins.
Out: slots, links, headings and findings, each with the place that an author can go to.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec.structs import replace

from kb.config import ParseSettings
from kb.model import Heading, Link, Piece, Quiz, Snippet, Span, TagUse
from kb.names import Language
from kb.parse.cells import column_in_row
from kb.problems import Finding, Rule, find

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Unicode noncharacters: no text may hold them, HTML passes them through."""


@dataclass
class Reading:
    """Lives in markdown-it's `env` under the key `reading`."""

    lines: list[str]
    """All lines of the file."""
    offset: int
    """How many of them stand before the body: a token's line 0 is the file's `offset + 1`."""
    settings: ParseSettings
    nonce: str = field(default_factory=lambda: secrets.token_hex(4))
    """No author can write a marker, because none knows this."""
    slots: list[Piece] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    tags: list[TagUse] = field(default_factory=list)
    block_ids: list[str] = field(default_factory=list)
    block_spans: list[Span] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    """Ids of raw HTML, and the line of each."""
    findings: list[Finding] = field(default_factory=list)
    inline: Token | None = None
    """The inline token whose content is being parsed: set by our core rule."""
    language: Language = field(default=Language(""))
    """What most of the text is in, once its paragraphs are parsed; '' where nothing is."""
    within: int = 0
    """Where in its content the text begins that is being parsed: an inline footnote's is a part."""
    has_html: bool = False
    """Raw HTML occurs: the body must pass the gate."""
    foreign: int = 0
    """How many `<svg>` and `<math>` of raw HTML are open, while the HTML is made."""
    mermaid: bool = False
    snippets: list[Snippet] = field(default_factory=list)
    quizzes: list[Quiz] = field(default_factory=list)
    drafts: list[Any] = field(default_factory=list)
    """Of questions: `quiz_reading.Draft`s, until their text is parsed."""
    secret: bool = False
    """What is being rendered is not to be seen before a question is answered."""
    labels: set[str] = field(default_factory=set)
    """Of snippets, known before the text of paragraphs is parsed."""

    def slot(self, piece: Piece) -> str:
        """An inert marker that stands for `piece` until the body is cut into blocks."""
        self.slots.append(piece)
        return f"{OPEN}{self.nonce}.{len(self.slots) - 1}{CLOSE}"

    def link(self, link: Link) -> int:
        """Remember `link`; its index is what slots hold."""
        if self.secret:  # the page that it leads to must not show its sentence
            link = replace(link, sentence="", start=0, end=0)
        self.links.append(link)
        return len(self.links) - 1

    def find(self, rule: Rule, place: tuple[int, int], **values: str) -> None:
        self.findings.append(find(rule, *place, **values))

    def block_place(self, token: Token) -> tuple[int, int]:
        """Line and column of a block token's first character that is not white space."""
        assert token.map is not None
        return self.line_place(token.map[0])

    def line_place(self, body_line: int) -> tuple[int, int]:
        """The same for a line of the body, counted from 0."""
        line = self.offset + body_line
        text = self.lines[line] if line < len(self.lines) else ""
        return line + 1, len(text) - len(text.lstrip()) + 1

    def inline_place(self, state: StateInline, position: int) -> tuple[int, int]:
        """Line and column in the file of `position` in the inline text that is being parsed."""
        return self.text_place(state.src, position)

    def text_place(self, content: str, position: int) -> tuple[int, int]:
        if self.inline is None or self.inline.map is None:
            return self.offset + 1, 1
        if self.within:
            content, position = self.inline.content, position + self.within
        before = content[:position]
        row = before.count("\n")
        line = min(self.offset + self.inline.map[0] + row, len(self.lines) - 1)
        typed = self.lines[line]
        cell = self.inline.meta.get("cell")
        if cell is not None:
            column = column_in_row(typed, cell, content, position)
            return line + 1, 1 if column is None else column + 1
        # Inline text has lost the markers of lists and quotes before it: look for it in its line.
        start = before.rfind("\n") + 1
        end = content.find("\n", start)
        column = typed.find(content[start : end if end >= 0 else len(content)])
        if column < 0:  # something was taken out of the line
            tail = content[position : position + 8].split("\n", maxsplit=1)[0]
            return line + 1, max(typed.find(tail), 0) + 1
        return line + 1, column + position - start + 1


def reading_of(env: Any) -> Reading:
    """The reading that markdown-it carries along in its `env`."""
    reading: Reading = env["reading"]
    return reading
