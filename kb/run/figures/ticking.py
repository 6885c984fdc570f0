"""Ticks that take less of the time that a drawing takes: they are most of its parts.

In: a figure. Out: the same, while it is drawn: matplotlib places the ticks of an axis anew whenever
anything beside it asks where they are, some ten times for one figure, and each new tick copies the
markers of the first one down to their last point.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib import markers
from matplotlib.axes import Axes
from matplotlib.figure import Figure


@contextmanager
def ticks_kept(figure: Figure) -> Iterator[None]:
    plain = [axes for axes in figure.axes if type(axes) is Axes]
    both = [axis for axes in plain for axis in (axes.xaxis, axes.yaxis)]
    for axis in both:
        vars(axis)["_update_ticks"] = _remembered(axis)
    try:
        yield
    finally:
        for axis in both:
            del vars(axis)["_update_ticks"]


def _remembered(axis: Any) -> Callable[[], Any]:
    """While the axis spans the same values on the same length."""
    place = axis._update_ticks  # noqa: SLF001  nothing else leads to it
    known: dict[tuple[float, ...], Any] = {}

    def ticks() -> Any:
        size = axis.axes.bbox.size
        low, high = axis.get_view_interval()
        key = (low, high, round(size[0], 3), round(size[1], 3))
        if key not in known:
            known.clear()  # these ticks are moved now
            known[key] = place()
        return known[key]

    return ticks


@contextmanager
def markers_shared() -> Iterator[None]:
    """A marker that is made from another one has the same points, and not as many more."""
    module: Any = markers
    theirs = module.copy
    module.copy = _Copying
    try:
        yield
    finally:
        module.copy = theirs


class _Copying:
    """What the module of markers finds under the name `copy`."""

    copy = staticmethod(copy.copy)

    @staticmethod
    def deepcopy(value: Any) -> Any:
        # Of all in a marker only a transform of the author's is ever changed in its place.
        if type(value) is dict and value.get("_user_transform", value) is None:
            return dict(value)
        return copy.deepcopy(value)
