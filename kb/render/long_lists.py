"""Lists that are too long for one page.

In: about how many bytes each item takes. Out: where parts begin, their pages, and the way from part
to part.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from kb.model import Page, Section, Site, Tree
from kb.names import Address, relative_url
from kb.render.ways import index_page, jumps

T = TypeVar("T")

PART = 130_000
"""About so many bytes of a list are on one page."""


class ListPart(Struct, frozen=True, array_like=True):
    """One page of a section."""

    name: str
    """The letter or the year that it lists; '' for the section's own page."""
    number: int = 1
    """Which part of that list."""

    @property
    def rest(self) -> str:
        """Its address within the section."""
        own = self.name.lower()
        return own if self.number == 1 else f"{own}/@{self.number}"


def cut(sizes: Iterable[int]) -> list[int]:
    """The indexes of the items with which further parts begin."""
    cuts = []
    filled = 0
    for index, size in enumerate(sizes):
        filled += size
        if filled > PART and filled > size:
            cuts.append(index)
            filled = size
    return cuts


def parts_of_list(cuts: Sequence[int]) -> Iterator[ListPart]:
    """All parts of the one list of a section."""
    yield ListPart("")
    for number in range(2, len(cuts) + 2):
        yield ListPart("list", number)


def parts_by_name(lists: Mapping[str, Iterable[T]], size: Callable[[T], int]) -> Iterator[ListPart]:
    """All parts of each list of a section, by its name."""
    for name, items in lists.items():
        for number in range(1, len(cut(map(size, items))) + 2):
            yield ListPart(name, number)


def part_page(
    site: Site, tree: Tree, section: Section, part: ListPart, *, title: str, html: str
) -> Page:
    """`title` is plain text; `html` holds its heading."""
    return index_page(
        tree,
        Address(f"{site.sections[section]}/{part.rest}"),
        site.section_url(tree, section, part.rest),
        site.section_file(tree, section, part.rest),
        title=title,
        html=html,
    )


def part_jumps(tree: Tree, urls: Sequence[str], url: str) -> str:
    """Links to all parts from the one at `url`; '' where there is only one."""
    if len(urls) < 2:
        return ""
    targets = [(str(number), relative_url(other, url), 0) for number, other in enumerate(urls, 1)]
    return jumps(tree, targets, relative_url(url, url))
