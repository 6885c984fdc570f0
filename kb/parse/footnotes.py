"""Footnotes: `[^label]`, `[^label]: text` and `^[inline]`.

In: the footnote plugin's tokens. Out: `Footnote`s, and slots for numbers, because the page counts.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_inline

from kb.model import FootnoteBack, FootnoteReference
from kb.parse.inline import inline_parser
from kb.parse.reading import reading_of


def add_footnotes(md: MarkdownIt) -> None:
    md.use(footnote_plugin)
    md.inline.ruler.at("footnote_inline", _inline_footnote)
    inline_parser(md).listen("footnote_inline", "^")
    inline_parser(md).listen("footnote_ref", "[")
    md.add_render_rule("footnote_ref", _reference)
    md.add_render_rule("footnote_anchor", _back)


def _inline_footnote(state: StateInline, silent: bool) -> bool:
    """As the plugin has it; the reading knows where the part begins that it parses by itself."""
    if silent:
        return footnote_inline(state, silent)
    reading = reading_of(state.env)
    around = reading.within
    reading.within = around + state.pos + len("^[")
    try:
        return footnote_inline(state, silent)
    finally:
        reading.within = around


def label_of(token: Token) -> str:
    """The author's label; an inline footnote's is made of its number, with a caret before it."""
    label = token.meta.get("label")
    return str(label) if label is not None else f"^{token.meta['id'] + 1}"


def split(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The tokens of the body, and those of each footnote by label, in the order of reference."""
    start = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), -1)
    if start < 0:
        return tokens, {}
    notes: dict[str, list[Token]] = {}
    inside: list[Token] = []
    for token in tokens[start + 1 :]:
        if token.type == "footnote_open":
            inside = notes.setdefault(label_of(token), [])
        elif token.type not in {"footnote_close", "footnote_block_close"}:
            inside.append(token)
    return tokens[:start], notes


def _reference(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    return reading_of(env).slot(FootnoteReference(label_of(tokens[index])))


def _back(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    if token.meta.get("subId", 0) > 0:
        return ""  # one way back is enough: to the first place
    return " " + reading_of(env).slot(FootnoteBack(label_of(token)))
