"""What a note's snippets printed, drew and proved. A result names no path and no line of a file: it
is kept by what the code is, and the text above it may change.
"""

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kb.model.snippet import Parameter
from kb.names import Language, NotePath
from kb.patterns import pattern

PARTS = ("numpy", "matplotlib")
"""What a result depends on beside Python itself."""

SNIPPET_FILE = "<snippet {number}>"
"""How tracebacks name the code of a step; `render` puts the place in the note there."""


class Stream(StrEnum):
    STDOUT = "stdout"
    STDERR = "stderr"
    VALUE = "value"
    """What the last expression gave, as text."""


class Text(Struct, frozen=True, array_like=True, gc=False, tag=1):
    stream: Stream
    text: str
    """Neither escaped nor coloured; `File "<snippet 3>", line 2` stands for a place in a note."""


class Markup(Struct, frozen=True, array_like=True, gc=False, tag=2):
    """`_repr_html_` or `_repr_svg_`."""

    html: str
    """Has passed the gate of `safe_html`."""


class Axis(Struct, frozen=True, array_like=True, gc=False):
    label: str
    low: float
    high: float
    """What the figure shows of it, in the axis' own units."""
    scale: str
    """`linear`, `log`, ... as matplotlib calls it; `category` where its ticks are words, `date`,
    `angle`."""
    first: str = ""
    last: str = ""
    """How its ends are written, where they are words or dates; else ''."""
    words: tuple[tuple[float, str], ...] = ()
    """Which word stands where, if its ticks are words."""


