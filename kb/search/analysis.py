"""What an index needs of one document.

In: a document. Out: its terms, which can be kept as long as its words stay, and the files with its
passages, from which a reader's browser takes excerpts.
"""

from collections.abc import Iterable

from msgspec import Struct

from kb.model import Document
from kb.search.files import FileName, name_of, to_json
from kb.search.forms import Lemmas, is_hangul, words_of
from kb.search.name_terms import name_terms
from kb.search.spelling import spelled
from kb.search.word_terms import BLOCKS, CutPassage, word_terms

_PART = 4000
"""Characters of a text file."""


class Postings(Struct, frozen=True, array_like=True, gc=False):
    """The terms of a document in a tier, and where each stands; packed, for there are many."""

    terms: str = ""
    """A term a line,"""
    places: str = ""
    """and as many lines of numbers, which stand behind the document's own in the posting."""


class TextPart(Struct, frozen=True, array_like=True, gc=False):
    file: FileName
    blocks: tuple[int, ...]
    """That have a passage in it."""


class Terms(Struct, frozen=True, array_like=True, gc=False):
    """Of one document. It changes only where the document's key, number, title, aliases, tags,
    sections or passages do.
    """

    names: Postings
    words: Postings
    named: str
    """Words that it may be looked for by and that may be misspelt, a line each: of its names,"""
    said: str
    """and of its passages."""
    texts: tuple[TextPart, ...]


class Analysis(Struct, frozen=True):
    terms: Terms
    files: dict[FileName, bytes]
    """Those of `terms.texts`."""


_NO_LEMMAS: Lemmas = {}


def analyse(document: Document, lemmas: Lemmas = _NO_LEMMAS) -> Analysis:
    """The terms of `document`, and the files with its text."""
    names = name_terms(document, lemmas)
    words = word_terms(document.passages, lemmas)
    files, texts = _texts(document, words.passages)
    named = {
        word
        for name in (
            document.title,
            *document.aliases,
            *document.tags,
            *(section.text for section in document.sections),
        )
        for word in words_of(name)
    }
    terms = Terms(
        Postings("\n".join(names), "\n".join(",0,".join(map(str, n)) for n in names.values())),
        Postings("\n".join(words.postings), "\n".join(words.postings.values())),
        spelled(named),
        spelled(words.words),
        tuple(texts),
    )
    return Analysis(terms, files)


def forms(document: Document) -> set[str]:
    """The distinct words of `document` that may have lemmas."""
    texts = (
        document.title,
        *document.aliases,
        *document.tags,
        *(section.text for section in document.sections),
        *(passage.text for passage in document.passages),
    )
    return {word for text in texts for word in words_of(text) if is_hangul(word)}


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
        files[name_of(data)] = data
        blocks = {
            (passage.block + more) % BLOCKS for passage in part for more in range(passage.blocks)
        }
        texts.append(TextPart(name_of(data), tuple(sorted(blocks))))
    return files, texts
