"""A page that is finished but for the theme around it."""

from enum import StrEnum

from msgspec import Struct

from kb.model.site import Tree
from kb.names import Address, Anchor, Language, NotePath, Url


class PageKind(StrEnum):
    NOTE = "note"
    FOLDER = "folder"
    """A list that we make of what lies in a folder; the root's is the start page."""
    INDEX = "index"
    """A list that we make of notes from all folders: by tag, by name, by day."""


class TocItem(Struct, frozen=True, array_like=True):
    title: str
    """Finished inline HTML."""
    anchor: Anchor
    children: tuple["TocItem", ...] = ()


class Version(Struct, frozen=True, array_like=True, gc=False):
    """A page as another tree has it."""

    language: Language
    """Of the tree."""
    url: Url
    own: bool
    """It is written in that language: neither a guest nor merely the nearest page there is."""
    written: Language = Language("")
    """What its text is written in; '' where that is the language of the tree."""
    same: tuple[tuple[Anchor, Anchor], ...] = ()
    """Which headings correspond: the id in the page whose version this is, and the id in this
    one. Empty where the ids are the same."""


class Page(Struct, frozen=True):
    kind: PageKind
    tree: Tree
    address: Address
    url: Url
    """Relative to the site's root."""
    file: str
    """Where it is written, relative to the site's folder."""
    path: NotePath
    """The note it shows; '' for a page that we make."""
    title: str
    """Plain text."""
    language: Language
    """Of its content: may differ from the tree's."""
    description: str
    html: str
    """The body, with exactly one `<h1>`, every slot filled; inserted into the theme as it is."""
    toc: tuple[TocItem, ...]
    """Level 2 downwards: the theme's contents do not list the title."""
    modified: str = ""
    """ISO 8601 date, for the sitemap."""
    hide: tuple[str, ...] = ()
    """Parts of the theme to leave out: navigation, toc, footer, tags."""
    original: Url | None = None
    """Where the text is at home, if this page is a guest: search engines are led there. The URL
    of the start page is ''."""
    versions: tuple[Version, ...] = ()
    """What each tree has in its place, its own tree included; in the order of trees. Empty where
    there is one tree."""

    @property
    def home(self) -> Url:
        """Where the text is at home: here, unless the page is a guest."""
        return self.url if self.original is None else self.original
