"""What the index of a site does not say yet.

In: prepared notes, and what is remembered of the index. Out: the documents that are new or others,
those that are gone, and what the index stands on beside them.
"""

from typing import NamedTuple, TypeGuard

import msgspec
from msgspec import Struct

from kb.documents import documents, note_document
from kb.indexed import Entries, Entry, Memory
from kb.model import Document
from kb.names import NotePath
from kb.pipeline import Prepared
from kb.search import lemma_version, number_documents
from kb.store import digest, short_digest
from kb.words import equivalents

_encode = msgspec.msgpack.Encoder().encode


class Ground(Struct, frozen=True, array_like=True):
    """What an index stands on beside its documents."""

    cache: str
    stamp: str
    world: str
    around: str
    """As in `Memory`."""
    trees: dict[str, str]
    """Folders of the languages."""
    same: dict[str, tuple[str, ...]]
    """What each term of the glossary is called as well."""
    dictionary: str
    """Which one gives lemmas; '' where none does."""


def ground_of(prepared: Prepared) -> Ground:
    site = prepared.site
    drawn = [path for path, ran in prepared.runs.notes.items() if ran.drawn]
    pairs = (([*one.korean], [*one.foreign, *one.short]) for one in site.glossary.pairs)
    dictionary = lemma_version()
    return Ground(
        str(prepared.cache.folder),
        digest(prepared.workspace.stamp, dictionary),
        digest(prepared.world, _encode(drawn)) if prepared.world else "",
        digest(site.glossary.packed, _encode(site.trees)),
        {str(tree.language): tree.prefix for tree in site.trees},
        equivalents(pairs),
        dictionary,
    )


class Wanted(Struct, frozen=True, array_like=True, gc=False):
    """A document as it is to be found now."""

    document: Document
    """Without what its text shows."""
    number: int
    outline: str
    names: bytes
    rest: bytes

    def has_words_of(self, entry: Entry | None) -> TypeGuard[Entry]:
        return entry is not None and (self.outline, self.names) == (entry.outline, entry.names)

    def is_known(self, entry: Entry | None) -> bool:
        return self.has_words_of(entry) and (self.number, self.rest) == (entry.number, entry.rest)


class Changes(NamedTuple):
    before: Entries
    """What was remembered of all that may have changed,"""
    wanted: dict[str, Wanted]
    """what is new or another one,"""
    gone: list[str]
    """and what there is no more."""
    whole: bool
    """`before` is all that was remembered, not only of notes."""


def changes_since(prepared: Prepared, ground: Ground, memory: Memory | None) -> Changes:
    if memory is None:
        return Changes({}, _all(prepared), [], whole=True)
    if ground.world and memory.world == ground.world:
        return Changes(memory.notes, edited_notes(prepared, memory.notes), [], whole=False)
    every, before = _all(prepared), {**memory.notes, **memory.others}
    wanted = {name: one for name, one in every.items() if not one.is_known(before.get(name))}
    gone = [name for name in before if name not in every]
    return Changes(before, wanted, gone, whole=True)


def edited_notes(prepared: Prepared, notes: Entries) -> dict[str, Wanted]:
    """The notes with other texts, where nothing else can have changed."""
    found: dict[str, Wanted] = {}
    known = prepared.workspace.known
    for path, entry in notes.items():
        outline = known[NotePath(path)].outline_digest
        if entry.outline != outline:
            document = note_document(prepared.network, NotePath(path), prepared.runs)
            found[path] = Wanted(document, entry.number, outline, entry.names, entry.rest)
    return found


def _all(prepared: Prepared) -> dict[str, Wanted]:
    known = prepared.workspace.known
    every = dict(documents(prepared.network, prepared.runs))
    numbers = number_documents((each.key, each.number) for each in every.values())
    found = {}
    for name, document in every.items():
        note = known.get(NotePath(name))
        rest = names = short_digest(_encode(document))
        if note is not None:
            named = (
                *(document.key, document.number, document.title),
                *(document.aliases, document.tags),
            )
            names = short_digest(_encode(named))
        found[name] = Wanted(
            document,
            numbers[document.key, document.number],
            note.outline_digest if note is not None else "",
            names,
            rest,
        )
    return found
