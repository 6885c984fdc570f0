"""What lies in a vault."""

from functools import cached_property

from msgspec import Struct

from kb.names import NotePath
from kb.problems import Finding


class Entry(Struct, frozen=True, array_like=True):
    """A regular file, as the file system told of it."""

    path: NotePath
    file: str
    """The same path as the file system spells it, with `/` between folders."""
    mtime_ns: int
    ctime_ns: int
    size: int
    """In bytes."""


class Listing(Struct, frozen=True, dict=True):
    notes: tuple[Entry, ...]
    """`.md` and `.markdown`, sorted by path."""
    attachments: tuple[Entry, ...]
    """Every other file, sorted by path; which are published is not decided here."""
    problems: tuple[tuple[NotePath, Finding], ...]
    """What is wrong with names, links and permissions, sorted by path."""
    linked: bool = False
    """Some of these are symbolic links: what happens to one file may happen to two paths."""

    @cached_property
    def entries(self) -> dict[NotePath, Entry]:
        """All files by their paths."""
        return {entry.path: entry for entry in (*self.notes, *self.attachments)}
