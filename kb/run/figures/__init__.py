"""Figures: what a snippet has drawn -> what may stand in a page.

In the process that runs a note (`prepare`, `draw`): a figure of matplotlib becomes a `RawFigure`.
On the side that is trusted (`finish_figure`): a `RawFigure` of anybody becomes a `Figure`.

The trusted side loads neither numpy nor matplotlib.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from kb.run.figures.finishing import finish_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawing

    from kb.run.task import Limits, RawFigure

__all__ = ["draw", "finish_figure", "prepare", "reset", "without_metrics", "word_texts"]


def prepare() -> None:
    """Load matplotlib, make it ours, draw once: whoever is forked afterwards has all that."""
    from kb.run.figures.style import prepare  # noqa: PLC0415  matplotlib: a second

    prepare()


def without_metrics() -> AbstractContextManager[None]:
    """While matplotlib is imported: it then comes up without the fonts of old printers."""
    from kb.run.figures.metrics import without_metrics  # noqa: PLC0415  as above

    return without_metrics()


def reset() -> None:
    """Set matplotlib as `prepare` has left it, whatever a note has made of it."""
    from kb.run.figures.style import reset  # noqa: PLC0415  as above

    reset()


def draw(figure: "Drawing", limits: "Limits", *, tight: bool = True) -> "RawFigure":
    """Draw `figure`. `tight`: the canvas is as large as what is on it. Else it is as the author has
    set it, for figures that take turns in one place; it grows where a label would be cut, in steps
    of a quarter of an inch.
    """
    from kb.run.figures.drawing import draw  # noqa: PLC0415  as above

    return draw(figure, limits, tight=tight)


def word_texts(said: "Callable[[str], str]") -> None:
    """From now on texts of figures are drawn as `said` gives them."""
    from kb.run.figures.wording import word_texts  # noqa: PLC0415  few notes need it

    word_texts(said)
