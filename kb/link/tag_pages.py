"""Which page lists which tags.

In: the tags of a tree with their notes. Out: pages: an overview, one for each first level, and one
for each letter under which first levels stand that have few notes.

A page for each tag would be a thousand nearly empty ones. So a first level has a page where it has
enough notes; how many are enough depends on how many pages the collection can bear. What is too
long for one page goes on in further parts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from kb.letters import letter_of, letters_for, title_order
from kb.model import TagGroup, TagLayout, TagPage, Tree
from kb.names import Address, Language, NotePath, Slug, page_file, page_url, slug

Notes = Mapping[str, Sequence[NotePath]]
"""Tags with the notes that have them; a tag that only stands above others has none."""

Count = Callable[[str], int]
"""How many notes have a tag."""

OVERVIEW = "*"
"""In the place of a letter."""
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


class Shelf(Struct, frozen=True):
    """Where the pages of a tree's tags lie."""

    tree: Tree
    section: str
    """The address of their folder."""
    directory_urls: bool


def lay_out(notes: Notes, shelf: Shelf) -> TagLayout:
    """The pages of all tags; `notes` holds what stands above a tag as well."""
    tagged = len(set().union(*notes.values()))
    empty = TagLayout(*_first_levels(notes, shelf.tree.language), tagged, {})
    return fill(empty, lambda key: len(notes[key]), shelf)


def fill(layout: TagLayout, count: Count, shelf: Shelf) -> TagLayout:
    """With all its pages; those that it has already are not made again."""
    pages: dict[TagGroup, tuple[TagPage, ...]] = {}
    for group in _groups(layout, shelf.tree.language):
        pages[group] = layout.pages.get(group) or _parts(group, layout, count, shelf)
    return replace(layout, pages=pages)


def first_of(key: str) -> str:
    """The first level of a tag."""
    return key.partition("/")[0]


def _first_levels(
    notes: Notes, language: Language
) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """The tags of each, and how many notes have one of them."""
    keys: dict[str, list[str]] = {}
    for key in notes:
        keys.setdefault(first_of(key), []).append(key)
    counts = {first: len(set().union(*[notes[key] for key in own])) for first, own in keys.items()}
    return {first: in_order(own, language) for first, own in keys.items()}, counts


def in_order(keys: Iterable[str], language: Language) -> tuple[str, ...]:
    """Each after what stands above it, as a reader of `language` expects them."""

    def order(key: str) -> tuple[bytes, str]:
        return b"\0".join(title_order(part, language)[0] for part in key.split("/")), key

    return tuple(sorted(keys, key=order))


def tag_order(key: str) -> str:
    """An order that no language changes."""
    return key.replace("/", "\x00")


def _groups(layout: TagLayout, language: Language) -> Iterator[TagGroup]:
    """The overview, first levels with pages of their own by address, and all others by letter."""
    bearable = min(max(LEAST_PAGES, layout.tagged // 10), MOST_PAGES)
    own: dict[Slug, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for enough in ENOUGH:
        own, small = {}, []
        for first, count in layout.counts.items():
            if count < enough:
                small.append(first)
            else:
                # Two tags that differ by signs only have one address.
                own.setdefault(_slug(first), []).append(first)
        if len(own) > bearable and enough < ENOUGH[-1]:
            continue
        letters = _by_letter(small, layout)
        if len(own) + len(letters) <= bearable:
            break
    yield TagGroup("", OVERVIEW, in_order(letters.pop("", ()), language))
    for name, firsts in sorted(own.items()):
        yield TagGroup(name, "", in_order(firsts, language))
    for letter in letters_for(language):
        if letter in letters:
            yield TagGroup(f"@{letter.lower()}", letter, in_order(letters[letter], language))


def _by_letter(firsts: list[str], layout: TagLayout) -> dict[str, list[str]]:
    """Under '' where they are few enough for the overview."""
    if not firsts:
        return {}
    if len(firsts) <= FEW_TAGS:
        tags = sum(len(layout.keys[first]) for first in firsts)
        uses = sum(layout.counts[first] for first in firsts)
        if tags <= FEW_TAGS and uses <= FEW_USES:
            return {"": firsts}
    found: dict[str, list[str]] = {}
    for first in firsts:
        found.setdefault(_letter_of(first), []).append(first)
    return found


# Both are asked of all first levels again for each number of notes that may be enough.
@lru_cache(maxsize=1 << 15)
def _slug(first: str) -> Slug:
    """A sign of its own keeps it apart from letters and parts, whatever tag an author makes up."""
    found = slug(first)
    return Slug(f"_{found}") if found.startswith("@") else found


_letter_of = lru_cache(maxsize=1 << 15)(letter_of)


def _parts(group: TagGroup, layout: TagLayout, count: Count, shelf: Shelf) -> tuple[TagPage, ...]:
    keys = tuple(key for first in group.firsts for key in layout.keys[first])
    cuts = _cuts(keys, count) if group.name else []
    spans = zip([(0, 0), *cuts], [*cuts, (len(keys), 0)], strict=True)
    return tuple(
        _page(
            shelf,
            group,
            # A part that ends within the notes of a tag holds that tag as well.
            keys[first : last + (stop > 0)],
            number=number,
            parts=len(cuts) + 1,
            start=start,
            stop=stop or None,
        )
        for number, ((first, start), (last, stop)) in enumerate(spans, start=1)
    )


def _cuts(keys: tuple[str, ...], count: Count) -> list[tuple[int, int]]:
    """Where parts begin: with which tag, and with which of its notes."""
    cuts: list[tuple[int, int]] = []
    filled = 0
    for index, key in enumerate(keys):
        filled += 1
        if filled > PART:
            cuts.append((index, 0))
            filled = 1
        notes = count(key)
        if filled + notes <= PART:
            filled += notes
            continue
        for number in range(notes):
            filled += 1
            if filled > PART:
                cuts.append((index, number))
                filled = 1
    return cuts


def _page(
    shelf: Shelf,
    group: TagGroup,
    keys: tuple[str, ...],
    *,
    number: int,
    parts: int,
    start: int,
    stop: int | None,
) -> TagPage:
    rest = group.name if number == 1 else f"{group.name}/@{number}"
    address = Address(f"{shelf.section}/{rest}")
    return TagPage(
        shelf.tree,
        address,
        page_url(shelf.tree.prefix, address, shelf.directory_urls),
        shelf.tree.prefix + page_file(address, shelf.directory_urls),
        keys,
        group.letter,
        number,
        parts,
        start,
        stop,
    )
