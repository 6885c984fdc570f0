"""What an index needs of one document.

In: a document. Out: its terms, which can be kept as long as its words stay, and the files with its
passages, from which a reader's browser takes excerpts.
"""

from collections.abc import Iterable

from msgspec import Struct

from kb.model import Document
from kb.search.files import FileName, name_of, to_json
from kb.search.name_terms import NamePlaces, name_terms, pack_names
from kb.search.word_terms import BLOCKS, CutPassage, Places, place_words

_PART = 1500
"""Characters of a text file."""


class TextPart(Struct, frozen=True, array_like=True, gc=False):
    file: FileName
    blocks: tuple[int, ...]
    """That have a passage in it."""


class Terms(Struct, frozen=True, array_like=True, gc=False):
    """Of one document. It changes only where the document's key, number, title, aliases, tags,
    sections or passages do.
    """

    names: NamePlaces
    named: str
    """The words of its names, as they are written, a line each."""
    said: Places
    """Those of its passages, and where they stand."""
    texts: tuple[TextPart, ...]


class Analysis(Struct, frozen=True):
    terms: Terms
    files: dict[FileName, bytes]
    """Those of `terms.texts`."""


def analyse(document: Document) -> Analysis:
    """The terms of `document`, and the files with its text."""
    names, named = name_terms(document)
    said, passages = place_words(document.passages)
    files, texts = _texts(document, passages)
    terms = Terms(
        pack_names(names),
        "\n".join(named),
        said,
        tuple(texts),
    )
    return Analysis(terms, files)


def words_of_terms(terms: Terms) -> set[str]:
    """The words of a document, as `Lemmas` knows them."""
    return set(terms.named.split("\n")) | set(terms.said.words.split("\n"))


def _texts(
    document: Document, passages: Iterable[CutPassage]
) -> tuple[dict[FileName, bytes], list[TextPart]]:
    parts: list[list[CutPassage]] = [[]]
    size = 0
    for passage in passages:
        if parts[-1] and size + len(passage.text) > _PART:
            parts.append([])
            size = 0
        parts[-1].append(passage)
        size += len(passage.text)
    if not parts[0] and not document.sections:
        return {}, []
    # No two documents share a file: it goes when its document does.
    of = name_of(f"{document.number} {document.key}".encode("utf-8", "surrogatepass"))
    files: dict[FileName, bytes] = {}
    texts = []
    for number, part in enumerate(parts):
        content: dict[str, object] = {"of": of}
        if number == 0 and document.sections:
            content["sections"] = [(each.text, each.anchor) for each in document.sections]
        content["passages"] = [
            (passage.block, passage.section, passage.text, int(passage.code)) for passage in part
        ]
        data = to_json(content)
        name = name_of(data)
        files[name] = data
        blocks = {
            (passage.block + more) % BLOCKS for passage in part for more in range(passage.blocks)
        }
        texts.append(TextPart(name, tuple(sorted(blocks))))
    return files, texts
