"""The gate for figures: an SVG of a stranger's process becomes one that may stand in a page.

In: elements as they were read. Out: an SVG, written anew from what we know: shapes, pictures, text
and what paints them. Nothing else is copied: no script, style sheet, event, link, animation or
filter, and no reference that leaves the figure. It can be large, but not by repeating itself: what
is used elsewhere uses nothing.
"""

import base64
import binascii
from collections.abc import Iterator

from markupsafe import escape

from kb.model import FIGURE_ID
from kb.run.figures import svg_values as values
from kb.run.figures.colours import (
    DIM,
    FOREGROUND,
    FOREGROUND_NAME,
    GROUND,
    GROUND_NAME,
    KEPT,
    LIFT_NAME,
)
from kb.run.figures.png import read_png
from kb.run.figures.svg_reading import Element, Refused

_LARGEST = 15_000
"""Points, of the canvas in each direction."""
_HEAVIEST = 40_000_000
_PIXELS = 96 / 72

_PRESENTATION: dict[str, values.Reader] = {
    "fill": values.colour,
    "fill-opacity": values.opacity,
    "fill-rule": values.one_of("evenodd"),
    "font-family": values.one_of("monospace", "serif"),
    "font-size": values.size,
    "font-style": values.one_of("italic", "oblique"),
    "font-weight": values.weight,
    "image-rendering": values.one_of("pixelated"),
    "opacity": values.opacity,
    "stop-color": values.colour,
    "stop-opacity": values.opacity,
    "stroke": values.colour,
    "stroke-dasharray": values.numbers,
    "stroke-dashoffset": values.number,
    "stroke-linecap": values.one_of("round", "square", "butt"),
    "stroke-linejoin": values.one_of("miter", "bevel", "round"),
    "stroke-miterlimit": values.number,
    "stroke-opacity": values.opacity,
    "stroke-width": values.size,
}
_INHERITED = frozenset(_PRESENTATION) - {"opacity", "stop-color", "stop-opacity", "image-rendering"}
_COLOURS = {"fill", "stroke"}

_BOX: dict[str, values.Reader] = {
    "x": values.number,
    "y": values.number,
    "width": values.size,
    "height": values.size,
}
_LINE = dict.fromkeys(("x1", "y1", "x2", "y2"), values.number)
_UNITS = values.one_of("userSpaceOnUse")
_GEOMETRY: dict[str, dict[str, values.Reader]] = {
    "g": {"transform": values.transform},
    "path": {"d": values.way, "transform": values.transform},
    "rect": {**_BOX, "transform": values.transform},
    "use": {"x": values.number, "y": values.number, "transform": values.transform},
    "image": {**_BOX, "transform": values.transform},
    "text": {
        "x": values.number,
        "y": values.number,
        "textLength": values.size,
        "transform": values.transform,
    },
    "clipPath": {},
    "pattern": {**_BOX, "patternUnits": _UNITS},
    "linearGradient": {**_LINE, "gradientUnits": _UNITS},
    "stop": {"offset": values.opacity},
}
_NEEDED = {"path": {"d"}, "rect": {"width", "height"}, "use": {"href"}, "image": {"href"}}
_PAINTS = {"pattern", "linearGradient"}
_REFERRED = {"path", "clipPath", *_PAINTS}
_INSIDE = {"clipPath": {"path", "rect"}, "pattern": {"path", "rect"}, "linearGradient": {"stop"}}
"""What these may hold; all else may hold what is drawn."""
_DRAWN = {"g", "path", "rect", "use", "image", "text"}
_SEEN = {"stroke", "href"}
"""What is still to be seen of a shape that nothing fills."""
_UNWRAPPED = {"defs", "a"}
"""What they hold stands as well outside."""


