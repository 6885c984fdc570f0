"""Reads an SVG of a stranger's process.

In: text. Out: elements as plain values; `Refused` where it is no SVG, or larger, deeper or stranger
than what matplotlib writes. Expat resolves nothing here: a document type, and with it every entity,
is refused.
"""

from typing import NoReturn
from xml.parsers import expat

LONGEST = 2_000_000
"""Characters. Ten times what is left to be an SVG; it takes seconds to read."""
_DEEPEST = 60
_MOST = 150_000
"""Elements."""

_SVG = "http://www.w3.org/2000/svg "
_LINK = "http://www.w3.org/1999/xlink href"


class Refused(Exception):  # noqa: N818  it is an answer, not a failure of ours
    """What is wrong with an SVG."""


class Element:
    """One of SVG's; those of other languages have no place in the tree."""

    __slots__ = ("attributes", "children", "name", "texts")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        """`href` is xlink's as well; no other has a name space."""
        self.children: list[Element] = []
        self.texts: list[str] = []
        """What stands in it, in pieces: to join them one by one would take for ever."""


def read_svg(svg: str) -> Element:
    """The root."""
    if len(svg) > LONGEST:
        raise Refused("too long")
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.characters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        # A declaration of another encoding would be about bytes that are not there.
        parser.Parse(svg.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise Refused(f"not well-formed: {expat.ErrorString(error.code)}") from error
    if reading.root is None or reading.root.name != "svg":
        raise Refused("no svg")
    return reading.root


def _refuse(*_: object) -> NoReturn:
    raise Refused("a document type, an entity or an instruction")


class _Reading:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self.foreign = 0
        """How deep we are in what is left out."""
        self.count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MOST or len(self.open) + self.foreign >= _DEEPEST:
            raise Refused("too many elements, or too deep")
        if self.foreign or not name.startswith(_SVG):
            self.foreign += 1
            return
        own = {key: value for key, value in attributes.items() if " " not in key}
        if _LINK in attributes:
            own["href"] = attributes[_LINK]
        element = Element(name[len(_SVG) :], own)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.open.pop()

    def characters(self, text: str) -> None:
        if not self.foreign and self.open:
            self.open[-1].texts.append(text)
