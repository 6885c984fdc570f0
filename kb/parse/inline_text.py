"""What inline tokens say without their markup.

In: the children of an inline token. Out: plain text, or HTML without links and ids.
"""

from collections.abc import Iterable, Sequence
from html import unescape

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from kb.parse.reading import Reading
from kb.patterns import pattern

_TAGS = pattern("<[^>]*>")
_IDS = pattern(' id="[^"]*"')
_DROPPED = {
    "wiki_embed",
    "footnote_ref",
    "footnote_anchor",
    "html_inline",
    "link_open",
    "link_close",
    "comment",
    "inline_value",
}


def plain_text(children: Iterable[Token] | None) -> str:
    """The words of inline tokens: code as typed, the symbols of formulas, a picture's text."""
    return " ".join("".join(map(token_text, children or ())).split())


def token_text(token: Token) -> str:
    """The words of one of them; '' where it has none."""
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "image":
        return plain_text(token.children)
    if token.type in _DROPPED:
        return ""
    if token.type == "math_inline" and "mathml" in token.meta:
        return unescape(_TAGS.sub("", token.meta["mathml"]))
    return token.content


def simple_html(
    children: Sequence[Token] | None, reading: Reading, renderer: RendererHTML, options: OptionsDict
) -> str:
    """Inline HTML that can stand in a table of contents: emphasis, code and formulas only."""
    parts = []
    for index, token in enumerate(children or ()):
        if token.type in _DROPPED:
            continue
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type in ("image", "wiki_link", "wiki_embed", "tag"):
            parts.append(escapeHtml(plain_text([token])))
        elif token.type == "math_inline" and "mathml" in token.meta:
            parts.append(_IDS.sub("", token.meta["mathml"]))
        elif token.type in renderer.rules:
            rule = renderer.rules[token.type]
            parts.append(rule(children, index, options, {"reading": reading}))
        else:
            parts.append(renderer.renderToken(children or (), index, options, {}))
    return "".join(parts).strip()
