"""`#tags` in the text, by Obsidian's rule.

In: inline text at a `#`. Out: an `InlineTag` slot, and the tag in the reading.

A tag begins the text or follows white space, holds letters of any script, digits, `_`, `-`, `/`
and emoji, and at least one that is not a digit: `#1` and `#2024-01` are none.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from kb.model import InlineTag, TagUse
from kb.names import tag
from kb.parse.inline import add_inline_rule
from kb.parse.reading import reading_of
from kb.patterns import pattern

# Told by what ends it, because letters of many scripts come with marks that are no letters.
_NAME = pattern(
    r"[^\s\x00-,.:-@\[-^`{-\x9f\u2000-\u200c\u200e-\u206f\u2e00-\u2e7f\u3000-\u303f"
    r"\ufdd0-\ufdef\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+"
)
_COLOUR = pattern(r"#(?:[0-9A-Fa-f]{3,4}){1,2};")
_NUMBER = pattern(r"[\d/_-]*")


def is_tag(name: str) -> bool:
    """Whether `#name` would be one tag, and all of it."""
    found = _NAME.fullmatch(name)
    return found is not None and not _NUMBER.fullmatch(name) and name == tag(name)


def _tag(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if silent or state.linkLevel or (start and not state.src[start - 1].isspace()):
        return False
    found = _NAME.match(state.src, start + 1, state.posMax)
    if found is None or _NUMBER.fullmatch(found[0]):
        return False
    if _COLOUR.match(state.src, start, state.posMax):  # `{: style="color: #ecf1e8;"}` of kramdown
        return False
    token = state.push("tag", "", 0)
    token.content = "#" + found[0].rstrip("/")
    token.meta["place"] = reading_of(state.env).inline_place(state, start + 1)
    state.pos += len(token.content)
    return True


def _render(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    reading = reading_of(env)
    name = tag(tokens[index].content)
    reading.tags.append(TagUse(name, *tokens[index].meta["place"]))
    return reading.slot(InlineTag(name))


def add_tags(md: MarkdownIt) -> None:
    add_inline_rule(md, "tag", _tag, "#")
    md.add_render_rule("tag", _render)
