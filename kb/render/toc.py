"""A page's table of contents.

In: the headings of a note, in order, and which is its title.
Out: a tree of them, the title left out.
"""

from kb.model import Heading, TocItem
from kb.render.headings import page_levels


def contents(headings: tuple[Heading, ...], title: int) -> tuple[TocItem, ...]:
    """Headings below the title, each within the nearest one before it of a lower level."""
    levels = zip(headings, page_levels(headings, title), strict=True)
    outer = [(h, level) for h, level in levels if not h.nested and level > 1]
    items, _ = _below(outer, 0, 1)
    return items


def _below(
    headings: list[tuple[Heading, int]], start: int, above: int
) -> tuple[tuple[TocItem, ...], int]:
    items = []
    index = start
    while index < len(headings) and headings[index][1] > above:
        heading, level = headings[index]
        children, index = _below(headings, index + 1, level)
        items.append(TocItem(heading.html, heading.anchor, children))
    return tuple(items), index
