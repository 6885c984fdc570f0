"""Lists by what their items begin with: a page for each letter where they are long.

In: items in their order, each with its `order` of `index_order`. Out: the same by letter, and what
leads from letter to letter.
"""

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import Protocol, TypeVar

from kb.letters import OTHER, letters_for
from kb.model import Section, Site, Tree
from kb.names import Language, relative_url
from kb.render.long_lists import ListPart
from kb.render.ways import jumps
from kb.strings import mark, translate


class _Ordered(Protocol):
    @property
    def order(self) -> tuple[int, bytes, str]: ...


T = TypeVar("T", bound=_Ordered)


def by_letter(items: Iterable[T], language: Language) -> dict[str, list[T]]:
    """`items` are sorted."""
    names = list(letters_for(language))
    letters: dict[str, list[T]] = {}
    for item in items:
        letters.setdefault(names[item.order[0]], []).append(item)
    return letters


def count_all(letters: Mapping[str, Sized]) -> int:
    return sum(map(len, letters.values()))


def letter_words(tree: Tree, letter: str) -> str:
    """What a letter is called."""
    return translate(tree.language, mark("0–9, other")) if letter == OTHER else letter


def letter_anchor(letter: str) -> str:
    return f"kb-{letter.lower()}"


def anchors_bar(tree: Tree, letters: Mapping[str, Sized]) -> str:
    """A link to the place of each letter on the same page."""
    return jumps(
        tree,
        [
            (letter_words(tree, letter), f"#{letter_anchor(letter)}", len(items))
            for letter, items in letters.items()
        ],
    )


def letters_bar(
    site: Site, tree: Tree, section: Section, part: ListPart, letters: Mapping[str, Sequence[T]]
) -> str:
    """A link from the page of `part` to the page of each letter."""
    url = site.section_url(tree, section, part.rest)

    def href(letter: str) -> str:
        return relative_url(site.section_url(tree, section, ListPart(letter).rest), url)

    targets = [
        (letter_words(tree, letter), href(letter), len(items)) for letter, items in letters.items()
    ]
    return jumps(tree, targets, href(part.name) if part.name else "")
