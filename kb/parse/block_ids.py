"""`^id` at the end of a block, by which other notes link to it.

In: tokens whose inline content is not parsed yet. Out: an `id` on the block, and no caret in the
text. A line that holds nothing but `^id` names the block before it.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kb.model import Identifier, Span
from kb.parse.reading import Reading, reading_of
from kb.patterns import pattern

_TAGGED = {
    "paragraph_open",
    "bullet_list_open",
    "ordered_list_open",
    "list_item_open",
    "blockquote_open",
    "table_open",
}
"""Tokens whose attributes are written; before others stands a `<span>` that has the id."""
_OF_LISTS = {"bullet_list_open", "ordered_list_open", "list_item_open"}
_END = pattern(r"(?:^|(?<=[^\s]))[ \t\n]*(?:(?<=\s)|^)\^(?P<id>[A-Za-z0-9][A-Za-z0-9-]*)[ \t]*$")


def add_block_ids(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "block_ids", _take_ids)
    md.add_render_rule("block_anchor", _render_anchor)


def _take_ids(state: StateCore) -> None:
    if "^" not in state.src:
        return
    reading = reading_of(state.env)
    lonely, before = [], []
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "^" not in token.content:
            continue
        found = _END.search(token.content)
        opening = state.tokens[index - 1]
        if found is None or opening.type != "paragraph_open":
            continue
        rest = token.content[: found.start()].rstrip()
        if rest:
            # In a tight list the paragraph's tag is not written, so the item carries the id.
            holder = index - 2 if opening.hidden else index - 1
        else:
            holder = _opening_before(state.tokens, index - 1)
            if holder < 0:
                continue
            lonely.append(index)
        token.content = rest
        slot = reading.slot(Identifier(f"^{found['id']}"))
        reading.block_ids.append(found["id"])
        reading.block_spans.append(_span(state.tokens, holder, reading))
        named = state.tokens[holder]
        named.meta["block_id"] = found["id"]
        if named.type in _TAGGED:
            named.attrSet("id", slot)
        else:
            mark = Token("block_anchor", "span", 0, block=True, level=named.level, map=named.map)
            mark.attrSet("id", slot)
            before.append((holder, mark))
    for index in reversed(lonely):
        del state.tokens[index - 1 : index + 2]
    for index, mark in reversed(before):
        state.tokens.insert(index, mark)


def _span(tokens: list[Token], holder: int, reading: Reading) -> Span:
    """The lines of the list or item that is named or in which the name stands, else of the whole
    block: as Obsidian counts blocks.
    """
    found = holder
    for place in range(holder, -1, -1):
        if place == holder or (
            tokens[place].nesting > 0 and tokens[place].level < tokens[found].level
        ):
            found = place
            if tokens[place].type in _OF_LISTS:
                break
    first, last = tokens[found].map or tokens[holder].map or (0, 1)
    lines = reading.lines[reading.offset + first : reading.offset + last]
    return Span(reading.offset + first + 1, reading.offset + last, sum(map(len, lines)))


def _opening_before(tokens: list[Token], index: int) -> int:
    """Where the block opens that ends just before `index` on the same level; -1: there is none."""
    level = tokens[index].level
    for place in range(index - 1, -1, -1):
        if tokens[place].level == level and tokens[place].nesting >= 0:
            return place
        if tokens[place].level < level:
            break
    return -1


def _render_anchor(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f'<span id="{tokens[index].attrGet("id")}"></span>'
