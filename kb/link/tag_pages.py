"""Which page lists which tags.

In: the tags of a tree with their notes. Out: pages: an overview, one for each first level, and one
for each letter under which first levels stand that have few notes.

A page for each tag would be a thousand nearly empty ones. So a first level has a page where it has
enough notes; how many are enough depends on how many pages the collection can bear. What is too
long for one page goes on in further parts.
"""

from collections.abc import Mapping

from kb.letters import LETTERS, letter_of
from kb.model import TagPage, Tree
from kb.names import Address, NotePath, Slug, page_file, page_url, slug

Notes = Mapping[str, list[NotePath]]

ENOUGH = (3, 6, 12, 24, 48, 96, 192)
"""So many notes earn a first level a page of its own; the next number where pages are too many.
Far apart, so that few addresses change as a collection grows."""
FEW_TAGS, FEW_USES = 60, 150
"""So much stands on the overview itself, without pages by letter."""
LEAST_PAGES, MOST_PAGES = 58, 1000
"""As many pages as a collection can bear: a tenth of its notes, within these bounds."""
PART = 450
"""So many tags and notes are on one page: below 200 kB where the URL of a title in Hangul takes
nine bytes a syllable. Counted without regard to titles, so that a new title moves no tag."""


def lay_out(
    notes: Notes,
    tree: Tree,
    section: str,
    directory_urls: bool,
) -> list[TagPage]:
    """The pages, the overview first."""
    return _Layout(notes, tree, section, directory_urls).pages()


class _Layout:
    def __init__(
        self,
        notes: Notes,
        tree: Tree,
        section: str,
        directory_urls: bool,
    ) -> None:
        self.notes = notes
        self.tree = tree
        self.section = section
        self.directory_urls = directory_urls
        self.keys: dict[str, list[str]] = {}
        """First level -> the tags that it holds, itself included."""
        for key in notes:
            self.keys.setdefault(key.partition("/")[0], []).append(key)
        self.notes_of = {
            first: len(set().union(*[notes[key] for key in keys]))
            for first, keys in self.keys.items()
        }

    def pages(self) -> list[TagPage]:
        own, letters = self._choose()
        overview = letters.pop("", [])
        found = [self._page("", self._ordered(overview), letter="*")]
        for name, firsts in own.items():
            found += self._parts(name, self._ordered(firsts), letter="")
        for letter, firsts in letters.items():
            found += self._parts(f"@{letter.lower()}", self._ordered(firsts), letter=letter)
        return found

    def _choose(self) -> tuple[dict[Slug, list[str]], dict[str, list[str]]]:
        """First levels with pages of their own by address, and all others by letter."""
        bearable = min(max(LEAST_PAGES, len(self._all_notes()) // 10), MOST_PAGES)
        own: dict[Slug, list[str]] = {}
        letters: dict[str, list[str]] = {}
        for enough in ENOUGH:
            own, small = {}, []
            for first, count in self.notes_of.items():
                if count < enough:
                    small.append(first)
                else:
                    # Two tags that differ by signs only have one address.
                    own.setdefault(slug(first), []).append(first)
            letters = self._by_letter(small)
            if len(own) + len(letters) <= bearable:
                break
        return own, letters

    def _all_notes(self) -> set[NotePath]:
        return set().union(*self.notes.values())

    def _by_letter(self, firsts: list[str]) -> dict[str, list[str]]:
        """Under '' where they are few enough for the overview."""
        if not firsts:
            return {}
        tags = sum(len(self.keys[first]) for first in firsts)
        uses = sum(self.notes_of[first] for first in firsts)
        if tags <= FEW_TAGS and uses <= FEW_USES:
            return {"": firsts}
        found: dict[str, list[str]] = {}
        for first in firsts:
            found.setdefault(letter_of(first), []).append(first)
        return {letter: found[letter] for letter in LETTERS if letter in found}

    def _ordered(self, firsts: list[str]) -> tuple[str, ...]:
        """All their tags, each after what stands above it."""
        keys = [key for first in firsts for key in self.keys[first]]
        return tuple(sorted(keys, key=lambda key: key.replace("/", "\x00")))

    def _parts(self, name: str, keys: tuple[str, ...], *, letter: str) -> list[TagPage]:
        cuts = self._cuts(keys)
        pages = []
        for number, ((first, start), (last, stop)) in enumerate(
            zip([(0, 0), *cuts], [*cuts, (len(keys), 0)], strict=True), start=1
        ):
            # A part that ends within the notes of a tag holds that tag as well.
            shown = keys[first : last + (stop > 0)]
            rest = name if number == 1 else f"{name}/@{number}"
            page = self._page(rest, shown, letter=letter)
            pages.append((page, number, start, stop))
        return [
            TagPage(
                page.tree,
                page.address,
                page.url,
                page.file,
                page.keys,
                letter,
                number,
                len(pages),
                start,
                stop or None,
            )
            for page, number, start, stop in pages
        ]

    def _cuts(self, keys: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where parts begin: with which tag, and with which of its notes."""
        cuts: list[tuple[int, int]] = []
        filled = 0
        for index, key in enumerate(keys):
            filled += 1
            if filled > PART:
                cuts.append((index, 0))
                filled = 1
            count = len(self.notes[key])
            if filled + count <= PART:
                filled += count
                continue
            for number in range(count):
                filled += 1
                if filled > PART:
                    cuts.append((index, number))
                    filled = 1
        return cuts

    def _page(self, rest: str, keys: tuple[str, ...], *, letter: str) -> TagPage:
        address = Address(f"{self.section}/{rest}")
        return TagPage(
            tree=self.tree,
            address=address,
            url=page_url(self.tree.prefix, address, self.directory_urls),
            file=self.tree.prefix + page_file(address, self.directory_urls),
            keys=keys,
            letter=letter,
        )
