"""The ledger of questions: a file in the vault that says which question is which.

In: its text, as it was written or as two branches were merged. Out: what it says, and the text
again: a line for each question, sorted by id, so that merges meet where two people meant the same
question and nowhere else.
"""

import contextlib
import re
from collections.abc import Container, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.names import NotePath
from kb.questions import Mark
from kb.store import replace_file

_ID = re.compile(r"[A-Za-z0-9-]{1,80}")
_LINE = re.compile(r'\s*"([A-Za-z0-9-]{1,80})":\s*(\{.*\}),?\s*')
_LAST = "~"
"""Sorted behind every id, so that a comma ends each line of a question."""
_ABOUT = "Which question is which, written by: kb quiz --mark. Keep it beside the notes."
_DRAFTS = ".kb-drafts"


class Ledger(Struct, frozen=True):
    marks: dict[str, Mark] = {}
    damaged: int = 0
    """The first line that cannot be read; 0: none. The others are read all the same."""


def read_ledger(file: Path) -> Ledger:
    """What the file says; nothing where there is none."""
    if not file.is_file():  # a pipe would be waited for
        return Ledger()
    try:
        data = file.read_bytes()
    except OSError:
        return Ledger(damaged=1)
    return parse_ledger(data.decode("utf-8", "replace"))


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
        if not damaged and line.strip() not in ("{", "}", "") and f'"{_LAST}"' not in line:
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
    lines = ["{\n"]
    for own, mark in sorted(marks.items()):
        lines.append(f"{_json(own)}: {_json(mark)},\n")
    return "".join((*lines, f"{_json(_LAST)}: {_json(_ABOUT)}\n", "}\n"))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def write_ledger(file: Path, marks: Mapping[str, Mark]) -> bool:
    """Replace the file, whole or not at all; False where it says so already.

    Raises:
        OSError: the vault cannot be written.
    """
    data = ledger_text(marks).encode()
    if file.is_file() and file.read_bytes() == data:
        return False
    drafts = file.parent / _DRAFTS
    try:
        replace_file(file, data, drafts)
    finally:
        with contextlib.suppress(OSError):  # it may hold what another process is writing
            drafts.rmdir()
    return True
