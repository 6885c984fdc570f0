"""Headings and their anchors, which keep Hangul and stay put when headings move.

In: heading tokens, some with an id of their author's.
Out: `Heading`s, and slots in place of their tags.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kb.model import Heading, HeadingEnd, HeadingStart
from kb.names import Anchor, anchor
from kb.parse.inline_text import plain_text, simple_html
from kb.parse.reading import reading_of


def add_headings(md: MarkdownIt) -> None:
    md.core.ruler.push("headings", _gather)
    md.add_render_rule("heading_open", _open)
    md.add_render_rule("heading_close", _close)


def _gather(state: StateCore) -> None:
    reading = reading_of(state.env)
    renderer = state.md.renderer
    assert isinstance(renderer, RendererHTML)
    # What an author chose is not taken by a heading that happens to be called so.
    chosen = {token.meta["id"] for token in state.tokens if "id" in token.meta}
    used: set[str] = set(chosen)
    before, start = reading.offset, 0
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        inline = state.tokens[index + 1]
        text = plain_text(inline.children)
        own = token.meta.get("id")
        if own in chosen:
            chosen.discard(own)
            used.discard(own)
        place = reading.block_place(token)[0]
        start += sum(map(len, reading.lines[before : place - 1]))
        before = place - 1
        heading = Heading(
            level=int(token.tag[1]),
            text=text,
            html=simple_html(inline.children, reading, renderer, state.md.options),
            anchor=unique(Anchor(own) if own else anchor(text), used),
            line=place,
            nested=token.level > 0,
            start=start,
        )
        token.meta["heading"] = state.tokens[index + 2].meta["heading"] = len(reading.headings)
        reading.headings.append(heading)


def unique(wanted: Anchor, used: set[str]) -> Anchor:
    """`wanted`, numbered only where the note has it already; `section` where nothing is left."""
    base = wanted or Anchor("section")
    found, number = base, 1
    while found in used:
        number += 1
        found = Anchor(f"{base}-{number}")
    used.add(found)
    return found


def _open(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    return reading_of(env).slot(HeadingStart(tokens[index].meta["heading"]))


def _close(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    return reading_of(env).slot(HeadingEnd(tokens[index].meta["heading"])) + "\n"
