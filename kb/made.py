"""What we make beside the pages of notes: pages of folders and tags, indexes, redirects, and the
data that scripts load.

In: the network of notes. Out: what there is to make, and each of these when asked for.

It comes in batches, because to list the redirects of thousands of aliases takes longer than a
build after one edit may: while what a whole batch shows is as it was, nobody asks what is in it.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeGuard
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.model import Network, Page, Section, Site, Tree, Version
from kb.names import NotePath, Slug, Url, file_url, quote_path
from kb.render import (
    ListPart,
    all_notes_parts,
    bank_file,
    bank_index,
    bank_parts,
    changes_parts,
    feed,
    glossary_file,
    links_data,
    newest_notes,
    notes_data,
    redirect,
    remembered,
    render_alias,
    render_all_notes,
    render_bank,
    render_changes,
    render_folder,
    render_graph,
    render_search,
    render_tags,
    render_translations,
    translations_parts,
)
from kb.store import digest

TOGETHER, MOST_TOGETHER = 8, 16
"""So many notes have their questions in one file, about and at the most: a file for each makes
every build slower than what is in them, and an edit makes the questions of all anew."""


class MadeKind(StrEnum):
    FOLDER = "folder"
    """The page of a folder that no note is the page of; the root's is the start page."""
    TAGS = "tags"
    """The notes of some tags; `name` is the number of the page among the site's tag pages."""
    ALL = "all"
    """Notes by title and alias; `name` is the letter that they begin with."""
    CHANGES = "changes"
    """Notes by day; `name` is the year."""
    GRAPH = "graph"
    """All notes and their links, drawn by a script."""
    SEARCH = "search"
    """Where a script shows what it finds, with all of it in the address."""
    FEED = "feed"
    """The notes that changed last, as Atom."""
    ALIAS = "alias"
    """Leads to the note of an alias, `name` being its slug, or to a choice of several."""
    REDIRECT = "redirect"
    """Leads from an address that a note had before; `name` is the note's path."""
    NOTES = "notes"
    """The names and tags of all notes, as JSON."""
    LINKS = "links"
    """Which of them lead to which, as JSON."""
    QUIZ = "quiz"
    """The bank of questions, where a tree has some; the list below it may have parts."""
    QUESTIONS = "questions"
    """Which notes have questions, as JSON; the questions are in files beside it."""
    TRANSLATIONS = "translations"
    """What each language has of every note, where a site has several trees."""
    GLOSSARY = "glossary"
    """Terms in two languages, where notes give some; `name` is the letter that they begin with."""
    TERMS = "terms"
    """The same as JSON."""


class Made(Struct, frozen=True, array_like=True):
    kind: MadeKind
    tree: Tree
    file: str
    """Relative to the site's folder."""
    name: str = ""
    """Which of its kind, such as the folder,"""
    number: int = 1
    """and which part of a list that is too long for one page."""

    @property
    def is_page(self) -> bool:
        """Not so for data, and for what only leads elsewhere."""
        return self.kind not in _NO_PAGES


class Batch(Struct, frozen=True, array_like=True):
    """What is listed only if something in it may have changed."""

    kind: MadeKind
    tree: Tree

    @property
    def name(self) -> str:
        """No other batch of a site has it."""
        return f"{self.kind} {self.tree.language}"


IN_SITEMAP = {
    MadeKind.TAGS,
    MadeKind.ALL,
    MadeKind.CHANGES,
    MadeKind.GRAPH,
    MadeKind.QUIZ,
    MadeKind.GLOSSARY,
}
"""Pages worth finding that are not folders' pages; redirects are not."""

_SECTIONS = {
    MadeKind.TAGS: Section.TAGS,
    MadeKind.ALL: Section.ALL,
    MadeKind.CHANGES: Section.CHANGES,
    MadeKind.GRAPH: Section.GRAPH,
    MadeKind.SEARCH: Section.SEARCH,
    MadeKind.QUIZ: Section.QUIZ,
    MadeKind.TRANSLATIONS: Section.TRANSLATIONS,
    MadeKind.GLOSSARY: Section.GLOSSARY,
}

SWITCHED = {MadeKind.FOLDER, MadeKind.ALIAS, *_SECTIONS}
"""Kinds of pages that lead to their like in other trees."""

_NO_PAGES = {
    MadeKind.FEED,
    MadeKind.ALIAS,
    MadeKind.REDIRECT,
    MadeKind.NOTES,
    MadeKind.LINKS,
    MadeKind.QUESTIONS,
    MadeKind.TERMS,
}


def list_batches(network: Network) -> Iterator[Batch]:
    for kind in _LISTS:
        for tree in network.site.trees:
            yield Batch(kind, tree)


def list_made(network: Network, settings: Settings, batch: Batch) -> Iterator[Made]:
    """Everything in a batch."""
    return _LISTS[batch.kind](network, settings, batch.tree)


def make(network: Network, settings: Settings, made: Made) -> Page | bytes:
    """A page, or the bytes of a file that is none."""
    done = _MAKERS[made.kind](network, settings, made)
    return replace(done, versions=versions_of_made(network, made)) if is_page(done) else done


