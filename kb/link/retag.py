"""The tags of each tree, where one note has others.

In: a site, and what one of its notes says now. Out: the tags that `make_tags` would make; only what
stands on the same pages as a tag that comes or goes is looked at.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kb.link.tag_pages import Shelf, fill, first_of, in_order, tag_order
from kb.link.tags import TagId, Tags, all_above, pages_of, spellings, start_of, urls_on, varied_of
from kb.model import Outline, Section, Site, Tagged, TagLayout
from kb.names import Language, NotePath, Tag, Url


def retag(site: Site, path: NotePath, outlines: Mapping[NotePath, Outline]) -> Tags:
    """`outlines` are those of the site, but for the one at `path`."""
    return _Retagging(site, path, outlines).all_tags()


class _Retagging:
    """The work of one `retag`; gone when it is done."""

    def __init__(self, site: Site, path: NotePath, outlines: Mapping[NotePath, Outline]) -> None:
        self.site = site
        self.path = path
        self.outlines = outlines
        self.languages = [language for language, shown in site.shown.items() if path in shown]
        """Of the trees that show the note."""
        self.old, self.new = site.outlines[path].distinct_tags(), outlines[path].distinct_tags()
        both = self.old | self.new
        self.changed = {key for key in both if self.old.get(key) != self.new.get(key)}
        self.touched = {*self.changed, *(above for key in self.changed for above in all_above(key))}
        """What comes, goes or is spelt otherwise, and what stands above it."""
        self.firsts = {first_of(key) for key in self.changed}
        self.notes = {
            (language, key): self._own(language, key)
            for language in self.languages
            for key in self.touched
        }

    def _own(self, language: Language, key: str) -> tuple[NotePath, ...]:
        tagged = self.site.tags.get((language, key))
        paths = [each for each in (tagged.notes if tagged else ()) if each != self.path]
        if key in self.new:
            insort(paths, self.path)
        return tuple(paths)

    def all_tags(self) -> Tags:
        changed = {language: self._layout(language) for language in self.languages}
        layouts = {**self.site.tag_layouts, **changed}
        names, varied = self._names(layouts)
        tags = dict(self.site.tags)
        for language, layout in changed.items():
            self._put(tags, language, layout, names)
        for other in layouts.keys() - changed.keys():
            # The spelling that most notes have is that of all trees.
            for key in self.touched:
                if (other, key) in tags and tags[other, key].name != names[key]:
                    tags[other, key] = replace(tags[other, key], name=names[key])
        asked = {*self.site.varied_tags, *((code, key) for code in layouts for key in self.touched)}
        return Tags(tags, layouts, varied_of(asked & tags.keys(), varied))

    # --- where they are listed ---

    def _layout(self, language: Language) -> TagLayout:
        site, before = self.site, self.site.tag_layouts[language]
        keys, counts = dict(before.keys), dict(before.counts)
        for first in self.firsts:
            keys[first] = self._keys(language, first)
            counts[first] = counts.get(first, 0) + _has(self.new, first) - _has(self.old, first)
            if not keys[first]:
                del keys[first], counts[first]
        tagged = before.tagged + bool(self.new) - bool(self.old)
        kept = {
            group: pages
            for group, pages in before.pages.items()
            if self.firsts.isdisjoint(group.firsts)
        }
        (tree,) = (tree for tree in site.trees if tree.language == language)
        shelf = Shelf(tree, site.sections[Section.TAGS], site.directory_urls)
        layout = TagLayout(keys, counts, tagged, kept)
        return fill(layout, lambda key: len(self._notes(language, key)), shelf)

    def _keys(self, language: Language, first: str) -> tuple[str, ...]:
        """All that a first level holds now."""
        keys = dict.fromkeys(self.site.tag_layouts[language].keys.get(first, ()))
        for key in sorted(self.touched, reverse=True):  # what is below first
            if first_of(key) != first:
                continue
            below = f"{key}/"
            if self.notes[language, key] or any(k.startswith(below) for k in keys):
                keys[key] = None
            else:
                keys.pop(key, None)
        return in_order(keys, language)

    def _notes(self, language: Language, key: str) -> tuple[NotePath, ...]:
        if (language, key) in self.notes:
            return self.notes[language, key]
        tagged = self.site.tags.get((language, key))
        return tagged.notes if tagged else ()

    # --- how they are spelt ---

    def _names(self, layouts: Mapping[Language, TagLayout]) -> tuple[dict[str, Tag], set[str]]:
        """Of what is touched; and which of all tags are spelt in several ways."""
        names: dict[str, Tag] = {}
        varied = {key for _, key in self.site.varied_tags}
        above: list[str] = []
        for key in self.touched:
            notes = {language: {key: self._notes(language, key)} for language in layouts}
            known = self._known(key)
            if not any(own[key] for own in notes.values()):
                above.append(key)
            elif key in self.changed and (key in varied or self.new.get(key, known) != known):
                spelt = spellings(key, notes, self.outlines)
                names[key] = spelt[0]
                (varied.add if len(spelt) > 1 else varied.discard)(key)
            else:
                names[key] = known
        for key in above:
            if below := self._first_below(key, layouts):
                names[key] = start_of(names.get(below) or self._known(below), key)
        return names, varied

    def _known(self, key: str) -> Tag:
        """As it was spelt so far; '' for a new one."""
        found = (self.site.tags.get((tree.language, key)) for tree in self.site.trees)
        return next((tagged.name for tagged in found if tagged), Tag(""))

    def _first_below(self, key: str, layouts: Mapping[Language, TagLayout]) -> str:
        """The first tag below that notes have, in any tree; '' where there is none."""
        below = f"{key}/"
        found = (
            other
            for language, layout in layouts.items()
            for other in layout.keys.get(first_of(key), ())
            if other.startswith(below) and self._notes(language, other)
        )
        return min(found, key=tag_order, default="")

    # --- put together ---

    def _put(
        self,
        tags: dict[TagId, Tagged],
        language: Language,
        layout: TagLayout,
        names: Mapping[str, Tag],
    ) -> None:
        """Bring the tags of one tree to what they are now."""
        present = {key for first in self.firsts for key in layout.keys.get(first, ())}
        urls = dict(self._moved(language, layout))
        for key in self.touched:
            if key in present:
                url = urls.get(key) or tags[language, key].url
                tags[language, key] = Tagged(names[key], url, self.notes[language, key])
            else:
                tags.pop((language, key), None)
        for key, url in urls.items():
            if tags[language, key].url != url:
                tags[language, key] = replace(tags[language, key], url=url)

    def _moved(self, language: Language, layout: TagLayout) -> Iterator[tuple[str, Url]]:
        """Where tags are listed that stand on pages which are not as they were."""
        known = {page.address: page for page in pages_of(self.site.tag_layouts[language])}
        for page in pages_of(layout):
            if known.get(page.address) != page:
                yield from urls_on(page)


def _has(tags: Iterable[str], first: str) -> bool:
    return any(first_of(key) == first for key in tags)
