"""The terms of a vault in two languages, as its notes give them."""

from functools import cached_property

import msgspec
from msgspec import Struct

from kb.names import NotePath


class TermUse(Struct, frozen=True, array_like=True, gc=False):
    """Where a note gives both terms of a pair."""

    path: NotePath
    index: int
    """In its `Outline.terms`; -1: its title is one of them, and that of its translation the other.
    """
    start: int = 0
    """How many characters stand between the place of that and the term itself."""


class TermPair(Struct, frozen=True, array_like=True, gc=False):
    """A Korean term and a foreign one that mean the same."""

    korean: tuple[str, ...]
    """All spellings, the usual one first."""
    foreign: tuple[str, ...]
    short: tuple[str, ...]
    """Abbreviations of the foreign term."""
    uses: tuple[TermUse, ...]
    """In the order of the site."""
    note: NotePath = NotePath("")
    """The note that is called so; '' where none is, or several are."""


class TermSlip(Struct, frozen=True, array_like=True, gc=False):
    """Something about a term that its author may want to mend."""

    use: TermUse
    rule: str
    """The name of the member of `Rule`,"""
    values: dict[str, str]
    """and what fills its sentence."""


_Pairs = tuple[TermPair, ...]


class Glossary(Struct, frozen=True, dict=True):
    """All pairs of a vault. They are unpacked when somebody asks, which most builds do not."""

    packed: bytes = b""
    slips: tuple[TermSlip, ...] = ()

    @cached_property
    def pairs(self) -> tuple[TermPair, ...]:
        return msgspec.msgpack.decode(self.packed, type=_Pairs) if self.packed else ()
