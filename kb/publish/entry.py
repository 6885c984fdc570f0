"""The pages that an explicit `nav` can name.

In: the pages of the site. Out: what the navigation needs of each.
"""

from collections.abc import Iterable

from msgspec import Struct

from kb.model import Page, PageKind, Tree
from kb.names import Address, NotePath, Url


class Entry(Struct, frozen=True, array_like=True):
    """A page as an explicit `nav` sees it."""

    tree: Tree
    address: Address
    path: NotePath
    title: str
    url: Url
    file: str
    named: NotePath = NotePath("")
    """The note that the default tree shows in its place: `nav` names that one in all trees."""

    def as_page(self) -> Page:
        """A page without a body."""
        return Page(
            kind=PageKind.NOTE,
            tree=self.tree,
            address=self.address,
            url=self.url,
            file=self.file,
            path=self.path,
            title=self.title,
            language=self.tree.language,
            description="",
            html="",
            toc=(),
        )


def entries_of(pages: Iterable[Page]) -> tuple[Entry, ...]:
    return tuple(
        Entry(page.tree, page.address, page.path, page.title, page.url, page.file)
        for page in sorted(pages, key=lambda page: page.url)
    )
