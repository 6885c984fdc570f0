"""What several pages of one site need and takes long to gather.

In: a function of a site, or of a network, and something else. Out: the same function, which
remembers what it gave for the last one. A process makes the pages of one site, so nothing is kept
for longer than that.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kb.model import Network, Site

S = TypeVar("S", Site, Network)
K = TypeVar("K")
R = TypeVar("R")


def remembered(make: Callable[[S, K], R]) -> Callable[[S, K], R]:
    last: list[tuple[S, dict[K, R]]] = []

    @wraps(make)
    def given(site: S, key: K) -> R:
        # By identity: to compare two sites would take longer than the work. Another thread may ask
        # for another site meanwhile.
        held = last[0] if last else None
        if held is None or held[0] is not site:
            held = site, {}
            last[:] = [held]
        results = held[1]
        if key not in results:
            results[key] = make(site, key)
        return results[key]

    return given
