"""Draws a figure, in the process of the note's own code.

In: a figure of matplotlib. Out: a `RawFigure`: an SVG, a PNG if that is smaller than an SVG that is
large, and what the figure shows.
"""

import gc
import io
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends import backend_svg
from matplotlib.figure import Figure
from matplotlib.projections.polar import PolarAxes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from kb.run.figures.describing import describe
from kb.run.figures.keeping import kept_colours
from kb.run.figures.pixels import lightened, shaded
from kb.run.figures.style import FAMILY
from kb.run.figures.svg_text import TextRenderer
from kb.run.figures.swapping import swapped
from kb.run.figures.ticking import markers_shared, ticks_kept
from kb.run.task import Limits, RawFigure

_PADDING = 0.06
"""Inches around all that is drawn."""
_GROWTH = 0.25
"""Inches by which a canvas grows that has to stay as it is."""
_SETTINGS: Any = {
    "savefig.bbox": None,
    "svg.fonttype": "none",
    "svg.hashsalt": "kb",
    "svg.image_inline": True,
}
"""What a note may have set otherwise, and that has to be so."""
_PIXELS = 96 / 72
"""CSS pixels in a point."""
_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
_MISSING_GLYPH = re.compile(r"Glyph (\d+) .* missing from")
_MISSING_SYMBOL = re.compile(r"does not have a glyph for .*\[U\+([0-9a-f]+)\]")
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without looking for garbage: next to nothing is, of all that a drawing makes."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@undisturbed()
@markers_shared()
def draw(figure: Figure, limits: Limits, *, tight: bool = True) -> RawFigure:
    description = describe(figure)
    missing: set[str] = set()
    # Looking for them takes as long as drawing them.
    artists = figure.findobj()
    with gathered(missing), legible(artists), kept_colours(figure, artists), shaded(artists):
        svg, width, height = draw_svg(figure, tight=tight)
        if len(svg) > limits.svg:
            # Its text stays text, and its axes follow the page.
            with lightened(artists):
                lighter = draw_svg(figure, tight=tight, dpi=96)
            svg, width, height = min((svg, width, height), lighter, key=lambda drawn: len(drawn[0]))
        png = draw_png(figure, tight=tight, below=len(svg)) if len(svg) > limits.svg else b""
    return RawFigure(
        svg=svg,
        png=png,
        width=width,
        height=height,
        description=description,
        missing="".join(sorted(missing)),
    )


def _canvas(figure: Figure, *, tight: bool) -> dict[str, Any]:
    if tight:
        extent = _extent(figure)
        return {"bbox_inches": extent or "tight", "pad_inches": _PADDING}
    figure.draw_without_rendering()
    drawn = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    # Labels change a little from step to step: the canvas only where it has to, in large steps.
    over = (-drawn.x0, -drawn.y0, drawn.x1 - width, drawn.y1 - height)
    left, low, right, high = (max(0, ceil((by - 0.01) / _GROWTH)) * _GROWTH for by in over)
    return {"bbox_inches": Bbox.from_extents(-left, -low, width + right, height + high)}


def _extent(figure: Figure) -> Bbox | None:
    """What is drawn and the padding around it, in inches, where no drawing is needed to know it.

    For the word "tight" matplotlib draws the figure once more, which takes as long as all else.
    """
    moves = figure.get_layout_engine() is not None or figure.subfigs
    if moves or not all(type(axes) in _SETTLED and not axes.child_axes for axes in figure.axes):
        return None
    dpi = figure.dpi
    figure.dpi = 72  # as matplotlib does for an SVG
    try:
        renderer = TextRenderer(*figure.bbox.size, io.StringIO())
        return Bbox(figure.get_tightbbox(renderer).get_points()).padded(_PADDING)
    finally:
        figure.dpi = dpi


_SETTLED = (Axes, PolarAxes)
"""Asked for their extent, they put all that they have into its place. Others do while they draw."""


@contextmanager
def our_text() -> Iterator[None]:
    """In the author's own `savefig` matplotlib writes what it always writes."""
    TextRenderer.forget()
    with swapped(backend_svg, "RendererSVG", TextRenderer):
        yield


def draw_svg(figure: Figure, *, tight: bool, dpi: int = 144) -> tuple[str, float, float]:
    """The SVG, and how wide and high it is in CSS pixels."""
    file = io.StringIO()
    with our_text(), ticks_kept(figure), mpl.rc_context(_SETTINGS):
        figure.savefig(
            file, format="svg", metadata=_METADATA, dpi=dpi, **_canvas(figure, tight=tight)
        )
    svg = file.getvalue()
    # No reader needs the type of the document, and the gate lets none through.
    svg = svg[svg.index("<svg") :]
    found = _SIZE.match(svg)
    size = found.groups() if found else ("0", "0")
    return svg, float(size[0]) * _PIXELS, float(size[1]) * _PIXELS


def draw_png(figure: Figure, *, tight: bool, below: int) -> bytes:
    """A PNG of less than `below` bytes, sharp on any screen if it may be; else b''."""
    ground: Any = figure.get_facecolor()
    paper = "white" if ground[3] == 0 else ground
    for dpi in (192, 96):
        file = io.BytesIO()
        with mpl.rc_context(_SETTINGS):
            figure.savefig(
                file,
                format="png",
                metadata={"Software": None},
                facecolor=paper,
                dpi=dpi,
                **_canvas(figure, tight=tight),
            )
        if len(file.getvalue()) < below:
            return file.getvalue()
    return b""


@contextmanager
def legible(artists: Iterable[Artist]) -> Iterator[None]:
    """Hangul in whatever font the author asks for: ours completes each. And Hangul that was typed
    as single letters of the alphabet, drawn as syllables: no font of ours can put it together, and
    names of files of some systems are written so.
    """
    changed = []
    for text in artists:
        if not isinstance(text, Text):
            continue
        written, family = text.get_text(), text.get_fontfamily()
        if not written or (FAMILY in family and unicodedata.is_normalized("NFC", written)):
            continue
        changed.append((text, written, family))
        text.set_text(unicodedata.normalize("NFC", written))
        text.set_fontfamily([*family, FAMILY])
    try:
        yield
    finally:
        for text, written, family in changed:
            text.set_text(written)
            text.set_fontfamily(family)


class _Symbols(logging.Handler):
    def __init__(self, missing: set[str]) -> None:
        super().__init__(logging.WARNING)
        self.missing = missing

    def emit(self, record: logging.LogRecord) -> None:
        if found := _MISSING_SYMBOL.search(record.getMessage()):
            self.missing.add(chr(int(found[1], 16)))


@contextmanager
def gathered(missing: set[str]) -> Iterator[None]:
    """Put into `missing` the characters that no font has; other warnings go on."""
    logger = logging.getLogger("matplotlib.mathtext")
    handler = _Symbols(missing)
    logger.addHandler(handler)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    finally:
        logger.removeHandler(handler)
    for warning in caught:
        if found := _MISSING_GLYPH.match(str(warning.message)):
            missing.add(chr(int(found[1])))
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
