"""What is drawn as pixels within an SVG.

In: the artists of a figure. Out: the same, while it is drawn, with a mark on each that becomes a
picture: what SVG cannot say, and what would take too many words.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection, TriMesh
from matplotlib.colors import to_rgba_array
from matplotlib.lines import Line2D

from kb.run.figures.keeping import is_mapped

_MANY = 300
"""Shapes of one artist."""


@contextmanager
def _as_pixels(artists: Iterable[Artist]) -> Iterator[None]:
    changed = [artist for artist in artists if not artist.get_rasterized()]
    for artist in changed:
        artist.set_rasterized(True)
    try:
        yield
    finally:
        for artist in changed:
            artist.set_rasterized(False)


def shaded(artists: Iterable[Artist]) -> Any:
    """What runs from colour to colour within a triangle: matplotlib writes it with filters, which
    most browsers do not know.
    """
    return _as_pixels(
        mesh
        for mesh in artists
        if isinstance(mesh, TriMesh) or getattr(mesh, "_shading", "") == "gouraud"
    )


def lightened(artists: Iterable[Artist]) -> Any:
    """What has very many parts, unless it is black or grey: pixels do not follow the page."""
    return _as_pixels(filter(_is_heavy, artists))


def _is_heavy(artist: Any) -> bool:
    if isinstance(artist, Collection):
        count = max(len(artist.get_paths()), len(np.atleast_1d(artist.get_offsets())))
        return count > _MANY and (is_mapped(artist) or _is_coloured(artist.get_facecolor()))
    if isinstance(artist, Line2D):
        is_many = len(artist.get_xdata()) > _MANY  # type: ignore[arg-type]
        return is_many and _has_marker(artist) and _is_coloured(artist.get_markerfacecolor())
    return False


def _has_marker(line: Line2D) -> bool:
    return line.get_marker() not in {"None", "none", None, "", " "}


def _is_coloured(colours: Any) -> bool:
    parts = to_rgba_array(colours)[:, :3]
    return bool(len(parts) and np.all(np.ptp(parts, axis=1) > 0.05))
