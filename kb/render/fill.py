"""Fills the slots of a body: what a block cannot know before it stands in a page.

In: pieces, and the page that they stand in. Out: HTML.
"""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

from kb.model import (
    FootnoteBack,
    FootnoteReference,
    HeadingEnd,
    HeadingStart,
    Identifier,
    InlineTag,
    Linked,
    LinkEnd,
    LinkStart,
    Outline,
    Piece,
    Place,
    Resource,
    ResourceAttribute,
    Site,
    Word,
)
from kb.names import relative_url
from kb.render.frame import tag_link
from kb.render.headings import page_levels
from kb.render.resource import resource_html
from kb.strings import mark, translate


class Filling:
    """One page being filled; counts its footnotes."""

    def __init__(self, site: Site, outline: Outline, place: Place, linked: Linked) -> None:
        self.site = site
        self.outline = outline
        self.place = place
        self.linked = linked
        self.language = place.tree.language
        other = place.language != place.tree.language
        self.foreign = f' lang="{escape(place.language)}"' if other else ""
        """The attribute of a text in another language than the page's tree; else ''."""
        self.levels = page_levels(outline.headings, outline.title_heading)
        self.footnotes: dict[str, int] = {}
        """Label -> number, in the order of first reference."""
        self.references: dict[str, int] = {}
        """Label -> how often it was referred to."""

    def html(self, pieces: Iterable[Piece]) -> str:
        return "".join(
            piece if type(piece) is str else _FILLERS[type(piece)](self, piece) for piece in pieces
        )

    def word(self, text: str) -> str:
        return str(escape(translate(self.language, text)))

    def href(self, index: int) -> str | None:
        """A link's target as seen from this page, escaped for an attribute."""
        target = self.linked.targets[index]
        if target is None:
            return None
        if target.path and target.url.startswith(f"{self.place.url}#"):
            return str(escape(target.url[len(self.place.url) :]))
        return str(escape(relative_url(target.url, self.place.url)))


def _heading_start(page: Filling, slot: HeadingStart) -> str:
    heading = page.outline.headings[slot.index]
    level = page.levels[slot.index]
    # The title stands before the block that says the language of the text.
    lang = page.foreign if level == 1 else ""
    return f'<h{level} id="{escape(heading.anchor)}"{lang}>'


def _heading_end(page: Filling, slot: HeadingEnd) -> str:
    heading = page.outline.headings[slot.index]
    title = page.word(mark("Permanent link"))
    return (
        f'<a class="headerlink" href="#{escape(heading.anchor)}" title="{title}">&para;</a>'
        f"</h{page.levels[slot.index]}>"
    )


def _link_start(page: Filling, slot: LinkStart) -> str:
    href = page.href(slot.index)
    if href is None:
        missing = page.word(mark("This page does not exist"))
        return f'<span class="kb-unresolved" title="{missing}">'
    title = f' title="{escape(slot.title)}"' if slot.title else ""
    return f'<a href="{href}"{title}>'


def _link_end(page: Filling, slot: LinkEnd) -> str:
    return "</span>" if page.linked.targets[slot.index] is None else "</a>"


def _resource(page: Filling, slot: Resource) -> str:
    link = page.outline.links[slot.index]
    target = page.linked.targets[slot.index]
    return resource_html(slot, link, target, page.href(slot.index), page.language)


def _resource_attribute(page: Filling, slot: ResourceAttribute) -> str:
    href = page.href(slot.index)
    return "" if href is None else f' {slot.name}="{href}"'


def _word(page: Filling, slot: Word) -> str:
    return page.word(slot.text)


def _footnote_reference(page: Filling, slot: FootnoteReference) -> str:
    number = page.footnotes.setdefault(slot.label, len(page.footnotes) + 1)
    count = page.references[slot.label] = page.references.get(slot.label, 0) + 1
    own = f"fnref:{number}" if count == 1 else f"fnref{count}:{number}"
    return f'<sup id="{own}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'


def _footnote_back(page: Filling, slot: FootnoteBack) -> str:
    number = page.footnotes.get(slot.label, 0)
    label = page.word(mark("Back to the text"))
    return f'<a class="footnote-backref" href="#fnref:{number}" aria-label="{label}">&#8617;</a>'


def _identifier(_page: Filling, slot: Identifier) -> str:
    return str(escape(slot.name))


def _inline_tag(page: Filling, slot: InlineTag) -> str:
    return tag_link(page.site, page.place, slot.name, f"#{slot.name}", ' class="kb-tag"')


_FILLERS: dict[type, Callable[[Filling, Any], str]] = {
    HeadingStart: _heading_start,
    HeadingEnd: _heading_end,
    LinkStart: _link_start,
    LinkEnd: _link_end,
    Resource: _resource,
    ResourceAttribute: _resource_attribute,
    Word: _word,
    FootnoteReference: _footnote_reference,
    FootnoteBack: _footnote_back,
    Identifier: _identifier,
    InlineTag: _inline_tag,
}
