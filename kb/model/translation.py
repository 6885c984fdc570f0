"""How a translation stands to what it was made from.

A *translation* is a note that says in another language what its *original* says. Somebody who has
read both says so (`kb translate --mark`); from then on it is known which of the original's blocks
have changed since.
"""

from enum import StrEnum

from msgspec import Struct

from kb.names import NotePath


class TranslationState(StrEnum):
    COMPLETE = "complete"
    """It says what its original says, as far as somebody has looked."""
    STALE = "stale"
    """Its original says something else by now."""
    UNMARKED = "unmarked"
    """Nobody has said what it was made from."""
    UNFILLED = "unfilled"
    """Some of its text is still to be translated."""
    MISSING = "missing"
    """There is none."""


class ChangeKind(StrEnum):
    CHANGED = "changed"
    NEW = "new"
    """In the original, and not in the translation;"""
    GONE = "gone"
    """or the other way round."""


class BlockPlace(Struct, frozen=True, array_like=True, gc=False):
    """A block of a note's source."""

    line: int
    """In the file, of its first line."""
    words: str
    """How it begins, without the signs that say what it is."""
    heading: int = -1
    """Which of `Outline.headings` it stands under, or is; -1 before the first."""


class BlockChange(Struct, frozen=True, array_like=True, gc=False):
    """A block of the original that the translation does not follow."""

    kind: ChangeKind
    original: BlockPlace | None
    """None where it is gone."""
    translation: BlockPlace | None
    """The counterpart; else the block after which it would stand, None for the beginning."""


class Translated(Struct, frozen=True, array_like=True, gc=False):
    """What is known of a translation."""

    original: NotePath
    state: TranslationState
    changes: tuple[BlockChange, ...] = ()
    """In the order of the translation."""
    unfilled: tuple[int, ...] = ()
    """The lines of marks that say what is to be translated."""
