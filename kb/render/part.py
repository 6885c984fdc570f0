"""A part of a note's body: what an embed shows.

In: a body, and which lines of it are shown. Out: runs of pieces, each of which is balanced.
"""

import re

from kb.model import Block, Body, Embedded, Identifier, Outline, Piece
from kb.patterns import pattern
from kb.render.markup import TAG

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""They keep the places of slots while HTML is looked through; no text may hold them."""
_SLOT = pattern(rf"{_OPEN}(\d+){_CLOSE}")
_ID = pattern(r'\s(?:id|start)="[^"]*"')
_LISTS = {"ul", "ol"}


def part_of(body: Body, outline: Outline, part: Embedded) -> list[tuple[Piece, ...]]:
    """What `part` shows of the note; nothing where its text does not have it."""
    if not part.anchor:
        title = outline.title_heading
        line = outline.headings[title].line if title >= 0 else 0
        # What is embedded says above it what it is called.
        return [
            block.pieces
            for block in body.blocks
            if not (block.level == 1 and block.first_line == line)
        ]
    if part.anchor.startswith("^"):
        return _named(body, part)
    return [block.pieces for block in _section(body, part)]


def _section(body: Body, part: Embedded) -> list[Block]:
    blocks = [b for b in body.blocks if part.first_line <= b.first_line <= part.last_line]
    if blocks and blocks[0].level and blocks[0].first_line == part.first_line:
        return blocks
    # Within a quote, a list or raw HTML a heading begins no section: the whole block is shown.
    return [b for b in body.blocks if b.first_line <= part.first_line <= b.last_line][:1]


def _named(body: Body, part: Embedded) -> list[tuple[Piece, ...]]:
    for block in body.blocks:
        for place, piece in enumerate(block.pieces):
            if isinstance(piece, Identifier) and piece.name == part.anchor:
                if item := _item(block.pieces, place):
                    return [item]
                # A paragraph that holds embeds is several blocks.
                lines = (block.first_line, block.last_line)
                return [b.pieces for b in body.blocks if (b.first_line, b.last_line) == lines]
    return []


def _item(pieces: tuple[Piece, ...], place: int) -> tuple[Piece, ...]:
    """The list or item that carries the id at `place`, else the item around it; () if none does."""
    html = "".join(
        piece if isinstance(piece, str) else f"{_OPEN}{number}{_CLOSE}"
        for number, piece in enumerate(pieces)
    )
    named = html.index(f"{_OPEN}{place}{_CLOSE}")
    open_tags: list[tuple[str, re.Match[str], int]] = []
    items: list[int] = [0]
    """How many items each list that is open has had; the last is the innermost."""
    for tag in TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if name not in _LISTS and name != "li":
            continue
        if not tag["close"]:
            if name == "li":
                items[-1] += 1
            open_tags.append((name, tag, items[-1]))
            if name in _LISTS:
                items.append(0)
            continue
        if not open_tags:
            return ()
        _, opening, count = open_tags.pop()
        if name in _LISTS:
            items.pop()
        if tag.start() < named or named < opening.start():
            continue
        inside = html[opening.start() : tag.end()]
        if name in _LISTS and named < opening.end():
            return _split(f"{inside}\n", pieces)
        if name == "li" and open_tags:
            around, outer, _ = open_tags[-1]
            start = _ID.sub("", outer[0])
            if around == "ol":
                start = f'{start[:-1]} start="{_first(outer[0]) + count - 1}">'
            return _split(f"{start}\n{inside}\n</{around}>\n", pieces)
    return ()


def _first(opening: str) -> int:
    found = re.search(r'\sstart="(-?\d{1,9})"', opening)
    return int(found[1]) if found else 1


def _split(html: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    parts = _SLOT.split(html)
    return tuple(
        pieces[int(part)] if number % 2 else part for number, part in enumerate(parts) if part
    )
