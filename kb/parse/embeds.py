"""Embeds that stand where blocks may: `![[note]]` in a paragraph of its own or between its words.

In: paragraphs whose inline content is parsed. Out: the same, cut in two around each embed that may
be a note, because a note is blocks and no paragraph can hold those. In headings, cells, links and
emphasis nothing is cut: an embedded note is a link there.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from msgspec.structs import replace

from kb.media import FILE
from kb.model import Embed, Resource
from kb.parse.links import is_elsewhere
from kb.parse.reading import reading_of
from kb.parse.tokens import new_token
from kb.patterns import pattern

_NOTE = pattern(r"\.(?:md|markdown)(?:#.*)?$")
_OPENS = pattern(r"<[A-Za-z](?![^>]*/>)")
_OPENS_NOTHING = ("<br", "<img", "<wbr", "<hr", "<input")
_EMPTY = {"softbreak", "hardbreak"}


def add_embeds(md: MarkdownIt) -> None:
    md.core.ruler.push("embeds", _cut_paragraphs)
    md.add_render_rule("embed", _render)


def _cut_paragraphs(state: StateCore) -> None:
    if "![" not in state.src:
        return
    tokens = state.tokens
    # From the end, so that what is replaced moves nothing that is still to be looked at.
    for index in range(len(tokens) - 1, 0, -1):
        token, opening = tokens[index], tokens[index - 1]
        if token.type != "inline" or opening.type != "paragraph_open" or not token.children:
            continue
        places = _places(token.children)
        if places:
            tokens[index - 1 : index + 2] = _cut(opening, token, tokens[index + 1], places)


def _places(children: list[Token]) -> list[int]:
    """Where embeds stand that may be notes, and nothing is open around them."""
    found = []
    depth = 0
    for place, token in enumerate(children):
        if not depth and _may_be_note(token):
            found.append(place)
        depth += token.nesting
        if token.type == "html_inline":
            html = token.content
            depth -= html.startswith("</")
            depth += bool(_OPENS.match(html)) and not html.lower().startswith(_OPENS_NOTHING)
    return found


def _may_be_note(token: Token) -> bool:
    if token.type == "wiki_embed":
        return FILE.search(token.meta["target"]) is None
    if token.type == "image":
        source = str(token.attrGet("src") or "")
        return _NOTE.search(source) is not None and not is_elsewhere(source)
    return False


def _cut(opening: Token, inline: Token, after: Token, places: list[int]) -> list[Token]:
    """The tokens that stand for a paragraph; `after` is the one behind its text.

    It closes the paragraph, unless a footnote's way back stands before that.
    """
    children = inline.children or []
    ends = after.type == "paragraph_close"
    out: list[Token] = []
    if opening.attrs and _is_empty(children[: places[0]]):
        # A name of the paragraph is one of what it holds.
        anchor = new_token("block_anchor", "span", 0, opening.level, block=True)
        anchor.attrs, anchor.meta, anchor.map = opening.attrs, opening.meta, opening.map
        out.append(anchor)
    start = written = 0
    for place in (*places, len(children)):
        part = _trimmed(children[start:place])
        last = place == len(children)
        begins, stops = (len(inline.content),) * 2 if last else children[place].meta["span"]
        if part or (last and not ends):
            out += _paragraph(opening, inline, part, (written, begins))
            out.append(after if last else _closing(opening))
        elif last:
            continue
        if not last:
            embed = new_token("embed", "div", 0, opening.level, block=True)
            embed.map, embed.children = opening.map, [children[place]]
            embed.meta = {"spaced": not opening.hidden}
            out.append(embed)
        start, written = place + 1, stops
    return out


def _paragraph(
    opening: Token, inline: Token, part: list[Token], written: tuple[int, int]
) -> list[Token]:
    """A paragraph of `part`, which was written in this stretch of the inline content."""
    start = opening
    if written[0]:
        start = new_token("paragraph_open", "p", 1, opening.level, block=True)
        start.map, start.hidden = opening.map, opening.hidden
    text = new_token("inline", "", 0, inline.level, block=True)
    stretch = inline.content[slice(*written)]
    blank = len(stretch) - len(stretch.lstrip())
    if inline.map is not None:
        line = inline.map[0] + inline.content.count("\n", 0, written[0] + blank)
        text.map = [line, inline.map[1]]
    text.children, text.content = part, stretch.strip()
    return [start, text]


def _closing(opening: Token) -> Token:
    closing = new_token("paragraph_close", "p", -1, opening.level, block=True)
    closing.hidden = opening.hidden
    return closing


def _is_empty(part: Sequence[Token]) -> bool:
    return all(
        token.type in _EMPTY or (token.type == "text" and not token.content.strip())
        for token in part
    )


def _trimmed(part: list[Token]) -> list[Token]:
    """Without the spaces and line breaks that stood around an embed."""
    if _is_empty(part):
        return []
    while _is_empty(part[:1]):
        part = part[1:]
    while _is_empty(part[-1:]):
        part = part[:-1]
    if part[0].type == "text":
        part[0].content = part[0].content.lstrip()
    if part[-1].type == "text":
        part[-1].content = part[-1].content.rstrip()
    return part


def _render(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    reading, token = reading_of(env), tokens[index]
    number = len(reading.slots)
    html = self.renderInline(token.children or [], options, env)
    resource = reading.slots[number]
    assert isinstance(resource, Resource), html
    reading.links[resource.index] = replace(reading.links[resource.index], block=True)
    # An element, so that the gate sees a block and closes what cannot hold one.
    spaced = token.meta["spaced"]
    # In a tight list words may stand right before it.
    before = "" if spaced else "\n"
    return f"{before}<div>{reading.slot(Embed(resource, spaced))}</div>\n"
