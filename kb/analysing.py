"""The words of documents, taken from their texts by several processes.

In: prepared notes, and documents without their texts. Out: where in packs lies what each has given.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.indexed import SEARCH
from kb.model import Document, Has
from kb.names import NotePath
from kb.parallel import spread
from kb.pipeline import Prepared, Progress
from kb.search import FileName, analyse, document_text
from kb.store import PackWriter, Slice

CHUNK = 32
"""Documents that a worker takes at a time."""

_encode = msgspec.msgpack.Encoder().encode


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
    prepared: Prepared,
    named: list[tuple[str, Document]],
    writer: PackWriter,
    *,
    jobs: int,
    progress: Progress,
) -> Iterator[Analysed]:
    """A few are analysed here and written by `writer`; else each process has a pack of its own."""
    chunks = [named[start : start + CHUNK] for start in range(0, len(named), CHUNK)]
    work = _Analysing(prepared, chunks)
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

    prepared: Prepared
    chunks: list[list[tuple[str, Document]]]

    def __call__(self) -> Callable[[int], bytes]:
        return self.with_pack(PackWriter(self.prepared.cache / SEARCH))

    def with_pack(self, writer: PackWriter) -> Callable[[int], bytes]:
        outlines, body_of = self.prepared.site.outlines, self.prepared.workspace.bodies()

        def read(name: str, document: Document) -> Document:
            path = NotePath(name)
            if path not in outlines:
                return document
            text = document_text(outlines[path], body_of(path))
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
