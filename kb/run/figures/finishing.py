"""A figure of a stranger's process becomes one that may be kept, shown and talked about.

In: a `RawFigure`, of which nothing is believed. Out: a `Figure`; where it is broken, one without a
picture, and the page says so.
"""

from kb.model import Figure
from kb.run.figures.clamping import clamp_description
from kb.run.figures.png import read_png
from kb.run.figures.svg_gate import Gate
from kb.run.figures.svg_reading import Refused, read_svg
from kb.run.task import RawFigure

_LARGEST = 20_000
"""CSS pixels."""
_HEAVIEST = 8_000_000
"""Bytes of a PNG."""


def finish_figure(raw: RawFigure) -> Figure:
    description = clamp_description(raw.description)
    if 0 < len(raw.png) <= _HEAVIEST and (png := read_png(raw.png)):
        # Its pixels say how it is shaped, whatever else is said.
        width = min(_LARGEST, max(1.0, raw.width)) if raw.width == raw.width else png.width
        height = max(1, min(_LARGEST, round(width * png.height / png.width)))
        return Figure(round(width), height, "", png.data, description)
    try:
        svg, width, height = Gate(read_svg(raw.svg)).svg()
    except Refused:
        return Figure(0, 0, "", b"", description)
    return Figure(width, height, svg, b"", description)
