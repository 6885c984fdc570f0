"""Ledgers: hidden files in the vault that say what no note says of itself.

In: the lines of one. Out: a file of JSON, and its text again. A comma ends whatever is said,
wherever it stands, so that two branches that say different things merge without a word.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from kb.store import replace_file

_LAST = "~"
"""The key behind all others, which needs no comma: no note and no question is called so."""
_DRAFTS = ".kb-drafts"


def read_text(file: Path) -> str | None:
    """What the file says, '' where nobody can read it; None where there is none."""
    if not file.is_file():  # a pipe would be waited for
        return None
    try:
        data = file.read_bytes()
    except OSError:
        return ""
    return data.decode("utf-8", "replace")


def says_nothing(line: str) -> bool:
    """It stands around what is said."""
    return line.strip() in ("{", "}", "") or f'"{_LAST}"' in line


def framed(lines: Iterable[str], about: str) -> str:
    """The text of a ledger; `about` tells whoever opens it what it is."""
    return "".join(("{\n", *lines, f"{to_json(_LAST)}: {to_json(about)}\n", "}\n"))


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def write_text(file: Path, text: str) -> bool:
    """Replace the file, whole or not at all; False where it says so already.

    Raises:
        OSError: the vault cannot be written.
    """
    data = text.encode()
    if file.is_file() and file.read_bytes() == data:
        return False
    drafts = file.parent / _DRAFTS
    try:
        replace_file(file, data, drafts)
    finally:
        with contextlib.suppress(OSError):  # it may hold what another process is writing
            drafts.rmdir()
    return True
