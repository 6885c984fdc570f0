"""Values of attributes in an SVG of a stranger: numbers, ways, transforms, styles.

In: what stands in an attribute. Out: the same written anew, as short as it can be; None where it is
not what it should be. Nothing that was given goes through as it is.
"""

import re
from collections.abc import Callable
from math import isfinite

Reader = Callable[[str], str | None]
"""Of an attribute."""

_DECIMALS = 100
"""Hundredths of a point: finer than what a screen shows."""
_LARGEST = 10_000_000

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_SEPARATOR = re.compile(r"[\s,]*")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.:-]{1,200})[\"']?\s*\)")
_STEP = re.compile(r"([MLQCZz])([^MLQCZz]*)")
_TRANSFORM = re.compile(r"(translate|rotate|scale|matrix|skewX|skewY)\s*\(([^()]{0,200})\)")
_COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0, "z": 0}
_ARGUMENTS = {
    "translate": {1, 2},
    "rotate": {1, 3},
    "scale": {1, 2},
    "matrix": {6},
    "skewX": {1},
    "skewY": {1},
}


def read_number(text: str) -> float | None:
    text = text.strip()
    if text.endswith(("px", "pt")):
        text = text[:-2]
    if len(text) > 40 or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if isfinite(value) and abs(value) <= _LARGEST else None


def read_numbers(text: str) -> list[float] | None:
    """Numbers parted by spaces or commas."""
    if len(text) > 2000:
        return None
    values = [read_number(part) for part in text.replace(",", " ").split()]
    return None if None in values else [value for value in values if value is not None]


def write_number(value: float, decimals: int = 2) -> str:
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def number(text: str) -> str | None:
    value = read_number(text)
    return None if value is None else write_number(value)


def size(text: str) -> str | None:
    """A length of something that is there."""
    value = read_number(text)
    return None if value is None or value < 0 else write_number(value)


def opacity(text: str) -> str | None:
    value = read_number(text)
    return None if value is None else write_number(min(1.0, max(0.0, value)), 3)


def numbers(text: str) -> str | None:
    values = read_numbers(text)
    return None if not values or len(values) > 64 else " ".join(map(write_number, values))


def colour(text: str) -> str | None:
    """`none` or a number; lower case, and as short as it can be."""
    text = text.strip().lower()
    if text == "none":
        return text
    if not _COLOUR.fullmatch(text):
        return None
    if len(text) == 7 and text[1::2] == text[2::2]:
        return f"#{text[1::2]}"
    return text


def reference(text: str) -> str | None:
    """The id that `url(#id)` names."""
    found = _REFERENCE.fullmatch(text.strip())
    return found[1] if found else None


def one_of(*words: str) -> Reader:
    def read(text: str) -> str | None:
        text = text.strip()
        return text if text in words else None

    return read


def weight(text: str) -> str | None:
    value = read_number(text)
    return str(int(value)) if value is not None and 1 <= value <= 1000 else None


def transform(text: str) -> str | None:
    """One after the other; '' where they do nothing."""
    written, place = [], 0
    for found in _TRANSFORM.finditer(text):
        if _SEPARATOR.fullmatch(text, place, found.start()) is None:
            return None
        place = found.end()
        values = read_numbers(found[2])
        if values is None or len(values) not in _ARGUMENTS[found[1]]:
            return None
        if step := _transform(found[1], values):
            written.append(step)
    if _SEPARATOR.fullmatch(text, place) is None or len(written) > 8:
        return None
    return "".join(written)


def _transform(name: str, values: list[float]) -> str:
    if name == "rotate" and values[0] == 0:
        return ""
    if name == "translate" and not any(values):
        return ""
    if name == "scale" and all(value == 1 for value in values):
        return ""
    # A factor is multiplied by what may be hundreds.
    exact = 6 if name in {"scale", "matrix"} else 2
    if name == "matrix":
        parts = [write_number(v, exact) for v in values[:4]]
        parts += [write_number(v) for v in values[4:]]
    else:
        parts = [write_number(v, exact) for v in values]
    return f"{name}({' '.join(parts)})"


def way(text: str) -> str | None:
    """A path's `d`, of absolute commands as matplotlib writes them; each point as the step from the
    one before, which is shorter. The steps are those between rounded points: nothing adds up.
    """
    steps: list[tuple[str, list[int]]] = []
    place = 0
    for found in _STEP.finditer(text):
        if text[place : found.start()].strip():
            return None
        place = found.end()
        values = _scaled(found[2])
        if values is None or len(values) != _COORDINATES[found[1]]:
            return None
        steps.append((found[1], values))
    if text[place:].strip() or not steps or steps[0][0] != "M":
        return None
    return _relative(steps)


def _scaled(text: str) -> list[int] | None:
    try:
        values = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        return None
    if not all(abs(value) <= _LARGEST for value in values):  # what is no number is neither
        return None
    return [round(value * _DECIMALS) for value in values]


def _relative(steps: list[tuple[str, list[int]]]) -> str:
    written: list[str] = []
    x = y = start_x = start_y = 0
    before = ""
    for name, values in steps:
        if name in "Zz":
            written.append("z")
            x, y, before = start_x, start_y, "z"
            continue
        if name == "M":
            # The first is as good as absolute.
            start_x, start_y = values
        elif name == "L" and values == [x, y] and before == "l":
            continue  # less than can be seen
        command = name.lower()
        origin = (x, y) * (len(values) // 2)
        parts = "".join(_spaced(v - o) for v, o in zip(values, origin, strict=True))
        # Pairs after those of an `m` would be lines.
        if command != before or command == "m":
            parts = command + parts.lstrip()
        written.append(parts)
        x, y = values[-2:]
        before = command
    return "".join(written)


def _spaced(value: int) -> str:
    """With what parts it from the number before."""
    text = write_number(value / _DECIMALS)
    return text if text.startswith("-") else f" {text}"
