"""The tags of each tree.

In: the outlines and places of all notes. Out: for each tag its spelling, its notes and where these
are listed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from urllib.parse import quote

from msgspec import Struct

from kb.link.tag_pages import Shelf, lay_out, tag_order
from kb.model import Outline, Place, Tagged, TagLayout, TagPage, Tree
from kb.names import Anchor, Language, NotePath, Tag, Url, tag_anchor

TagId = tuple[Language, str]
"""A tag of one tree, by its `tag_key`."""


class Tags(Struct, frozen=True):
    """What a `Site` knows of tags."""

    tags: dict[TagId, Tagged]
    layouts: dict[Language, TagLayout]
    varied: tuple[TagId, ...]

    @property
    def pages(self) -> tuple[TagPage, ...]:
        return tuple(page for layout in self.layouts.values() for page in pages_of(layout))


def pages_of(layout: TagLayout) -> Iterator[TagPage]:
    return chain.from_iterable(layout.pages.values())


def make_tags(
    outlines: Mapping[NotePath, Outline],
    shown: Mapping[Language, Mapping[NotePath, Place]],
    trees: tuple[Tree, ...],
    section: str,
    directory_urls: bool,
) -> Tags:
    """`shown` are the notes of each tree, guests included; `section` is the address of the folder
    of tags' pages.
    """
    notes, names, varied = _gather(outlines, shown)
    names |= names_above(names)
    tags: dict[TagId, Tagged] = {}
    layouts: dict[Language, TagLayout] = {}
    for tree in trees:
        own = with_those_above(notes.get(tree.language, {}))
        layout = lay_out(own, Shelf(tree, section, directory_urls))
        layouts[tree.language] = layout
        for page in pages_of(layout):
            for key, url in urls_on(page):
                tags[tree.language, key] = Tagged(names[key], url, tuple(own[key]))
    return Tags(tags, layouts, varied_of(tags, varied))


def urls_on(page: TagPage) -> Iterator[tuple[str, Url]]:
    """Each tag whose notes begin on a page, with where they do."""
    # The first one may go on from the part before.
    for key in page.keys[page.start > 0 :]:
        yield key, _url(page, key)


def _url(page: TagPage, key: str) -> Url:
    if page.number == 1 and not page.letter and key == page.keys[0]:
        return page.url
    anchor = tag_anchor(key)
    return Url(f"{page.url}#{anchor if _plain(anchor) else _quoted(anchor)}")


@lru_cache(maxsize=1 << 15)
def _quoted(anchor: Anchor) -> str:
    """One more tag moves all that stand behind it to other parts of a list."""
    return quote(anchor, safe="-_.~/")


def _plain(anchor: str) -> bool:
    """Most tags are words with hyphens: asking takes a tenth of the time of quoting."""
    return anchor.isascii() and anchor.replace("/", "").replace("-", "").isalnum()


def _gather(
    outlines: Mapping[NotePath, Outline], shown: Mapping[Language, Mapping[NotePath, Place]]
) -> tuple[dict[Language, dict[str, list[NotePath]]], dict[str, Tag], set[str]]:
    """The notes of each tag, how each is spelt, and which in several ways."""
    notes: dict[Language, dict[str, list[NotePath]]] = {}
    names: dict[str, Tag] = {}
    varied: set[str] = set()
    for path, outline in outlines.items():
        if not (outline.front_matter.tags or outline.tags):
            continue
        tags = outline.distinct_tags()
        for language, places in shown.items():
            if path in places:
                own = notes.setdefault(language, {})
                for key in tags:
                    own.setdefault(key, []).append(path)
        for key, name in tags.items():
            if names.setdefault(key, name) != name:
                varied.add(key)
    for key in varied:
        names[key] = spellings(key, notes, outlines)[0]
    return notes, names, varied


def spellings(
    key: str,
    notes: Mapping[Language, Mapping[str, Iterable[NotePath]]],
    outlines: Mapping[NotePath, Outline],
) -> list[Tag]:
    """The one that most notes have first; of several such the one that the first note has."""
    # A note that is a guest elsewhere stands in several trees.
    paths = sorted({path for own in notes.values() for path in own.get(key, ())})
    counted = Counter(outlines[path].distinct_tags()[key] for path in paths)
    return [name for name, _ in counted.most_common()]


def names_above(names: Mapping[str, Tag]) -> dict[str, Tag]:
    """How tags that no note has are spelt above others: as in the first of these."""
    found: dict[str, tuple[str, str]] = {}
    for key in names:
        for above in all_above(key):
            if above not in names:
                own = tag_order(key), key
                if own <= found.setdefault(above, own):
                    found[above] = own
    return {above: start_of(names[key], above) for above, (_, key) in found.items()}


def start_of(name: Tag, above: str) -> Tag:
    """As much of a tag as has the levels of `above`."""
    return Tag("/".join(name.split("/")[: above.count("/") + 1]))


def all_above(key: str) -> Iterator[str]:
    """What a tag stands below, the nearest first."""
    while key := key.rpartition("/")[0]:
        yield key


def with_those_above(
    notes: Mapping[str, Sequence[NotePath]],
) -> dict[str, Sequence[NotePath]]:
    """The tags of a tree with those that only stand above others."""
    found = dict(notes)
    for key in notes:
        for above in all_above(key):
            found.setdefault(above, ())
    return found


def varied_of(tags: Iterable[TagId], varied: Collection[str]) -> tuple[TagId, ...]:
    """Those of `tags` whose key is among `varied`."""
    return tuple(sorted(each for each in tags if each[1] in varied)) if varied else ()
