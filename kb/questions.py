"""Which question is which, whatever becomes of its note.

In: the outlines of all notes. Out: an id for each question, unique in the vault.
"""

import hashlib
import re
import unicodedata
from collections import Counter

from kb.model import Outline, Quiz
from kb.names import NotePath

_NUMBER = re.compile(r"^\s*(?:(?:문제|question|q)\s*)?\d+\s*[.):]\s*", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")


def identify(outlines: dict[NotePath, Outline]) -> dict[NotePath, tuple[str, ...]]:
    """The ids of the questions of each note that has some, in their order."""
    seen: Counter[str] = Counter()
    found: dict[NotePath, tuple[str, ...]] = {}
    for path, outline in outlines.items():
        if outline.quizzes:
            found[path] = tuple(_own(quiz, seen) for quiz in outline.quizzes)
    return found


def _own(quiz: Quiz, seen: Counter[str]) -> str:
    own = quiz.name or _digest(_normal(quiz.stem))
    if seen[own]:  # two questions with one stem differ in what they offer
        own = _digest(_normal("\n".join((quiz.stem, *(choice.text for choice in quiz.choices)))))
    seen[own] += 1
    return own if seen[own] == 1 else f"{own}-{seen[own]}"


def _normal(text: str) -> str:
    """Without its number, and without what is mended easily: case, spaces, signs."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", _NUMBER.sub("", text)).casefold()).strip()


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()
