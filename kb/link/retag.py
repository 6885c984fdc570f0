"""The tags of each tree, where one note has others.

In: a site, and what one of its notes says now. Out: the tags that `make_tags` would make; only what
stands on the same pages as a tag that comes or goes is looked at.
"""

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kb.link.tag_pages import Shelf, first_of, lay_out_again
from kb.link.tags import (
    TagId,
    Tags,
    names_above,
    spellings,
    urls_on,
    varied_of,
    with_those_above,
)
from kb.model import Outline, Section, Site, Tagged, TagLayout
from kb.names import Language, NotePath, Tag


class _Touched(Struct, frozen=True):
    """The first levels within which tags come, go or are spelt otherwise."""

    language: Language
    """Of the tree that the note lies in."""
    firsts: frozenset[str]
    notes: dict[Language, dict[str, Sequence[NotePath]]]
    """All tags below them, in every tree, as they are now."""
    names: dict[str, Tag]
    """How these are spelt now."""


def retag(site: Site, path: NotePath, outlines: Mapping[NotePath, Outline]) -> Tags:
    """`outlines` are those of the site, but for the one at `path`."""
    language = site.places[path].tree.language
    old, new = site.outlines[path].distinct_tags(), outlines[path].distinct_tags()
    changed = {key for key in old | new if old.get(key) != new.get(key)}
    firsts = frozenset(map(first_of, changed))
    notes = {code: dict(_used(site, code, firsts)) for code in site.tag_layouts}
    names = {key: site.tags[code, key].name for code, own in notes.items() for key in own}
    varied = {key for _, key in site.varied_tags}
    for key in changed:
        _pass(notes[language], key, path, has=key in new)
        if not any(key in own for own in notes.values()):
            del names[key]
            varied.discard(key)
        elif key in varied or new.get(key, names.get(key)) != names.get(key):
            spelt = spellings(key, notes, outlines)
            names[key] = spelt[0]
            (varied.add if len(spelt) > 1 else varied.discard)(key)
    names |= names_above(names)
    notes = {code: with_those_above(own) for code, own in notes.items()}
    touched = _Touched(language, firsts, notes, names)
    layout = _layout(site, touched, bool(new) - bool(old))
    tags = _tags(site, touched, layout)
    known = {*site.varied_tags, *((code, key) for code, own in notes.items() for key in own)}
    return Tags(
        tags, {**site.tag_layouts, language: layout}, varied_of(known & tags.keys(), varied)
    )


def _used(
    site: Site, language: Language, firsts: frozenset[str]
) -> Iterator[tuple[str, Sequence[NotePath]]]:
    """The tags of some first levels that notes of a tree have."""
    for first in firsts:
        for key in site.tag_layouts[language].keys.get(first, ()):
            if notes := site.tags[language, key].notes:
                yield key, notes


def _pass(own: dict[str, Sequence[NotePath]], key: str, path: NotePath, *, has: bool) -> None:
    """Give a tag to the note at `path`, or take it away."""
    paths = [each for each in own.pop(key, ()) if each != path]
    if has:
        insort(paths, path)
    if paths:
        own[key] = tuple(paths)


def _layout(site: Site, touched: _Touched, more: int) -> TagLayout:
    """So many more notes have a tag at all."""
    language, own = touched.language, touched.notes[touched.language]
    before = site.tag_layouts[language]
    (tree,) = (tree for tree in site.trees if tree.language == language)
    shelf = Shelf(tree, site.sections[Section.TAGS], site.directory_urls)

    def count(key: str) -> int:
        inside = first_of(key) in touched.firsts
        return len(own[key] if inside else site.tags[language, key].notes)

    firsts, tagged = touched.firsts, before.tagged + more
    return lay_out_again(before, shelf, firsts=firsts, own=own, tagged=tagged, count=count)


def _tags(site: Site, touched: _Touched, layout: TagLayout) -> dict[TagId, Tagged]:
    language, names = touched.language, touched.names
    before, own = site.tag_layouts[language], touched.notes[language]
    tags = dict(site.tags)
    for first in touched.firsts:
        for key in before.keys.get(first, ()):
            if key not in own:
                del tags[language, key]
    for group, pages in layout.pages.items():
        if before.pages.get(group) is pages:
            continue
        for key, url in urls_on(pages):
            if key in own:
                tags[language, key] = Tagged(names[key], url, tuple(own[key]))
            elif tags[language, key].url != url:
                tags[language, key] = replace(tags[language, key], url=url)
    for code, notes in touched.notes.items():
        for key in notes:
            # The spelling that most notes have is that of all trees.
            if tags[code, key].name != names[key]:
                tags[code, key] = replace(tags[code, key], name=names[key])
    return tags
