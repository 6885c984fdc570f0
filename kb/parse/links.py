"""Links and images of Markdown: `[text](target)`, `![alt](target)`, `<https://...>`.

In: markdown-it's link and image tokens. Out: slots for what leads within the site; finished HTML
for what leads to another host, because that does not depend on the page.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.image import image as parse_image
from markdown_it.rules_inline.link import link as parse_link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kb.model import Link, LinkEnd, LinkKind, LinkStart, Resource
from kb.parse.inline_text import plain_text
from kb.parse.reading import Reading, reading_of
from kb.parse.sentences import NOWHERE, Around, sentence_around
from kb.patterns import pattern

InlineRule = Callable[[StateInline, bool], bool]

_ELSEWHERE = pattern(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:|//)")
_SIZE = pattern(
    r"^(?P<alt>.*)\|\s*(?P<width>\d{1,5})(?:\s*[x×]\s*(?P<height>\d{1,5}))?\s*$", re.DOTALL
)


def is_elsewhere(href: str) -> bool:
    """A URL with a scheme or a host: it means the same on every page."""
    return _ELSEWHERE.match(href) is not None


def size_of(text: str) -> tuple[str, int, int]:
    """Obsidian's `alt|500` or `alt|500x300`: alternative text, width and height in CSS pixels."""
    found = _SIZE.match(text) or _SIZE.match(f"|{text}")
    if found is None:
        return text, 0, 0
    return found["alt"].strip(" |"), int(found["width"]), int(found["height"] or 0)


def add_links(md: MarkdownIt) -> None:
    md.inline.ruler.at("link", _placed(parse_link))
    md.inline.ruler.at("image", _placed(parse_image))
    md.add_render_rule("link_open", _link_open)
    md.add_render_rule("link_close", _link_close)
    md.add_render_rule("image", _image)


def _placed(rule: InlineRule) -> InlineRule:
    """`rule`, with the place of what it found kept in its first token: tokens have none."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > before:
            # Pending text before the link has become a token of its own.
            for token in state.tokens[before : before + 2]:
                if token.type in ("link_open", "image"):
                    token.meta["place"] = reading_of(state.env).inline_place(state, start)
                    token.meta["span"] = (start, state.pos)
                    break
        return True

    return placed


def _remember(
    reading: Reading, kind: LinkKind, url: str, token: Token, around: Around = NOWHERE
) -> int:
    """The index of a link whose place its rule has kept."""
    line, column = token.meta.get("place") or reading.text_place("", 0)
    link = Link(kind, url, "", line, column, around.sentence, around.start, around.end)
    return reading.link(link)


def _link_open(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    href = str(token.attrGet("href") or "")
    title = str(token.attrGet("title") or "")
    open_links = env.setdefault("open_links", [])
    if is_elsewhere(href):
        open_links.append("</a>")
        attribute = f' title="{escapeHtml(title)}"' if title else ""
        return f'<a href="{escapeHtml(href)}"{attribute}>'
    reading = reading_of(env)
    end = index + 1
    while end < len(tokens) and tokens[end].type != "link_close":
        end += 1
    around = NOWHERE if reading.secret else sentence_around(tokens, index, end)
    number = _remember(reading, LinkKind.MARKDOWN, href, token, around)
    open_links.append(reading.slot(LinkEnd(number)))
    return reading.slot(LinkStart(number, title))


def _link_close(
    _self: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, env: EnvType
) -> str:
    return str(env["open_links"].pop())


def _image(
    _self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    source = str(token.attrGet("src") or "")
    title = str(token.attrGet("title") or "")
    alt = plain_text(token.children)
    width = height = 0
    reading = reading_of(env)
    if reading.settings.obsidian:
        alt, width, height = size_of(alt)
        width = width or token.meta.get("width", 0)
        height = height or token.meta.get("height", 0)
    if is_elsewhere(source):
        size = (f' width="{width}"' if width else "") + (f' height="{height}"' if height else "")
        attribute = f' title="{escapeHtml(title)}"' if title else ""
        close = " />" if options["xhtmlOut"] else ">"
        return f'<img src="{escapeHtml(source)}" alt="{escapeHtml(alt)}"{attribute}{size}{close}'
    number = _remember(reading, LinkKind.IMAGE, source, token)
    within = bool(env.get("open_links"))
    return reading.slot(Resource(number, alt, title, width, height, within))
