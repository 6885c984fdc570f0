"""What readers can find becomes an index: a note's words are taken from its text once.

In: prepared notes. Out: the files that searches load.

What a text gives is remembered by that text and by the note's names; where a note lies and which
page readers are led to may change without it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.documents import documents, note_document
from kb.indexed import SEARCH, Entries, Entry, Index, Memory, pack_entries, recall, remember
from kb.model import Document, Has
from kb.names import NotePath
from kb.parallel import spread
from kb.pipeline import Prepared, Progress
from kb.search import (
    INDEX,
    FileName,
    Terms,
    analyse,
    document_text,
    files_of,
    make_index,
    number_documents,
)
from kb.store import PackReader, PackWriter, Slice, digest
from kb.words import equivalents

CHUNK = 32
"""Documents that a worker takes at a time."""

_encode = msgspec.msgpack.Encoder().encode
_decode_terms = msgspec.msgpack.Decoder(Terms).decode
_decode_document = msgspec.msgpack.Decoder(Document).decode


class Analysed(Struct, frozen=True, array_like=True, gc=False):
    """What a document has given."""

    name: str
    terms: Slice
    document: Slice
    """Without its text."""
    has: tuple[Has, ...]
    texts: tuple[tuple[FileName, Slice], ...]


_decode_analysed = msgspec.msgpack.Decoder(list[Analysed]).decode


def index_notes(
    prepared: Prepared, *, jobs: int = 1, progress: Progress = lambda _done, _all: None
) -> Index:
    """Bring the index to what the notes say now, and remember it."""
    return _Indexing(prepared).run(jobs, progress)


def with_pages(prepared: Prepared, index: Index, pages: Iterable[Document]) -> Index:
    """The same index with `pages` of somebody else as well, which is not remembered."""
    memory = recall(prepared.cache, prepared.workspace.stamp)
    assert memory is not None, "the index was just made"
    reader = PackReader(index.packs)
    terms: dict[tuple[str, int], Slice | Terms] = {}
    found: dict[tuple[str, int], Document] = {}
    for entry in (*memory.notes.values(), *memory.others.values()):
        document = _decode_document(reader.get(entry.document))
        found[document.key, document.number] = document
        terms[document.key, document.number] = entry.terms
    further: dict[FileName, bytes] = {}
    for page in pages:
        analysis = analyse(page)
        further |= analysis.files
        found[page.key, page.number] = replace(page, sections=(), passages=())
        terms[page.key, page.number] = analysis.terms
    texts = {*further, *(text for entry in memory.notes.values() for text in entry.texts)}

    def put(name: FileName, data: bytes) -> None:
        if name not in index.files or name == INDEX:
            further[name] = data

    def numbered() -> Iterator[tuple[int, Document, Terms]]:
        for identity, number in number_documents(found).items():
            own = terms[identity]
            if isinstance(own, Slice):
                own = _decode_terms(reader.get(own))
            yield number, found[identity], own

    state = make_index(numbered(), put, **_around(prepared))
    names = files_of(state) | texts
    files = {name: where for name, where in index.files.items() if name in names}
    return Index(index.packs, files, digest(further[INDEX]), further)


def _around(prepared: Prepared) -> "_Around":
    """What an index shows that no document does."""
    site = prepared.site
    pairs = (([*one.korean], [*one.foreign, *one.short]) for one in site.glossary.pairs)
    return {
        "trees": {tree.language: tree.prefix for tree in site.trees},
        "same": equivalents(pairs),
    }


class _Around(TypedDict):
    trees: dict[str, str]
    same: dict[str, tuple[str, ...]]


class _Wanted(NamedTuple):
    """A document as it is now."""

    document: Document
    """Without what its text shows."""
    number: int
    outline: str
    names: str
    rest: str

    def is_known(self, entry: Entry | None) -> bool:
        """Nothing of it has changed."""
        return self.has_words_of(entry) and (self.number, self.rest) == (entry.number, entry.rest)

    def has_words_of(self, entry: Entry | None) -> TypeGuard[Entry]:
        return entry is not None and (self.outline, self.names) == (entry.outline, entry.names)


class _Indexing:
    """The work of one `index_notes`."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.folder = prepared.cache / SEARCH
        drawn = [path for path, ran in prepared.runs.notes.items() if ran.drawn]
        self.world = digest(prepared.world, _encode(drawn)) if prepared.world else ""
        self.memory = recall(prepared.cache, prepared.workspace.stamp)

    def run(self, jobs: int, progress: Progress) -> Index:
        memory = self.memory
        if memory is None:
            return self._bring(self._all(), {}, jobs, progress)
        if self.world and memory.world == self.world:
            edited = self._edited(memory.notes)
            if not edited:
                return Index(self.folder, memory.files, memory.directory)
            return self._bring(edited, memory.notes, jobs, progress)
        return self._bring(self._all(), {**memory.notes, **memory.others}, jobs, progress)
