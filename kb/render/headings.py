"""The level that a heading has in the page.

In: the headings of a note, in order, and which of them is its title. Out: a level for each.

A note that uses `#` for its sections has them, and all that follows, a level lower, so that a page
has one `<h1>`.
"""

from kb.model import Heading


def page_levels(headings: tuple[Heading, ...], title: int) -> tuple[int, ...]:
    """1 for the title alone; 6 at most."""
    levels = []
    lowered = False
    for index, heading in enumerate(headings):
        if heading.nested:
            levels.append(min(max(heading.level, 2) + lowered, 6))
            continue
        if heading.level == 1:
            lowered = index != title
        levels.append(min(heading.level + lowered, 6))
    return tuple(levels)
