"""The level that a heading has in the page.

In: the headings of a note, in order. Out: a level for each.

The first `#` is the page's title, wherever it stands. A note that uses `#` again for its sections
has them, and all that follows, a level lower, so that a page has one `<h1>`.
"""

from kb.model import Heading


def page_levels(headings: tuple[Heading, ...]) -> tuple[int, ...]:
    """1 for the title alone; 6 at most."""
    levels = []
    has_title = lowered = False
    for heading in headings:
        if heading.nested:
            levels.append(min(max(heading.level, 2) + lowered, 6))
            continue
        if heading.level == 1:
            lowered, has_title = has_title, True
        levels.append(min(heading.level + lowered, 6))
    return tuple(levels)
