"""All notes together: names lead to targets, notes lie in trees and folders."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from kb.model.embeds import Embeds
from kb.model.glossary import Glossary
from kb.model.mention import Mention
from kb.model.note import Outline
from kb.model.translation import Translated
from kb.names import (
    Address,
    Anchor,
    Language,
    NotePath,
    Slug,
    Tag,
    Url,
    page_file,
    page_url,
)
from kb.problems import Finding


class Tree(Struct, frozen=True):
    """The pages of one language."""

    language: Language
    prefix: str
    """Its folder in the site: '' for the default language, else such as `en/`."""


class Target(Struct, frozen=True, array_like=True, gc=False):
    """Where a link leads."""

    url: Url
    """Relative to the site's root; its fragment included, percent-encoded."""
    path: NotePath = NotePath("")
    """The note or attachment."""
    anchor: Anchor = Anchor("")
    """The id within the note; '' where the link names none, or one that is not there."""
    exact: bool = False
    """The author named the note in this language: pages of every tree lead to it, and not to
    their own page of it."""


class Linked(Struct, frozen=True, array_like=True, gc=False):
    """The links of one note, each led somewhere or not."""

    targets: tuple[Target | None, ...]
    """One for each of `Outline.links`."""
    findings: tuple[Finding, ...]
    embedded: tuple[int, ...] = ()
    """Which of the links show a note where they stand."""


class Place(Struct, frozen=True, array_like=True, gc=False):
    """Where a note lies in the site, or in another tree than its own, as a guest."""

    tree: Tree
    address: Address
    url: Url
    """Relative to the site's root."""
    file: str
    """What it is written to, relative to the site's folder."""
    title: str
    """Its `#` heading, else `title`, else the file's name."""
    language: Language
    """What it is written in; a language without a tree lies in the default one."""


class Folder(Struct, frozen=True, array_like=True, gc=False):
    """What lies directly in a folder, in one tree."""

    name: str
    """Relative to the vault; '' for its root."""
    title: str
    """Its index note's, else its last name."""
    url: Url
    file: str
    index: NotePath
    """The note that is the folder's page; '' where the page is made."""
    notes: tuple[NotePath, ...]
    """By title; without the index note, and with the tree's guests."""
    folders: tuple[str, ...]
    """By title."""
    count: int
    """Notes in it and below, the index note included."""


class Section(StrEnum):
    """Pages that we make in every tree, by the first part of their address."""

    TAGS = "tags"
    ALL = "all"
    CHANGES = "changes"
    GRAPH = "graph"
    QUIZ = "quiz"
    """Only where notes have questions."""
    TRANSLATIONS = "translations"
    """Only where there are several trees."""
    GLOSSARY = "glossary"
    """Only where notes give terms in two languages."""
    SEARCH = "search"
    ALIAS = "a"


class Tagged(Struct, frozen=True, array_like=True, gc=False):
    """A tag of one tree."""

    name: Tag
    """As most notes write it."""
    url: Url
    """Where its notes are listed: relative to the site's root, with its fragment."""
    notes: tuple[NotePath, ...]
    """That have exactly this tag, in the order of the site."""


class TagPage(Struct, frozen=True, array_like=True, gc=False):
    """A page that lists the notes of tags."""

    tree: Tree
    address: Address
    url: Url
    file: str
    keys: tuple[str, ...]
    """The `tag_key`s that are listed on it, each after what stands above it."""
    letter: str = ""
    """It lists the first levels that begin with this letter and have too few notes for a page of
    their own; `*` for the overview, '' for the page of one first level."""
    number: int = 1
    """Which part of a list that is too long for one page,"""
    parts: int = 1
    """of how many."""
    start: int = 0
    """How many notes of the first of `keys` are listed on the part before."""
    stop: int | None = None
    """With which note the list of the last of `keys` breaks off; None where it does not."""


class TagGroup(Struct, frozen=True, array_like=True, gc=False):
    """First levels whose tags are listed together."""

    name: str
    """What stands in the address of their page after that of the overview; '' for itself."""
    letter: str
    """As in `TagPage`."""
    firsts: tuple[str, ...]


class TagLayout(Struct, frozen=True):
    """Which pages list the tags of one tree, and what that was decided by."""

    keys: dict[str, tuple[str, ...]]
    """First level -> the `tag_key`s that begin with it, each after what stands above it."""
    counts: dict[str, int]
    """First level -> how many notes have a tag that begins with it."""
    tagged: int
    """How many notes have any tag."""
    pages: dict[TagGroup, tuple[TagPage, ...]]
    """The overview first."""


