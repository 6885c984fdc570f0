"""The pages that list the notes of tags.

In: a site and one of its `TagPage`s. Out: a `Page`. Every tag that it lists is an id on it, so
that a link to any tag leads to its notes.
"""

from collections.abc import Iterable

from markupsafe import escape

from kb.letters import title_order
from kb.mixed import mixed_html
from kb.model import Page, Section, Site, Tagged, TagPage, Tree
from kb.names import Address, NotePath, relative_url, tag_anchor
from kb.render.lettered import letter_words
from kb.render.mixed import named
from kb.render.remembered import remembered
from kb.render.ways import above, count, index_page, jumps, note_link, ways, word
from kb.strings import mark, translate

RELATED = 8
"""How many tags are named that often stand beside one."""
COMMON = 5
"""Tags of notes that a first level has on the overview."""


def render_tags(site: Site, page: TagPage) -> Page:
    rendering = _Rendering(site, page)
    title, html = rendering.overview() if page.letter == "*" else rendering.listing()
    return index_page(page.tree, page.address, page.url, page.file, title=title, html=html)


class _Rendering:
    def __init__(self, site: Site, page: TagPage) -> None:
        self.site = site
        self.page = page
        self.tree = page.tree
        self.language = page.tree.language

    # --- the overview ---

    def overview(self) -> tuple[str, str]:
        title = translate(self.language, mark("Tags"))
        pages = [page for page in self.site.tag_pages if page.tree == self.tree]
        own = [page for page in pages if not page.letter and page.number == 1]
        letters = [page for page in pages if page.letter not in ("", "*") and page.number == 1]
        html = f'<h1 id="kb-title">{escape(title)}</h1>\n'
        html += ways(self.site, self.tree, self.page.url) + self._filter("")
        html += self._firsts(own)
        html += jumps(self.tree, [self._letter(page) for page in letters])
        html += self._sections(self.page)
        if len(pages) == 1 and not self.page.keys:
            nothing = word(self.tree, mark("No note has a tag yet."))
            html += f"<p>{nothing}</p>\n"
        return title, html

    def _firsts(self, pages: list[TagPage]) -> str:
        """The first levels that have pages, those with most notes first."""
        # On a page may be more than one, that differ by signs.
        keys = [key for page in pages for key in page.keys if "/" not in key]
        below: dict[str, list[str]] = {key: [] for key in keys}
        for page in self.site.tag_pages:
            if page.tree == self.tree and not page.letter:
                for key in page.keys:
                    found = below.get(key.partition("/")[0])
                    if found is not None and "/" in key:
                        found.append(key)
        counted = [(self._count((key, *below[key])), key) for key in keys]
        items = []
        for number, key in sorted(counted, key=lambda pair: (-pair[0], pair[1])):
            tagged = self._tagged(key)
            items.append(f"<li>{self._tag_link(tagged)} {count(self.tree, number)}")
            common = sorted(dict.fromkeys(below[key]), key=lambda sub: (-self._own(sub), sub))
            if common:
                shown = " ".join(
                    self._tag_link(
                        self._tagged(sub), self._tagged(sub).name[len(tagged.name) + 1 :]
                    )
                    for sub in common[:COMMON]
                )
                items.append(f'<span class="kb-tag-list__common">{shown}</span>')
            items.append("</li>\n")
        return f'<ul class="kb-tag-list">\n{"".join(items)}</ul>\n' if items else ""

    def _own(self, key: str) -> int:
        return len(self._tagged(key).notes)

    def _letter(self, page: TagPage) -> tuple[str, str, int]:
        firsts = sum("/" not in key for key in page.keys)
        return self._letter_name(page), relative_url(page.url, self.page.url), firsts

    def _letter_name(self, page: TagPage) -> str:
        return letter_words(self.tree, page.letter)

    # --- the page of a first level, or of a letter ---

    def listing(self) -> tuple[str, str]:
        page = self.page
        first = page.keys[0].partition("/")[0]
        if page.letter:
            title = translate(self.language, mark("Tags: {letter}"))
            title = title.replace("{letter}", self._letter_name(page))
        else:
            title = f"#{self._tagged(first).name}"
        html = above(self.site, self.tree, Section.TAGS, page.url)
        whole = page.number == 1 and not page.letter
        anchor = tag_anchor(first) if whole else "kb-title"
        html += f'<h1 id="{escape(anchor)}">{mixed_html(title, self.language)}</h1>\n'
        html += self._filter("" if page.letter else self._tagged(first).name)
        html += self._tree_list() + self._parts()
        if whole:
            html += self._related(first)
        return title, html + self._sections(page, titled=first if whole else "") + self._parts()

    def _tree_list(self) -> str:
        """The tags of this page within each other, with their numbers of notes."""
        keys = self.page.keys
        if len(keys) < 2:
            return ""
        parts: list[str] = []
        counts = self._counts()
        outermost = depth = keys[0].count("/") - 1
        for key in keys:
            level = key.count("/")
            outermost = min(outermost, level - 1)
            if level > depth:
                parts.append("\n<ul>\n" + "<li><ul>\n" * (level - depth - 1))
            else:
                parts.append("</li>\n" + "</ul></li>\n" * (depth - level))
            depth = level
            tagged = self._tagged(key)
            shown = tagged.name.rpartition("/")[2]
            parts.append(f"<li>{self._tag_link(tagged, shown)} {count(self.tree, counts[key])}")
        parts.append("</li>\n" + "</ul></li>\n" * (depth - outermost - 1) + "</ul>\n")
        label = word(self.tree, mark("Tags on this page"))
        return f'<nav class="kb-tag-tree" aria-label="{label}">{"".join(parts)}</nav>\n'

    def _siblings(self) -> tuple[TagPage, ...]:
        """All parts of the list, this page among them."""
        return _list_of(self.site, (self.tree, self._whole()))[0]

    def _counts(self) -> dict[str, int]:
        """How many notes have a tag or one below it."""
        return _list_of(self.site, (self.tree, self._whole()))[1]

    def _whole(self) -> Address:
        """The address of the first part."""
        page = self.page
        return Address(page.address.removesuffix(f"/@{page.number}" if page.number > 1 else ""))

    def _parts(self) -> str:
        """The way to the other parts of a list that is too long for one page."""
        parts = self._siblings()
        if len(parts) == 1:
            return ""
        own = relative_url(self.page.url, self.page.url)
        links = [(str(part.number), relative_url(part.url, self.page.url), 0) for part in parts]
        return jumps(self.tree, links, own)

    def _related(self, first: str) -> str:
        """Tags of the same notes, by Jaccard's coefficient: the notes that have both, of the notes
        that have either. So a rare tag that always stands beside this one comes first.
        """
        notes = self._notes_of(self.page.keys)
        shared: dict[str, int] = {}
        for path in notes:
            for key in self.site.outlines[path].distinct_tags():
                if key.partition("/")[0] != first:
                    shared[key] = shared.get(key, 0) + 1
        least = 2 if len(notes) > 5 else 1
        scored = [
            (number / (len(notes) + self._own(key) - number), key)
            for key, number in shared.items()
            if number >= least
        ]
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:RELATED]
        items = "".join(
            f'<li class="md-tag">{self._tag_link(self._tagged(key))}</li>' for _, key in best
        )
        if not items:
            return ""
        title = word(self.tree, mark("Often together with"))
        return (
            f'<p class="kb-related-tags" id="kb-related">{title}</p>\n'
            f'<ul class="md-tags kb-tags" aria-labelledby="kb-related">{items}</ul>\n'
        )

    # --- what both have ---

    def _sections(self, page: TagPage, titled: str = "") -> str:
        """The notes of each tag; `titled` is the one that the page's own heading names."""
        parts: list[str] = []
        last, level = len(page.keys) - 1, 1
        for index, key in enumerate(page.keys):
            start = page.start if index == 0 else 0
            if key != titled:
                # A further part may begin deep within the tree: no level is left out.
                wanted = key.count("/") + (2 if page.letter else 1)
                level = min(max(wanted, 2), level + 1, 6)
                parts.append(self._heading(key, level, again=start > 0))
            parts.append(self._notes(key, start, page.stop if index == last else None))
        return "".join(parts)

    def _heading(self, key: str, level: int, *, again: bool) -> str:
        """`again`: the list goes on from the part before, where its id is."""
        tagged = self._tagged(key)
        own = "" if again else f' id="{escape(tag_anchor(key))}"'
        number = f" {count(self.tree, len(tagged.notes))}" if tagged.notes else ""
        attribute, name = named(tagged.name, self.language)
        return f"<h{level}{own}{attribute}>{name}{number}</h{level}>\n"

    def _notes(self, key: str, start: int, stop: int | None) -> str:
        shown = self.site.shown[self.language]
        places = [shown[path] for path in self._tagged(key).notes]
        if len(places) > 1:
            places.sort(key=lambda place: (title_order(place.title, self.language), place.url))
        links = (note_link(place, self.tree, self.page.url) for place in places[start:stop])
        items = "".join(f"<li>{link}</li>\n" for link in links)
        return f'<ul class="kb-notes">\n{items}</ul>\n' if items else ""

    def _filter(self, tag: str) -> str:
        """Where a script offers to choose notes by several tags."""
        data = relative_url(f"assets/kb/{self.language}/notes.json", self.page.url)
        return (
            f'<div class="kb-tag-filter" data-notes="{escape(data)}" data-tag="{escape(tag)}">'
            "</div>\n"
        )

    def _tagged(self, key: str) -> Tagged:
        return self.site.tags[self.language, key]

    def _tag_link(self, tagged: Tagged, words: str = "") -> str:
        href = relative_url(tagged.url, self.page.url)
        if tagged.url.startswith(f"{self.page.url}#"):
            href = tagged.url[len(self.page.url) :]
        attribute, name = named(words or tagged.name, self.language)
        return f'<a href="{escape(href)}" rel="tag"{attribute}>{name}</a>'

    def _notes_of(self, keys: Iterable[str]) -> set[NotePath]:
        return {path for key in keys for path in self._tagged(key).notes}

    def _count(self, keys: Iterable[str]) -> int:
        return len(self._notes_of(keys))


@remembered
def _list_of(site: Site, of: tuple[Tree, Address]) -> tuple[tuple[TagPage, ...], dict[str, int]]:
    """The parts of the list that begins at an address, and of each tag in it how many notes have
    it or one below it.
    """
    tree, whole = of
    pages = tuple(
        page
        for page in site.tag_pages
        if page.tree == tree and (page.address == whole or page.address.startswith(f"{whole}/@"))
    )
    found: dict[str, set[NotePath]] = {}
    for key in dict.fromkeys(key for page in pages for key in page.keys):
        notes, above = site.tags[tree.language, key].notes, key
        found.setdefault(key, set()).update(notes)
        while "/" in above:
            above = above.rpartition("/")[0]
            found.setdefault(above, set()).update(notes)
    return pages, {key: len(notes) for key, notes in found.items()}
