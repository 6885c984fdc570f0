"""The ledger of questions: a file in the vault that says which question is which.

In: its text, as it was written or as two branches were merged. Out: what it says, and the text
again: a line for each question, sorted by id, so that merges meet where two people meant the same
question and nowhere else.
"""

import re
from collections.abc import Container, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.ledgers import framed, read_text, says_nothing, to_json, write_text
from kb.names import NotePath
from kb.questions import Mark

_ID = re.compile(r"[A-Za-z0-9-]{1,80}")
_LINE = re.compile(r'\s*"([A-Za-z0-9-]{1,80})":\s*(\{.*\}),?\s*')
_ABOUT = "Which question is which, written by: kb quiz --mark. Keep it beside the notes."


class Ledger(Struct, frozen=True):
    marks: dict[str, Mark] = {}
    damaged: int = 0
    """The first line that cannot be read; 0: none. The others are read all the same."""


def read_ledger(file: Path) -> Ledger:
    """What the file says; nothing where there is none."""
    text = read_text(file)
    return Ledger() if text is None else parse_ledger(text)


def parse_ledger(text: str) -> Ledger:
    """Either JSON in any layout, or the lines that are whole: a merge may have left its marks."""
    try:
        found = msgspec.json.decode(text.encode(), type=dict[str, Mark | str])
    except (msgspec.MsgspecError, RecursionError):
        return _by_lines(text)
    return Ledger(
        {own: mark for own, mark in found.items() if isinstance(mark, Mark) and _ID.fullmatch(own)}
    )


def _by_lines(text: str) -> Ledger:
    marks: dict[str, Mark] = {}
    damaged = 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _LINE.fullmatch(line)
        try:
            if found is not None:
                marks[found[1]] = msgspec.json.decode(found[2], type=Mark)
                continue
        except (msgspec.MsgspecError, RecursionError):
            pass  # told by its number
        if not damaged and not says_nothing(line):
            damaged = number
    return Ledger(marks, damaged or 1)


def marked(
    before: Ledger, marks: Mapping[str, Mark], private: Container[NotePath]
) -> dict[str, Mark]:
    """What the ledger is to say: all questions that are there, and those of notes that are private
    for now, as they were.
    """
    kept = {own: mark for own, mark in before.marks.items() if mark.path in private}
    return {**kept, **marks}


def ledger_text(marks: Mapping[str, Mark]) -> str:
    """As it is kept: JSON, and a line for each question."""
    lines = (f"{to_json(own)}: {to_json(mark)},\n" for own, mark in sorted(marks.items()))
    return framed(lines, _ABOUT)


def write_ledger(file: Path, marks: Mapping[str, Mark]) -> bool:
    """Replace the file, whole or not at all; False where it says so already.

    Raises:
        OSError: the vault cannot be written.
    """
    return write_text(file, ledger_text(marks))
