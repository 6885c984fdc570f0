"""Where the target of a link stands in the text, and in which notation.

In: the text of a note as it was typed, and one of its links with its place.
Out: the two parts of the target, name and fragment, as they were typed; or None where the text at
that place is not this link.
"""

import re
from collections.abc import Iterator
from enum import Enum
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.rules_inline import StateInline
from msgspec import Struct
from msgspec.structs import replace

from kb.model import Link, LinkKind
from kb.names import nfc
from kb.parse.fences import lines_outside
from kb.patterns import pattern
from kb.renaming.raw_text import RawText

_WIKI = pattern(r"!?\[\[([^\r\n]*?)\]\]")
_BAR = pattern(r"\\?\|")
# `&#39;` is a character, and its `#` begins no fragment.
_PARTS = pattern(r"((?:&#\w+;|[^#?])*)(\?(?:&#\w+;|[^#])*)?(#.*)?", re.DOTALL)
_TAG = pattern(r"<[A-Za-z][^<>]*>")
_URL = pattern(
    r"""\s(?:href|src|poster)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_BLOCK_END = pattern(r"(?:\r\n|\r|\n)[ \t>]*(?=[\r\n]|\Z)")
_SPACE = pattern(r"\s*(?:[\r\n][ \t>]*)?")
_DEFINITION = pattern(
    r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\[(?P<label>(?:[^\[\]\\]|\\.)+)\]:[ \t]*"
)
_LONGEST = 20_000
"""Characters of a paragraph within which the end of a link is looked for."""


class Notation(Enum):
    WIKI = "wiki"
    BARE = "bare"
    """`(target)`."""
    ANGLE = "angle"
    """`(<target>)`."""
    DOUBLE_QUOTED = "double"
    """`href="target"`."""
    SINGLE_QUOTED = "single"
    UNQUOTED = "bare attribute"


ATTRIBUTES = {
    Notation.DOUBLE_QUOTED: "double",
    Notation.SINGLE_QUOTED: "single",
    Notation.UNQUOTED: "bare",
}
"""The notations of raw HTML, and the group that finds each."""


class WrittenLink(Struct, frozen=True):
    notation: Notation
    start: int
    """Where the name begins, in characters of the text."""
    name: str
    """As typed, with every escape."""
    fragment_start: int
    fragment: str
    """As typed, behind the first `#`; '' where there is none, or nothing behind it."""
    query: str = ""


def written_links(raw: RawText, link: Link, md: MarkdownIt) -> list[WrittenLink]:
    """The target of `link`; more than one where a tag of raw HTML names it in two attributes."""
    position = raw.position(link.line, link.column)
    match link.kind:
        case LinkKind.WIKI | LinkKind.EMBED:
            found = _wiki(raw.text, position, link)
        case LinkKind.MARKDOWN:
            found = _markdown(raw, position, link, md)
        case LinkKind.IMAGE:
            found = _markdown(raw, position + 1, link, md)
        case LinkKind.HTML:
            return [*_attributes(raw.text, position, link)]
    return [] if found is None else [found]


def respelt(link: Link, written: WrittenLink, name: str, fragment: str, md: MarkdownIt) -> Link:
    """What `link` would be if it were written so."""
    if written.notation is Notation.WIKI:
        return replace(link, target=nfc(name.strip()), fragment=nfc(fragment))
    typed = f"{name}{written.query}" + (f"#{fragment}" if fragment else "")
    if written.notation in ATTRIBUTES:
        return replace(link, target=unescape(typed))
    return replace(link, target=md.normalizeLink(unescapeAll(typed)))


def _wiki(text: str, position: int, link: Link) -> WrittenLink | None:
    found = _WIKI.match(text, position)
    if found is None:
        return None
    bar = _BAR.search(text, found.start(1), found.end(1))
    end = bar.start() if bar else found.end(1)
    mark = text.find("#", found.start(1), end)
    name_end = mark if mark >= 0 else end
    start, name = _stripped(text, found.start(1), name_end)
    fragment_start, fragment = (end, "") if mark < 0 else _stripped(text, mark + 1, end)
    if (nfc(name), nfc(fragment)) != (link.target, link.fragment):
        return None
    return WrittenLink(Notation.WIKI, start, name, fragment_start, fragment)


def _stripped(text: str, start: int, end: int) -> tuple[int, str]:
    typed = text[start:end]
    return start + len(typed) - len(typed.lstrip()), typed.strip()


def _markdown(raw: RawText, position: int, link: Link, md: MarkdownIt) -> WrittenLink | None:
    text = raw.text
    if not text.startswith("[", position):
        return None
    closing = _BLOCK_END.search(text, position, position + _LONGEST)
    end = closing.start() if closing else min(position + _LONGEST, len(text))
    part = text[position:end]
    label_end = _label_end(part, 0, md)
    if label_end < 0:
        return None
    label = part[1:label_end]
    if part.startswith("(", label_end + 1):
        space = _SPACE.match(part, label_end + 2)
        start = space.end() if space else label_end + 2
        return _destination(text, position + start, position + end, link, md)
    if part.startswith("[", label_end + 1):
        second_end = _label_end(part, label_end + 1, md)
        label = part[label_end + 2 : second_end] or label
    return _defined(raw, label, link, md)


def _label_end(part: str, start: int, md: MarkdownIt) -> int:
    """Where the bracket closes that opens at `start`; -1: nowhere."""
    state = StateInline(part, md, {}, [])
    return int(md.helpers.parseLinkLabel(state, start))


def _destination(text: str, start: int, end: int, link: Link, md: MarkdownIt) -> WrittenLink | None:
    found = md.helpers.parseLinkDestination(text, start, end)
    if not found.ok or md.normalizeLink(found.str) != link.target:
        return None
    typed = text[start : found.pos]
    if typed.startswith("<"):
        return _parted(Notation.ANGLE, start + 1, typed[1:-1])
    return _parted(Notation.BARE, start, typed)


def _defined(raw: RawText, label: str, link: Link, md: MarkdownIt) -> WrittenLink | None:
    """What stands in the definition that a link such as `[text][label]` means."""
    wanted = normalizeReference(label)
    lines = raw.lines
    for number in lines_outside(lines):
        found = _DEFINITION.match(lines[number])
        if found is None or normalizeReference(found["label"]) != wanted:
            continue
        start, end = found.end(), len(lines[number])
        if start == end and number + 1 < len(lines):
            number += 1  # noqa: PLW2901  the target stands in the next line
            start, end = len(lines[number]) - len(lines[number].lstrip(" \t>")), len(lines[number])
        begin = raw.position(number + 1, 1)
        written = _destination(raw.text, begin + start, begin + end, link, md)
        if written is not None:
            return written
    return None


def _attributes(text: str, position: int, link: Link) -> Iterator[WrittenLink]:
    tag = _TAG.match(text, position)
    if tag is None:
        return
    for found in _URL.finditer(tag[0]):
        notation, group = next(each for each in ATTRIBUTES.items() if found[each[1]] is not None)
        if unescape(found[group]).strip() == link.target:
            start, end = found.span(group)
            yield _parted(notation, *_stripped(text, position + start, position + end))


def _parted(notation: Notation, start: int, typed: str) -> WrittenLink:
    found = _PARTS.fullmatch(typed)
    assert found is not None
    name, query, fragment = found[1], found[2] or "", found[3] or ""
    fragment_start = start + len(name) + len(query) + (1 if fragment else 0)
    return WrittenLink(notation, start, name, fragment_start, fragment[1:], query)
