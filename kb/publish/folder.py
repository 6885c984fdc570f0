"""The folders that the navigation offers.

In: the pages of the site. Out: the top-level folders of each tree, in the order that is shown.

Plain Material repeats the whole tree of notes in each page. Ours names the top-level folders; a
script opens them from the folders' own pages.
"""

from collections.abc import Iterable

from msgspec import Struct

from kb.letters import title_order
from kb.model import Page
from kb.names import Url

MOST = 50
"""Beyond so many folders a list is no navigation any more: none are shown, search finds them."""


class ShellFolder(Struct, frozen=True):
    prefix: str
    """Of the tree that it lies in."""
    title: str
    """Plain text."""
    url: Url
    made: bool = False
    """A page that we make of all notes, no folder: it is offered however many folders there are."""


def folders_of(pages: Iterable[Page]) -> tuple[ShellFolder, ...]:
    """The top-level folders that have a page."""
    top = (page for page in pages if page.address.endswith("/") and page.address.count("/") == 1)
    return tuple(
        ShellFolder(page.tree.prefix, page.title, page.url)
        for page in sorted(
            top,
            key=lambda page: (
                page.tree.prefix,
                title_order(page.title, page.tree.language),
                page.url,
            ),
        )
    )
