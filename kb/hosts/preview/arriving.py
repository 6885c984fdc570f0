"""Which changed files are whole, while editors are still writing them.

In: paths that have changed, how large their files are now and were before, and the time. Out: those
to be read now, and when to look at the others again.

Editors write in several ways. Some empty a file first and some remove it: whoever reads it at once
sees a note without a text, or none. So what has vanished or shrunk to less than half must stay so
for a moment. Where another note comes as one goes, somebody has renamed it.
"""

from collections.abc import Callable, Collection

from msgspec import Struct

from kb.names import NotePath

HOLD = 0.12
"""Seconds; the time between the two halves of how an editor saves."""
MANY = 16
"""Files from which on somebody has not typed but checked out another branch, or copied a folder,"""
QUIET = 0.06
"""and seconds without more of them after which these are all,"""
LONGEST = 1.0
"""or seconds after which they are read in any case."""

SizeOf = Callable[[NotePath], int | None]


class Arriving(Struct):
    """Changes that were told and not read yet."""

    first: dict[NotePath, float] = {}
    """When each was first told of;"""
    last: float = 0.0
    """when something was, for the last time."""

    def add(self, paths: Collection[NotePath], now: float) -> None:
        for path in paths:
            self.first.setdefault(path, now)
        self.last = now

    def take(self, now: float, size_now: SizeOf, size_before: SizeOf) -> set[NotePath]:
        """Those to be read now; they are forgotten. A size is None where there is no file."""
        if not self.first:
            return set()
        if len(self.first) >= MANY:
            begun = min(self.first.values())
            if now - self.last < QUIET and now - begun < LONGEST:
                return set()
            return self._forget(set(self.first))
        doubtful = {
            path
            for path, first in self.first.items()
            if now - first < HOLD and self._doubt(size_now(path), size_before(path))
        }
        whole = set(self.first) - doubtful
        if any(size_now(path) and size_before(path) is None for path in whole):
            gone = {path for path in doubtful if size_now(path) is None}
            whole |= gone
        return self._forget(whole)

    def due(self, now: float) -> float | None:
        """In how many seconds to look again, if nothing is told before; None: nothing waits."""
        if not self.first:
            return None
        if len(self.first) >= MANY:
            return max(0.0, min(self.last + QUIET, min(self.first.values()) + LONGEST) - now)
        return max(0.0, min(self.first.values()) + HOLD - now)

    def _forget(self, paths: set[NotePath]) -> set[NotePath]:
        for path in paths:
            del self.first[path]
        return paths

    @staticmethod
    def _doubt(now: int | None, before: int | None) -> bool:
        return before is not None and before > 0 and (now is None or 2 * now < before)
