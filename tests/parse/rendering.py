"""What a text becomes in tests: HTML in which slots can be read, and what was found."""

from collections.abc import Callable

from markupsafe import escape

from kb.config import ParseSettings
from kb.model import (
    Embed,
    HeadingEnd,
    HeadingStart,
    Identifier,
    IdentifierUse,
    InlineTag,
    Link,
    LinkEnd,
    LinkKind,
    LinkStart,
    Piece,
    Resource,
    ResourceAttribute,
    SnippetCode,
    SnippetOutput,
    Word,
    WordLanguage,
)
from kb.names import Language, NotePath
from kb.parse.blocks import Cut
from kb.parse.markdown import make_parser
from kb.parse.reading import Reading
from kb.problems import one_line, problem


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _shown(piece: Piece, reading: Reading) -> str:
    """Slots that CommonMark knows as it writes them, addresses as typed; others in brackets."""
    if isinstance(piece, str):
        return piece
    show: Callable[[Reading, Piece], str] | None = _SHOWN.get(type(piece))  # type: ignore[assignment]
    return show(reading, piece) if show else f"‹{piece}›"


def _target(link: Link) -> str:
    return f"{link.target}#{link.fragment}" if link.fragment else link.target


def _link_start(reading: Reading, slot: LinkStart) -> str:
    link = reading.links[slot.index]
    if link.kind is LinkKind.WIKI:
        return f"‹link:{_target(link)}›"
    return f'<a href="{escape(link.target)}"{_attribute("title", slot.title)}>'


def _link_end(reading: Reading, slot: LinkEnd) -> str:
    return "‹/link›" if reading.links[slot.index].kind is LinkKind.WIKI else "</a>"


def _resource(reading: Reading, slot: Resource) -> str:
    link = reading.links[slot.index]
    if link.kind is LinkKind.EMBED:
        size = f" {slot.width}x{slot.height}" if slot.width else ""
        return f"‹embed:{_target(link)}|{slot.alt}{size}›"
    return (
        f'<img src="{escape(link.target)}" alt="{escape(slot.alt)}"'
        f"{_attribute('title', slot.title)} />"
    )


_SHOWN = {
    # A plain fence is shown as it always was.
    SnippetOutput: lambda reading, slot: (
        f"‹output:{slot.index}›" if reading.snippets[slot.index].marked else ""
    ),
    SnippetCode: lambda reading, slot: (
        "".join(_shown(piece, reading) for piece in slot.pieces) or f"‹code:{slot.index}›"
    ),
    Embed: lambda reading, slot: f"‹block:{_resource(reading, slot.resource)}›",
    Identifier: lambda _, slot: str(escape(slot.name)),
    IdentifierUse: lambda _, slot: str(escape(slot.name)),
    Word: lambda _, slot: f"‹word:{slot.text}›",
    WordLanguage: lambda _, __: "",
    InlineTag: lambda _, slot: f"‹tag:{slot.name}›",
    HeadingStart: lambda reading, slot: f"<h{reading.headings[slot.index].level}>",
    HeadingEnd: lambda reading, slot: f"</h{reading.headings[slot.index].level}>",
    LinkStart: _link_start,
    LinkEnd: _link_end,
    Resource: _resource,
    ResourceAttribute: lambda reading, slot: (
        f' {slot.name}="{escape(reading.links[slot.index].target)}"'
    ),
}


def read(text: str, settings: ParseSettings | None = None, offset: int = 0) -> tuple[str, Reading]:
    """The HTML of `text` with readable slots; `offset` is how many lines are front matter."""
    settings = settings or ParseSettings()
    lines = text.split("\n")
    reading = Reading(lines=lines, offset=offset, settings=settings)
    html: str = make_parser(settings).render("\n".join(lines[offset:]), {"reading": reading})
    return "".join(_shown(piece, reading) for piece in Cut(reading).pieces(html)), reading


def show(text: str) -> str:
    """HTML and, below it, one line for each problem: what the example files hold."""
    html, reading = read(text)
    problems = [
        one_line(problem(finding, NotePath("x.md"), Language("en"))) for finding in reading.findings
    ]
    return "\n".join([html.rstrip("\n"), *problems])