def is_page(done: Page | bytes) -> TypeGuard[Page]:
    return isinstance(done, Page)


def versions_of_made(network: Network, made: Made) -> tuple[Version, ...]:
    """What each tree has in the place of a page that we make: the same list, else one above it."""
    site = network.site
    if len(site.trees) == 1:
        return ()
    return tuple(_version(network, made, tree) for tree in site.trees)


def _version(network: Network, made: Made, tree: Tree) -> Version:
    site = network.site
    url = file_url(tree.prefix + made.file.removeprefix(made.tree.prefix), site.directory_urls)
    if tree == made.tree:
        return Version(tree.language, url, own=True)
    if made.kind is MadeKind.FOLDER:
        name = made.name
        while (folder := site.folders.get((tree.language, name))) is None:
            name = name.rpartition("/")[0]
        guest = folder.index in site.guests.get(tree.language, {})
        return Version(tree.language, folder.url, own=name == made.name and not guest)
    if url in _urls(network, (made.kind, tree)):
        # An alias may have to be chosen from in one tree and lead on in another.
        return Version(tree.language, url, own=made.kind is not MadeKind.ALIAS)
    section = _SECTIONS.get(made.kind)
    if section is None or (section is Section.QUIZ and tree.language not in site.asking):
        return Version(tree.language, site.folders[tree.language, ""].url, own=False)
    return Version(tree.language, site.section_url(tree, section), own=False)


@remembered
def _urls(network: Network, of: tuple[MadeKind, Tree]) -> frozenset[Url]:
    """The pages of one kind that a tree has."""
    kind, tree = of
    files = (made.file for made in _LISTS[kind](network, Settings(), tree))
    return frozenset(file_url(file, network.site.directory_urls) for file in files)


_Lister = Callable[[Network, Settings, Tree], Iterator[Made]]


