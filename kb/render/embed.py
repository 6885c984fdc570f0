"""A note, or a part of it, within another note.

In: the page that it stands in, and what is shown. Out: HTML: a group that is named by the note it
is from and has a link to it, with headings that fit below the one above.
"""

from typing import TYPE_CHECKING

from markupsafe import escape

from kb.model import Embedded, Outline, Resource
from kb.render.headings import page_levels
from kb.render.mixed import lang, said
from kb.render.part import part_of
from kb.strings import mark

if TYPE_CHECKING:
    from kb.render.fill import Filling


def embed_html(page: "Filling", slot: Resource) -> str:
    """'' where the embed is of no note, or is cut: then a link or whatever it is stands there."""
    part = page.parts.get(slot.index)
    if part is None:
        return ""
    text = page.of_embed(part)
    inside = "".join(map(text.html, part_of(text.body, text.outline, part)))
    if not inside:
        return ""
    # What an author calls it is in the language of the text that it stands in.
    words, language = slot.alt, page.written
    if not words:
        words, language = page.site.places[part.path].title, text.written
    called, title = said(words, language, page.language)
    label = page.word(mark("Embedded note"))
    return (
        f'<div class="kb-embed" role="group" aria-label="{label}: {escape(words)}"{page.own}>\n'
        f'<p class="kb-embed__source"><a href="{page.href(slot.index)}"{called}>{title}</a></p>\n'
        f'<div class="kb-embed__text"{lang(text.written, page.language)}>\n{inside}</div>\n</div>'
    )


def embed_levels(outline: Outline, part: Embedded, above: int) -> tuple[int, ...]:
    """Levels for the headings of a note of which `part` is shown below a heading of level `above`:
    the highest of them is one lower than that, and none is lower than 6.
    """
    levels = page_levels(outline.headings, outline.title_heading)
    shown = [
        (level, heading.nested)
        for level, heading in zip(levels, outline.headings, strict=True)
        if part.first_line <= heading.line <= part.last_line and (part.anchor or level > 1)
    ]
    outer = [level for level, nested in shown if not nested] or [level for level, _ in shown]
    lowered = above + 1 - min(outer, default=1)
    return tuple(min(max(level + lowered, above + 1, 2), 6) for level in levels)
