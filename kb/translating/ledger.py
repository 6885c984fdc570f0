"""The ledger of translations: a file in the vault that says what each of them was made from.

In: its text, as it was written or as two branches were merged. Out: what it says, and the text
again: a line for each pair of blocks, so that merges meet where two people have marked the same
block and nowhere else.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.ledgers import framed, read_text, says_nothing, to_json, write_text
from kb.names import NotePath
from kb.patterns import pattern

Pair = tuple[str, str]
"""Digests of a block of the original and of its counterpart; '' where one of them has none."""

_STRING = r'"(?:[^"\\\x00-\x1f]|\\.)*"'
_HEAD = pattern(rf'\s*({_STRING}):\s*\{{\s*"of":\s*({_STRING}),\s*"blocks":\s*\[\s*')
_PAIR = pattern(r'\s*\["([0-9a-z]{0,32})",\s*"([0-9a-z]{0,32})"\](?P<end>\]\},?|,?)\s*')
_END: Pair = ("", "")
"""Behind all pairs, so that a comma ends each of them."""
_ABOUT = (
    "What translations were made from, written by: kb translate --mark. Keep it beside the notes."
)


class Origin(Struct, frozen=True):
    """What a translation was made from."""

    of: NotePath
    blocks: tuple[Pair, ...]
    """In the order of the original."""


class Ledger(Struct, frozen=True):
    origins: dict[NotePath, Origin] = {}
    """By the path of the translation."""
    damaged: int = 0
    """The first line that cannot be read; 0: none. The others are read all the same."""


def read_ledger(file: Path) -> Ledger:
    """What the file says; nothing where there is none."""
    text = read_text(file)
    return Ledger() if text is None else parse_ledger(text)


def parse_ledger(text: str) -> Ledger:
    """Either JSON in any layout, or the lines that are whole: a merge may have left its marks."""
    try:
        found = msgspec.json.decode(text.encode(), type=dict[NotePath, Origin | str])
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return _by_lines(text)
    origins = {path: own for path, own in found.items() if isinstance(own, Origin)}
    return Ledger({path: _without_end(own) for path, own in origins.items()})


def _without_end(origin: Origin) -> Origin:
    return Origin(origin.of, tuple(pair for pair in origin.blocks if pair != _END))


def _by_lines(text: str) -> Ledger:
    found: dict[NotePath, tuple[NotePath, list[Pair]]] = {}
    pairs: list[Pair] | None = None
    damaged = 0
    for number, line in enumerate(text.split("\n"), start=1):
        head, pair = _HEAD.fullmatch(line), _PAIR.fullmatch(line)
        if head is not None:
            path, of = _string(head[1]), _string(head[2])
            if path and of:
                pairs = found.setdefault(NotePath(path), (NotePath(of), []))[1]
                continue
        elif pair is not None and pairs is not None:
            if pair.groups()[:2] != _END:
                pairs.append((pair[1], pair[2]))
            if pair["end"].startswith("]"):
                pairs = None
            continue
        if not damaged and not says_nothing(line):
            damaged = number
    origins = {path: Origin(of, tuple(pairs)) for path, (of, pairs) in found.items()}
    return Ledger(origins, damaged or 1)


def _string(typed: str) -> str:
    try:
        return msgspec.json.decode(typed, type=str)
    except msgspec.MsgspecError:
        return ""


def ledger_text(origins: Mapping[NotePath, Origin]) -> str:
    """As it is kept: JSON, sorted by path, and a line for each pair."""
    lines = []
    for path, origin in sorted(origins.items()):
        lines.append(f"{_head(path, origin.of)}\n")
        lines += [f"{to_json(pair)},\n" for pair in origin.blocks]
        lines.append(f"{to_json(_END)}]}},\n")
    return framed(lines, _ABOUT)


def renamed_lines(text: str, moves: Mapping[NotePath, NotePath]) -> str:
    """The same text, whatever it holds, with other paths where notes have moved."""

    def renamed(line: str) -> str:
        head = _HEAD.fullmatch(line)
        if head is None:
            return line
        path, of = (NotePath(_string(typed)) for typed in head.groups())
        if path not in moves and of not in moves:
            return line
        return _head(moves.get(path, path), moves.get(of, of))

    return "\n".join(map(renamed, text.split("\n")))


def _head(path: NotePath, of: NotePath) -> str:
    return f'{to_json(path)}: {{"of": {to_json(of)}, "blocks": ['


def write_ledger(file: Path, origins: Mapping[NotePath, Origin]) -> bool:
    """Replace the file, whole or not at all; False where it says so already.

    Raises:
        OSError: the vault cannot be written.
    """
    return write_text(file, ledger_text(origins))
