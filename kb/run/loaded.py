"""Which modules a note has loaded.

In: the modules of this process. Out: those that were not there before.

Whoever looks at all of them counts each as used for a moment, and so copies hundreds of pages of
memory that a note's process shares with its zygote.
"""

import sys
from collections.abc import Iterator
from functools import cache
from itertools import takewhile


@cache
def known_modules() -> frozenset[str]:
    """Those that were there when this was asked first: in a zygote, before any note."""
    return frozenset(sys.modules)


class Loaded:
    """The names of the modules that were loaded since this was made."""

    def __init__(self) -> None:
        self._known = known_modules()
        self._last = next(reversed(sys.modules))

    def __iter__(self) -> Iterator[str]:
        # They stand behind the last one, unless a note has taken it out and loaded it anew.
        later = list(takewhile(lambda name: name != self._last, reversed(sys.modules)))
        return (name for name in later if name not in self._known)
