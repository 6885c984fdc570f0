"""What several pages of one site need and takes long to gather.

In: a function of a site and something else. Out: the same function, which remembers what it gave
for the last site. A process makes the pages of one site, so nothing is kept for longer than that.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kb.model import Site

K = TypeVar("K")
R = TypeVar("R")


def remembered(make: Callable[[Site, K], R]) -> Callable[[Site, K], R]:
    held: list[Site] = []
    results: dict[K, R] = {}

    @wraps(make)
    def given(site: Site, key: K) -> R:
        # By identity: to compare two sites would take longer than the work.
        if not held or held[0] is not site:
            held[:] = [site]
            results.clear()
        if key not in results:
            results[key] = make(site, key)
        return results[key]

    return given
