"""Figures that a note leaves open, drawn.

In: a figure of matplotlib. Out: a `RawFigure`.
"""

import io
from typing import Any

from kb.model import Description
from kb.run.task import Limits, RawFigure


def prepare() -> None:
    """Choose how everything is drawn, and draw once, so that all it takes is loaded."""
    import matplotlib.pyplot as plt  # noqa: PLC0415  a second, which most builds do not need

    figure = plt.figure()
    figure.add_subplot().plot([0, 1], [0, 1])
    draw(figure, Limits())
    plt.close(figure)


def draw(figure: Any, limits: Limits) -> RawFigure:  # noqa: ARG001  no PNG yet
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    width, height = figure.get_size_inches() * 96
    return RawFigure(text.getvalue(), b"", float(width), float(height), Description())
