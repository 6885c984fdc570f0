"""What readers can find becomes an index: a document's words are taken from its text once.

In: prepared notes. Out: the files that searches load.

What a text gives is remembered by that text and by the document's names; where a note lies and
which page readers are led to may change without it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.ahead import INDEX as INDEXING
from kb.ahead import Ahead
from kb.analysing import CHUNK, Analysed, Texts, analyse_documents, without_text
from kb.indexed import (
    SEARCH,
    Entries,
    Entry,
    Index,
    Memory,
    pack_entries,
    recall,
    recall_notes,
    remember,
)
from kb.lemmas import remembered_lemmas
from kb.model import Document
from kb.names import NotePath
from kb.pipeline import Prepared, Progress
from kb.search import (
    INDEX,
    FileName,
    State,
    Terms,
    analyse,
    forget_names,
    make_index,
    number_documents,
    patch_index,
    words_of_terms,
)
from kb.store import PackReader, PackWriter, Slice, digest
from kb.unindexed import Changes, Ground, Wanted, changes_since, edited_notes, ground_of

MOST_PATCHED = 4
"""An index of which more than one in so many documents has changed is made anew."""

Numbered = tuple[int, Document, Terms]

_encode = msgspec.msgpack.Encoder().encode
_decode_terms = msgspec.msgpack.Decoder(Terms).decode
_decode_document = msgspec.msgpack.Decoder(Document).decode


def index_notes(
    prepared: Prepared, *, jobs: int = 1, progress: Progress = lambda _done, _all: None
) -> Index:
    """Bring the index to what the notes say now, and remember it."""
    ground, folder = ground_of(prepared), prepared.cache.folder / SEARCH
    memory = recall(prepared.cache.folder, ground.stamp)
    changes = changes_since(prepared, ground, memory)
    around = memory.around if memory is not None else ""
    if memory is None or changes.wanted or changes.gone or around != ground.around:
        indexing, texts = _Indexing(ground, memory), _texts(prepared, changes.wanted)
        memory = indexing.run(changes, texts, jobs, progress)
    elif memory.world != ground.world:
        memory = remember(prepared.cache.folder, replace(memory, world=ground.world))
    return Index(folder, memory.files, memory.directory)


class Asked(Struct, frozen=True, array_like=True):
    """What another process is to do: some notes have other texts, and nothing else has changed."""

    ground: Ground
    wanted: dict[str, Wanted]
    texts: Texts


class Begun:
    """An index that a helper may be making while its builder does other things."""

    def __init__(self, prepared: Prepared, helper: Ahead | None) -> None:
        self._prepared, self._helper = prepared, helper
        self._asked = helper is not None and self._ask(helper)

    def _ask(self, helper: Ahead) -> bool:
        prepared, noted = self._prepared, recall_notes(self._prepared.cache.folder)
        ground = ground_of(prepared)
        now = ground.stamp, ground.world, ground.around
        if noted is None or not ground.world or (noted.stamp, noted.world, noted.around) != now:
            return False
        wanted = edited_notes(prepared, noted.notes)
        if not 0 < len(wanted) <= CHUNK:
            return False
        helper.ask(INDEXING + _encode(Asked(ground, wanted, _texts(prepared, wanted))))
        return True

    def finish(self, jobs: int, progress: Progress) -> Index:
        if self._asked and self._helper is not None and self._helper.hear() is not None:
            memory = recall(self._prepared.cache.folder, ground_of(self._prepared).stamp)
            if memory is not None:
                return Index(self._prepared.cache.folder / SEARCH, memory.files, memory.directory)
        return index_notes(self._prepared, jobs=jobs, progress=progress)


def indexer_ahead(asked: bytes) -> bytes:
    """Does what is asked, and remembers the index."""
    task = msgspec.msgpack.decode(asked, type=Asked)
    memory = recall(Path(task.ground.cache), task.ground.stamp)
    if memory is not None:
        changes = Changes(memory.notes, task.wanted, [], whole=False)
        _Indexing(task.ground, memory).run(changes, task.texts, 1, lambda _done, _all: None)
    return b""


def _texts(prepared: Prepared, wanted: Iterable[str]) -> Texts:
    known, workspace = prepared.workspace.known, prepared.workspace
    notes = {
        name: (known[NotePath(name)].outline, known[NotePath(name)].body)
        for name in wanted
        if name in known
    }
    return Texts(str(workspace.packs), notes)


def with_pages(prepared: Prepared, index: Index, pages: Iterable[Document]) -> Index:
    """The same index with `pages` of somebody else as well, which is not remembered."""
    ground = ground_of(prepared)
    memory = recall(prepared.cache.folder, ground.stamp)
    assert memory is not None, "the index was just made"
    reader = PackReader(index.packs)
    found: dict[tuple[str, int], tuple[Document, Slice | Terms]] = {}
    for entry in (*memory.notes.values(), *memory.others.values()):
        document = _decode_document(reader.get(entry.document))
        found[document.key, document.number] = document, entry.terms
    further: dict[FileName, bytes] = {}
    for page in pages:
        analysis = analyse(page)
        further |= analysis.files
        found[page.key, page.number] = without_text(page), analysis.terms
    texts = {*further, *(text for entry in memory.notes.values() for text in entry.texts)}

    named: set[FileName] = set()

    def put(name: FileName, data: bytes) -> None:
        named.add(name)
        if name not in index.files or name == INDEX:
            further[name] = data

    def numbered() -> Iterator[Numbered]:
        for identity, number in number_documents(found).items():
            document, terms = found[identity]
            if isinstance(terms, Slice):
                terms = _decode_terms(reader.get(terms))
            yield number, document, terms

    words: set[str] = set()
    if ground.dictionary:
        for _, _, each in numbered():
            words |= words_of_terms(each)
    make_index(
        numbered(),
        put,
        lambda _name, _data: None,
        trees=ground.trees,
        same=ground.same,
        lemmas=remembered_lemmas(words, index.packs),
    )
    named |= texts
    files = {name: where for name, where in index.files.items() if name in named}
    return Index(index.packs, files, digest(further[INDEX]), further)


class _Indexing:
    """An index being brought to what documents say now."""

    def __init__(self, ground: Ground, memory: Memory | None) -> None:
        self.ground, self.memory = ground, memory
        self.folder = Path(ground.cache) / SEARCH
        self.writer = PackWriter(self.folder, memory.own if memory is not None else "")
        self.directory = memory.directory if memory is not None else ""
        self.made: dict[FileName, Slice] = {}
        """The files that are new,"""
        self.kept: dict[FileName, Slice] = {}
        """those that no reader loads,"""
        self.named: set[FileName] = set()
        """all that were written, whether they are new or not,"""
        self.unused: set[FileName] = set()
        """and those that are to go;"""
        self.packs: set[str] = {self.writer.name}
        """where they and the words of documents lie."""

    def run(self, changes: Changes, texts: Texts, jobs: int, progress: Progress) -> Memory:
        entries = self._entries(changes, texts, jobs, progress)
        return remember(Path(self.ground.cache), self._now(changes, entries))

    # --- what the changed documents say ---

    def _entries(self, changes: Changes, texts: Texts, jobs: int, progress: Progress) -> Entries:
        before = changes.before
        stale = [
            (name, one.document)
            for name, one in changes.wanted.items()
            if not one.has_words_of(before.get(name))
        ]
        found = analyse_documents(
            stale, texts, self.writer, self.folder, jobs=jobs, progress=progress
        )
        analysed = {one.name: one for one in found}
        entries = {
            name: self._entry(one, analysed.get(name), before.get(name))
            for name, one in changes.wanted.items()
        }
        self.writer.flush()
        return entries

    def _entry(self, one: Wanted, found: Analysed | None, before: Entry | None) -> Entry:
        if found is None:
            # Its words are known; it may be called or lie elsewhere.
            assert before is not None
            document = replace(one.document, has=(*before.has, *one.document.has))
            where = self.writer.add(_encode(document))
            return replace(before, number=one.number, rest=one.rest, document=where)
        self.made.update(found.texts)
        self.packs.add(found.terms.pack)
        return Entry(
            one.number,
            one.outline,
            one.names,
            one.rest,
            found.terms,
            found.document,
            found.has,
            tuple(name for name, _ in found.texts),
        )

    # --- the index of them ---

    def _now(self, changes: Changes, entries: Entries) -> Memory:
        """What is to be remembered, with an index made or patched."""
        memory, before, gone = self.memory, changes.before, {*changes.gone}
        now = {name: entry for name, entry in before.items() if name not in gone} | entries
        removed = [before[name] for name in (*entries, *gone) if name in before]
        if memory is None:
            state = self._make(now)
        elif len(entries) + len(gone) > len(memory.notes) / MOST_PATCHED:
            state = self._make(now if changes.whole else {**now, **memory.others})
        else:
            state = self._patch(memory.state, removed, [*entries.values()])
        self.writer.flush()
        files, kept, packed = self.made, self.kept, msgspec.Raw()
        notes = now
        if memory is not None:
            files = _without({**memory.files, **files}, self.unused)
            kept = _without({**memory.kept, **kept}, self.unused)
            self.packs.update(memory.packs)
            packed = memory.packed
        if changes.whole:
            notes = {name: entry for name, entry in now.items() if entry.outline}
            packed = pack_entries({n: entry for n, entry in now.items() if not entry.outline})
        return Memory(
            self.ground.stamp,
            self.ground.world,
            self.ground.around,
            notes,
            packed,
            state,
            files,
            kept,
            self.directory,
            dict.fromkeys(self.packs, 0),
            self.writer.name,
            memory.used if memory is not None else 0,
        )

    def _make(self, entries: Entries) -> State:
        """A new index of all that there is."""
        ordered = sorted(entries.values(), key=lambda entry: entry.number)
        forget_names()
        state = make_index(
            self._load(ordered),
            self._put,
            self._keep,
            trees=self.ground.trees,
            same=self.ground.same,
            lemmas=self._lemmas(ordered),
        )
        if self.memory is not None:
            used = {*self.named, *(text for entry in ordered for text in entry.texts)}
            self.unused = (self.memory.files.keys() | self.memory.kept.keys()) - used
        return state

    def _patch(self, state: State, removed: list[Entry], added: list[Entry]) -> State:
        """The index as it was, with what has changed."""
        assert self.memory is not None
        files, kept, reader = self.memory.files, self.memory.kept, PackReader(self.folder)
        patched = patch_index(
            state,
            self._load(removed),
            self._load(added),
            read=lambda name: reader.get(files[name]),
            recall=lambda name: reader.get(kept[name]),
            put=self._put,
            keep=self._keep,
            trees=self.ground.trees,
            same=self.ground.same,
            lemmas=self._lemmas([*removed, *added]),
        )
        texts = {text for entry in removed for text in entry.texts}
        texts -= {text for entry in added for text in entry.texts}
        self.unused = {*patched.gone, *patched.forgotten, *texts}
        return patched.state

    def _lemmas(self, entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
        if not self.ground.dictionary:
            return {}
        words: set[str] = set()
        for _, _, terms in self._load(entries):
            words |= words_of_terms(terms)
        return remembered_lemmas(words, self.folder)

    def _load(self, entries: Iterable[Entry]) -> Iterator[Numbered]:
        reader = PackReader(self.folder)
        for entry in entries:
            document = _decode_document(reader.get(entry.document))
            yield entry.number, document, _decode_terms(reader.get(entry.terms))

    def _put(self, name: FileName, data: bytes) -> None:
        self.named.add(name)
        if name == INDEX:
            self.directory = digest(data)
        elif name in self.made or (self.memory is not None and name in self.memory.files):
            return
        self.made[name] = self.writer.add(data)

    def _keep(self, name: FileName, data: bytes) -> None:
        self.named.add(name)
        if self.memory is None or name not in self.memory.kept:
            self.kept[name] = self.writer.add(data)


def _without(files: dict[FileName, Slice], unused: Iterable[FileName]) -> dict[FileName, Slice]:
    for name in unused:
        files.pop(name, None)
    return files
