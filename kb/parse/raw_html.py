"""Raw HTML in a note: its URLs become slots, and its ids are places that links can lead to.

In: the HTML of one token. Out: the same with a marker in place of each URL within the site, and no
id that the page has already: `<a id="intro"></a>` above a heading `Intro` is common.
"""

import re
from collections.abc import Sequence
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.html_inline import html_inline as parse_html_inline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from kb.model import Identifier, IdentifierUse, Link, LinkKind, ResourceAttribute
from kb.names import nfc
from kb.parse.links import is_elsewhere
from kb.parse.reading import Reading, reading_of
from kb.parse.stray_tags import FOREIGN, is_text
from kb.patterns import pattern
from kb.problems import Rule

# A comment may hold tags, which are none.
_TAG = pattern(
    r"<!--.*?(?:-->|$)|<(?P<close>/?)(?P<element>[A-Za-z][A-Za-z0-9-]*)[^<>]*>", re.DOTALL
)
_ID = pattern(
    r"""\s(?P<name>id|name)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_URL = pattern(
    r"""\s(?P<name>href|src|poster)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)

_USE = pattern(
    r"""\s(?P<name>for|headers|aria-labelledby|aria-describedby)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_PAINT = pattern(r"""url\(\s*(?:&quot;|['"])?#(?P<name>[^\s"'()<>&]+)(?:&quot;|['"])?\s*\)""")


def add_raw_html(md: MarkdownIt) -> None:
    md.inline.ruler.at("html_inline", _placed_html_inline)
    md.add_render_rule("html_block", _html_block)
    md.add_render_rule("html_inline", _html_inline)


def _placed_html_inline(state: StateInline, silent: bool) -> bool:
    start, before = state.pos, len(state.tokens)
    if not parse_html_inline(state, silent):
        return False
    if not silent:
        for token in state.tokens[before:]:
            if token.type == "html_inline":
                token.meta["place"] = reading_of(state.env).inline_place(state, start)
    return True


def _html_block(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    token, reading = tokens[index], reading_of(env)
    return _with_slots(token.content, reading, reading.block_place(token), "")


def _html_inline(
    _self: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    token, reading = tokens[index], reading_of(env)
    place = token.meta.get("place") or reading.text_place("", 0)
    follows = "".join(t.content for t in tokens[index + 1 :] if t.type == "html_inline")
    return _with_slots(token.content, reading, place, follows)


def _with_slots(html: str, reading: Reading, place: tuple[int, int], follows: str) -> str:
    reading.has_html = True

    def replace_in_tag(tag: re.Match[str]) -> str:
        if tag["element"] is None:
            return tag[0]
        closing = bool(tag["close"])
        if not reading.settings.trust and is_text(
            tag["element"],
            closing=closing,
            within_foreign=reading.foreign > 0,
            follows=html[tag.end() :] + follows,
        ):
            return escapeHtml(tag[0])
        if tag["element"].lower() in FOREIGN and not tag[0].endswith("/>"):
            reading.foreign = max(reading.foreign + (-1 if closing else 1), 0)
        if closing:
            return tag[0]
        line, column = _place_within(html, tag.start(), place, reading)

        def replace(url: re.Match[str]) -> str:
            value = unescape(url["double"] or url["single"] or url["bare"] or "")
            if not value or is_elsewhere(value.strip()):
                return url[0]
            number = reading.link(Link(LinkKind.HTML, value.strip(), "", line, column))
            slot = reading.slot(ResourceAttribute(number, url["name"].lower()))
            return f' {url["name"].lower()}="{slot}"'

        return _URL.sub(replace, _with_uses(_with_own_ids(tag, reading, line, column), reading))

    return _TAG.sub(replace_in_tag, html)


def _with_uses(tag: str, reading: Reading) -> str:
    """The tag with a slot for each id that it refers to: where it is shown, ids may differ."""

    def replace(found: re.Match[str]) -> str:
        value = unescape(found["double"] or found["single"] or found["bare"] or "")
        names = " ".join(reading.slot(IdentifierUse(nfc(name))) for name in value.split())
        return f' {found["name"]}="{names}"'

    def replace_url(found: re.Match[str]) -> str:
        return f"url(#{reading.slot(IdentifierUse(nfc(unescape(found['name']))))})"

    return _PAINT.sub(replace_url, _USE.sub(replace, tag))


def _place_within(
    html: str, position: int, place: tuple[int, int], reading: Reading
) -> tuple[int, int]:
    """Line and column of `position` in HTML that begins at `place`."""
    row = html.count("\n", 0, position)
    start = html.rfind("\n", 0, position) + 1
    if not row:
        return place[0], place[1] + position
    # The markers of lists and quotes before a line are not part of it.
    line = place[0] + row
    end = html.find("\n", position)
    typed = reading.lines[line - 1] if line <= len(reading.lines) else ""
    before = max(typed.find(html[start : end if end >= 0 else len(html)]), 0)
    return line, before + position - start + 1


def _with_own_ids(tag: re.Match[str], reading: Reading, line: int, column: int) -> str:
    """The tag without an id that the page has; `<a name>` says the same as an id."""

    def replace(found: re.Match[str]) -> str:
        if found["name"].lower() == "name" and tag["element"].lower() != "a":
            return found[0]
        name = nfc(unescape(found["double"] or found["single"] or found["bare"] or "")).strip()
        if first := reading.ids.get(name):
            place = line, column
            reading.find(Rule.DUPLICATE_ID, place, name=name, first=str(first))
            return ""
        if not name or any(heading.anchor == name for heading in reading.headings):
            return ""
        reading.ids[name] = line
        return f' id="{reading.slot(Identifier(name))}"'

    return _ID.sub(replace, tag[0])
