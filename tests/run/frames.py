"""What a browser makes of the frames of a sweep, in Python: the plain oracle of the encoder.

In: the JSON of a sweep, and the outputs of its start. Out: the outputs of each step; a figure as
its tree.
"""

import json
from base64 import b64decode
from decimal import Decimal
from itertools import accumulate
from typing import Any

from kb.model import Figure, Markup, Output, Text
from kb.run.trees import read_tree

Tree = list[Any]
"""`[tag, {name: value}, [child, ...]]`; a child is a tree or a text."""


def tree_of(svg: str) -> Tree:
    element = read_tree(svg)
    assert element is not None
    return plain(element)


def plain(element: Any) -> Tree:
    children = [child if isinstance(child, str) else plain(child) for child in element.children]
    return [element.tag, dict(element.attributes), children]


def shown(output: Output) -> Any:
    if isinstance(output, Text):
        return ["text", output.stream.value, output.text]
    if isinstance(output, Markup):
        return ["markup", output.html]
    if output.png:
        return ["picture", output.width, output.height, output.png]
    return ["figure", tree_of(output.svg)]


def decode(frames: str, start: tuple[Output, ...]) -> list[list[Any]]:
    read = json.loads(frames)
    return [
        [_decode(read, number, piece, start) for piece in step]
        for number, step in enumerate(read["steps"])
    ]


def _decode(read: Any, step: int, piece: Any, start: tuple[Output, ...]) -> Any:
    if isinstance(piece, int):
        return shown(start[piece])
    number, kind, what, *_ = piece
    if kind == "text":
        return ["text", *read["texts"][what]]
    if kind == "markup":
        return ["markup", read["markups"][what]]
    if kind == "picture":
        width, height, address = read["pictures"][what]
        return ["picture", width, height, b64decode(address.partition(",")[2])]
    if kind == "svg":
        return ["figure", _tree(read, what)]
    figure = start[number]
    assert isinstance(figure, Figure)
    tracks = read["tracks"].get(str(number), [])
    return ["figure", changed(read, step, tree_of(figure.svg), tracks, what)]


def changed(read: Any, step: int, tree: Tree, tracks: list[Any], changes: list[list[Any]]) -> Tree:
    elements: list[Tree] = []

    def collect(element: Tree) -> None:
        elements.append(element)
        for child in element[2]:
            if not isinstance(child, str):
                collect(child)

    collect(tree)
    assert len(elements) in read["sizes"].values()
    for index, name, values in tracks:
        value = sum(values[: step + 1])
        if value > 1 and name == "":
            elements[index][2] = [_string(read, value - 2)]
        elif value > 1:
            elements[index][1][name] = _string(read, value - 2)
        elif value == 1:
            del elements[index][1][name]
    for index, *change in changes:
        element = elements[index]
        match change:
            case [list(children)]:
                element[2] = [_child(read, child) for child in children]
            case [first, count, children]:
                element[2][first : first + count] = [_child(read, child) for child in children]
    return tree


def _child(read: Any, child: Any) -> Any:
    return _string(read, child) if isinstance(child, int) else _tree(read, child)


def _tree(read: Any, node: Any) -> Tree:
    tag, attributes, *children = node
    values = {
        name: _string(read, value)
        for name, value in zip(attributes[::2], attributes[1::2], strict=True)
    }
    return [tag, values, [_child(read, child) for child in children]]


def _string(read: Any, number: int) -> str:
    found = read["strings"][number]
    if isinstance(found, str):
        return found
    shape, x, y = found
    start, within, between, end = read["shapes"][shape]
    points = zip(_column(read, x), _column(read, y), strict=True)
    return start + between.join(f"{left}{within}{right}" for left, right in points) + end


def _column(read: Any, number: int) -> list[str]:
    places, order, *values = read["columns"][number]
    for _ in range(order):
        values = list(accumulate(values))
    return [_number(value, places) for value in values]


def _number(value: int, places: int) -> str:
    text = f"{Decimal(value).scaleb(-places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