class Made:
    """An element as it will be written."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: dict[str, str] = {}
        """Escaped."""
        self.children: list[Made] = []
        self.text = ""
        """Escaped."""


class Gate:
    """The making of one figure."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named: dict[str, Element] = {}
        """What may be referred to, by its id."""
        self.weight = 0
        """Characters of all ways, each as often as it is used."""
        self.names: dict[str, str] = {}
        """Its new id, given when it is first referred to."""
        for element in _walk(root):
            name = element.attributes.get("id", "")
            if name and element.name in _REFERRED:
                self.named.setdefault(name, element)

    def svg(self) -> tuple[str, int, int]:
        """The figure, and its width and height in CSS pixels."""
        box = values.read_numbers(self.root.attributes.get("viewBox", ""))
        if box is None or len(box) != 4 or not all(0 < side <= _LARGEST for side in box[2:]):
            raise Refused("no size")
        drawn = self.made_children(self.root, _DRAWN, kept=False, is_alone=False)
        # Definitions last: only now is it known which of them are used.
        defined = [made for name in list(self.names) if (made := self.definition(name))]
        width, height = (round(side * _PIXELS) for side in box[2:])
        inside = "".join(map(_written, drawn))
        definitions = "".join(map(_written, defined))
        view = " ".join(map(values.write_number, box))
        # What matplotlib says of all shapes in a style sheet, and that text is of the page.
        return (
            (
                f'<svg viewBox="{view}" width="{width}" height="{height}" fill="{FOREGROUND_NAME}" '
                f'stroke-linejoin="round">'
                f"{f'<defs>{definitions}</defs>' if definitions else ''}{inside}</svg>"
            ),
            width,
            height,
        )

    def definition(self, name: str) -> Made | None:
        element = self.named[name]
        made = self.made(element, kept=False, is_alone=True)
        if made is None:
            made = Made(element.name)
        if element.name == "path":
            # matplotlib says of each use what paints it; it may lie where black stays black.
            for painted in _PRESENTATION.keys() & made.attributes.keys():
                del made.attributes[painted]
        made.attributes = {"id": self.names[name], **made.attributes}
        return made

    def refer(self, name: str | None, kinds: set[str]) -> str | None:
        """The new id of what is called `name`; None where there is no such thing."""
        if name is None or name not in self.named or self.named[name].name not in kinds:
            return None
        if name not in self.names:
            self.names[name] = f"{FIGURE_ID}{_base36(len(self.names))}"
        return self.names[name]

    def made_children(
        self, parent: Element, allowed: set[str], *, kept: bool, is_alone: bool
    ) -> list[Made]:
        children: list[Made] = []
        for child in parent.children:
            if child.name in _UNWRAPPED and child.name not in allowed:
                children += self.made_children(
                    child, allowed - {"defs"}, kept=kept, is_alone=is_alone
                )
            elif child.name in allowed and not self.is_definition(child, parent):
                made = self.made(child, kept=kept, is_alone=is_alone)
                if made is None:
                    continue
                # A group that says nothing.
                if made.name == "g" and not made.attributes:
                    children += made.children
                else:
                    children.append(made)
        return children

    def is_definition(self, element: Element, parent: Element) -> bool:
        return parent.name == "defs" and element.name in _REFERRED

    def made(self, element: Element, *, kept: bool, is_alone: bool) -> Made | None:
        """`is_alone`: it is a part of what others use, and so uses nothing itself."""
        name = element.name
        is_kept = name == "g" and element.attributes.get("id", "").startswith(KEPT)
        kept = kept or is_kept
        made = Made(name)
        made.attributes |= self.geometry(element)
        made.attributes |= self.references(element, is_alone=is_alone)
        made.attributes |= self.style(element, kept=kept, is_alone=is_alone)
        if is_kept and "fill" not in made.attributes:
            made.attributes["fill"] = "#000"
        if not _NEEDED.get(name, set()) <= made.attributes.keys():
            return None
        if made.attributes.get("fill") == "none" and not made.attributes.keys() & _SEEN:
            return None  # the paper
        if name == "text":
            made.text = str(escape("".join(element.texts).strip("\n")[:2000]))
            if "textLength" in made.attributes:
                made.attributes["lengthAdjust"] = "spacingAndGlyphs"
            return made if made.text.strip() else None
        allowed = _INSIDE.get(name, _DRAWN if name == "g" else set())
        made.children = self.made_children(element, allowed, kept=kept, is_alone=is_alone)
        if name == "g":
            _hoist(made)
            return made if made.children else None
        return made

    def geometry(self, element: Element) -> dict[str, str]:
        found = {}
        for name, read in _GEOMETRY[element.name].items():
            if name in element.attributes and (value := read(element.attributes[name])):
                found[name] = value
        return found

    def references(self, element: Element, *, is_alone: bool) -> dict[str, str]:
        found = {}
        if not is_alone:
            target = values.reference(element.attributes.get("clip-path", ""))
            if own := self.refer(target, {"clipPath"}):
                found["clip-path"] = f"url(#{own})"
        href = element.attributes.get("href", "")
        if element.name == "use" and href.startswith("#"):
            if own := self.refer(href[1:], {"path"}):
                found["href"] = f"#{own}"
                self.weight += len(self.named[href[1:]].attributes.get("d", ""))
                if self.weight > _HEAVIEST:
                    raise Refused("more than a browser can draw")
        elif element.name == "image" and (picture := _picture(href)):
            found["href"] = picture
        return found

    def style(self, element: Element, *, kept: bool, is_alone: bool) -> dict[str, str]:
        given = {
            name: element.attributes[name] for name in _PRESENTATION.keys() & element.attributes
        }
        for declaration in element.attributes.get("style", "")[:2000].split(";"):
            name, colon, value = declaration.partition(":")
            if colon:
                given[name.strip()] = value
        found = {}
        for name in sorted(_PRESENTATION.keys() & given.keys()):
            read = _PRESENTATION[name](given[name])
            if read is not None:
                found[name] = read
            elif name == "fill" and not is_alone:
                own = self.refer(values.reference(given[name]), _PAINTS)
                found[name] = f"url(#{own})" if own else "none"
        for name in _COLOURS & found.keys():
            found[name] = _themed(found[name], is_text=element.name == "text", kept=kept)
        return found


