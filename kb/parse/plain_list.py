"""Lists of one line per item, read without a parser for each item.

In: lines such as `- text` or `1. text` at the margin, all of one mark, with a blank line or nothing
behind the last. Out: the tokens that markdown-it's rule makes of them. It parses the inside of each
item as a text of its own and asks every rule about each line; whoever writes notes writes such
lists the most.
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kb.parse.tokens import new_token

# An item that begins with a letter holds a paragraph; `1. a` within it would be a list of its own.
_TEXT = r"(?![0-9]+[.)])(?:\*\*)?[^\W_][^\n]*(?<=\S)$"
_BULLETS = re.compile(rf"([*+-])[ ]{_TEXT}(?:\n\1[ ]{_TEXT})*", re.MULTILINE)
_NUMBERS = re.compile(rf"[0-9]{{1,9}}([.)])[ ]{_TEXT}(?:\n[0-9]{{1,9}}\1[ ]{_TEXT})*", re.MULTILINE)


def plain_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take a whole list, or leave it to markdown-it."""
    if silent or state.level or state.blkIndent or state.sCount[line] or end != state.lineMax:
        return False
    start = state.bMarks[line]
    ordered = state.src[start].isdigit()
    found = (_NUMBERS if ordered else _BULLETS).match(state.src, start)
    if found is None:
        return False
    items = found[0].split("\n")
    after = line + len(items)
    if after < end and not state.isEmpty(after):
        return False
    following = state.skipEmptyLines(after)
    if following < end and (
        state.sCount[following]
        or (first := state.src[state.bMarks[following]]) == found[1]
        or (ordered and first.isdigit())
    ):
        return False
    state.tokens += _tokens(items, line, following, found[1], ordered=ordered)
    state.line = following
    return True


def _tokens(
    items: list[str], line: int, following: int, mark: str, *, ordered: bool
) -> list[Token]:
    name, tag = ("ordered_list", "ol") if ordered else ("bullet_list", "ul")
    opening = new_token(f"{name}_open", tag, 1, 0, mark, block=True)
    opening.map = [line, following]
    tokens = [opening]
    for number, item in enumerate(items, line):
        head, _, text = item.partition(" ")
        item_open = new_token("list_item_open", "li", 1, 1, mark, block=True)
        paragraph = new_token("paragraph_open", "p", 1, 2, block=True)
        inline = new_token("inline", "", 0, 3, block=True)
        paragraph_close = new_token("paragraph_close", "p", -1, 2, block=True)
        if ordered:
            item_open.info = head[:-1]
        item_open.map = [number, number + 1]
        paragraph.map = [number, number + 1]
        inline.map = [number, number + 1]
        inline.content, inline.children = text, []
        paragraph.hidden = paragraph_close.hidden = True
        item_close = new_token("list_item_close", "li", -1, 1, mark, block=True)
        tokens += item_open, paragraph, inline, paragraph_close, item_close
    # Blank lines behind the last item belong to it.
    tokens[-5].map = [line + len(items) - 1, following]
    if ordered and (first := int(tokens[1].info)) != 1:
        opening.attrs = {"start": first}
    tokens.append(new_token(f"{name}_close", tag, -1, 0, mark, block=True))
    return tokens
