"""Which heading is the note's title.

In: the headings of a note, its `title`, and whether it opens with a `#` heading. Out: an index.

Authors who name a note by its file or its `title` use `#` for sections: such a heading, far down in
the text, must not stand for the whole.
"""

from collections.abc import Sequence

from kb.model import Heading
from kb.patterns import pattern

_SLUG = pattern(r"[a-z0-9._-]+")
"""A `title` that is a file's name, as blog engines write it: readers see the heading instead."""
_NOT_WORDS = pattern(r"[\W_]+")


def title_heading(headings: Sequence[Heading], title: str, *, opens: bool) -> int:
    """-1 where no heading is the title."""
    outer = [number for number, heading in enumerate(headings) if not heading.nested]
    candidates = [n for n in outer if headings[n].level == 1 and headings[n].text]
    if not candidates:
        return -1
    if (
        opens
        and candidates[0] == 0
        and (len(candidates) == 1 or not title or _SLUG.fullmatch(title))
    ):
        return 0
    if title:
        same = (n for n in candidates if _words(headings[n].text) == _words(title))
        return next(same, -1)
    # A line or two before the only `#`: badges, links, the date.
    return candidates[0] if len(candidates) == 1 and candidates[0] == outer[0] else -1


def _words(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().casefold()
