"""An SVG as a tree, and what makes one tree of another.

In: SVGs that have passed the gate of figures. Out: trees; and the changes to one that give another.
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

DEPTH = 100
"""Levels of elements; matplotlib nests a tenth as deep."""


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    children: tuple["Element | str", ...]
    size: int
    """Of its elements, itself included."""


Child = Element | str


def read_tree(svg: str) -> Element | None:
    """The tree of `svg`, without white space between elements; None where it is no tree of ours."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse
    try:
        parser.Parse(svg, True)
    except (expat.ExpatError, _RefusedError):
        return None
    (root,) = reader.open[0].children
    return root if isinstance(root, Element) else None


class _RefusedError(Exception):
    """Deeper than any figure, or with entities of its own, which may grow without end."""


class _Open(NamedTuple):
    tag: str
    attributes: dict[str, str]
    children: list[Child]


class _Reader:
    def __init__(self) -> None:
        self.open = [_Open("", {}, [])]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) > DEPTH:
            raise _RefusedError
        self.open.append(_Open(tag, attributes, []))

    def end(self, _: str) -> None:
        tag, attributes, children = self.open.pop()
        if any(isinstance(child, Element) for child in children):
            children = [child for child in children if isinstance(child, Element) or child.strip()]
        size = 1 + sum(child.size for child in children if isinstance(child, Element))
        self.open[-1].children.append(Element(tag, attributes, tuple(children), size))

    def refuse(self, *_: object) -> None:
        raise _RefusedError

    def text(self, text: str) -> None:
        if len(self.open) > 1:
            self.open[-1].children.append(text)


class Attribute(NamedTuple):
    """An attribute of an element has another value."""

    element: int
    """Its number in the order of the document; the outermost one is 0."""
    name: str
    value: str | None
    """None: it has none."""


class Content(NamedTuple):
    """Something else stands within an element that holds text."""

    element: int
    children: tuple[Child, ...]


class Splice(NamedTuple):
    """Some children of an element, which holds no text, are others."""

    element: int
    first: int
    """Number of the first of them among all;"""
    gone: int
    """how many there were."""
    children: tuple[Element, ...]
    """What stands in their place."""


Change = Attribute | Content | Splice


def changes(before: Element, after: Element) -> list[Change] | None:
    """What makes `after` of `before`; None where not even the outermost element is the same."""
    if before.tag != after.tag:
        return None
    return list(_changes(before, after, 0, _Shapes()))


class _Shapes:
    """Numbers for what elements stand in what, whatever their attributes and texts."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str | int, ...], int] = {}
        self._known: dict[int, int] = {}

    def of(self, element: Element) -> int:
        # Both trees live as long as this object: no id is given twice.
        known = self._known.get(id(element))
        if known is None:
            inner = (self.of(child) for child in element.children if isinstance(child, Element))
            shape: tuple[str | int, ...] = (element.tag, *inner)
            known = self._known[id(element)] = self._numbers.setdefault(shape, len(self._numbers))
        return known


def _changes(before: Element, after: Element, index: int, shapes: _Shapes) -> Iterator[Change]:
    """`index` is the number of `before` in its document."""
    if before == after:
        return
    for name in before.attributes.keys() - after.attributes.keys():
        yield Attribute(index, name, None)
    for name, value in after.attributes.items():
        if before.attributes.get(name) != value:
            yield Attribute(index, name, value)
    if before.children == after.children:
        return
    old = [child for child in before.children if isinstance(child, Element)]
    new = [child for child in after.children if isinstance(child, Element)]
    if len(old) < len(before.children) or len(new) < len(after.children) or not old or not new:
        yield Content(index, after.children)
        return
    start, end = _kept(old, new, shapes)
    place = index + 1
    for number, child in enumerate(old):
        if number < start:
            yield from _changes(child, new[number], place, shapes)
        elif number >= len(old) - end:
            yield from _changes(child, new[number - len(old) + len(new)], place, shapes)
        place += child.size
    gone = len(old) - start - end
    added = tuple(new[start : len(new) - end])
    if gone or added:
        yield Splice(index, start, gone, added)


def _kept(old: list[Element], new: list[Element], shapes: _Shapes) -> tuple[int, int]:
    """How many children at the beginning and at the end are the same but for changes within."""
    most = min(len(old), len(new))
    start = 0
    while start < most and shapes.of(old[start]) == shapes.of(new[start]):
        start += 1
    end = 0
    while end < most - start and shapes.of(old[-1 - end]) == shapes.of(new[-1 - end]):
        end += 1
    # What lies between has grown or shrunk within.
    while start < most - end and old[start].tag == new[start].tag:
        start += 1
    return start, end