def _folders(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    for (language, name), folder in network.site.folders.items():
        if language == tree.language and not folder.index:
            yield Made(MadeKind.FOLDER, tree, folder.file, name)


def _tag_pages(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    for number, page in enumerate(network.site.tag_pages):
        if page.tree == tree:
            yield Made(MadeKind.TAGS, tree, page.file, str(number))


def _aliases(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    site = network.site
    for language, slug in site.aliases:
        if language == tree.language:
            yield Made(MadeKind.ALIAS, tree, site.section_file(tree, Section.ALIAS, slug), slug)


def _redirects(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    for file, path in network.site.redirects.items():
        if network.site.places[path].tree == tree:
            yield Made(MadeKind.REDIRECT, tree, file, path)


def _feeds(network: Network, settings: Settings, tree: Tree) -> Iterator[Made]:
    if has_feed(network.site, settings, tree):
        yield Made(MadeKind.FEED, tree, f"{tree.prefix}feed.xml")


def has_feed(site: Site, settings: Settings, tree: Tree) -> bool:
    """Its entries need whole addresses, and days."""
    return bool(settings.site_url and newest_notes(site, tree, 1))


def _parts_of(
    section: Section, kind: MadeKind, parts: Callable[[Site, Tree], Iterable[ListPart]]
) -> _Lister:
    """Lists the pages of a section."""

    def pages(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
        for part in parts(network.site, tree):
            file = network.site.section_file(tree, section, part.rest)
            yield Made(kind, tree, file, part.name, part.number)

    return pages


def _bank(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    for part in bank_parts(network, tree):
        file = network.site.section_file(tree, Section.QUIZ, part.rest)
        yield Made(MadeKind.QUIZ, tree, file, part.name, part.number)


def _translations(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    for part in translations_parts(network, tree):
        file = network.site.section_file(tree, Section.TRANSLATIONS, part.rest)
        yield Made(MadeKind.TRANSLATIONS, tree, file, part.name, part.number)


def _questions(network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    if tree.language in network.site.asking:
        yield Made(MadeKind.QUESTIONS, tree, bank_file(tree))


@remembered
def question_files(network: Network, tree: Tree) -> dict[str, tuple[NotePath, ...]]:
    """The files that the bank fetches questions from, and the notes whose questions are in each.
    Their names tell nothing of the notes.
    """
    groups: list[list[NotePath]] = []
    for path, place in network.site.places.items():
        if place.tree != tree or path not in network.quizzes:
            continue
        # The note alone says whether a file begins with it: one more moves few others.
        begins = crc32(path.encode("utf-8", "surrogatepass")) % TOGETHER == 0
        if begins or not groups or len(groups[-1]) == MOST_TOGETHER:
            groups.append([])
        groups[-1].append(path)
    folder = f"assets/kb/{tree.language}/questions"
    return {f"{folder}/{digest(group[0])[:16]}.txt": tuple(group) for group in groups}


@remembered
def _question_file_of(network: Network, tree: Tree) -> dict[NotePath, str]:
    """The file that has the questions of a note."""
    files = question_files(network, tree)
    return {path: file for file, paths in files.items() for path in paths}


def _glossary_parts(site: Site, tree: Tree) -> Iterable[ListPart]:
    if not site.glossary.packed:
        return ()
    from kb.render.glossary import glossary_parts  # noqa: PLC0415 - few builds make it anew

    return glossary_parts(site, tree)


def _terms(_network: Network, _: Settings, tree: Tree) -> Iterator[Made]:
    # Always there: no page says whether there are any, so that none changes with the first.
    yield Made(MadeKind.TERMS, tree, glossary_file(tree))


def _data(kind: MadeKind) -> _Lister:
    return lambda _network, _settings, tree: iter(
        [Made(kind, tree, f"assets/kb/{tree.language}/{kind}.json")]
    )


_LISTS: dict[MadeKind, _Lister] = {
    MadeKind.FOLDER: _folders,
    MadeKind.TAGS: _tag_pages,
    MadeKind.ALL: _parts_of(Section.ALL, MadeKind.ALL, all_notes_parts),
    MadeKind.CHANGES: _parts_of(Section.CHANGES, MadeKind.CHANGES, changes_parts),
    MadeKind.GRAPH: _parts_of(Section.GRAPH, MadeKind.GRAPH, lambda _site, _tree: (ListPart(""),)),
    MadeKind.SEARCH: _parts_of(
        Section.SEARCH, MadeKind.SEARCH, lambda _site, _tree: (ListPart(""),)
    ),
    MadeKind.FEED: _feeds,
    MadeKind.ALIAS: _aliases,
    MadeKind.REDIRECT: _redirects,
    MadeKind.NOTES: _data(MadeKind.NOTES),
    MadeKind.LINKS: _data(MadeKind.LINKS),
    MadeKind.QUIZ: _bank,
    MadeKind.QUESTIONS: _questions,
    MadeKind.TRANSLATIONS: _translations,
    MadeKind.GLOSSARY: _parts_of(Section.GLOSSARY, MadeKind.GLOSSARY, _glossary_parts),
    MadeKind.TERMS: _terms,
}


def _make_folder(network: Network, settings: Settings, made: Made) -> Page:
    folder = network.site.folders[made.tree.language, made.name]
    return render_folder(network.site, folder, made.tree, settings.site_name)


def _make_alias(network: Network, settings: Settings, made: Made) -> Page | bytes:
    return render_alias(network.site, made.tree, Slug(made.name), settings.site_url)


def _make_changes(network: Network, settings: Settings, made: Made) -> Page:
    has = has_feed(network.site, settings, made.tree)
    url = f"{made.tree.prefix}feed.xml" if has else ""
    return render_changes(network.site, made.tree, ListPart(made.name, made.number), url)


def _make_feed(network: Network, settings: Settings, made: Made) -> bytes:
    return feed(network.site, made.tree, settings.site_name, settings.site_url)


def _make_glossary(network: Network, _: Settings, made: Made) -> Page:
    from kb.render.glossary import render_glossary  # noqa: PLC0415 - few builds make it anew

    return render_glossary(network.site, made.tree, ListPart(made.name, made.number))


def _make_terms(network: Network, _: Settings, made: Made) -> bytes:
    from kb.render.glossary import glossary_data  # noqa: PLC0415 - few builds make it anew

    return glossary_data(network.site, made.tree)


def _make_redirect(network: Network, settings: Settings, made: Made) -> bytes:
    return redirect(
        quote_path(made.file), network.site.places[NotePath(made.name)], settings.site_url
    )


_MAKERS: dict[MadeKind, Callable[[Network, Settings, Made], Page | bytes]] = {
    MadeKind.FOLDER: _make_folder,
    MadeKind.TAGS: lambda network, _, made: render_tags(
        network.site, network.site.tag_pages[int(made.name)]
    ),
    MadeKind.ALL: lambda network, _, made: render_all_notes(
        network.site, made.tree, ListPart(made.name, made.number)
    ),
    MadeKind.CHANGES: _make_changes,
    MadeKind.GRAPH: lambda network, _, made: render_graph(network.site, made.tree),
    MadeKind.SEARCH: lambda network, _, made: render_search(network.site, made.tree),
    MadeKind.FEED: _make_feed,
    MadeKind.ALIAS: _make_alias,
    MadeKind.REDIRECT: _make_redirect,
    MadeKind.NOTES: lambda network, _, made: notes_data(network.site, made.tree, made.file),
    MadeKind.LINKS: lambda network, _, made: links_data(network, made.tree),
    MadeKind.QUIZ: lambda network, _, made: render_bank(
        network, made.tree, ListPart(made.name, made.number)
    ),
    MadeKind.QUESTIONS: lambda network, _, made: bank_index(
        network, made.tree, _question_file_of(network, made.tree).__getitem__
    ),
    MadeKind.TRANSLATIONS: lambda network, _, made: render_translations(
        network, made.tree, ListPart(made.name, made.number)
    ),
    MadeKind.GLOSSARY: _make_glossary,
    MadeKind.TERMS: _make_terms,
}
