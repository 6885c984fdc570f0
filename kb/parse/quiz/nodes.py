"""What stands beside each other in a note, as the reader of questions sees it.

In: block tokens whose inline content is not parsed yet. Out: a `Node` for each block of a level;
a paragraph is several where options, an answer or a hint begin within it. Nothing is changed: what
turns out to be no question must stay as it was.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from kb.parse.quiz.words import ANSWER, EXPLAINS, HINTS, MARKER, OPTION
from kb.parse.reading import Reading
from kb.parse.tokens import new_token
from kb.patterns import pattern

_KINDS = {
    "paragraph_open": "text",
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "box_open": "box",
    "table_open": "table",
    "html_block": "html",
    "hr": "rule",
}
_DETAILS = pattern(r"<(/?)details\b[^>]*>", re.IGNORECASE)
_SUMMARY = pattern(r"<summary\b[^>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)
_SHELLS = pattern(
    r"</?(?:details|p|div|span|br|center)\b[^>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_TAGS = pattern(r"</?[a-zA-Z][^<>]*>")
_BEGIN = (OPTION, ANSWER, EXPLAINS, HINTS, MARKER)


@dataclass(slots=True)
class Node:
    """A block, or some lines of a paragraph."""

    kind: str
    """`text`, `heading`, `list`, `quote`, `box`, `table`, `html`, `rule`; `block` for others."""
    first: int
    end: int
    """Which tokens of the note it is, or stands in: from `first` up to `end`, without it."""
    tokens: list[Token]
    """What it is made of; new ones where it is only a part of a block."""
    text: str = ""
    """As typed, where it is text or a heading."""
    line: int = 0
    """Of the body, counted from 0, in which `text` begins."""
    leads: bool = True
    """It begins its block."""
    shell: "Node | None" = field(default=None)
    """The list of one item that it was taken out of."""
    number: str = ""
    """Which that item has."""


@dataclass(slots=True)
class Region:
    """Blocks that something is folded around: `<details>`, a box, a quote."""

    title: str
    nodes: list[Node]
    end: int
    """The index of the node behind it."""
    kind: str = ""
    """Of a box."""
    title_line: int = 0


def flow(tokens: Sequence[Token], first: int, end: int) -> list[Node]:
    """What stands between two tokens, on their level."""
    nodes: list[Node] = []
    position = first
    while position < end:
        start = position
        depth: int = tokens[position].nesting
        position += 1
        while depth > 0 and position < end:
            depth += tokens[position].nesting
            position += 1
        token = tokens[start]
        kind = _KINDS.get(token.type, "block")
        node = Node(kind, start, position, list(tokens[start:position]))
        node.line = token.map[0] if token.map else 0
        if kind in ("text", "heading"):
            node.text = tokens[start + 1].content
        if kind == "text":
            nodes += _parts(node)
        else:
            nodes.append(node)
    return nodes


def _parts(node: Node) -> Iterable[Node]:
    """A paragraph, cut where something of a question begins."""
    lines = node.text.split("\n")
    starts = [
        0,
        *(
            n
            for n in range(1, len(lines))
            if any(begin.match(lines[n].lstrip()) for begin in _BEGIN)
        ),
    ]
    if len(starts) == 1:
        return [node]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        text = "\n".join(lines[start:end])
        part = Node("text", node.first, node.end, [], text, node.line + start, leads=start == 0)
        parts.append(part)
    return parts


def is_plain(node: Node) -> bool:
    """Whether each item of a list is one line: none of them can hold a question with options."""
    items = 0
    for token in node.tokens[1:-1]:
        if token.type == "inline":
            if "\n" in token.content:
                return False
        elif token.type == "list_item_open":
            items += 1
        elif token.type == "paragraph_open":
            items -= 1
        elif token.type not in _OF_PLAIN:
            return False
    return items >= 0


_OF_PLAIN = frozenset(("paragraph_close", "list_item_close"))


def items_of(node: Node) -> list[list[Node]]:
    """What stands in each item of a list."""
    level = node.tokens[0].level + 1
    items: list[list[Node]] = []
    start = 0
    for index, token in enumerate(node.tokens):
        if token.level == level and token.type == "list_item_open":
            start = index + 1
        elif token.level == level and token.type == "list_item_close":
            nodes = flow(node.tokens, start, index)
            for inside in nodes:
                inside.first, inside.end = inside.first + node.first, inside.end + node.first
            items.append(nodes)
    return items


def item_tokens(node: Node) -> list[list[Token]]:
    """The tokens of each item of a list, its own included."""
    level = node.tokens[0].level + 1
    items: list[list[Token]] = []
    start = 0
    for index, token in enumerate(node.tokens):
        if token.level == level and token.type == "list_item_open":
            start = index
        elif token.level == level and token.type == "list_item_close":
            items.append(node.tokens[start : index + 1])
    return items


def inside(node: Node) -> Region | None:
    """What a quote or a box holds."""
    if node.kind == "quote":
        nodes = flow(node.tokens, 1, len(node.tokens) - 1)
        return Region("", _moved(nodes, node.first), 0)
    if node.kind != "box":
        return None
    classes = str(node.tokens[0].attrGet("class") or "").removeprefix("admonition").split()
    start, title = 1, ""
    if node.tokens[1].type == "box_title_open":
        title = node.tokens[2].content
        start = 4
    nodes = flow(node.tokens, start, len(node.tokens) - 1)
    kind = classes[0] if classes else ""
    return Region(title, _moved(nodes, node.first), 0, kind, node.line)


def _moved(nodes: list[Node], by: int) -> list[Node]:
    for node in nodes:
        node.first, node.end = node.first + by, node.end + by
    return nodes


def details(nodes: Sequence[Node], start: int) -> Region | None:
    """`<details>` that begins with the node at `start`; None where it does not or never ends."""
    if nodes[start].kind != "html":
        return None
    html = nodes[start].tokens[0].content
    opening = _DETAILS.search(html)
    if opening is None or opening[1] or _SHELLS.sub("", html[: opening.start()]).strip():
        return None
    summary = _SUMMARY.search(html)
    title = _TAGS.sub("", summary[1]) if summary else ""
    depth = 0
    found: list[Node] = []
    for index in range(start, len(nodes)):
        node = nodes[index]
        if node.kind != "html":
            found.append(node)
            continue
        html = node.tokens[0].content
        for tag in _DETAILS.finditer(html):
            depth += -1 if tag[1] else 1
            if depth < 0 or (depth == 0 and _SHELLS.sub("", html[tag.end() :]).strip()):
                return None  # more is closed than was open, or a stranger's HTML follows at once
        if index == start or depth <= 0 or not _DETAILS.search(html):
            found += _unwrapped(node)
        else:
            found.append(node)
        if depth <= 0:
            return Region(title.strip(), found, index + 1, "details", nodes[start].line)
    return None


def _unwrapped(node: Node) -> list[Node]:
    """What is left of raw HTML without its shells: text, or HTML where it holds more."""
    html = node.tokens[0].content
    # White space in place of what goes, so that lines keep their numbers.
    bare = _SUMMARY.sub(lambda found: "\n" * found[0].count("\n"), html)
    bare = _SHELLS.sub(lambda found: "\n" * found[0].count("\n"), bare)
    if not bare.strip():
        return []
    if re.search(r"<(?:table|pre|ul|ol|img|h\d|blockquote|svg|math)\b", bare, re.IGNORECASE):
        token = new_token("html_block", "", 0, node.tokens[0].level, block=True)
        token.content, token.map = bare, node.tokens[0].map
        return [Node("html", node.first, node.end, [token], line=node.line)]
    nodes: list[Node] = []
    lines = bare.split("\n")
    row = 0
    while row < len(lines):
        if not lines[row].strip():
            row += 1
            continue
        start = row
        while row < len(lines) and lines[row].strip():
            row += 1
        text = "\n".join(line.strip() for line in lines[start:row])
        whole = Node("text", node.first, node.end, [], text, node.line + start, leads=False)
        parts = list(_parts(whole))
        for part in parts:
            part.tokens = []
        nodes += parts
    return nodes


def paragraph(text: str, line: int, *, hidden: bool = False) -> list[Token]:
    """The tokens of a paragraph that begins in a line of the body."""
    opening = new_token("paragraph_open", "p", 1, block=True)
    inline = new_token("inline", "", 0, 1, block=True)
    closing = new_token("paragraph_close", "p", -1, block=True)
    inline.content, inline.children = text, []
    opening.map = inline.map = [line, line + text.count("\n") + 1]
    opening.hidden = closing.hidden = hidden
    return [opening, inline, closing]


def worded(node: Node, text: str, *, hidden: bool = False, skip: int = 0) -> list[Token]:
    """The tokens of a node of text whose words are now `text`, `skip` lines further down."""
    if node.tokens and node.kind == "text":
        node.tokens[1].content = text
        if skip and node.tokens[1].map:
            node.tokens[1].map = [node.line + skip, node.line + skip + text.count("\n") + 1]
        return node.tokens
    return paragraph(text, node.line + skip, hidden=hidden)


def place_of(reading: Reading, line: int, text: str) -> tuple[int, int]:
    """Line and column in the file of `text`, which begins in a line of the body."""
    number = reading.offset + line
    typed = reading.lines[number] if number < len(reading.lines) else ""
    column = typed.find(text.split("\n", maxsplit=1)[0].strip()) if text.strip() else -1
    return (number + 1, column + 1) if column >= 0 else reading.line_place(line)
