"""pyplot as a note finds it: there is no window, and the figures go into the page.

In: the recorder of a note. Out: `plt.show()` shows at once what is open, as in a notebook; no
backend can be chosen; at a step's end what is still open is shown.
"""

import sys
from functools import partial
from typing import Any

from kb.run import figures
from kb.run.display import is_figure, show_value
from kb.run.failures import TooManyFiguresError
from kb.run.recorder import Recorder
from kb.run.task import Limits, RawFigure
from kb.run.tr import SPEECH


class Plots:
    def __init__(self, recorder: Recorder, limits: Limits) -> None:
        self._recorder = recorder
        self._limits = limits
        self._known: Any = None
        self.wanted = True
        self.tight = True

    def adopt(self) -> None:
        """Take over pyplot, as soon as it is there."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None or pyplot is self._known:
            return
        self._known = pyplot
        import matplotlib as mpl  # noqa: PLC0415  pyplot has it
        from matplotlib.figure import Figure  # noqa: PLC0415  the same

        # It would be loaded with the first figure, by a function that is replaced below.
        pyplot._get_backend_mod()  # noqa: SLF001

        def show(*_: Any, **__: Any) -> None:
            self.show_open()

        def leave(*_: Any, **__: Any) -> None:
            """No backend but ours."""

        pyplot.show = show  # type: ignore[attr-defined]
        pyplot.switch_backend = leave  # type: ignore[attr-defined]
        pyplot.pause = leave  # type: ignore[attr-defined]
        mpl.use = leave
        Figure.show = leave  # type: ignore[method-assign]

    def show_open(self) -> None:
        """Draw what is open, in the order in which it was opened, and close it."""
        self.adopt()
        if self._known is None:
            return
        for number in self._known.get_fignums():
            self.show(self._known.figure(number))

    def close(self) -> None:
        """Forget what is open, undrawn."""
        if self._known is not None:
            self._known.close("all")

    def show(self, figure: Any) -> None:
        if self.wanted and _has_something(figure):
            if self._recorder.figures >= self._limits.figures:
                self._known.close("all")
                raise TooManyFiguresError(self._limits.figures)
            self._recorder.add(*SPEECH.each(partial(self._draw, figure)))
        if self._known is not None:
            self._known.close(figure)

    def _draw(self, figure: Any) -> RawFigure:
        return figures.draw(figure, self._limits, tight=self.tight)

    def display(self, *values: Any, **_: Any) -> None:
        """Jupyter's `display`: show values where it is called."""
        for value in values:
            if is_figure(value):
                self.show(value)
            elif (output := show_value(value)) is not None:
                self._recorder.add(output)


def _has_something(figure: Any) -> bool:
    """A figure that was only opened is no picture."""
    return bool(figure.get_children()[1:])
