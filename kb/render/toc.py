"""A page's table of contents.

In: the headings of a note, in order. Out: a tree of them, the title left out.
"""

from kb.model import Heading, TocItem


def contents(headings: tuple[Heading, ...]) -> tuple[TocItem, ...]:
    """Headings below the title, each within the nearest one before it of a lower level."""
    outer = [h for h in headings if not h.nested and h.level > 1]
    items, _ = _below(outer, 0, 1)
    return items


def _below(headings: list[Heading], start: int, level: int) -> tuple[tuple[TocItem, ...], int]:
    items = []
    index = start
    while index < len(headings) and headings[index].level > level:
        heading = headings[index]
        children, index = _below(headings, index + 1, heading.level)
        items.append(TocItem(heading.html, heading.anchor, children))
    return tuple(items), index
