"""What is drawn in a pair of axes, by kind.

In: axes of matplotlib. Out: `Series`, each as one legend entry would stand for it.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib import collections, patches
from matplotlib.axes import Axes
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.quiver import Barbs, Quiver
from mpl_toolkits.mplot3d.art3d import Line3D, Line3DCollection, Poly3DCollection

from kb.model import Series, Trend
from kb.run.figures.trends import trend_of

POINTS = 200
"""Of a line, in its table."""

Values = npt.NDArray[np.float64]


def label_of(artist: Any) -> str:
    from kb.run.figures.describing import plain  # noqa: PLC0415  it asks us for series

    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else plain(label)


def all_series(axes: Axes) -> Iterator[Series]:
    inside: set[int] = set()
    for container in axes.containers:
        found, members = _container(container)
        inside.update(map(id, members))
        if found:
            yield found
    yield from _slices(axes)
    lines = [line for line in axes.lines if id(line) not in inside and _is_of_data(axes, line)]
    if boxes := _boxes(axes, lines):
        yield boxes
        lines = [line for line in lines if label_of(line)]
    yield from (found for line in lines if (found := _line(line)))
    yield from _gathered(axes, inside)
    for artist in (*axes.collections, *axes.images, *axes.patches):
        if id(artist) not in inside and artist.get_visible() and (found := _artist(artist)):
            yield found


def rounded(value: Any) -> float:
    """Six digits: more is noise, and not the same on each machine."""
    return float(f"{float(value):.6g}")


def _point(x: Values, y: Values, place: int) -> tuple[float, float]:
    return rounded(x[place]), rounded(y[place])


def xy_series(kind: str, label: str, x: Any, y: Any, *, table: bool = False) -> Series | None:
    """A series of points in the order in which they are drawn."""
    x, y = np.ma.asarray(x), np.ma.asarray(y)
    if x.dtype.kind not in "fiub" or y.dtype.kind not in "fiub" or x.shape != y.shape or x.ndim > 1:
        return None
    x, y = (np.ma.filled(values.astype(float), np.nan) for values in (x, y))
    good = np.isfinite(x) & np.isfinite(y)
    x, y = x[good], y[good]
    if not len(x):
        return None
    is_function = kind != "points" or bool(np.all(np.diff(x) >= 0))
    places = np.unique(np.linspace(0, len(x) - 1, min(len(x), POINTS)).round().astype(int))
    return Series(
        kind,
        label,
        len(x),
        _trend(x, y) if is_function else Trend.MIXED,
        _point(x, y, 0),
        _point(x, y, -1),
        _point(x, y, int(y.argmin())),
        _point(x, y, int(y.argmax())),
        tuple(rounded(x[place]) for place in places) if table else (),
        tuple(rounded(y[place]) for place in places) if table else (),
    )


def _trend(x: Values, y: Values) -> Trend:
    """Of y over x; a curve that goes back and forth in x has none."""
    steps = np.diff(x)
    if np.all(steps >= 0):
        return trend_of(y)
    return trend_of(y[::-1]) if np.all(steps <= 0) else Trend.MIXED


def _is_of_data(axes: Axes, line: Line2D) -> bool:
    """Not a line that only marks a place, such as `axhline` draws."""
    return line.get_visible() and (
        isinstance(line, Line3D)
        or line.get_transform().contains_branch_seperately(axes.transData) == (True, True)
    )


def _line(line: Line2D) -> Series | None:
    if isinstance(line, Line3D):
        x, y, _ = line.get_data_3d()
        found = xy_series("line", label_of(line), x, y)
        return found and Series("line", found.label, found.count)
    x, y = line.get_data(orig=False)
    is_joined = line.get_linestyle() not in {"None", "none", "", " "}
    return xy_series("line" if is_joined else "points", label_of(line), x, y, table=is_joined)


def _container(container: Any) -> tuple[Series | None, list[Any]]:
    """The series, and the artists that it stands for."""
    label = label_of(container)
    if isinstance(container, BarContainer):
        members: list[Any] = [*container.patches, *_parts(container.errorbar)]
        return _bars(container, label), members
    if isinstance(container, ErrorbarContainer):
        line = container.lines[0]
        return (None if line is None else _relabelled(_line(line), label)), _parts(container)
    if isinstance(container, StemContainer):
        found = _relabelled(_line(container.markerline), label)
        return found, [container.markerline, container.stemlines, container.baseline]
    return None, []


def _relabelled(series: Series | None, label: str) -> Series | None:
    if series is None:
        return None
    _, _, *rest = (getattr(series, name) for name in series.__struct_fields__)
    return Series(series.kind, label or series.label, *rest)


def _parts(container: ErrorbarContainer | None) -> list[Any]:
    if container is None:
        return []
    line, caps, bars = container.lines
    return [line, *caps, *bars]


def _bars(container: BarContainer, label: str) -> Series | None:
    rectangles: Any = container.patches
    if not rectangles:
        return None
    is_flat = container.orientation == "horizontal"
    along = np.array([r.get_y() if is_flat else r.get_x() for r in rectangles], float)
    width = np.array([r.get_height() if is_flat else r.get_width() for r in rectangles], float)
    size = np.array([r.get_width() if is_flat else r.get_height() for r in rectangles], float)
    # The bars of a histogram touch.
    touch = len(along) > 2 and np.allclose(along[:-1] + width[:-1], along[1:], atol=1e-9)
    kind = "histogram" if touch else "bars"
    return xy_series(kind, label, along + width / 2, size, table=len(along) <= POINTS)


def _slices(axes: Axes) -> Iterator[Series]:
    for wedge in axes.patches:
        if isinstance(wedge, patches.Wedge) and wedge.get_visible():
            share = abs(wedge.theta2 - wedge.theta1) / 360
            yield Series("slice", label_of(wedge), 1, last=(0.0, rounded(share)))


def _boxes(axes: Axes, lines: list[Line2D]) -> Series | None:
    """What `boxplot` leaves: a closed line of five points and lines of two, with no name."""
    boxes = [line for line in lines if _is_box(line)]
    filled = [patch for patch in axes.patches if type(patch) is patches.PathPatch]
    count = len(boxes) or (len(filled) if len(lines) >= 5 * len(filled) > 0 else 0)
    return Series("boxes", "", count) if count else None


def _is_box(line: Line2D) -> bool:
    points = np.asarray(line.get_xydata())
    if len(points) != 5 or label_of(line):
        return False
    return bool(np.array_equal(points[0], points[-1]))


def _gathered(axes: Axes, inside: set[int]) -> Iterator[Series]:
    """What is one thing to who sees it and many to matplotlib: violins, the arrows of a flow."""
    violins = [
        artist
        for artist in axes.collections
        if getattr(artist, "t_direction", "x") == "y" and not label_of(artist)
    ]
    if violins:
        inside.update(map(id, axes.collections))  # the lines in them as well
        yield Series("violins", "", len(violins))
    arrows = [artist for artist in axes.patches if type(artist) is patches.FancyArrowPatch]
    if len(arrows) > 3:
        inside.update(id(a) for a in axes.collections if type(a) is collections.LineCollection)
        yield Series("arrows", "", len(arrows))


def _artist(artist: Any) -> Series | None:
    label = label_of(artist)
    match artist:
        case AxesImage() | collections.QuadMesh():
            return _image(artist, label)
        case ContourSet():
            return Series("contours", label, len(list(artist.levels)))
        case Quiver() | Barbs():
            return Series("arrows", label, int(np.size(artist.U)) if hasattr(artist, "U") else 0)
        case Poly3DCollection() | Line3DCollection():
            return Series("surface", label, 0)
        case collections.PathCollection():
            offsets: Any = np.ma.asarray(artist.get_offsets())
            return xy_series("points", label, offsets[:, 0], offsets[:, 1])
        case collections.PolyCollection() if artist.get_array() is not None:
            return _values("image", label, artist.get_array(), (0.0, 0.0))
        case collections.TriMesh():
            return _values("image", label, artist.get_array(), (0.0, 0.0))
        case collections.PolyCollection():
            return _area(artist, label)
        case collections.EventCollection():
            return Series("other", label, len(list(artist.get_positions())))
        case collections.LineCollection():
            return Series("other", label, len(artist.get_segments()))
        case patches.StepPatch():
            values, edges, _ = artist.get_data()
            middle = (np.asarray(edges)[:-1] + np.asarray(edges)[1:]) / 2
            return xy_series("histogram", label, middle, values, table=len(middle) <= POINTS)
        case patches.FancyArrowPatch() | patches.Rectangle() | patches.Wedge():
            return None
        case patches.Polygon() if label:
            return _upper("area", label, artist.get_xy())
        case _:
            return None


def _area(artist: Any, label: str) -> Series:
    paths = artist.get_paths()
    return _upper("area", label, paths[0].vertices if len(paths) == 1 else np.empty((0, 2)))


def _upper(kind: str, label: str, points: Values) -> Series:
    """A band between two curves; its upper edge is what it does."""
    x, place = np.unique(points[:, 0].round(12), return_inverse=True)
    upper = np.full(len(x), -np.inf)
    np.maximum.at(upper, place, points[:, 1])
    return xy_series(kind, label, x, upper) or Series(kind, label, 0)


def _image(artist: Any, label: str) -> Series | None:
    values = artist.get_array()
    if values is None:
        return None
    rows, columns = values.shape[:2] if values.ndim >= 2 else (1, len(values))
    if values.ndim == 3:  # colours, which have no lowest
        return Series("image", label, rows * columns, first=(columns, rows))
    return _values("image", label, values, (columns, rows))


def _values(kind: str, label: str, values: Any, size: tuple[float, float]) -> Series | None:
    numbers: Any = np.ma.compressed(np.ma.masked_invalid(np.ma.asarray(values, dtype=float)))
    if not len(numbers):
        return None
    low, high = rounded(numbers.min()), rounded(numbers.max())
    return Series(kind, label, len(numbers), first=size, lowest=(0.0, low), highest=(0.0, high))
