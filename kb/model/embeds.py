"""What a page shows of other notes, and where it stops."""

from msgspec import Struct

from kb.names import Anchor, NotePath
from kb.problems import Finding


class Embedded(Struct, frozen=True, array_like=True, gc=False):
    """A note, or a part of it, that is shown within another."""

    path: NotePath
    anchor: Anchor
    """The heading or `^block` that it begins with; '' for the whole note."""
    first_line: int
    last_line: int
    """In the file of that note, both included."""
    parts: dict[int, "Embedded"]
    """What it embeds in turn, by the place in that note's `Outline.links`. An embed that is not
    here is a link: it would lead back to itself, or there is too much of it already."""


class Embeds(Struct, frozen=True, array_like=True, gc=False):
    """All that the page of one note shows of notes."""

    parts: dict[int, Embedded]
    """By the place in `Outline.links`."""
    notes: tuple[NotePath, ...]
    """Every note that is embedded, however deep, shown or cut: the page may change with each."""
    findings: tuple[Finding, ...]