def _themed(colour: str, *, is_text: bool, kept: bool) -> str:
    """What is neutral is the page's; and so are black, white and greys that lie on nothing. What is
    too dark for a dark page is lighter there.
    """
    if kept:
        return colour
    if colour in {FOREGROUND, "#000"}:
        return FOREGROUND_NAME
    # White text stands on something: on paper nobody would see it.
    if colour == GROUND or (colour == "#fff" and not is_text):
        return GROUND_NAME
    if not colour.startswith("#"):
        return colour
    parts = _parts(colour)
    if max(parts) - min(parts) <= 4:
        grey = sum(parts) / 765
        if is_text and grey > 0.8:
            return colour
        return f"color-mix(in srgb,{FOREGROUND_NAME} {round(100 - 100 * grey)}%,{GROUND_NAME})"
    # Blue and dark red are hard to see in the dark, which their author did not think of.
    if _luminance(parts) < DIM:
        return f"color-mix(in srgb,{colour},{FOREGROUND_NAME} {LIFT_NAME})"
    return colour


def _parts(colour: str) -> list[int]:
    digits = colour[1:]
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [d * 2 for d in digits]
    return [int(pair, 16) for pair in pairs]


def _luminance(parts: list[int]) -> float:
    """Of WCAG 2.2, by the simpler curve of a display: what is compared is far from either's."""
    red, green, blue = (float((part / 255) ** 2.2) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hoist(group: Made) -> None:
    """What all children of a group say of themselves, it says for them: hundreds of markers."""
    children = group.children
    if len(children) < 2:
        return
    common = dict(children[0].attributes)
    for child in children[1:]:
        common = {k: v for k, v in common.items() if child.attributes.get(k) == v}
        if not common:
            return
    for name in common.keys() & _INHERITED:
        group.attributes[name] = common[name]
        for child in children:
            del child.attributes[name]
    group.attributes = dict(sorted(group.attributes.items()))


def _picture(href: str) -> str | None:
    """A PNG that the figure holds; nothing is ever fetched."""
    head, comma, data = href.partition(",")
    if not comma or head.strip() != "data:image/png;base64":
        return None
    try:
        decoded = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    png = read_png(decoded)
    return f"data:image/png;base64,{base64.b64encode(png.data).decode()}" if png else None


def _walk(element: Element) -> Iterator[Element]:
    waiting = [element]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
        if not number:
            return text


def _written(made: Made) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in made.attributes.items())
    inside = made.text + "".join(map(_written, made.children))
    return (
        f"<{made.name}{attributes}>{inside}</{made.name}>"
        if inside
        else (f"<{made.name}{attributes}/>")
    )
