"""A snippet that was run for every value of its parameters.

In: parameters, and the result of each combination of their values. Out: a `Sweep`, which holds
what differs from the start, each different piece once. The browser puts it together again:
`kb/web/src/slider/frames.ts`.
"""

import math
from base64 import b64encode
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.model import (
    Description,
    Figure,
    Output,
    Parameter,
    Result,
    State,
    Stream,
    Sweep,
    Text,
)
from kb.run.tables import Tables
from kb.run.trees import (
    Attribute,
    Change,
    Child,
    Content,
    Element,
    Splice,
    changes,
    read_tree,
)

FRAMES = 4_000_000
"""Bytes of JSON; a reader loads them with the page."""

Piece = int | list[Any]
"""One output of a step. A number: the output of the start with that number, as it is.
`[number, kind, what, alt]`: the same with another content, or with the number -1 a new one.

kind      what
text      number in `texts`
markup    number in `markups`
picture   number in `pictures`; `alt` is a number in `Sweep.descriptions`
changes   changes of the SVG that stands there, beside its tracks; `alt`
svg       a whole SVG, as a node; `alt`

A change is `[element, [child, ...]]`: all that stands in it; or `[element, first, gone, [child,
...]]`: these stand in the place of `gone` of its children, from the one numbered `first` on.
A child is a string's number or a node: `[tag, [name, string, name, string, ...], child, ...]`."""

Track = tuple[int, str, list[int]]
"""An element of a figure of the start, one of its attributes ('': its text), and what that is in
each step: 0 as in the start, 1 absent, else the number of a string, plus 2. From the second step on
it is the difference from the step before: strings are numbered along tracks."""


class Frames(Struct):
    steps: list[list[Piece]]
    """Of each step its outputs; the last parameter changes fastest."""
    failed: dict[int, int]
    """Steps that failed -> number in `texts` of the traceback."""
    tracks: dict[int, list[Track]]
    """By the number of the output; only what changes."""
    sizes: dict[int, int]
    """Number of elements in the same figures."""
    texts: list[tuple[Stream, str]]
    markups: list[str]
    pictures: list[tuple[int, int, str]]
    """Width, height and address."""
    strings: list[str | tuple[int, int, int]]
    shapes: list[tuple[str, ...]]
    columns: list[tuple[int, ...]]
    """The three tables of `tables.Tables`."""


def start_of(parameters: Sequence[Parameter]) -> int:
    """The number of the step that the code itself gives."""
    number = 0
    for parameter in parameters:
        number = number * len(parameter.values) + parameter.values.index(parameter.start)
    return number


def encode_sweep(parameters: tuple[Parameter, ...], results: Sequence[Result]) -> Sweep:
    """`results` has one for each combination of values, the last parameter changing fastest. Frames
    that are larger than `FRAMES` are ''.
    """
    if len(results) != math.prod(len(parameter.values) for parameter in parameters):
        raise ValueError(f"{len(results)} results do not fit the parameters")
    encoder = _Encoder(results[start_of(parameters)].outputs)
    for result in results:
        encoder.add(result)
    frames = msgspec.json.encode(encoder.frames()).decode()
    if len(frames) > FRAMES:
        return Sweep(parameters, "")
    return Sweep(parameters, frames, tuple(encoder.descriptions))


