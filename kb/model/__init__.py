"""The values that walk the corridor: all frozen, a new stage makes a new type."""

from kb.model.note import (
    Block,
    Body,
    Footnote,
    FootnoteReference,
    FrontMatter,
    Heading,
    HeadingEnd,
    HeadingStart,
    InlineTag,
    Link,
    LinkEnd,
    LinkKind,
    LinkStart,
    Note,
    Outline,
    Piece,
    Resource,
    ResourceAttribute,
    Word,
)
from kb.model.page import Page, PageKind, TocItem
from kb.model.run import Run
from kb.model.site import Site, Target, Tree
from kb.model.source import Source

__all__ = [
    "Block",
    "Body",
    "Footnote",
    "FootnoteReference",
    "FrontMatter",
    "Heading",
    "HeadingEnd",
    "HeadingStart",
    "InlineTag",
    "Link",
    "LinkEnd",
    "LinkKind",
    "LinkStart",
    "Note",
    "Outline",
    "Page",
    "PageKind",
    "Piece",
    "Resource",
    "ResourceAttribute",
    "Run",
    "Site",
    "Source",
    "Target",
    "TocItem",
    "Tree",
    "Word",
]
