"""Questions for another program.

In: `Question`s, and where they come from. Out: the bytes of a file: JSON, a deck of Anki, GIFT,
Moodle's XML, or a package of QTI 2.1.
"""

from collections.abc import Callable, Sequence

from kb.export.origin import MissingPartError, Origin
from kb.model import Question

__all__ = ["BINARY", "FORMATS", "MissingPartError", "Origin", "export"]


def _json(questions: Sequence[Question], _: Origin) -> bytes:
    from kb.export.json_list import json_list  # noqa: PLC0415  one format is asked for at a time

    return json_list(questions)


def _anki(questions: Sequence[Question], origin: Origin) -> bytes:
    from kb.export.anki import anki  # noqa: PLC0415

    return anki(questions, origin)


def _gift(questions: Sequence[Question], origin: Origin) -> bytes:
    from kb.export.gift import gift  # noqa: PLC0415

    return gift(questions, origin).encode()


def _moodle(questions: Sequence[Question], origin: Origin) -> bytes:
    from kb.export.moodle import moodle  # noqa: PLC0415

    return moodle(questions, origin)


def _qti(questions: Sequence[Question], origin: Origin) -> bytes:
    from kb.export.qti import qti  # noqa: PLC0415

    return qti(questions, origin)


FORMATS: dict[str, Callable[[Sequence[Question], Origin], bytes]] = {
    "json": _json,
    "anki": _anki,
    "gift": _gift,
    "moodle": _moodle,
    "qti": _qti,
}
BINARY = frozenset(("anki", "qti"))
"""Formats that no terminal can show."""


def export(form: str, questions: Sequence[Question], origin: Origin) -> bytes:
    """Raises `MissingPartError` where a library is not installed that a format needs."""
    return FORMATS[form](questions, origin)
