"""The prose of a note: what its author says in words, each run at its place.

In: all tokens of a text. Out: `Prose`, without headings, links, code, formulas, comments, tags,
addresses and raw HTML.

markdown-it's tokens have no columns. But a run of text stands in the source as it is, behind the
run before it, so it is looked for there; where an escape or an entity stands in its way it is two
runs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markdown_it.token import Token

from kb.model import SECRET, Passage, Prose
from kb.parse.reading import Reading
from kb.patterns import pattern

_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_OPENS = pattern(r"<(?:a|code|kbd|samp|pre|script|style)\b[^>]*(?<!/)>", re.IGNORECASE)
_CLOSES = pattern(r"</(?:a|code|kbd|samp|pre|script|style)\s*>", re.IGNORECASE)
_TARGET = r"(?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\]\n]*\])?"
_LINK_END = pattern(rf"[`*_=~]*\]{_TARGET}")
_ENDS = {
    "wiki_link": pattern(r"\]\]"),
    "wiki_embed": pattern(r"\]\]"),
    "image": pattern(rf"!\[[^\]\n]*\]{_TARGET}"),
}
"""Behind what the source of a token ends: a run that follows is not looked for within it."""
_AS_WRITTEN = {"html_inline", "code_inline", "math_inline", "tag"}
"""Tokens whose content stands in the source."""
_PLAIN = frozenset(
    "text strong_open strong_close em_open em_close mark_open mark_close s_open s_close".split()
)
_CELLS = ("td_open", "th_open")


def gather_prose(
    tokens: Sequence[Token], footnotes: Iterable[Sequence[Token]], reading: Reading
) -> Prose:
    """`tokens` are those of the body, `footnotes` those of each footnote."""
    passages: list[Passage] = []
    _gather(tokens, reading, passages)
    for inside in footnotes:
        _gather(inside, reading, passages)
    return Prose(tuple(passages))


def _gather(tokens: Sequence[Token], reading: Reading, passages: list[Passage]) -> None:
    lines, offset, count = reading.lines, reading.offset, len(reading.lines)
    heading = -1
    secret = False
    for index, token in enumerate(tokens):
        if token.type != "inline":
            if token.type == "quiz_part_open":
                secret = token.meta["part"].kind in SECRET
            elif token.type == "quiz_part_close":
                secret = False
            continue
        if secret:
            continue
        before = tokens[index - 1].type
        if before == "heading_open":
            heading = tokens[index - 1].meta["heading"]
            continue
        children, content, place = token.children or (), token.content, token.map
        if place is None:
            continue
        line = offset + place[0]
        # By far the most texts: one line, and nothing in it but prose and signs of emphasis.
        for child in children:
            if child.type not in _PLAIN:
                break
        else:
            # A place may be said to lie behind the last line.
            known = line < count and before not in _CELLS and "&" not in content
            column = lines[line].find(content) if known else -1
            if column >= 0:
                passages.append(Passage(line + 1, column + 1, content, heading))
                continue
        for start, text in _runs(content, children):
            found = _place(lines, line, content, start, text)
            if found is not None:
                passages.append(Passage(*found, text, heading, before in _CELLS))


def _place(
    lines: list[str], line: int, content: str, start: int, text: str
) -> tuple[int, int] | None:
    """Line and column in the file of what stands at `start` of a content that begins in `line`."""
    row_start = content.rfind("\n", 0, start) + 1
    line += content.count("\n", 0, start)
    if line >= len(lines):
        return None
    row_end = content.find("\n", start)
    row = content[row_start : row_end if row_end >= 0 else len(content)]
    column = lines[line].find(row)
    if column >= 0:
        return line + 1, column + start - row_start + 1
    column = lines[line].find(text)  # a table's cell, whose `\|` lost the backslash
    return (line + 1, column + 1) if column >= 0 else None


def _runs(content: str, children: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The runs of prose in a text, and where in it each begins."""
    position = 0
    inside = 0
    for child in children:
        kind, text = child.type, child.content
        if kind == "text":
            found = content.find(text, position)
            if found >= 0:
                position = found + len(text)
                if not inside and text and not text.isspace():
                    yield found, text
            else:
                runs, position = _verbatim(content, position, text)
                if not inside:
                    yield from runs
            continue
        if kind == "link_open":
            inside += 1
        elif kind == "link_close":
            inside -= 1
            if ends := _LINK_END.match(content, position):
                position = ends.end()
        elif kind in _ENDS:
            if ends := _ENDS[kind].search(content, position):
                position = ends.end()
        elif kind in _AS_WRITTEN:
            if kind == "html_inline":
                inside = max(inside + bool(_OPENS.match(text)) - bool(_CLOSES.match(text)), 0)
            found = content.find(text, position)
            position = found + len(text) if found >= 0 else position


def _verbatim(content: str, position: int, text: str) -> tuple[list[tuple[int, str]], int]:
    """The parts of `text` that stand in `content` as they are, and where the last one ends."""
    runs: list[tuple[int, str]] = []
    start = at = max(content.find(text[:1], position), position)
    done = 0

    def close() -> None:
        if content[start:at].strip():
            runs.append((start, content[start:at]))

    while done < len(text) and at < len(content):
        entity = _ENTITY.match(content, at) if content[at] == "&" else None
        means = unescape(entity[0]) if entity else ""
        if entity and text.startswith(means, done):
            close()
            done += len(means)
            start = at = entity.end()
        elif content[at] == text[done]:
            at += 1
            done += 1
        elif content[at] == "\\":
            close()
            at += 1
            start = at
        elif content.startswith("%%", at) and (end := content.find("%%", at + 2)) >= 0:
            close()
            start = at = end + 2
        else:
            break
    close()
    return runs, at
