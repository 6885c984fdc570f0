"""Ticks that take less of the time that a drawing takes: they are most of its parts.

In: a figure. Out: the same, while it is drawn: matplotlib places the ticks of an axis anew, and
measures their labels, whenever anything beside it asks where they are, some ten times for one
figure; and each new tick copies the markers of the first one down to their last point.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib import markers
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kb.run.figures.swapping import swapped


@contextmanager
def ticks_kept(figure: Figure) -> Iterator[None]:
    plain = [axes for axes in figure.axes if type(axes) is Axes]
    both = [axis for axes in plain for axis in (axes.xaxis, axes.yaxis)]
    for axis in both:
        vars(axis).update(_Remembered(axis, figure).methods())
    try:
        yield
    finally:
        for axis in both:
            for name in _METHODS:
                del vars(axis)[name]


_METHODS = ("_update_ticks", "_get_ticklabel_bboxes")


class _Remembered:
    """Where the ticks of an axis are, while it spans the same values on the same length, and how
    much room their labels take, while it also stays where it is.
    """

    def __init__(self, axis: Any, figure: Figure) -> None:
        self._axis = axis
        self._figure = figure
        self._place, self._measure = (getattr(axis, name) for name in _METHODS)
        self._placed: tuple[object, Any] = (None, None)
        self._measured: tuple[object, Any] = (None, None)

    def methods(self) -> dict[str, Callable[..., Any]]:
        return dict(zip(_METHODS, (self.ticks, self.boxes), strict=True))

    def ticks(self) -> Any:
        size = self._axis.axes.bbox.size
        key = (*self._axis.get_view_interval(), round(size[0], 3), round(size[1], 3))
        if self._placed[0] != key:
            self._placed = key, self._place()
            self._measured = None, None  # these ticks are moved now
        return self._placed[1]

    def boxes(self, ticks: Any, renderer: Any) -> Any:
        if ticks is not self._placed[1]:
            return self._measure(ticks, renderer)
        key = (self._axis.axes.bbox.bounds, self._figure.dpi, type(renderer))
        if self._measured[0] != key:
            self._measured = key, self._measure(ticks, renderer)
        return self._measured[1]


@contextmanager
def markers_shared() -> Iterator[None]:
    """A marker that is made from another one has the same points, and not as many more."""
    with swapped(markers, "copy", _Copying):
        yield


class _Copying:
    """What the module of markers finds under the name `copy`."""

    copy = staticmethod(copy.copy)

    @staticmethod
    def deepcopy(value: Any) -> Any:
        # Of all in a marker only a transform of the author's is ever changed in its place.
        if type(value) is dict and value.get("_user_transform", value) is None:
            return dict(value)
        return copy.deepcopy(value)
