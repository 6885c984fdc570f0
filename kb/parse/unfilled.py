"""Marks of what is still to be translated: comments that begin with `translate`.

In: the lines of a text. Out: which of them hold such a mark.
"""

from kb.parse.fences import lines_outside
from kb.patterns import pattern

UNFILLED = "%% translate"
_MARK = pattern(r"(?<!`)%% translate(?::| %%)")


def unfilled(lines: list[str]) -> tuple[int, ...]:
    """Their numbers, counted from 1; in code a mark means itself."""
    return tuple(number + 1 for number in lines_outside(lines) if _MARK.search(lines[number]))
