"""The index of everything: every note by its title and by each of its aliases.

In: a site and a tree. Out: a `Page`, or, where the list is long, one for each letter.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import escape

from kb.letters import index_order
from kb.mixed import mixed_html
from kb.model import Page, Place, Section, Site, Tree
from kb.render.lettered import (
    anchors_bar,
    by_letter,
    count_all,
    letter_anchor,
    letter_words,
    letters_bar,
)
from kb.render.long_lists import ListPart, cut, part_jumps, part_page, parts_by_name
from kb.render.mixed import named, said
from kb.render.remembered import remembered
from kb.render.ways import above, note_link, ways, word
from kb.strings import fill, mark, translate

ONE_PAGE = 1000
"""So many names stand on one page; more have a page for each letter."""


class _Name(NamedTuple):
    order: tuple[int, bytes, str]
    words: str
    place: Place
    is_alias: bool


def all_notes_parts(site: Site, tree: Tree) -> Iterator[ListPart]:
    """Every page of the index; the overview first, whose `name` is ''."""
    yield ListPart("")
    letters = _by_letter(site, tree)
    if count_all(letters) > ONE_PAGE:
        yield from parts_by_name(letters, _size)


def render_all_notes(site: Site, tree: Tree, part: ListPart) -> Page:
    return _Rendering(site, tree, part).page()


def listed_names(site: Site, tree: Tree, part: ListPart) -> object:
    """All that a page of the index shows: another value wherever it looks otherwise."""
    letters = _by_letter(site, tree)
    bar = [(letter, len(names)) for letter, names in letters.items()]
    if part.name:
        cuts = _cuts(site, (tree, part.name))
        names = letters[part.name][cuts[part.number - 1] : cuts[part.number]]
        return bar, len(cuts), [_shown(name) for name in names]
    if count_all(letters) > ONE_PAGE:
        return bar
    return bar, [_shown(name) for names in letters.values() for name in names]


def _shown(name: _Name) -> object:
    return name.words, name.place.url, name.place.title, name.place.language, name.is_alias


class _Rendering:
    def __init__(self, site: Site, tree: Tree, part: ListPart) -> None:
        self.site = site
        self.tree = tree
        self.part = part
        self.url = site.section_url(tree, Section.ALL, part.rest)

    def page(self) -> Page:
        title, html = self._letter() if self.part.name else self._overview()
        return part_page(self.site, self.tree, Section.ALL, self.part, title=title, html=html)

    def _overview(self) -> tuple[str, str]:
        title = translate(self.tree.language, mark("All notes"))
        html = f'<h1 id="kb-title">{escape(title)}</h1>\n' + ways(self.site, self.tree, self.url)
        letters = _by_letter(self.site, self.tree)
        if not letters:
            nothing = word(self.tree, mark("There are no notes here yet."))
            return title, f"{html}<p>{nothing}</p>\n"
        if count_all(letters) > ONE_PAGE:
            said = word(self.tree, mark("By what their titles and aliases begin with:"))
            return title, f"{html}<p>{said}</p>\n{self._bar(letters)}"
        html += anchors_bar(self.tree, letters)
        for letter, of in letters.items():
            attribute, shown = named(letter_words(self.tree, letter), self.tree.language)
            html += f'<h2 id="{letter_anchor(letter)}"{attribute}>{shown}</h2>\n'
            html += self._list(of)
        return title, html

    def _letter(self) -> tuple[str, str]:
        letter = self.part.name
        shown = letter_words(self.tree, letter)
        title = fill(self.tree.language, mark("All notes: {letter}"), letter=shown)
        letters = _by_letter(self.site, self.tree)
        own = letters[letter]
        cuts = _cuts(self.site, (self.tree, letter))
        number = self.part.number
        others = [
            self.site.section_url(self.tree, Section.ALL, ListPart(letter, other).rest)
            for other in range(1, len(cuts))
        ]
        html = above(self.site, self.tree, Section.ALL, self.url)
        html += f'<h1 id="kb-title">{mixed_html(title, self.tree.language)}</h1>\n'
        html += self._bar(letters)
        parts = part_jumps(self.tree, others, self.url)
        return title, html + parts + self._list(own[cuts[number - 1] : cuts[number]]) + parts

    def _bar(self, letters: Mapping[str, list[_Name]]) -> str:
        return letters_bar(self.site, self.tree, Section.ALL, self.part, letters)

    def _list(self, names: list[_Name]) -> str:
        items = []
        for name in names:
            link = note_link(name.place, self.tree, self.url, name.words)
            attribute, title = said(name.place.title, name.place.language, self.tree.language)
            of = f' <span class="kb-quiet"{attribute}>→ {title}</span>'
            items.append(f"<li>{link}{of if name.is_alias else ''}</li>\n")
        return f'<ul class="kb-notes">\n{"".join(items)}</ul>\n'


@remembered
def _by_letter(site: Site, tree: Tree) -> dict[str, list[_Name]]:
    """Every title, and every alias that is not the title again, in order."""
    names = []
    language = tree.language
    for path, place in site.shown[language].items():
        outline = site.outlines[path]
        title = place.title.casefold()
        names.append(_Name(index_order(place.title, language), place.title, place, is_alias=False))
        names += (
            _Name(index_order(alias.name, language), alias.name, place, is_alias=True)
            for alias in outline.front_matter.aliases
            if alias.name.casefold() != title
        )
    names.sort(key=lambda name: (name.order, name.is_alias, name.place.url))
    return by_letter(names, language)


@remembered
def _cuts(site: Site, of: tuple[Tree, str]) -> list[int]:
    """Where the parts of a letter's list begin, and where it ends."""
    tree, letter = of
    own = _by_letter(site, tree)[letter]
    return [0, *cut(map(_size, own)), len(own)]


def _size(name: _Name) -> int:
    """About how many bytes it takes in the list."""
    return len(name.place.url) + 3 * (len(name.words) + len(name.place.title)) + 80
