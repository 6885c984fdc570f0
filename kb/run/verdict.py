"""What a snippet says of a question: `verdict = {"A": False, "B": True}`.

In: the namespace of a note, before and after a step. Out: which letters were found right.

The first half runs beside a stranger's code, the second reads what came from there.
"""

import sys
from typing import Any

NAME = "verdict"
_MOST = 26
"""Letters of a verdict;"""
_LONGEST = 8
"""and characters of each."""
_NOTHING = object()


class VerdictReader:
    """Tells what a step assigned, and nothing of what was there before it."""

    def __init__(self) -> None:
        self._before: object = _NOTHING

    def begin(self, space: dict[str, Any]) -> None:
        self._before = space.get(NAME, _NOTHING)

    def said(self, space: dict[str, Any]) -> dict[str, bool] | None:
        """None where the step assigned nothing; empty where it is no verdict."""
        value = space.get(NAME, _NOTHING)
        if value is _NOTHING or value is self._before:
            return None
        return read_verdict(value)


def read_verdict(value: object) -> dict[str, bool]:
    """Letters as text or numbers, each with True or False; empty for anything else."""
    # Nothing of a class of the note's own is called here.
    if type(value) is not dict or len(value) > _MOST:
        return {}
    found: dict[str, bool] = {}
    for key, held in value.items():
        letter = str(key) if type(key) in (str, int) else ""
        if not 0 < len(letter) <= _LONGEST or not _is_bool(held):
            return {}
        found[letter] = bool(held)
    return found


def _is_bool(value: object) -> bool:
    return type(value) in (bool, getattr(sys.modules.get("numpy"), "bool_", bool))


def limited_verdict(verdict: dict[str, bool] | None) -> dict[str, bool] | None:
    """The same, if it is no larger than a verdict may be."""
    if verdict is None:
        return None
    if len(verdict) > _MOST or any(not 0 < len(key) <= _LONGEST for key in verdict):
        return {}
    return verdict
