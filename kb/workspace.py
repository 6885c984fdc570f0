"""A vault and what is known of it: nobody else decides what has changed.

In: a folder, and what was remembered of it. Out: the outline of every note, bodies when they are
asked for. Which pages must be made again follows in `keys.py`.
"""

import contextlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.ahead import Ahead
from kb.config import ParseSettings, Settings
from kb.model import Body, Note, Outline, Prose, Source
from kb.names import NotePath
from kb.parallel import spread
from kb.problems import Finding
from kb.read import Entry, Listing, read, scan
from kb.stamp import code_digest
from kb.store import PackReader, PackWriter, Slice, digest, load, pack_sizes, save

_Parse = Callable[[Source, ParseSettings], Note]

CHUNK = 16
"""Notes that a worker takes at a time."""

_encode = msgspec.msgpack.Encoder().encode
_decode_body = msgspec.msgpack.Decoder(Body).decode
_decode_prose = msgspec.msgpack.Decoder(Prose).decode


class Known(Struct, frozen=True, array_like=True, gc=False):
    """A note as it was when it was last read."""

    mtime_ns: int
    ctime_ns: int
    size: int
    digest: str
    outline: Outline
    outline_digest: str
    links_digest: str
    """Of the links, with the sentences around them."""
    face_digest: str
    """Of all that pages of other notes can show of it, or depend on."""
    body: Slice
    prose: Slice


_decode_results = msgspec.msgpack.Decoder(list[tuple[NotePath, Known, bool]]).decode


class Memory(Struct, frozen=True, array_like=True, gc=False):
    """All notes, and what they were read by."""

    stamp: str
    notes: dict[NotePath, Known]


class Workspace(Struct, frozen=True):
    """A vault that was read."""

    vault: Path
    packs: Path
    """Where the bodies lie."""
    listing: Listing
    known: dict[NotePath, Known]
    stamp: str
    """Of our own code and of the settings that change parsing."""
    parsed: int
    """How many notes had to be parsed; the others were remembered."""
    former: dict[NotePath, Known] = {}
    """Notes whose files have changed, as they were."""
    reader: PackReader | None = None
    """Of a workspace that stays open."""

    @property
    def outlines(self) -> dict[NotePath, Outline]:
        return {path: known.outline for path, known in self.known.items()}

    @property
    def findings(self) -> Iterator[tuple[NotePath, Finding]]:
        """What is wrong with the vault's files and with each published or private note."""
        yield from self.listing.problems
        for path, known in self.known.items():
            for finding in known.outline.findings:
                yield path, finding

    def bodies(self) -> Callable[[NotePath], Body]:
        """A function that loads a note's body; each process needs one of its own."""
        reader = self.reader or PackReader(self.packs)
        return lambda path: _decode_body(reader.get(self.known[path].body))

    def prose(self) -> Callable[[NotePath], Prose]:
        """The same for what a note says in words."""
        reader = self.reader or PackReader(self.packs)
        return lambda path: _decode_prose(reader.get(self.known[path].prose))

    def shows_what(self, other: "Workspace") -> bool:
        """Whether the same notes show the same faces in both, among the same attachments."""
        old, new = other.known, self.known
        if old.keys() != new.keys():
            return False
        faces = all(
            known is old[path] or known.face_digest == old[path].face_digest
            for path, known in new.items()
        )
        return faces and self.attached == other.attached

    @property
    def attached(self) -> list[NotePath]:
        """The paths of all attachments."""
        return [entry.path for entry in self.listing.attachments]


def open_workspace(
    vault: Path,
    settings: Settings,
    cache: Path,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    helper: Ahead | None = None,
) -> Workspace:
    """Read what has changed in `vault` since the last time, and remember it in `cache`.

    `helper` is a process that does the work of `parser_ahead`; it is asked or dismissed here.
    """
    listing = scan(vault, settings.exclude)
    stamp = digest(code_digest(), _encode(settings.parse))
    packs = cache / "bodies"
    memory = load(cache / "notes.msgpack", Memory)
    before = memory.notes if memory is not None and memory.stamp == stamp else {}
    before = _whole(before, packs)
    known: dict[NotePath, Known] = {}
    stale: list[Entry] = []
    for entry in listing.notes:
        old = before.get(entry.path)
        if old is not None and is_seen(old, entry):
            known[entry.path] = old
        else:
            stale.append(entry)
    # A file that was moved or only touched has a text that is known.
    by_digest = {old.digest: old for old in before.values()} if stale else {}
    chunks = [stale[start : start + CHUNK] for start in range(0, len(stale), CHUNK)]
    parsed = done = 0
    work = _Parsing(vault, settings.parse, packs, chunks, by_digest)
    with contextlib.closing(_results(work, helper, jobs)) as results:
        for result in results:
            for path, new, was_parsed in _decode_results(result):
                known[path] = new
                parsed += was_parsed
                done += 1
            progress(done, len(stale))
    known = {entry.path: known[entry.path] for entry in listing.notes}
    if stale or len(known) != len(before):
        known = _compact(known, packs)
        save(cache / "notes.msgpack", Memory(stamp, known))
    former = {entry.path: before[entry.path] for entry in stale if entry.path in before}
    return Workspace(vault, packs, listing, known, stamp, parsed, former)


def _results(work: "_Parsing", helper: Ahead | None, jobs: int) -> Generator[bytes]:
    """What `work` gives for each chunk."""
    if helper is not None:
        if len(work.chunks) == 1:
            question = _Question(str(work.vault), work.settings, str(work.packs), work.chunks[0])
            answer = helper.answer(_encode(question))
            if answer is not None:
                yield answer
                return
        else:
            helper.dismiss()
    yield from spread(work, len(work.chunks), jobs, alone_below=3)


