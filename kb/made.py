"""What we make beside the pages of notes: pages of folders and tags, indexes, redirects, and the
data that scripts load.

In: the network of notes. Out: what there is to make, and each of these when asked for.

It comes in batches, because to list the redirects of thousands of aliases takes longer than a
build after one edit may: while what a whole batch shows is as it was, nobody asks what is in it.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct

from kb.config import Settings
from kb.model import Network, Page, Section, Tree
from kb.names import NotePath, Slug, quote_path
from kb.render import (
    links_data,
    notes_data,
    redirect,
    render_alias,
    render_folder,
    render_tags,
)


class MadeKind(StrEnum):
    FOLDER = "folder"
    """The page of a folder that no note is the page of; the root's is the start page."""
    TAGS = "tags"
    """The notes of some tags; `name` is the number of the page among the site's tag pages."""
    ALIAS = "alias"
    """Leads to the note of an alias, `name` being its slug, or to a choice of several."""
    REDIRECT = "redirect"
    """Leads from an address that a note had before; `name` is the note's path."""
    NOTES = "notes"
    """The names and tags of all notes, as JSON."""
    LINKS = "links"
    """Which of them lead to which, as JSON."""


class Made(Struct, frozen=True, array_like=True):
    kind: MadeKind
    tree: Tree
    file: str
    """Relative to the site's folder."""
    name: str = ""
    """Which of its kind, such as the folder."""

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


_NO_PAGES = {MadeKind.ALIAS, MadeKind.REDIRECT, MadeKind.NOTES, MadeKind.LINKS}


def list_batches(network: Network) -> Iterator[Batch]:
    for kind in _LISTS:
        for tree in network.site.trees:
            yield Batch(kind, tree)


def list_made(network: Network, batch: Batch) -> Iterator[Made]:
    """Everything in a batch."""
    return _LISTS[batch.kind](network, batch.tree)


def make(network: Network, settings: Settings, made: Made) -> Page | bytes:
    """A page, or the bytes of a file that is none."""
    return _MAKERS[made.kind](network, settings, made)


def _folders(network: Network, tree: Tree) -> Iterator[Made]:
    for (language, name), folder in network.site.folders.items():
        if language == tree.language and not folder.index:
            yield Made(MadeKind.FOLDER, tree, folder.file, name)


def _tag_pages(network: Network, tree: Tree) -> Iterator[Made]:
    for number, page in enumerate(network.site.tag_pages):
        if page.tree == tree:
            yield Made(MadeKind.TAGS, tree, page.file, str(number))


def _aliases(network: Network, tree: Tree) -> Iterator[Made]:
    site = network.site
    for language, slug in site.aliases:
        if language == tree.language:
            yield Made(MadeKind.ALIAS, tree, site.section_file(tree, Section.ALIAS, slug), slug)


def _redirects(network: Network, tree: Tree) -> Iterator[Made]:
    for file, path in network.site.redirects.items():
        if network.site.places[path].tree == tree:
            yield Made(MadeKind.REDIRECT, tree, file, path)


def _data(kind: MadeKind) -> Callable[[Network, Tree], Iterator[Made]]:
    return lambda _, tree: iter([Made(kind, tree, f"assets/kb/{tree.language}/{kind}.json")])


_LISTS: dict[MadeKind, Callable[[Network, Tree], Iterator[Made]]] = {
    MadeKind.FOLDER: _folders,
    MadeKind.TAGS: _tag_pages,
    MadeKind.ALIAS: _aliases,
    MadeKind.REDIRECT: _redirects,
    MadeKind.NOTES: _data(MadeKind.NOTES),
    MadeKind.LINKS: _data(MadeKind.LINKS),
}


def _make_folder(network: Network, settings: Settings, made: Made) -> Page:
    folder = network.site.folders[made.tree.language, made.name]
    return render_folder(network.site, folder, made.tree, settings.site_name)


def _make_alias(network: Network, settings: Settings, made: Made) -> Page | bytes:
    return render_alias(network.site, made.tree, Slug(made.name), settings.site_url)


def _make_redirect(network: Network, settings: Settings, made: Made) -> bytes:
    return redirect(
        quote_path(made.file), network.site.places[NotePath(made.name)], settings.site_url
    )


_MAKERS: dict[MadeKind, Callable[[Network, Settings, Made], Page | bytes]] = {
    MadeKind.FOLDER: _make_folder,
    MadeKind.TAGS: lambda network, _, made: render_tags(
        network.site, network.site.tag_pages[int(made.name)]
    ),
    MadeKind.ALIAS: _make_alias,
    MadeKind.REDIRECT: _make_redirect,
    MadeKind.NOTES: lambda network, _, made: notes_data(network.site, made.tree, made.file),
    MadeKind.LINKS: lambda network, _, made: links_data(network, made.tree),
}