class _Encoder:
    def __init__(self, start: tuple[Output, ...]) -> None:
        self._start = start
        self._trees = [_tree(output) for output in start]
        self._steps: list[list[Piece]] = []
        self._failed: dict[int, int] = {}
        self._values: dict[int, dict[tuple[int, str], dict[int, str | None]]] = {}
        """Output -> element and attribute -> step -> value."""
        self._texts: dict[tuple[Stream, str], int] = {}
        self._markups: dict[str, int] = {}
        self._pictures: dict[tuple[int, int, str], int] = {}
        self._tables = Tables()
        self.descriptions: dict[Description, int] = {}

    def frames(self) -> Frames:
        tracks = {
            number: [self._track(*key, values[key]) for key in sorted(values)]
            for number, values in sorted(self._values.items())
        }
        return Frames(
            self._steps,
            self._failed,
            tracks,
            {number: tree.size for number, tree in enumerate(self._trees) if tree},
            list(self._texts),
            list(self._markups),
            list(self._pictures),
            self._tables.strings,
            self._tables.shapes,
            self._tables.columns,
        )

    def _track(self, element: int, name: str, values: dict[int, str | None]) -> Track:
        found = [0]
        for step in range(len(self._steps)):
            value = values.get(step, "")
            if step not in values:
                found.append(0)
            elif value is None:
                found.append(1)
            else:
                found.append(self._tables.string(value) + 2)
        return element, name, [value - before for before, value in pairwise(found)]

    def add(self, result: Result) -> None:
        if result.state is not State.RAN:
            told = result.failure.traceback if result.failure else ""
            self._failed[len(self._steps)] = _number(self._texts, (Stream.STDERR, told))
        before, after = self._start, result.outputs
        kinds = SequenceMatcher(
            None, [*map(_kind, before)], [*map(_kind, after)], autojunk=False
        ).get_matching_blocks()
        same = {new + step: old + step for old, new, count in kinds for step in range(count)}
        self._steps.append(
            [self._piece(same.get(number, -1), output) for number, output in enumerate(after)]
        )

    def _piece(self, number: int, output: Output) -> Piece:
        if number >= 0 and self._start[number] == output:
            return number
        if isinstance(output, Text):
            return [number, "text", _number(self._texts, (output.stream, output.text))]
        if not isinstance(output, Figure):
            return [number, "markup", _number(self._markups, output.html)]
        alt = _number(self.descriptions, _without_data(output.description))
        if output.png:
            address = f"data:image/png;base64,{b64encode(output.png).decode()}"
            picture = (output.width, output.height, address)
            return [number, "picture", _number(self._pictures, picture), alt]
        after = _tree(output)
        if after is None:
            return [number, "markup", _number(self._markups, output.svg)]
        before = self._trees[number] if number >= 0 else None
        changed = changes(before, after) if before else None
        if changed is None:
            return [number, "svg", self._node(after), alt]
        rest = [*self._changes(self._values.setdefault(number, {}), changed)]
        return [number, "changes", rest, alt]

    def _changes(
        self, values: dict[tuple[int, str], dict[int, str | None]], found: list[Change]
    ) -> Iterator[list[Any]]:
        """Those that are no track; the others go into `values`."""
        step = len(self._steps)
        for change in found:
            match change:
                case Attribute(element, name, value):
                    values.setdefault((element, name), {})[step] = value
                case Content(element, (str(text),)):
                    values.setdefault((element, ""), {})[step] = text
                case Content(element, children):
                    yield [element, [self._child(child) for child in children]]
                case Splice(element, first, gone, children):
                    yield [element, first, gone, [self._child(child) for child in children]]

    def _child(self, child: Child) -> int | list[Any]:
        return self._node(child) if isinstance(child, Element) else self._tables.string(child)

    def _node(self, element: Element) -> list[Any]:
        attributes: list[str | int] = []
        for name, value in element.attributes.items():
            attributes += (name, self._tables.string(value))
        return [element.tag, attributes, *map(self._child, element.children)]


_Key = TypeVar("_Key")


def _number(table: dict[_Key, int], key: _Key) -> int:
    return table.setdefault(key, len(table))


def _kind(output: Output) -> str:
    return output.stream.value if isinstance(output, Text) else type(output).__name__


def _tree(output: Output) -> Element | None:
    return read_tree(output.svg) if isinstance(output, Figure) and output.svg else None


def _without_data(description: Description) -> Description:
    """What is said of a figure; its data would be as large as the figure."""
    panels = tuple(
        replace(panel, series=tuple(replace(one, x=(), y=()) for one in panel.series))
        for panel in description.panels
    )
    return replace(description, panels=panels)
