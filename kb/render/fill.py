"""Fills the slots of a body: what a block cannot know before it stands in a page.

In: pieces, and the page that they stand in. Out: HTML.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import cached_property
from typing import Any

from markupsafe import escape

from kb.model import (
    Body,
    Embed,
    Embedded,
    FigureNumber,
    FootnoteBack,
    FootnoteReference,
    HeadingEnd,
    HeadingStart,
    Identifier,
    IdentifierUse,
    InlineTag,
    InlineValue,
    LinkEnd,
    LinkStart,
    Network,
    Piece,
    Place,
    QuizEnd,
    QuizPart,
    QuizPartEnd,
    QuizStart,
    Resource,
    ResourceAttribute,
    Run,
    SnippetOutput,
    Word,
)
from kb.names import NotePath, relative_url
from kb.render.embed import embed_html, embed_levels
from kb.render.footnotes import Footnotes
from kb.render.frame import tag_link
from kb.render.headings import page_levels
from kb.render.ids import Ids
from kb.render.other_trees import url_in
from kb.render.quiz import loose_html, with_questions
from kb.render.resource import resource_html
from kb.render.snippet import figure_number_html, figure_numbers, snippet_html, value_html
from kb.strings import fill, mark, translate


class Filling:
    """One text being filled: a page's own, or a part of another note in it."""

    def __init__(
        self,
        network: Network,
        path: NotePath,
        body: Body,
        *,
        body_of: Callable[[NotePath], Body],
        run_of: Callable[[NotePath], Run],
        place: Place,
    ) -> None:
        self.network = network
        self.site = network.site
        self.body_of = body_of
        self.run_of = run_of
        self.path = path
        """Of the text;"""
        self.place = place
        """Of the page."""
        self.language = self.place.tree.language
        """Of the page's interface."""
        self.footnotes = Footnotes()
        self.outline = network.site.outlines[path]
        self.body = body
        self.linked = network.linked[path]
        embeds = network.embeds.get(path)
        self.parts = embeds.parts if embeds is not None else {}
        """What the text embeds of notes, by the place in `Outline.links`."""
        self.written = self.place.language
        """What the text is written in."""
        other = self.written != self.language
        self.foreign = f' lang="{escape(self.written)}"' if other else ""
        """The attribute of a text in another language than the page's tree; else ''."""
        self.levels = page_levels(self.outline.headings, self.outline.title_heading)
        self.level = 1
        """Of the heading below which the next block stands."""
        self.embedded = False
        self.asking = False
        """A question is being filled: what is embedded in it asks nothing."""
        self.keys: list[str] = []
        """Of the page's questions, for paper: an item of a list for each."""
        self._count = [0]

    def unique(self) -> str:
        """A beginning of ids that nothing else in the page has."""
        self._count[0] += 1
        return f"kb-{self._count[0]}-"

    @cached_property
    def run(self) -> Run:
        """What the snippets of the text gave."""
        return self.run_of(self.path)

    @cached_property
    def figures(self) -> dict[tuple[NotePath, int], int]:
        """Numbers of the page's figures, by the note and its snippet."""
        return figure_numbers(self)

    @cached_property
    def ids(self) -> Ids:
        return Ids(self.outline)

    def of_embed(self, part: Embedded) -> "Filling":
        """The filling of what is embedded here; it has the page in common with this one."""
        other = copy(self)
        other.figures = self.figures
        other.path = part.path
        other.__dict__.pop("run", None)
        other.outline = self.network.site.outlines[part.path]
        other.body = self.body_of(part.path)
        other.linked = self.network.linked[part.path]
        other.parts = part.parts
        other.written = self.network.site.places[part.path].language
        other.levels = embed_levels(other.outline, part, self.level)
        other.embedded = True
        other.ids = self.ids.of_embed()
        return other

    def html(self, pieces: Iterable[Piece]) -> str:
        if self.outline.quizzes:
            pieces = with_questions(self, pieces)
        return "".join(
            piece if type(piece) is str else _FILLERS[type(piece)](self, piece) for piece in pieces
        )

    def word(self, text: str, **values: object) -> str:
        told = fill(self.language, text, **values) if values else translate(self.language, text)
        return str(escape(told))

    def href(self, index: int) -> str | None:
        """A link's target as seen from this page, escaped for an attribute."""
        target = self.linked.targets[index]
        if target is None:
            return None
        url = target.url
        if self.site.places[self.path].tree != self.place.tree:
            url = url_in(self.site, self.place.tree, self.path, target)
        if target.path and url.startswith(f"{self.place.url}#"):
            return str(escape(url[len(self.place.url) :]))
        return str(escape(relative_url(url, self.place.url)))


def _heading_start(page: Filling, slot: HeadingStart) -> str:
    anchor = page.outline.headings[slot.index].anchor
    page.level = level = page.levels[slot.index]
    own = page.ids.define(anchor) if page.embedded else anchor
    # The title stands before the block that says the language of the text.
    lang = page.foreign if level == 1 else ""
    return f'<h{level} id="{escape(own)}"{lang}>'


def _heading_end(page: Filling, slot: HeadingEnd) -> str:
    level = page.levels[slot.index]
    if page.embedded:  # its id lasts no longer than the page's other embeds
        return f"</h{level}>"
    anchor = page.outline.headings[slot.index].anchor
    title = page.word(mark("Permanent link"))
    return f'<a class="headerlink" href="#{escape(anchor)}" title="{title}">&para;</a></h{level}>'


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
    number, count = page.footnotes.reference(page, slot.label)
    own = f"fnref:{number}" if count == 1 else f"fnref{count}:{number}"
    return f'<sup id="{own}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'


def _footnote_back(page: Filling, slot: FootnoteBack) -> str:
    number = page.footnotes.number(page, slot.label)
    label = page.word(mark("Back to the text"))
    return f'<a class="footnote-backref" href="#fnref:{number}" aria-label="{label}">&#8617;</a>'


def _identifier(page: Filling, slot: Identifier) -> str:
    return str(escape(page.ids.define(slot.name)))


def _identifier_use(page: Filling, slot: IdentifierUse) -> str:
    return str(escape(page.ids.refer(slot.name)))


def _embed(page: Filling, slot: Embed) -> str:
    if note := embed_html(page, slot.resource):
        return note
    other = _resource(page, slot.resource)
    return f"<p>{other}</p>" if slot.spaced else other


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
    IdentifierUse: _identifier_use,
    Embed: _embed,
    InlineTag: _inline_tag,
    SnippetOutput: snippet_html,
    InlineValue: value_html,
    FigureNumber: figure_number_html,
    QuizStart: loose_html,
    QuizPart: loose_html,
    QuizPartEnd: loose_html,
    QuizEnd: loose_html,
}
