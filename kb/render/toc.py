"""A page's table of contents.

In: the headings of a note, in order, and which is its title.
Out: a tree of them, the title left out.
"""

from collections.abc import Callable

from kb.model import Heading, TocItem
from kb.names import Language
from kb.render.headings import page_levels
from kb.render.mixed import lang, language_of


def contents(
    headings: tuple[Heading, ...], title: int, written: Language, around: Language
) -> tuple[TocItem, ...]:
    """Headings below the title, each within the nearest one before it of a lower level. The text
    is `written` in another language than the theme, which is `around` them, or in the same.
    """
    levels = zip(headings, page_levels(headings, title), strict=True)
    outer = [(h, level) for h, level in levels if not h.nested and level > 1]

    def shown(heading: Heading) -> str:
        own = heading.language or written
        if own != around:
            own = heading.language or language_of(heading.text, written, around)
        attribute = lang(own, around)
        return f"<span{attribute}>{heading.html}</span>" if attribute else heading.html

    items, _ = _below(outer, 0, 1, shown)
    return items


def _below(
    headings: list[tuple[Heading, int]], start: int, above: int, shown: Callable[[Heading], str]
) -> tuple[tuple[TocItem, ...], int]:
    items = []
    index = start
    while index < len(headings) and headings[index][1] > above:
        heading, level = headings[index]
        children, index = _below(headings, index + 1, level, shown)
        items.append(TocItem(shown(heading), heading.anchor, children))
    return tuple(items), index
