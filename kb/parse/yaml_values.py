"""Read YAML without losing what the author typed.

In: the text between the fences of front matter.
Out: keys and values with their places, scalars as typed; and the first thing YAML could not read.

YAML itself makes a date of `2026-06-17`, a number of `1983` and a null of nothing. Here these stay
text. The reader walks libyaml's events and keeps no more than `DEPTH` levels: neither deep nesting
nor aliases that refer to aliases cost more than the length of the text.
"""

from enum import Enum
from typing import Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kb.patterns import pattern

DEPTH = 6
"""Levels of lists and mappings that are kept; what lies deeper is only typed text."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# libyaml's time grows with the square of the nesting: this many take it a twentieth of a second.
_BRACKETS = 4000

# Line ends that are none for us, and what YAML does not let in at all.
# One range a class: a class of many ranges beyond ASCII takes 8 ms to compile.
_NOT_YAML = pattern(
    "[\0-\x08\x0b-\x1f\x7f-\x9f]|[\u2028-\u2029]|[\ud800-\udfff]|\ufeff|[\ufffe-\uffff]"
)


class Kind(Enum):
    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"


class Value(NamedTuple):
    kind: Kind
    text: str
    """A scalar's text; of a list or mapping what the author typed, its first line only."""
    plain: bool
    """A scalar without quotation marks."""
    items: tuple["Value", ...]
    """Of a list its items; of a mapping its keys and values in turn."""
    line: int
    column: int
    """Where it begins, counted from 0."""
    end_line: int
    end_column: int

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in {"", "~", "null", "Null", "NULL"}


class Pair(NamedTuple):
    key: Value
    value: Value


class Fault(NamedTuple):
    """Where YAML could not read on, counted from 0."""

    line: int
    column: int


class Yaml(NamedTuple):
    root: Value | None
    """None where there is nothing but white space and comments, or where there is a fault."""
    fault: Fault | None

    def pairs(self) -> list[Pair] | None:
        """The keys and values; None where the text is not a mapping."""
        if self.fault or (self.root and self.root.kind is not Kind.MAPPING):
            return None
        items = self.root.items if self.root else ()
        return [Pair(*both) for both in zip(items[::2], items[1::2], strict=True)]


def read_yaml(text: str) -> Yaml:
    if text.count("[") + text.count("{") > _BRACKETS:
        return Yaml(None, Fault(0, 0))
    text = _NOT_YAML.sub(" ", text)
    try:
        return Yaml(_root(text), None)
    except _NotOurYamlError as error:
        return Yaml(None, error.fault)
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark, error.context_mark
        # An open bracket or quotation mark is noticed at the end, but belongs where it was opened.
        if context and context.column and mark and mark.index >= len(text):
            mark = context
        return Yaml(None, Fault(mark.line, mark.column) if mark else Fault(0, 0))
    except yaml.YAMLError:
        return Yaml(None, Fault(0, 0))


class _NotOurYamlError(Exception):
    """Events that are no front matter: a second document, an alias of nothing."""

    def __init__(self, mark: Any) -> None:
        self.fault = Fault(mark.line, mark.column)


class _Open(NamedTuple):
    """A list or mapping that is being read."""

    kind: Kind
    items: list[Value]
    start: Any
    anchor: str | None


def _root(text: str) -> Value | None:
    root: Value | None = None
    open_ones: list[_Open] = []
    anchors: dict[str, Value] = {}
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is ScalarEvent:
            value = _scalar(event)
            if event.anchor:
                anchors[event.anchor] = value
        elif kind is MappingStartEvent:
            open_ones.append(_Open(Kind.MAPPING, [], event.start_mark, event.anchor))
            continue
        elif kind is SequenceStartEvent:
            open_ones.append(_Open(Kind.LIST, [], event.start_mark, event.anchor))
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            ended = open_ones.pop()
            value = _collection(ended, event.end_mark, text)
            if ended.anchor:
                anchors[ended.anchor] = value
        elif kind is AliasEvent:
            value = _alias(event, anchors, len(open_ones))
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _NotOurYamlError(event.start_mark)
            continue
        if not open_ones:
            root = value
        elif len(open_ones) <= DEPTH:
            open_ones[-1].items.append(value)
    return root


def _scalar(event: Any) -> Value:
    start, end = event.start_mark, event.end_mark
    plain = event.implicit[0]
    text = event.value
    if event.tag and not event.tag.startswith("tag:"):
        # `!important` is a tag to YAML and a word to everybody else.
        text = f"{event.tag} {text}".strip()
    return Value(Kind.SCALAR, text, plain, (), start.line, start.column, end.line, end.column)


def _collection(ended: _Open, end: Any, text: str) -> Value:
    start = ended.start
    typed = text[start.index : end.index].strip()
    items = tuple(ended.items)
    return Value(ended.kind, typed, False, items, start.line, start.column, end.line, end.column)


def _alias(event: Any, anchors: dict[str, Value], depth: int) -> Value:
    """What it stands for, if that is a scalar, or a list of scalars for a key; else nothing.

    So no value holds more than twice what its author typed, however aliases refer to aliases.
    """
    name, start, end = event.anchor, event.start_mark, event.end_mark
    if name not in anchors:
        raise _NotOurYamlError(start)
    meant = anchors[name]
    place = start.line, start.column, end.line, end.column
    if meant.kind is Kind.SCALAR or (
        depth == 1 and all(item.kind is Kind.SCALAR for item in meant.items)
    ):
        return Value(meant.kind, meant.text, meant.plain, meant.items, *place)
    return Value(Kind.SCALAR, "", True, (), *place)
