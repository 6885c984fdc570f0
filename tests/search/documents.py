"""Documents and indexes for tests."""

from collections.abc import Mapping, Sequence

from kb.model import Document, DocumentKind, DocumentSection, DocumentText
from kb.names import Anchor, Language, Tag, Url
from kb.search import (
    INDEX,
    FileName,
    Patched,
    State,
    Terms,
    analyse,
    make_index,
    number_documents,
    patch_index,
)

TREES = {"ko": "", "en": "en/"}


def document(
    key: str = "note.md",
    title: str = "",
    *passages: str,
    number: int = 0,
    kind: DocumentKind = DocumentKind.NOTE,
    aliases: Sequence[str] = (),
    tags: Sequence[str] = (),
    headings: Sequence[str] = (),
    code: Sequence[str] = (),
    created: str = "",
) -> Document:
    return Document(
        kind,
        key,
        number,
        Url(f"{key}/"),
        title,
        Language("ko" if number == 0 else "en"),
        tuple(aliases),
        tuple(map(Tag, tags)),
        tuple(DocumentSection(text, Anchor(text), 2) for text in headings),
        (
            *(DocumentText(-1, text) for text in passages),
            *(DocumentText(-1, text, True) for text in code),
        ),
        created,
    )


class Site:
    """Files of an index, as a host keeps them."""

    def __init__(
        self,
        documents: Sequence[Document],
        same: Mapping[str, Sequence[str]] | None = None,
        lemmas: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.files: dict[FileName, bytes] = {}
        self.kept: dict[FileName, bytes] = {}
        self.documents = analysed(documents)
        self.state: State = make_index(
            self.numbered(),
            self.files.__setitem__,
            self.kept.__setitem__,
            trees=TREES,
            same=same or {},
            lemmas=lemmas or {},
        )

    def numbered(self) -> list[tuple[int, Document, Terms]]:
        numbers = number_documents(self.documents)
        return [(number, *self.documents[each]) for each, number in numbers.items()]

    def patch(
        self,
        documents: Sequence[Document],
        same: Mapping[str, Sequence[str]] | None = None,
        lemmas: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Patched:
        """Change what differs; what is not needed any more is deleted."""
        before = self.numbered()
        self.documents = analysed(documents)
        after = self.numbered()
        patched = patch_index(
            self.state,
            [each for each in before if each not in after],
            [each for each in after if each not in before],
            read=self.files.__getitem__,
            recall=self.kept.__getitem__,
            put=self.files.__setitem__,
            keep=self.kept.__setitem__,
            trees=TREES,
            same=same or {},
            lemmas=lemmas or {},
        )
        for name in patched.gone:
            del self.files[name]
        for name in patched.forgotten:
            del self.kept[name]
        self.state = patched.state
        return patched


def analysed(documents: Sequence[Document]) -> dict[tuple[str, int], tuple[Document, Terms]]:
    return {(each.key, each.number): (each, analyse(each).terms) for each in documents}


__all__ = ["INDEX", "TREES", "Site", "analysed", "document"]
