"""What is kept of an index, and where.

In: entries, one for each document, and files. Out: the same from build to build: the files lie in
packs in the cache, where an edit appends its own, however many parts of the index it changes.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.model import Has
from kb.publish.frontend import INDEX_FOLDER
from kb.search import INDEX, FileName, State
from kb.store import PackReader, PackWriter, Slice, load, pack_sizes, replace_file, save

SEARCH = "search"
"""The folder of the cache that holds it,"""
FILES = "files"
"""and within it the folder of the files themselves, where they were asked for."""
_FILE = "index.msgpack"
_SPARE = 64_000_000
"""Bytes of what is no longer used that packs may hold, beside as many as are used."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """A document as it was indexed."""

    number: int
    """By which the index knows it."""
    outline: str
    """Digest of the note's outline; '' for what has no text."""
    names: bytes
    """Of what its terms are made from beside the text;"""
    rest: bytes
    """and of all else that is shown of it."""
    terms: Slice
    document: Slice
    """Without its text."""
    has: tuple[Has, ...]
    """As far as the text shows it."""
    texts: tuple[FileName, ...]


Entries = dict[str, Entry]
"""By names as `kb.documents` gives them."""

_decode_entries = msgspec.msgpack.Decoder(Entries).decode
_encode = msgspec.msgpack.Encoder().encode


class Memory(Struct, frozen=True, array_like=True):
    """An index, and what it was made from."""

    stamp: str
    """Of our own code and of what changes parsing."""
    world: str
    """While it is as it was, only texts may have changed; '' where nobody knows."""
    around: str
    """Of what an index shows that no document does."""
    notes: Entries
    packed: msgspec.Raw
    """Entries of what has no text. Most edits change none of these."""
    state: State
    files: dict[FileName, Slice]
    """Those that readers load: of `state` and of texts, and the directory."""
    kept: dict[FileName, Slice]
    """Those that only later patches need."""
    directory: str
    """Digest of the directory, the one file whose name does not change with its content."""
    packs: dict[str, int]
    """How long they are, at least."""
    own: str
    """The one of these that goes on."""
    used: int
    """Bytes in them when all of these were used."""

    @property
    def others(self) -> Entries:
        """What is packed."""
        return _decode_entries(self.packed)


class Noted(Struct, frozen=True, array_like=True):
    """The beginning of a `Memory`."""

    stamp: str
    world: str
    around: str
    notes: Entries


class Index(Struct, frozen=True):
    """Files by their names, without suffix."""

    packs: Path
    files: Mapping[FileName, Slice]
    directory: str
    """As in `Memory`."""
    further: Mapping[FileName, bytes] = {}
    """What lies in no pack."""
    held: PackReader | None = None
    """Of one whose packs are held open."""

    def named(self) -> Iterator[tuple[FileName, str]]:
        """All files, each with a key that changes with its content; the directory is the last."""
        for name in (*self.files, *self.further):
            if name != INDEX:
                yield name, name
        yield INDEX, self.directory

    def reader(self) -> Callable[[FileName], bytes]:
        """A function that loads a file; each process needs one of its own."""
        reader = self.held or PackReader(self.packs)
        files, further = self.files, self.further
        return lambda name: further[name] if name in further else reader.get(files[name])


def recall_notes(cache: Path) -> Noted | None:
    """Enough of what was kept to see what has changed since."""
    return load(cache / SEARCH / _FILE, Noted)


def recall(cache: Path, stamp: str) -> Memory | None:
    """What was kept by the same code, as long as all of it is there."""
    folder = cache / SEARCH
    memory = load(folder / _FILE, Memory)
    if memory is None or memory.stamp != stamp:
        return None
    sizes = dict(pack_sizes(folder))
    whole = all(sizes.get(name, -1) >= size for name, size in memory.packs.items())
    return memory if whole else None


def published(index: Index, *, offline: bool) -> Iterator[tuple[str, str, FileName]]:
    """Where each file lies in the site, with its key and its name. `offline`: as scripts."""
    suffix = "js" if offline else "json"
    return ((f"{INDEX_FOLDER}{name}.{suffix}", key, name) for name, key in index.named())


def as_published(name: FileName, data: bytes, *, offline: bool) -> bytes:
    """From disk, browsers load scripts and fetch nothing."""
    return b'kbSearch("%b",%b);' % (name.encode(), data) if offline else data


def write_files(index: Index, folder: Path) -> None:
    """Make a folder what the index is: for programs that read files."""
    folder.mkdir(parents=True, exist_ok=True)
    there = {entry.name for entry in os.scandir(folder)}
    read = index.reader()
    wanted = {f"{name}.json": name for name, _ in index.named()}
    for file, name in wanted.items():
        if file not in there or name == INDEX:
            replace_file(folder / file, read(name), folder)
    for file in there - wanted.keys():
        (folder / file).unlink()


def pack_entries(entries: Entries) -> msgspec.Raw:
    return msgspec.Raw(_encode(entries))


def remember(cache: Path, memory: Memory) -> Memory:
    """Keep it, with the packs as long as they are now. All others are deleted, and all is written
    anew once most of what they hold is old.
    """
    folder = cache / SEARCH
    sizes = dict(pack_sizes(folder))
    live = {name: sizes[name] for name in memory.packs}
    held = sum(live.values())
    memory = replace(memory, packs=live, used=memory.used or held)
    if held > 2 * memory.used + _SPARE:
        memory = _written_anew(memory, folder)
    save(folder / _FILE, memory)
    for name in sizes.keys() - memory.packs.keys():
        (folder / name).unlink(missing_ok=True)
    return memory


def _written_anew(memory: Memory, folder: Path) -> Memory:
    reader, writer = PackReader(folder), PackWriter(folder)

    def moved(where: Slice) -> Slice:
        return writer.add(reader.get(where))

    def moved_entries(entries: Entries) -> Entries:
        return {
            name: replace(entry, terms=moved(entry.terms), document=moved(entry.document))
            for name, entry in entries.items()
        }

    notes, others = moved_entries(memory.notes), moved_entries(memory.others)
    files = {name: moved(where) for name, where in memory.files.items()}
    kept = {name: moved(where) for name, where in memory.kept.items()}
    writer.flush()
    size = (folder / writer.name).stat().st_size
    return replace(
        memory,
        notes=notes,
        packed=pack_entries(others),
        files=files,
        kept=kept,
        packs={writer.name: size},
        own=writer.name,
        used=size,
    )
