"""Obsidian's links: `[[note]]`, `[[note#heading|text]]`, `![[note]]`, `![[picture.png|500]]`.

In: inline text. Out: link slots, with the author's words or the target as typed between them.
"""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kb.model import FigureNumber, Link, LinkEnd, LinkKind, LinkStart, Resource
from kb.names import nfc
from kb.parse.inline import add_inline_rule
from kb.parse.links import size_of
from kb.parse.reading import reading_of
from kb.parse.sentences import NOWHERE, Around, sentence_around


def add_wikilinks(md: MarkdownIt) -> None:
    add_inline_rule(md, "wiki_link", _wiki_link, "[", before="link")
    add_inline_rule(md, "wiki_embed", _wiki_embed, "!", before="image")
    md.add_render_rule("wiki_link", _render_link)
    md.add_render_rule("wiki_embed", _render_embed)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("[[", state.pos) and _take(state, silent, 2, "wiki_link")


def _wiki_embed(state: StateInline, silent: bool) -> bool:
    return state.src.startswith("![[", state.pos) and _take(state, silent, 3, "wiki_embed")


def _take(state: StateInline, silent: bool, skip: int, kind: str) -> bool:
    start = state.pos + skip
    end = state.src.find("]]", start, state.posMax)
    if end < 0:
        return False
    inside = state.src[start:end]
    if not inside.strip() or "\n" in inside or inside[0] == "[" or "[[" in inside:
        return False
    if not silent:
        # In a table the bar keeps its backslash when the cell's own rule did not take it away.
        name, _, text = inside.replace("\\|", "|").partition("|")
        target, _, fragment = nfc(name.strip()).partition("#")
        token = state.push(kind, "", 0)
        token.content = text.strip() or shown(target.strip(), fragment.strip())
        token.meta = {
            "target": target.strip(),
            "fragment": fragment.strip(),
            "text": text.strip(),
            "place": reading_of(state.env).inline_place(state, state.pos),
            "span": (state.pos, end + 2),
        }
    state.pos = end + 2
    return True


def shown(target: str, fragment: str) -> str:
    """A link without words of its own, as Obsidian shows it: `note > heading`."""
    name = target.rpartition("/")[2].removesuffix(".md") or target
    parts = [name, *(part.lstrip("^") for part in fragment.split("#"))]
    return " > ".join(part for part in parts if part)


def _link(token: Token, kind: LinkKind, around: Around = NOWHERE) -> Link:
    target, fragment = token.meta["target"], token.meta["fragment"]
    line, column = token.meta["place"]
    return Link(kind, target, fragment, line, column, around.sentence, around.start, around.end)


def _render_link(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    reading, token = reading_of(env), tokens[index]
    if env.get("open_links"):  # HTML has no link within a link
        return escapeHtml(token.content)
    around = NOWHERE if reading.secret else sentence_around(tokens, index, index + 1)
    number = reading.link(_link(token, LinkKind.WIKI, around))
    start, end = reading.slot(LinkStart(number)), reading.slot(LinkEnd(number))
    words, fragment = escapeHtml(token.content), token.meta["fragment"]
    if fragment in reading.labels and not token.meta["target"] and not token.meta["text"]:
        words = reading.slot(FigureNumber(fragment, token.content))
    return f"{start}{words}{end}"


def _render_embed(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    reading, token = reading_of(env), tokens[index]
    number = reading.link(_link(token, LinkKind.EMBED))
    alt, width, height = size_of(token.meta["text"])
    return reading.slot(Resource(number, alt, "", width, height, bool(env.get("open_links"))))
