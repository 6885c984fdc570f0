"""The words of documents, taken from their texts by several processes.

In: documents without their texts, and where these lie. Out: where in packs lies what each has
given.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.model import Body, Document, Has, Outline
from kb.parallel import spread
from kb.pipeline import Progress
from kb.search import FileName, analyse, document_text
from kb.store import PackReader, PackWriter, Slice

CHUNK = 32
"""Documents that a worker takes at a time."""

_encode = msgspec.msgpack.Encoder().encode
_decode_body = msgspec.msgpack.Decoder(Body).decode


class Texts(Struct, frozen=True, array_like=True):
    """Where the texts of notes lie."""

    packs: str
    """Folder of the bodies."""
    notes: dict[str, tuple[Outline, Slice]]
    """By the names of their documents; what else is a document has no text."""


class Analysed(Struct, frozen=True, array_like=True, gc=False):
    """What a document has given."""

    name: str
    terms: Slice
    document: Slice
    """Without its text."""
    has: tuple[Has, ...]
    """As far as the text shows it."""
    texts: tuple[tuple[FileName, Slice], ...]


_decode = msgspec.msgpack.Decoder(list[Analysed]).decode


def analyse_documents(
    named: list[tuple[str, Document]],
    texts: Texts,
    writer: PackWriter,
    folder: Path,
    *,
    jobs: int,
    progress: Progress,
) -> Iterator[Analysed]:
    """A few are analysed here and written by `writer`; else each process has a pack of its own,
    in `folder`.
    """
    chunks = [named[start : start + CHUNK] for start in range(0, len(named), CHUNK)]
    work = _Analysing(texts, folder, chunks)
    results: Iterable[bytes]
    if len(chunks) < 3:
        results = map(work.with_pack(writer), range(len(chunks)))
    else:
        results = spread(work, len(chunks), jobs)
    done = 0
    for result in results:
        found = _decode(result)
        yield from found
        done += len(found)
        progress(done, len(named))


def without_text(document: Document) -> Document:
    return replace(document, sections=(), passages=())


class _Analysing(Struct, frozen=True):
    """What a worker needs."""

    texts: Texts
    folder: Path
    chunks: list[list[tuple[str, Document]]]

    def __call__(self) -> Callable[[int], bytes]:
        return self.with_pack(PackWriter(self.folder))

    def with_pack(self, writer: PackWriter) -> Callable[[int], bytes]:
        notes, reader = self.texts.notes, PackReader(Path(self.texts.packs))

        def read(name: str, document: Document) -> Document:
            if name not in notes:
                return document
            outline, where = notes[name]
            text = document_text(outline, _decode_body(reader.get(where)))
            has = (*text.has, *document.has)
            return replace(document, sections=text.sections, passages=text.passages, has=has)

        def one(name: str, bare: Document) -> Analysed:
            document = read(name, bare)
            found = analyse(document)
            return Analysed(
                name,
                writer.add(_encode(found.terms)),
                writer.add(_encode(without_text(document))),
                tuple(each for each in document.has if each not in bare.has),
                tuple((file, writer.add(data)) for file, data in found.files.items()),
            )

        # Packed, because pickling takes ten times as long.
        def work(number: int) -> bytes:
            found = [one(name, document) for name, document in self.chunks[number]]
            writer.flush()
            return _encode(found)

        return work