class Site(Struct, frozen=True, dict=True):
    """Made from outlines alone; replacing one outline makes a new `Site`."""

    trees: tuple[Tree, ...]
    outlines: dict[NotePath, Outline]
    """Of published notes."""
    places: dict[NotePath, Place]
    """Of each note in the tree of its language."""
    translations: dict[NotePath, tuple[NotePath, ...]]
    """Of each note that is a translation or has some, all that say the same: the original first,
    the note itself among them, and no two in one tree."""
    guests: dict[Language, dict[NotePath, Place]]
    """For each tree the notes that it has in no language of its own, and where it shows them."""
    folders: dict[tuple[Language, str], Folder]
    names: dict[str, tuple[NotePath, ...]]
    """Case-folded file name, title, `#` heading and alias -> the notes that have it."""
    namesakes: frozenset[NotePath]
    """Notes that share a title or alias with another, where no file is called so."""
    private: frozenset[str]
    """Case-folded file names and paths of notes that are not published."""
    attachments: dict[str, tuple[NotePath, ...]]
    """Case-folded file name -> attachments of that name."""
    findings: tuple[tuple[NotePath, Finding], ...]
    """What is wrong between notes: two that want one address."""
    sections: dict[Section, str]
    """The first part of the address of what we make; no note's address begins with it."""
    tags: dict[tuple[Language, str], Tagged]
    """By `tag_key`; a tag that only stands above others has no notes."""
    varied_tags: tuple[tuple[Language, str], ...]
    """Those that notes spell in several ways, which differ by case only."""
    aliases: dict[tuple[Language, Slug], tuple[NotePath, ...]]
    """Where an alias leads in a tree: to one note, or to several to choose from."""
    redirects: dict[str, NotePath]
    """Files, relative to the site's folder, at addresses that notes had before."""
    tag_pages: tuple[TagPage, ...]
    """Of each tree its overview first."""
    tag_layouts: dict[Language, TagLayout]
    """Of each tree; kept so that a note with other tags moves no others than it must."""
    directory_urls: bool
    """Whether a page is a folder's `index.html`, so that its URL ends in a slash."""
    glossary: Glossary = Glossary()
    """What notes call by two names; empty until `glossary.py` has asked for it."""

    def reworded(self, outlines: dict[NotePath, Outline]) -> "Site":
        """The same site, where notes say something else and show the same face."""
        made = replace(self, outlines=outlines)
        # Neither is there a word of texts in what was gathered here.
        vars(made).update(vars(self))
        return made

    def explained(self, glossary: Glossary) -> "Site":
        """The same site with another glossary, which nothing that was gathered here depends on."""
        made = replace(self, glossary=glossary)
        vars(made).update(vars(self))
        return made

    @cached_property
    def asking(self) -> frozenset[Language]:
        """The languages of the trees whose notes have questions of their own."""
        return frozenset(
            self.places[path].tree.language
            for path, outline in self.outlines.items()
            if outline.quizzes
        )

    @cached_property
    def names_by_start(self) -> dict[str, list[str]]:
        """The keys of `names` by their first character; looked up for links that lead nowhere."""
        return _by_start(self.names)

    @cached_property
    def attachments_by_start(self) -> dict[str, list[str]]:
        """The same of `attachments`."""
        return _by_start(self.attachments)

    @cached_property
    def shown(self) -> dict[Language, dict[NotePath, Place]]:
        """What there is to read in each tree: its own notes and its guests, in their order."""
        return {tree.language: self._shown(tree) for tree in self.trees}

    def _shown(self, tree: Tree) -> dict[NotePath, Place]:
        guests = self.guests.get(tree.language)
        if not guests:
            return {path: place for path, place in self.places.items() if place.tree == tree}
        return {
            path: place if place.tree == tree else guests[path]
            for path, place in self.places.items()
            if place.tree == tree or path in guests
        }

    @cached_property
    def seen(self) -> dict[Language, dict[NotePath, Place]]:
        """The page of each note that readers of a tree are led to: its own one there, that of its
        translation, or that of a guest.
        """
        if len(self.trees) == 1:
            return {self.trees[0].language: self.places}
        return {
            language: {**shown, **{path: shown[self.version_in(language, path)] for path in absent}}
            for language, shown in self.shown.items()
            for absent in [[path for path in self.translations if path not in shown]]
        }

    def version_in(self, language: Language, path: NotePath) -> NotePath:
        """Which note readers of a tree see for the one at `path`."""
        shown = self.shown[language]
        if path in shown:
            return path
        return next(other for other in self.translations[path] if other in shown)

    def versions(self, path: NotePath) -> tuple[NotePath, ...]:
        """All notes that say what this one says, the original first."""
        return self.translations.get(path) or (path,)

    def section_url(self, tree: Tree, section: Section, rest: str = "") -> Url:
        """Of a page that we make: of the section's own, or of `rest` within it."""
        address = Address(f"{self.sections[section]}/{rest}")
        return page_url(tree.prefix, address, self.directory_urls)

    def section_file(self, tree: Tree, section: Section, rest: str = "") -> str:
        address = Address(f"{self.sections[section]}/{rest}")
        return tree.prefix + page_file(address, self.directory_urls)


def _by_start(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name[:1], []).append(name)
    return found


class Backlink(Struct, frozen=True, array_like=True, gc=False):
    source: NotePath
    link: int
    """In the `Outline.links` of `source`."""


class Network(Struct, frozen=True):
    """The notes of a site and how they lead to each other."""

    site: Site
    linked: dict[NotePath, Linked]
    """Where the links of every note lead."""
    backlinks: dict[NotePath, tuple[Backlink, ...]]
    """The links of other notes that lead to a note, in the order of the site."""
    embeds: dict[NotePath, Embeds]
    """Of the notes that embed a note."""
    mentions: dict[NotePath, tuple[Mention, ...]] = {}
    """Where other notes name a note without a link; empty unless readers are to see it."""
    quizzes: dict[NotePath, tuple[str, ...]] = {}
    """The ids of the questions of each note that has some, in their order: of `Outline.quizzes`."""
    translated: dict[NotePath, Translated] = {}
    """How translations stand to their originals, as far as their authors have said."""


class Related(Struct, frozen=True, array_like=True, gc=False):
    """A note that has something in common with another."""

    path: NotePath
    tags: tuple[Tag, ...]
    """That both have, as far as few others do."""
