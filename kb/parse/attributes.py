"""Attribute lists of kramdown, Pandoc and Python-Markdown: `# Title {#id}`, `{: .class}`, `{:toc}`.

In: tokens whose inline content is not parsed yet. Out: the same without the lists, which are
orders to a renderer and no text; an id is kept as the heading's anchor or as an anchor of its own.
Classes and styles are left out: they belong to another site's theme. So is `{:toc}`, with the list
that it replaces, because every page has its contents beside it.

Only what is certainly such a list is taken: `{:a 1}` is a map of Clojure.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kb.model import Identifier
from kb.names import nfc
from kb.parse.inline import add_inline_rule
from kb.parse.reading import reading_of
from kb.patterns import pattern

_ITEM = r"""(?:\#[\w:.-]+|\.[\w-]+|[A-Za-z][\w-]*=(?:"[^"{}]*"|'[^'{}]*'|[^\s"'{}]+))"""
_LIST = rf"""\{{:?[ \t]*{_ITEM}(?:[ \t]+{_ITEM})*[ \t]*\}}"""
_MARKED = rf"""\{{:[ \t]*(?:toc|{_ITEM})(?:[ \t]+{_ITEM})*[ \t]*\}}"""
_AT_HEADING = pattern(rf"[ \t]+{_LIST}[ \t]*$|[ \t]*{_MARKED}[ \t]*$")
_LINE = pattern(rf"[ \t]*{_MARKED}[ \t]*")
_BEHIND_LINK = pattern(_LIST)
_BEHIND_EMPHASIS = pattern(_MARKED)
_OWN_LINE = pattern(rf"{_MARKED}[ \t]*(?:\n|$)")
_LINKS = {"image", "link_close", "wiki_link", "wiki_embed"}
_SIZE = pattern(r"""\b(width|height)=["']?(\d{1,5})(?:px)?(?=["'\s}])""")
# `#x` or `id="x"`, but not what stands within another value: a colour begins with `#` as well.
_ID = pattern(r"""(?:"[^"]*"|'[^']*'|[^"'#])*?(?<=[\s{:])(?:#|id=["']?)(?P<id>[\w:.-]+)""")
_TOC = pattern(r"\{:[ \t]*toc\b")


def add_attributes(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "attributes", _take)
    add_inline_rule(md, "attributes", _inline, "{")


def _take(state: StateCore) -> None:
    if "{" not in state.src:
        return
    gone: set[int] = set()
    anchors: list[tuple[int, Token]] = []
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "{" not in token.content:
            continue
        opening = state.tokens[index - 1]
        if opening.type == "heading_open":
            _take_from_heading(opening, token)
        elif opening.type == "td_open":
            if _LINE.fullmatch(token.content):
                gone.update(_row(state.tokens, index))
        elif opening.type == "paragraph_open" and (taken := _take_lines(token)):
            gone.update(_emptied(state.tokens, index, taken))
            if own := _ID.match(taken):
                reading = reading_of(state.env)
                slot = reading.slot(Identifier(nfc(own["id"])))
                reading.ids.setdefault(nfc(own["id"]), reading.block_place(opening)[0])
                mark = Token("block_anchor", "span", 0, block=True, level=opening.level)
                mark.map = token.map
                mark.attrSet("id", slot)
                anchors.append((index - 1, mark))
    for index in range(len(state.tokens) - 1, -1, -1):
        if index in gone:
            del state.tokens[index]
        for place, mark in anchors:
            if place == index:
                state.tokens.insert(index, mark)


def _take_from_heading(opening: Token, inline: Token) -> None:
    found = _AT_HEADING.search(inline.content)
    if found is None or not found.start():
        return
    inline.content = inline.content[: found.start()]
    if own := _ID.match(found[0]):
        opening.meta["id"] = nfc(own["id"])


def _take_lines(inline: Token) -> str:
    """What stood in the first and last lines of a paragraph, which are left out of it."""
    lines = inline.content.split("\n")
    taken = []
    while lines and _LINE.fullmatch(lines[-1]):
        taken.append(lines.pop())
    while lines and _LINE.fullmatch(lines[0]):
        taken.append(lines.pop(0))
        if inline.map is not None:  # links in what remains are still found at their place
            inline.map = [inline.map[0] + 1, inline.map[1]]
    if taken:
        inline.content = "\n".join(lines)
    return "\n".join(taken)


def _emptied(tokens: list[Token], index: int, taken: str) -> range:
    """The tokens that are left without anything to show."""
    if _TOC.search(taken) and (contents := _list_of_one(tokens, index)):
        return contents
    return range(0) if tokens[index].content.strip() else range(index - 1, index + 2)


def _list_of_one(tokens: list[Token], index: int) -> range | None:
    """The list around a paragraph, if it holds nothing else."""
    first, last = index - 3, index + 3
    if (
        first >= 0
        and last < len(tokens)
        and tokens[first].type in ("bullet_list_open", "ordered_list_open")
        and tokens[last].type in ("bullet_list_close", "ordered_list_close")
    ):
        return range(first, last + 1)
    return None


def _row(tokens: list[Token], index: int) -> range:
    """A line below a table becomes a row of it, the other cells of which are empty."""
    first = last = index
    while tokens[first].type != "tr_open":
        first -= 1
    while tokens[last].type != "tr_close":
        last += 1
    others = [t for t in tokens[first:last] if t.type == "inline" and t is not tokens[index]]
    return range(0) if any(cell.content.strip() for cell in others) else range(first, last + 1)


def _inline(state: StateInline, silent: bool) -> bool:
    """A list right behind a link, picture or emphasis, or in a line of its own."""
    if state.pending or not state.pos:
        return False
    before = state.src[state.pos - 1]
    found = None
    if before in ")]":
        found = _BEHIND_LINK.match(state.src, state.pos, state.posMax)
    elif before in "*_`":
        found = _BEHIND_EMPHASIS.match(state.src, state.pos, state.posMax)
    elif before == "\n":
        found = _OWN_LINE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        last = state.tokens[-1] if state.tokens else None
        if last is None or (before in ")]" and last.type not in _LINKS):
            return False
        if last.type == "image":
            for name, size in _SIZE.findall(found[0]):
                last.meta.setdefault(name, int(size))
    state.pos = found.end()
    return True
