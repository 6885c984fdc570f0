"""How far a build is: a bar on a terminal, plain lines elsewhere.

In: counts. Out: words on standard error, so that standard output is for problems and results.
"""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kb.cli.speech import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

QUIET = 2.0
"""Seconds of work before plain lines say anything, and between two of them."""


class Progress:
    """One step of the work after the other; used in a `with` statement."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._bar: Bar | None = None
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, words: str) -> "Step":
        return Step(self, say(words))

    def show(self, words: str, done: int, total: int) -> None:
        if self._live:
            self._draw(words, done, total)
        elif time.monotonic() - self._last > QUIET:
            self._last = time.monotonic()
            print(f"{words}: {done}/{total}", file=sys.stderr, flush=True)

    def _draw(self, words: str, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415  40 ms that only a bar needs
            from rich.progress import Progress as Bar  # noqa: PLC0415  as above

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.start()
        known = next((t for t in self._bar.tasks if t.description == words), None)
        task = known.id if known else self._bar.add_task(words, total=total)
        self._bar.update(task, completed=done, total=total)


class Step:
    """A step that reports itself: called with how much is done, and of how much."""

    def __init__(self, progress: Progress, words: str) -> None:
        self._progress = progress
        self._words = words

    def __call__(self, done: int, total: int) -> None:
        self._progress.show(self._words, done, total)
