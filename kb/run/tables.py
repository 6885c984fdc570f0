"""Tables in which each string of a sweep stands once, the long paths as columns of numbers.

In: strings. Out: their numbers, and tables for JSON.

A line of a plot is `M x y L x y L x y ...`. The steps of a sweep mostly share its x, and its y is
smooth: as whole numbers of some decimal place, and as differences, they take a fifth of the text.
"""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import msgspec

from kb.patterns import pattern

_NUMBER = pattern(r"(?<![0-9.])-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,5}[1-9])?(?![0-9.])")

POINTS = 4
"""Shorter paths are no longer as text."""

ORDERS = 3
"""Values, their differences, and the differences of these."""


class Line(NamedTuple):
    """A path as points, and what stands between their numbers."""

    shape: tuple[str, str, str, str]
    """Before the first x, between x and y, between two points, and at the end."""
    x: list[str]
    y: list[str]


def read_line(path: str) -> Line | None:
    """None where `path` is not one chain of points whose numbers are in their shortest form."""
    numbers = _NUMBER.findall(path)
    if len(numbers) < 2 * POINTS or len(numbers) % 2 or "-0" in numbers:
        return None
    texts = _NUMBER.split(path)
    shape = (texts[0], texts[1], texts[2], texts[-1])
    line = Line(shape, numbers[::2], numbers[1::2])
    return line if write_line(line) == path else None


def write_line(line: Line) -> str:
    start, within, between, end = line.shape
    points = (x + within + y for x, y in zip(line.x, line.y, strict=True))
    return f"{start}{between.join(points)}{end}"


def encode_column(numbers: list[str]) -> list[int]:
    """`[places, order, value, ...]`: whole numbers of the last decimal place that any of them has,
    each less the one before it, `order` times.
    """
    places = max(len(number.partition(".")[2]) for number in numbers)
    values = [int(Decimal(number).scaleb(places)) for number in numbers]
    found = []
    for order in range(ORDERS):
        found.append([places, order, *values])
        values = [
            values[0],
            *(value - before for before, value in pairwise(values)),
        ]
    return min(found, key=lambda column: len(msgspec.json.encode(column)))


class Tables:
    def __init__(self) -> None:
        self._strings: dict[str, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {}
        self._columns: dict[tuple[int, ...], int] = {}
        self.strings: list[str | tuple[int, int, int]] = []
        """As it is, or as numbers of a shape and two columns."""

    def string(self, text: str) -> int:
        known = self._strings.get(text)
        if known is None:
            known = self._strings[text] = len(self.strings)
            line = read_line(text)
            self.strings.append(text if line is None else self._line(line))
        return known

    def _line(self, line: Line) -> tuple[int, int, int]:
        shape = self._shapes.setdefault(line.shape, len(self._shapes))
        return shape, self._column(line.x), self._column(line.y)

    def _column(self, numbers: list[str]) -> int:
        return self._columns.setdefault(tuple(encode_column(numbers)), len(self._columns))

    @property
    def shapes(self) -> list[tuple[str, ...]]:
        return list(self._shapes)

    @property
    def columns(self) -> list[tuple[int, ...]]:
        return list(self._columns)