class _Question(Struct, frozen=True, array_like=True):
    """A chunk for a process that knows nothing of this build."""

    vault: str
    settings: ParseSettings
    packs: str
    chunk: list[Entry]


def parser_ahead() -> Callable[[bytes], bytes]:
    """Loads the parser; then a chunk of notes is parsed at once."""
    from kb.parse import parse  # noqa: PLC0415  a third of the time that an edit takes

    # The parser is made when it is first used.
    parse(Source(NotePath(""), "", "# x", ""), ParseSettings())
    decode = msgspec.msgpack.Decoder(_Question).decode

    def work(asked: bytes) -> bytes:
        question = decode(asked)
        vault, packs = Path(question.vault), Path(question.packs)
        return _Parsing(vault, question.settings, packs, [question.chunk], {})()(0)

    return work


class _Parsing(Struct, frozen=True):
    """What a worker needs to parse chunks of notes."""

    vault: Path
    settings: ParseSettings
    packs: Path
    chunks: list[list[Entry]]
    by_digest: dict[str, Known]

    def __call__(self) -> Callable[[int], bytes]:
        from kb.parse import parse  # noqa: PLC0415  only where there is something to parse

        pack: PackWriter | None = None

        # Packed, because pickling takes ten times as long.
        def work(number: int) -> bytes:
            nonlocal pack
            if pack is None:
                pack = PackWriter(self.packs)
            found = [self._one(entry, pack, parse) for entry in self.chunks[number]]
            pack.flush()
            return _encode(found)

        return work

    def _one(self, entry: Entry, pack: PackWriter, parse: _Parse) -> tuple[NotePath, Known, bool]:
        source = read(self.vault, entry)
        old = self.by_digest.get(source.digest)
        if old is not None:
            return entry.path, seen_now(old, entry), False
        note = parse(source, self.settings)
        body, prose = pack.add(_encode(note.body)), pack.add(_encode(note.prose))
        return entry.path, known_of(entry, source, note.outline, body, prose), True


def known_of(entry: Entry, source: Source, outline: Outline, body: Slice, prose: Slice) -> Known:
    """A note that was parsed."""
    when = entry.mtime_ns, entry.ctime_ns, entry.size
    return Known(*when, source.digest, outline, *digests_of(outline), body, prose)


def is_seen(known: Known, entry: Entry) -> bool:
    """Whether a note's file is as it was."""
    return (known.mtime_ns, known.ctime_ns, known.size) == (
        entry.mtime_ns,
        entry.ctime_ns,
        entry.size,
    )


def seen_now(known: Known, entry: Entry) -> Known:
    """A note whose file was only touched or moved."""
    return msgspec.structs.replace(
        known, mtime_ns=entry.mtime_ns, ctime_ns=entry.ctime_ns, size=entry.size
    )


def digests_of(outline: Outline) -> tuple[str, str, str]:
    """Of all that an outline says; of its links alone; and of what pages of others show of it, or
    are led by: its names, headings, tags and links, wherever in the text these stand.
    """
    links = digest(
        _encode(
            [
                (
                    link.kind,
                    link.target,
                    link.fragment,
                    link.block,
                    link.sentence,
                    link.start,
                    link.end,
                )
                for link in outline.links
            ]
        )
    )
    title = outline.title_heading
    face = (
        outline.front_matter,
        [(each.level, each.text, each.anchor, each.nested) for each in outline.headings],
        # The line of the title is told where several notes have it.
        (title, outline.headings[title].line if title >= 0 else 0),
        [use.name for use in outline.tags],
        (outline.block_ids, outline.ids, outline.description, outline.measured),
        # The question bank lists them, their ids must not be given twice, and translations lead to
        # those that have the same answers.
        [
            (
                (quiz.name, quiz.stem, quiz.language, quiz.several, quiz.right),
                [choice.letter for choice in quiz.choices],
            )
            for quiz in outline.quizzes
        ],
        # The glossary shows them; where they stand is asked when something is told of them.
        [
            (term.korean, term.foreign, term.short, term.bound, term.apart, term.within)
            for term in outline.terms
        ],
    )
    return digest(_encode(outline)), links, digest(links, _encode(face))


def _whole(known: dict[NotePath, Known], packs: Path) -> dict[NotePath, Known]:
    """Only the notes whose body is there: a pack may have been deleted or cut short."""
    sizes = dict(pack_sizes(packs))
    return {
        path: note
        for path, note in known.items()
        # The prose lies in the same pack, behind the body.
        if note.prose.offset + note.prose.length <= sizes.get(note.prose.pack, -1)
    }


def _compact(known: dict[NotePath, Known], packs: Path) -> dict[NotePath, Known]:
    """Remove packs that nothing refers to; write all anew once most of what they hold is old."""
    used = sum(note.body.length + note.prose.length for note in known.values())
    sizes = dict(pack_sizes(packs))
    live = {note.body.pack for note in known.values()}
    if (
        sum(size for name, size in sizes.items() if name in live) > 2 * used + 1_000_000
        or len(live) > 64
    ):
        reader, writer = PackReader(packs), PackWriter(packs)
        moved = {}
        for path, note in known.items():
            body, prose = writer.add(reader.get(note.body)), writer.add(reader.get(note.prose))
            moved[path] = msgspec.structs.replace(note, body=body, prose=prose)
        writer.flush()
        known, live = moved, {writer.name}
    for name in sizes:
        if name not in live:
            (packs / name).unlink(missing_ok=True)
    return known
