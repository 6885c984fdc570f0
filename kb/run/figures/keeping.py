"""Which colours of a figure stay as they are while the page goes from light to dark.

In: a figure. Out: the same, while it is drawn, with a mark on each artist whose colours mean a
value (a white cell of a heat map is no paper), or that lies on such a one or on a ground that the
author has chosen: what is legible there in light must not change alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.table import Cell
from matplotlib.text import Text

from kb.run.figures.colours import DIM, GROUND, KEPT

_MOST = 300
"""Texts, and shapes that they may stand on."""


def is_mapped(artist: Artist) -> bool:
    """Whether colours of `artist` stand for values."""
    return isinstance(artist, ScalarMappable) and artist.get_array() is not None


def is_coloured(patch: Any) -> bool:
    """Whether the author has given this background a colour of its own; white is paper."""
    face = patch.get_facecolor()
    return bool(patch.get_visible() and face[3] > 0.4 and to_hex(face) not in {"#ffffff", GROUND})


def _is_paper(patch: Any) -> bool:
    return patch.get_visible() and to_hex(patch.get_facecolor()) == GROUND


def covers(artist: Artist) -> bool:
    """Whether `artist` may fill all of the axes with colours."""
    if isinstance(artist, AxesImage):
        return True
    is_surface = type(artist).__name__ in {"QuadMesh", "PolyQuadMesh", "TriMesh"}
    is_filled = is_mapped(artist) and getattr(artist, "filled", False)
    return is_surface or bool(is_filled)


def lies_on(axes: Axes) -> Iterator[Artist]:
    """What is drawn within the axes: not their frame, ticks, labels and legend."""
    yield from (*axes.lines, *axes.patches, *axes.images)
    yield from (*axes.get_xgridlines(), *axes.get_ygridlines())
    yield from (artist for artist in axes.collections if isinstance(artist, Collection))
    for text in axes.texts:
        x, y = text.get_transform().transform(text.get_unitless_position())
        if axes.bbox.contains(x, y):
            yield text


def lies_on_colour(text: Text, patches: Sequence[Any]) -> bool:
    """Whether `text` stands on a light shape: its own box, a slice, a bar, a node of a network."""
    box = text.get_bbox_patch()
    if box is not None and is_coloured(box):
        return True
    if not patches or not text.get_text():
        return False
    extent = text.get_window_extent()
    middle = (extent.x0 + extent.width / 2, extent.y0 + extent.height / 2)
    return any(patch.contains_point(middle) for patch in patches)


def texts_on_colours(axes: Axes) -> Iterator[Artist]:
    light = [patch for patch in axes.patches[:_MOST] if is_coloured(patch) and _is_light(patch)]
    for text in axes.texts[:_MOST]:
        if lies_on_colour(text, light):
            yield text


def _is_light(patch: Any) -> bool:
    face = patch.get_facecolor()[:3]
    if max(face) - min(face) < 0.02:
        return False  # a grey follows the page, and so does what stands on it
    red, green, blue = (part**2.2 for part in face)
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue > DIM)


def kept(figure: Figure, artists: Sequence[Artist]) -> Iterator[Artist]:
    if is_coloured(figure.patch):
        yield from figure.get_children()
        return
    for axes in artists:
        if not isinstance(axes, Axes):
            continue
        if is_coloured(axes.patch) or any(map(covers, axes.get_children())):
            yield from lies_on(axes)
            yield axes.patch
        else:
            yield from texts_on_colours(axes)
    yield from filter(is_mapped, artists)
    for artist in artists:
        if isinstance(artist, Legend) and is_coloured(artist.get_frame()):
            yield artist
        elif isinstance(artist, Cell) and is_coloured(artist):
            yield from (artist, artist.get_text())


@contextmanager
def kept_colours(figure: Figure, artists: Sequence[Artist]) -> Iterator[None]:
    """Mark them by the id of the group that matplotlib writes around each artist."""
    # Paper is nothing to draw: a figure also stands in a box of another colour.
    paper = [axes.patch for axes in figure.axes if _is_paper(axes.patch)]
    for patch in paper:
        patch.set_visible(False)
    before = {id(artist): (artist, artist.get_gid()) for artist in kept(figure, artists)}
    for number, (artist, _) in enumerate(before.values()):
        artist.set_gid(f"{KEPT}{number}")
    try:
        yield
    finally:
        for artist, gid in before.values():
            artist.set_gid(gid)
        for patch in paper:
            patch.set_visible(True)
