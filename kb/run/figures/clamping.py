"""What a stranger's process says that a figure shows, held within limits.

In: a `Description` of any size. Out: one of a size that a page can hold, with numbers that are
numbers. Whether it is true nobody can know: it is the author's own code that says so.
"""

from math import isfinite

from kb.model import Axis, Description, Panel, Series

_KINDS = frozenset(
    "line points bars histogram area slice boxes violins arrows image contours surface "
    "other".split()
)
_SCALES = frozenset("linear log symlog logit asinh category date angle function".split())
_PANELS = 12
_SERIES = 24
_POINTS = 200
_TABLES = 6
"""Lines of a panel with their data."""
_WORDS = 60
"""Of an axis."""
_LONGEST = 300
"""Characters."""
_LARGEST = 1e300


def clamp_description(given: Description) -> Description:
    return Description(
        title=_text(given.title),
        panels=tuple(map(_panel, given.panels[:_PANELS])),
        more=_count(given.more + max(0, len(given.panels) - _PANELS)),
    )


def _panel(given: Panel) -> Panel:
    series, tables = [], 0
    for one in given.series[:_SERIES]:
        tables += bool(one.x)
        series.append(_series(one, table=tables <= _TABLES))
    return Panel(
        title=_text(given.title),
        x=_axis(given.x),
        y=_axis(given.y),
        series=tuple(series),
        more=_count(given.more + max(0, len(given.series) - _SERIES)),
        z=_axis(given.z) if given.z else None,
    )


def _series(given: Series, *, table: bool) -> Series:
    points = list(zip(given.x, given.y, strict=False))[:_POINTS] if table else []
    points = [(x, y) for x, y in points if _is_fine(x) and _is_fine(y)]
    return Series(
        given.kind if given.kind in _KINDS else "other",
        _text(given.label),
        _count(given.count),
        given.trend,
        _point(given.first),
        _point(given.last),
        _point(given.lowest),
        _point(given.highest),
        tuple(x for x, _ in points),
        tuple(y for _, y in points),
    )


def _axis(given: Axis) -> Axis:
    return Axis(
        _text(given.label),
        _number(given.low),
        _number(given.high),
        given.scale if given.scale in _SCALES else "linear",
        _text(given.first),
        _text(given.last),
        tuple((_number(place), _text(word)) for place, word in given.words[:_WORDS]),
    )


def _is_fine(value: float) -> bool:
    return isfinite(value) and abs(value) <= _LARGEST


def _number(value: float) -> float:
    return value if _is_fine(value) else 0.0


def _point(given: tuple[float, float]) -> tuple[float, float]:
    return _number(given[0]), _number(given[1])


def _count(value: int) -> int:
    return min(max(0, value), 10**9)


def _text(given: str) -> str:
    """One line, without what a terminal or a browser would obey."""
    text = "".join(c if c.isprintable() else " " for c in given[: 4 * _LONGEST])
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
