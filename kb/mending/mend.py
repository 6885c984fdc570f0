"""A change of one note that mends one problem, and what is needed to find it.

In: a prepared vault. Out: a `Mend`, not yet proved; and the `Page` of notes that makers of mends
read.
"""

from functools import cached_property

from markdown_it import MarkdownIt
from msgspec import Struct

from kb.model import Outline
from kb.names import Language, NotePath
from kb.parse.markdown import make_parser
from kb.pipeline import Prepared
from kb.problems import Finding
from kb.renaming import RenameRefused
from kb.renaming.raw_text import Edit, NotReversibleError, RawText
from kb.store import digest
from kb.strings import fill, mark


class MendRefused(RenameRefused):
    """Nothing was mended, for the reason that the sentence gives."""


class Mend(Struct, frozen=True):
    path: NotePath
    finding: Finding
    before: str
    """What stands there, as a button shows it; '' where something is added,"""
    after: str
    """and what will; '' where it is taken out."""
    edits: tuple[Edit, ...] = ()
    """In the characters of the note's `RawText`."""
    to_utf8: bool = False
    """The text stays, and its bytes are others."""
    says_the_same: bool = False
    """What the front matter means must not change by it."""

    def collides_with(self, other: "Mend") -> bool:
        """Whether both change the same words."""
        return self.path == other.path and any(
            (one.start < two.end and two.start < one.end) or one.start == two.start
            for one in self.edits
            for two in other.edits
        )

    def label(self, language: Language) -> str:
        """What a button says."""
        before, after = _short(self.before), _short(self.after)
        if not before:
            return fill(language, _ADD, after=after)
        return f"`{before}` → `{after}`" if after else fill(language, _TAKE_OUT, before=before)


_ADD = mark("Add `{after}`")
_TAKE_OUT = mark("Delete `{before}`")

_LABEL = 60
"""Characters of each side that a button shows."""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else f"{text[:_LABEL]}…"


class OpenNote:
    """A note as those who look for mends read it."""

    def __init__(self, vault: "OpenVault", path: NotePath, data: bytes) -> None:
        """Raises NotReversibleError: the bytes cannot be told from the text."""
        self.vault = vault
        self.path = path
        self.raw = RawText(data)
        self.outline: Outline = vault.prepared.workspace.known[path].outline

    @cached_property
    def lines(self) -> list[str]:
        """Without their ends."""
        return self.raw.lines

    def line_edit(self, line: int, new: str) -> tuple[Edit, ...]:
        """Of a line, counted from 1, no more than what differs."""
        old = self.lines[line - 1]
        start = 0
        while start < min(len(old), len(new)) and old[start] == new[start]:
            start += 1
        end = 0
        most = min(len(old), len(new)) - start
        while end < most and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
            end += 1
        begin = self.raw.position(line, 1)
        return (Edit(begin + start, begin + len(old) - end, new[start : len(new) - end]),)


class OpenVault:
    """A prepared vault whose notes are read again; for one thread at a time."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.site = prepared.site
        self._files = {entry.path: entry.file for entry in prepared.workspace.listing.notes}
        self._last: OpenNote | None = None

    @cached_property
    def md(self) -> MarkdownIt:
        return make_parser(self.prepared.settings.parse)

    def note(self, path: NotePath) -> OpenNote | None:
        """None where it is not as it was when the vault was read, or cannot be written again."""
        if self._last is None or self._last.path != path:
            try:
                self._last = OpenNote(self, path, self.read(path))
            except (MendRefused, NotReversibleError):
                return None
        return self._last

    def read(self, path: NotePath) -> bytes:
        """Raises MendRefused where the file is not what the vault was prepared from."""
        file, known = self._files.get(path), self.prepared.workspace.known.get(path)
        try:
            data = (self.prepared.workspace.vault / file).read_bytes() if file else None
        except OSError:
            data = None
        if data is None or known is None or digest(data) != known.digest:
            raise MendRefused(mark("{path} has changed meanwhile. Try again."), path=path)
        return data
