"""What a value shows of itself, as a notebook would show it.

In: any object of a note. Out: an output, or nothing.
"""

import struct
from collections.abc import Iterable
from typing import Any

from kb.model import Description, Stream
from kb.run.task import RawFigure, RawMarkup, RawOutput, RawText

_WIDTH = 79
_PNG = b"\x89PNG\r\n\x1a\n"
_PLAIN = (list, tuple, dict, set, frozenset)


def show_value(value: Any) -> RawOutput | None:
    """The richest form that a value has; None for None and for what its figure shows."""
    if value is None or _is_part_of_figure(value):
        return None
    for method, make in (("_repr_html_", _markup), ("_repr_svg_", _markup), ("_repr_png_", _png)):
        if not isinstance(value, type) and callable(getattr(type(value), method, None)):
            output = make(getattr(value, method)())
            if output is not None:
                return output
    return RawText(Stream.VALUE, _text(value))


def show_inline(value: Any) -> RawOutput | None:
    """As it stands in a sentence: text, never markup."""
    return None if value is None else RawText(Stream.VALUE, str(value))


def _text(value: Any) -> str:
    text = repr(value)
    if type(value) in _PLAIN and len(text) > _WIDTH:
        import pprint  # noqa: PLC0415  the zygote has it

        return pprint.pformat(value, width=_WIDTH, sort_dicts=False)
    return text


def _markup(html: Any) -> RawOutput | None:
    return RawMarkup(html) if isinstance(html, str) else None


def _png(data: Any) -> RawOutput | None:
    if not isinstance(data, bytes) or not data.startswith(_PNG) or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return RawFigure("", data, float(width), float(height), Description())


def _is_part_of_figure(value: Any) -> bool:
    """What `plt.plot(...)` and its like return: the figure says more than their names."""
    if isinstance(value, _PLAIN) and not isinstance(value, (dict, set, frozenset)):
        return bool(value) and len(value) < 10_000 and all(map(_is_part_of_figure, value))
    return any(
        kind.__name__ in {"Artist", "Container"} and kind.__module__.startswith("matplotlib.")
        for kind in type(value).__mro__
    )


def figures_among(values: Iterable[Any]) -> list[Any]:
    """Those that are whole figures of matplotlib."""
    return [value for value in values if is_figure(value)]


def is_figure(value: Any) -> bool:
    return any(
        kind.__name__ == "Figure" and kind.__module__ == "matplotlib.figure"
        for kind in type(value).__mro__
    )
