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

from kb.run.figures.colours import GROUND, KEPT


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
    yield from filter(is_mapped, artists)


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
