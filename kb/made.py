"""What we make beside the pages of notes: pages of folders, and the data that scripts load.

In: the network of notes. Out: a list of what there is to make, and each of these when asked for.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from msgspec import Struct

from kb.config import Settings
from kb.model import Network, Page, Tree
from kb.render import links_data, notes_data, render_folder, render_tags


class MadeKind(StrEnum):
    FOLDER = "folder"
    """The page of a folder that no note is the page of; the root's is the start page."""
    TAGS = "tags"
    """The notes of some tags; `name` is the number of the page among the site's tag pages."""
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


def list_made(network: Network) -> Iterator[Made]:
    """Everything of the site that is no note's page and no attachment."""
    site = network.site
    trees = {tree.language: tree for tree in site.trees}
    for (language, name), folder in site.folders.items():
        if not folder.index:
            yield Made(MadeKind.FOLDER, trees[language], folder.file, name)
    for number, page in enumerate(site.tag_pages):
        yield Made(MadeKind.TAGS, page.tree, page.file, str(number))
    for tree in site.trees:
        for kind in (MadeKind.NOTES, MadeKind.LINKS):
            yield Made(kind, tree, f"assets/kb/{tree.language}/{kind}.json")


def make(network: Network, settings: Settings, made: Made) -> Page | bytes:
    """A page, or the bytes of a file that is none."""
    return _MAKERS[made.kind](network, settings, made)


def _folder(network: Network, settings: Settings, made: Made) -> Page:
    folder = network.site.folders[made.tree.language, made.name]
    return render_folder(network.site, folder, made.tree, settings.site_name)


_MAKERS: dict[MadeKind, Callable[[Network, Settings, Made], Page | bytes]] = {
    MadeKind.FOLDER: _folder,
    MadeKind.TAGS: lambda network, _, made: render_tags(
        network.site, network.site.tag_pages[int(made.name)]
    ),
    MadeKind.NOTES: lambda network, _, made: notes_data(network.site, made.tree, made.file),
    MadeKind.LINKS: lambda network, _, made: links_data(network, made.tree),
}
