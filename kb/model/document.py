"""What a reader can find: a note or another page, as the search sees it."""

from enum import StrEnum

from msgspec import Struct

from kb.names import Anchor, Language, Tag, Url


class DocumentKind(StrEnum):
    NOTE = "note"
    TAG = "tag"
    """The list of a tag's notes."""
    PAGE = "page"
    """Of another plugin."""


class Has(StrEnum):
    """What a reader may ask for by `has:`."""

    CODE = "code"
    PLOT = "plot"
    QUIZ = "quiz"
    MATH = "math"
    DIAGRAM = "diagram"
    IMAGE = "image"


class DocumentSection(Struct, frozen=True, array_like=True, gc=False):
    """A heading, with the anchor that leads to it."""

    text: str
    """Without markup."""
    anchor: Anchor
    level: int


class DocumentText(Struct, frozen=True, array_like=True, gc=False):
    """A paragraph, an item of a list, a row of a table: words that stand together."""

    section: int
    """Which of `Document.sections` it stands under; -1 before the first."""
    text: str
    """As a reader sees it: no markup, no results of snippets, nothing that answers a question."""
    code: bool = False


class Document(Struct, frozen=True):
    kind: DocumentKind
    key: str
    """By which it is known from build to build: no other document of its language has it, and
    translations have that of their original."""
    number: int
    """Which of those that have this key it is; the original is 0."""
    url: Url
    """Relative to the site's root."""
    title: str
    language: Language
    aliases: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    sections: tuple[DocumentSection, ...] = ()
    passages: tuple[DocumentText, ...] = ()
    created: str = ""
    """ISO 8601 date."""
    modified: str = ""
    has: tuple[Has, ...] = ()
    versions: dict[Language, Url] = {}
    """Where readers of each tree are led who find it: `url` for those that are not named."""
