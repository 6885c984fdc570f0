"""What a figure shows, told from what has been put into it and not from its pixels.

In: a figure of matplotlib. Out: a `Description`, in no language.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.axis import Axis as TheirAxis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FuncFormatter
from mpl_toolkits.mplot3d import Axes3D

from kb.model import Axis, Description, Panel, Series
from kb.run.figures.series import all_series, rounded
from kb.run.tr import SPEECH

PANELS = 12
SERIES = 12
TABLES = 6
"""Lines of a panel whose data is kept."""
WORDS = 60
"""Of an axis."""

_MATH = re.compile(r"(?<!\\)\$(.*?)(?<!\\)\$")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_LEFT_OUT = {"left", "right", "mathrm", "mathit", "mathbf", "mathcal", "mathdefault", "text", "bf"}


_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")


def _spoken(match: re.Match[str]) -> str:
    from matplotlib._mathtext_data import tex2uni  # noqa: PLC0415  a large table, rarely needed

    def character(command: re.Match[str]) -> str:
        name = command[1]
        if name in _LEFT_OUT:
            return ""
        return chr(tex2uni[name]) if name in tex2uni else f"{name} "

    return re.sub(
        r"[{}\\]", "", _COMMAND.sub(character, _FRACTION.sub(r"(\1)/(\2)", match[1]))
    ).strip()


def plain(text: str) -> str:
    """`text` as it may be read out: formulas without their TeX."""
    return " ".join(_MATH.sub(_spoken, SPEECH.said(text)).split())


def describe(figure: Figure) -> Description:
    shown = [axes for axes in figure.axes if axes.get_visible() and not _is_scale(axes)]
    panels = [panel for axes in shown if (panel := _panel_if_told(axes))]
    return Description(
        title=plain(figure.get_suptitle()),
        panels=tuple(panels[:PANELS]),
        more=max(0, len(panels) - PANELS),
    )


def _is_scale(axes: Axes) -> bool:
    """Whether it is a colour bar, which says what the colours of another panel mean."""
    return hasattr(axes, "_colorbar") or axes.get_label() == "<colorbar>"


def _panel_if_told(axes: Axes) -> Panel | None:
    try:
        return _panel(axes)
    except Exception:  # noqa: BLE001  what an author has put in there may raise anything
        return None


def _panel(axes: Axes) -> Panel | None:
    series = list(_series(axes))
    title = " ".join(filter(None, (plain(axes.get_title(loc)) for loc in ("left", "center"))))
    if not series and not title:
        return None
    x, y = _axis(axes.xaxis), _axis(axes.yaxis)
    if axes.name == "polar":
        x = Axis(x.label, x.low, x.high, "angle")
    return Panel(
        title=title,
        x=x,
        y=y,
        series=tuple(series[:SERIES]),
        more=max(0, len(series) - SERIES),
        z=_axis(axes.zaxis) if isinstance(axes, Axes3D) else None,
    )


def _series(axes: Axes) -> Iterator[Series]:
    tables = 0
    for series in all_series(axes):
        tables += bool(series.x)
        if series.x and tables > TABLES:
            yield Series(*(getattr(series, name) for name in series.__struct_fields__[:-2]))
        else:
            yield series


def _axis(axis: TheirAxis) -> Axis:
    low, high = sorted(map(float, axis.get_view_interval()))
    if axis._get_autoscale_on():  # type: ignore[attr-defined]  # noqa: SLF001  there is no other
        # Without the margin around the data.
        data = [value for value in map(float, axis.get_data_interval()) if np.isfinite(value)]
        if len(data) == 2 and low <= min(data) <= max(data) <= high:
            low, high = min(data), max(data)
    scale, first, last = axis.get_scale(), "", ""
    kind = type(_converter(axis)).__name__
    words: list[tuple[float, str]] = []
    if "Date" in kind:
        scale, first, last = "date", _date(low), _date(high)
    elif words := _words(axis, kind):
        scale, first, last = "category", words[0][1], words[-1][1]
    label = plain(axis.get_label_text())
    return Axis(label, rounded(low), rounded(high), scale, first, last, tuple(words[:WORDS]))


def _converter(axis: Any) -> Any:
    # The way of 3.10; the attribute that was there before is deprecated since.
    return axis.get_converter() if hasattr(axis, "get_converter") else axis.converter


def _date(value: float) -> str:
    moment = dates.num2date(value)
    day = moment.strftime("%Y-%m-%d")
    return day if (moment.hour, moment.minute) == (0, 0) else f"{day} {moment:%H:%M}"


def _words(axis: TheirAxis, kind: str) -> list[tuple[float, str]]:
    formatter = axis.get_major_formatter()
    if "Category" not in kind and not isinstance(formatter, FixedFormatter | FuncFormatter):
        return []
    low, high = sorted(axis.get_view_interval())
    places = [place for place in axis.get_majorticklocs() if low <= place <= high]
    labels = [plain(str(label)) for label in formatter.format_ticks(places)]
    if all(not label or _is_number(label) for label in labels):
        return []
    return [(rounded(p), label) for p, label in zip(places, labels, strict=False) if label]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-−+]?[\d.,]+(?:[eE×][-−+\d^]+)?%?", text) is not None
