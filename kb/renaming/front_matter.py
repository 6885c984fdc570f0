"""A value more in a list of the front matter, with the author's text left as it is.

In: the text of a note, the spellings of a key, and a value.
Out: the edit that adds the value, in the notation that the author has for such lists.
"""

import re

import yaml

from kb.parse.front_matter import read_front_matter
from kb.parse.yaml_mending import quoted
from kb.parse.yaml_values import Kind, Pair, Value, Yaml, read_yaml
from kb.patterns import pattern
from kb.renaming.raw_text import Edit, RawText

_FENCE = pattern(r"(?:---|\.\.\.)[ \t]*")
_ITEM = pattern(r"[ \t]*-(?:[ \t]+|$)")
_PLAIN = pattern(r"[\w/][\w /.+-]*")
_NOT_IN_FLOW = pattern(r"[,\[\]{}#:\n]|^[|>]")


class UnfitFrontMatterError(Exception):
    """It is written in a way that nothing can be added to safely."""


def added(raw: RawText, spellings: tuple[str, ...], value: str) -> bytes:
    """The note's bytes with `value` in the list that the first of `spellings` found names.

    Raises:
        UnfitFrontMatterError: the list is no list, or is written too unusually.
        NotEncodableError: the note's encoding cannot write the value.
    """
    return raw.edited(_edits(raw, spellings, value))


def _edits(raw: RawText, spellings: tuple[str, ...], value: str) -> list[Edit]:
    lines, end = raw.lines, raw.line_end
    last = read_front_matter("\n".join(lines)).body_line - 1
    if last < 0:
        new = f"---{end}{_block(spellings[0], value, '  ', end)}---{end}"
        return [Edit(0, 0, new)]
    if last >= len(lines) or not _FENCE.fullmatch(lines[last]):
        raise UnfitFrontMatterError
    inner = lines[1:last]
    read = read_yaml("\n".join(inner))
    place = _Place(raw)
    pair = _pair(read, inner, spellings)
    if pair is not None:
        return _into(place, inner, pair, value)
    if read.root is not None and read.root.text.startswith("{"):
        return [_into_braces(place, read.root, spellings[0], value)]
    # Behind the last key, where the fence may stand behind a blank line.
    said = [number for number, line in enumerate(inner) if line.strip()]
    line = said[-1] + 1 if said else 0
    return [Edit(*place.at(line, 0), _block(spellings[0], value, _indent(inner), end))]


class _Place:
    """From a place within the fences to the text."""

    def __init__(self, raw: RawText) -> None:
        self.raw = raw

    def at(self, line: int, column: int) -> tuple[int, int]:
        """Both counted from 0; an empty span."""
        position = self.raw.position(line + 2, column + 1)
        return position, position


def _pair(read: Yaml, inner: list[str], spellings: tuple[str, ...]) -> Pair | None:
    pairs = read.pairs()
    if pairs is None:
        typed = "\n".join(inner)
        if any(
            re.search(rf"^\s*[\"']?{key}[\"']?\s*:", typed, re.MULTILINE | re.IGNORECASE)
            for key in spellings
        ):
            raise UnfitFrontMatterError
        return None
    for spelling in spellings:
        found = [p for p in pairs if p.key.text.strip().lower().replace("_", "-") == spelling]
        if found:
            return found[-1]
    return None


def _into(place: _Place, inner: list[str], pair: Pair, value: str) -> list[Edit]:
    key, old = pair
    end = place.raw.line_end
    if old.kind is Kind.SCALAR:
        if old.is_null and not old.text:
            line = inner[key.line]
            new = f"{end}{_indent(inner)}- {scalar(value)}"
            return [Edit(*place.at(key.line, len(line)), new)]
        start, stop = place.at(old.line, old.column)[0], place.at(old.end_line, old.end_column)[0]
        if old.is_null:
            return [Edit(start, stop, f"[{scalar(value)}]")]
        if not _NOT_IN_FLOW.search(old.text):
            return [Edit(start, start, "["), Edit(stop, stop, f", {scalar(value)}]")]
        if old.plain and "\n" not in old.text and _PLAIN.fullmatch(value):
            return [Edit(stop, stop, f", {value}")]
    if old.kind is not Kind.LIST:
        raise UnfitFrontMatterError
    if old.text.startswith("["):
        if not old.items:
            return [Edit(*place.at(old.end_line, old.end_column - 1), scalar(value))]
        last = old.items[-1]
        return [Edit(*place.at(last.end_line, last.end_column), f", {scalar(value)}")]
    last = old.items[-1]
    dash = _ITEM.match(inner[last.line])
    if dash is None or last.kind is not Kind.SCALAR:
        raise UnfitFrontMatterError
    before = dash[0] if dash[0].endswith((" ", "\t")) else f"{dash[0]} "
    line_number = max(last.line, last.end_line if last.text else last.line)
    return [
        Edit(
            *place.at(line_number, len(inner[line_number])),
            f"{end}{before}{scalar(value)}",
        )
    ]


def _into_braces(place: _Place, root: Value, key: str, value: str) -> Edit:
    comma = ", " if root.items else ""
    position = place.at(root.end_line, root.end_column - 1)
    if root.items:
        last = root.items[-1]
        position = place.at(last.end_line, last.end_column)
    return Edit(*position, f'{comma}"{key}": [{_json(value)}]')


def _json(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _block(key: str, value: str, indent: str, end: str) -> str:
    return f"{key}:{end}{indent}- {scalar(value)}{end}"


def _indent(inner: list[str]) -> str:
    """As the author's other lists have it."""
    for line in inner:
        if (found := _ITEM.match(line)) is not None:
            return found[0].partition("-")[0].replace("\t", "  ")
    return "  "


def scalar(value: str) -> str:
    """`value` as YAML's text, with quotation marks only where it would mean something else."""
    if _PLAIN.fullmatch(value) and not value.endswith(" "):
        resolver = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], [])
        if not any(expression.match(value) for _tag, expression in resolver):
            return value
    return quoted(value)