class Trend(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    CONSTANT = "constant"
    PEAK = "peak"
    """Rises, then falls;"""
    VALLEY = "valley"
    OSCILLATING = "oscillating"
    """Turns many times;"""
    DECAYING = "decaying"
    """oscillates less and less;"""
    GROWING = "growing"
    """oscillates more and more."""
    MIXED = "mixed"
    """None of these."""


class Series(Struct, frozen=True, array_like=True, gc=False):
    """What one legend entry would stand for."""

    kind: str
    """`line`, `points`, `bars`, `histogram`, `area`, `slice`, `boxes`, `violins`, `arrows`,
    `image`, `contours`, `surface`, `other`."""
    label: str
    count: int
    """Of its points, bars, cells or levels."""
    trend: Trend = Trend.MIXED
    first: tuple[float, float] = (0.0, 0.0)
    last: tuple[float, float] = (0.0, 0.0)
    lowest: tuple[float, float] = (0.0, 0.0)
    highest: tuple[float, float] = (0.0, 0.0)
    """Points (x, y), in the axes' units. Of an image, what is lowest and highest is (0, value), and
    `first` is (columns, rows); of a slice, `last` is (0, its share of the whole)."""
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    """The data of a line, for the table; some points of many; () where it is no line, or one of
    too many."""


class Panel(Struct, frozen=True, array_like=True, gc=False):
    """One pair of axes."""

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    more: int = 0
    """Series that are left out of the list."""
    z: Axis | None = None
    """Of a picture of space."""


class Description(Struct, frozen=True, array_like=True, gc=False):
    """What a figure shows, in no language: `render` says it in the page's."""

    title: str = ""
    panels: tuple[Panel, ...] = ()
    more: int = 0
    """Panels that are left out of the list."""


class Figure(Struct, frozen=True, array_like=True, gc=False, tag=3):
    width: int
    height: int
    """In CSS pixels."""
    svg: str
    """Ready to stand in a page: has passed the gate of figures, follows light and dark by CSS, and
    each id in it begins with `FIGURE_ID`; '' where it would be too large."""
    png: bytes
    """Instead of the SVG; b'' where there is one."""
    description: Description


FIGURE_ID = "kb-figure-id-"
"""`render` puts what is unique in the page in its place."""

Output = Text | Markup | Figure


class State(StrEnum):
    RAN = "ran"
    FAILED = "failed"
    SKIPPED = "skipped"
    """One before it has failed."""


class Failure(Struct, frozen=True, array_like=True, gc=False):
    """Why a snippet failed, or what is wrong though it did not."""

    rule: str
    """The name of a member of `Rule`."""
    values: dict[str, str]
    """What fills the rule's sentence."""
    step: int
    """Number of the step that it is laid to;"""
    line: int
    """within its code, counted from 1,"""
    column: int
    """the same."""
    traceback: str = ""
    """As Python prints it, without our frames; '' where there is none."""


class Claims(Struct, frozen=True, array_like=True, gc=False):
    held: int
    """Different `assert` statements that were reached, and held each time."""
    failed: int


class Sweep(Struct, frozen=True, array_like=True, gc=False):
    """A snippet that was run for every value of its parameters."""

    parameters: tuple[Parameter, ...]
    frames: str
    """JSON: what each step shows, as differences from what the start shows, which are the outputs
    of the result. Written by `run/sweep.py`, read by the browser's part. '' where it would be too
    large for a page: then there is no slider."""
    descriptions: tuple[Description, ...] = ()
    """Of figures that the start does not show, without their data; the frames name them by their
    place here."""


class Wording(Struct, frozen=True, array_like=True, gc=False):
    """What a snippet gave in one language, as far as it says there something else."""

    outputs: dict[int, Output]
    """By their place in `Result.outputs`."""
    sweep: Sweep | None = None


class Result(Struct, frozen=True, array_like=True, gc=False):
    """What one snippet gave."""

    state: State
    outputs: tuple[Output, ...] = ()
    """In the order in which they came."""
    claims: Claims = Claims(0, 0)
    failure: Failure | None = None
    """Also where it was meant to fail."""
    remarks: tuple[Failure, ...] = ()
    """What is wrong beside: a thread left behind, a glyph that no font has."""
    sweep: Sweep | None = None
    verdict: dict[str, bool] | None = None
    """What it assigned to `verdict`: which options of a question its code finds right. Empty where
    that was something else; None where it assigned nothing, or failed."""
    wordings: dict[Language, Wording] = {}
    """In the languages that its code names by `tr`."""

    def said_in(self, language: Language) -> "Result":
        """The same as readers of `language` see it."""
        wording = self.wordings.get(language) or self.wordings.get(
            Language(language.partition("-")[0])
        )
        if wording is None:
            return self
        outputs = tuple(
            wording.outputs.get(number, output) for number, output in enumerate(self.outputs)
        )
        return replace(self, outputs=outputs, sweep=wording.sweep or self.sweep)


_PLACE = pattern(r"<snippet (\d{1,9})>(?P<after>\", line |:)?(?(after)(\d{1,9}))")
Places = dict[int, tuple[NotePath, int]]
"""Number of a step -> the note that it stands in, and the line of the file that its code begins
in."""


def placed(text: str, places: Places) -> str:
    """`text` with the notes' own paths and lines in place of `<snippet 3>` and its lines."""

    def place(found: re.Match[str]) -> str:
        where = places.get(int(found[1]))
        if where is None:
            return found[0]
        path, first = where
        return f"{path}{found['after']}{first + int(found[3]) - 1}" if found["after"] else path

    return _PLACE.sub(place, text) if "<snippet " in text else text


class Run(Struct, frozen=True, array_like=True, gc=False):
    """All that the snippets of one note gave."""

    results: dict[int, Result] = {}
    """By the place in `Outline.snippets`; those that do not run are missing."""
    versions: tuple[tuple[str, str], ...] = ()
    """Of Python, numpy and matplotlib, as far as they were used."""
    places: Places = {}

    @property
    def verdicts(self) -> dict[int, dict[str, bool]]:
        """Of the snippets that said one, by their place."""
        return {
            index: result.verdict
            for index, result in self.results.items()
            if result.verdict is not None
        }
