"""Where the stem of a question begins, and what it is without the author's number.

In: the nodes before the options. Out: a `Stem`. A stem may have several blocks, back to its heading
or number; where there is neither it is the paragraph above the options, with the code between.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from kb.parse.quiz.nodes import Node, paragraph, worded
from kb.parse.quiz.words import (
    ANSWER,
    EXPLAINS,
    HINTS,
    MARKER,
    OPTIONS_LABEL,
    asks,
)
from kb.patterns import pattern

_ABOVE = pattern(r"문제|퀴즈|질문|문항|quiz|question|problem|exam|test|연습", re.IGNORECASE)
_WITHIN = ("text", "block", "table", "quote", "list", "html", "box")


@dataclass(slots=True)
class Stem:
    first: int
    """Which node it begins with."""
    nodes: list[Node]
    heading: Node | None
    """Stands right above it."""
    number: str
    """By which a table of answers names it."""
    sure: bool
    """It is called a question, or its heading is."""
    hints: list[Node]

    @property
    def text(self) -> str:
        return "\n".join(node.text for node in self.nodes if node.text)


def read_stem(nodes: Sequence[Node], end: int, floor: int, *, whole: bool) -> Stem:
    """The stem that ends before the node at `end`, and does not begin before `floor`. `whole`: the
    nodes are those of an item or a box, all of which is about the question.
    """
    last = end
    labelled = False
    if last > floor and is_options_label(nodes[last - 1].text):
        last -= 1
        labelled = True
    first, marked = _back(nodes, last, floor)
    above = nodes[first - 1] if first > floor and nodes[first - 1].kind == "heading" else None
    number = ""
    called = False
    if marked is not None:
        found = MARKER.match(nodes[marked].text)
        assert found
        number = found["number"] or found["bare"] or ""
        above = above if marked == first else None
        first = marked
    elif above is not None:
        found = MARKER.match(above.text)
        number = (found["number"] or found["bare"] or "") if found else ""
        called = found is not None or asks(above.text) or _ABOVE.search(above.text) is not None
    held = list(nodes[first:last])
    if marked is None and not whole and not called:
        nearest = _nearest(held)
        if nearest:
            above = None
        first += nearest
        held = held[nearest:]
    if not number and first < last and nodes[first].shell is not None:
        number = nodes[first].number
    if above is not None and not number and (found := MARKER.match(above.text)):
        number = found["number"] or found["bare"] or ""
    sure = marked is not None or labelled or called or bool(number)
    hints = [node for node in held if HINTS.match(node.text)]
    held = [node for node in held if not HINTS.match(node.text)]
    return Stem(first, held, above, number, sure, hints)


def is_options_label(text: str) -> bool:
    """`**Options:**`, `보기`."""
    return bool(text) and OPTIONS_LABEL.fullmatch(text.strip()) is not None


def _back(nodes: Sequence[Node], last: int, floor: int) -> tuple[int, int | None]:
    """How far back a stem may reach, and the node that is marked as the beginning of one."""
    first = last
    while first > floor:
        node = nodes[first - 1]
        if node.kind not in _WITHIN or (node.kind == "html" and not _balanced(node)):
            break
        if node.kind == "text" and (ANSWER.match(node.text) or EXPLAINS.match(node.text)):
            break
        first -= 1
        if node.kind == "text" and MARKER.match(node.text):
            return first, first
        if node.shell is not None and node.leads and node.first == node.shell.first + 2:
            break
    return first, None


def _balanced(node: Node) -> bool:
    html = node.tokens[0].content
    return "<img" in html or html.count("<") == 2 * html.count("</")


def _nearest(held: Sequence[Node]) -> int:
    """Where the stem begins among blocks none of which is marked: the last paragraph, and code and
    the like right above it with the paragraph that introduces them.
    """
    index = len(held)
    while index > 0 and held[index - 1].kind != "text":
        index -= 1
    index -= index > 0
    while index > 0 and held[index - 1].kind in ("block", "table", "quote", "html"):
        index -= 1
        if index > 0 and held[index - 1].kind == "text":
            index -= 1
            break
    return index


def without_marker(text: str) -> str:
    """`문제 3. x` -> `x`; the text itself where nothing would be left."""
    found = MARKER.match(text)
    if found is None:
        return text
    bold = found["strong_m"] and not found["shut_m"]
    rest = text[found.end() :].strip()
    return (f"{found['strong_m']}{rest}" if bold else rest) if rest.strip("*_ ") else ""


def stem_tokens(stem: Stem) -> tuple[list[Token], int, str]:
    """The tokens of a stem, and the line of the body and the text with which it begins."""
    tokens: list[Token] = []
    line, begins = -1, ""
    words = any(node.kind == "text" and without_marker(node.text) for node in stem.nodes)
    if stem.heading is not None and not words:
        said = without_marker(stem.heading.text) or stem.heading.text
        tokens += paragraph(said, stem.heading.line)
        line, begins = stem.heading.line, said
    for index, node in enumerate(stem.nodes):
        if node.kind != "text":
            tokens += node.tokens
            if line < 0:
                line = node.line
            continue
        said = without_marker(node.text) if index == 0 or MARKER.match(node.text) else node.text
        if not said:
            continue
        if line < 0:
            line, begins = node.line, said.lstrip("*_")
        tokens += worded(node, _without_label(said), skip=_skipped(node.text, said))
    return tokens, line, begins


def _without_label(text: str) -> str:
    """Without the line that only says that options follow."""
    rest, _, last = text.rpartition("\n")
    return rest if rest and is_options_label(last) else text


def _skipped(text: str, said: str) -> int:
    return text.count("\n") - said.count("\n")
