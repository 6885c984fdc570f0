"""The index of everything: every note by its title and by each of its aliases.

In: a site and a tree. Out: a `Page`, or, where the list is long, one for each letter.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import escape

from kb.letters import OTHER, index_order, letters_for
from kb.model import Page, Place, Section, Site, Tree
from kb.names import Address, relative_url
from kb.render.long_lists import ListPart, cut, part_jumps
from kb.render.remembered import remembered
from kb.render.ways import above, index_page, jumps, note_link, ways, word
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
    if sum(map(len, letters.values())) <= ONE_PAGE:
        return
    for letter, names in letters.items():
        for number in range(1, len(cut(map(_size, names))) + 2):
            yield ListPart(letter, number)


def render_all_notes(site: Site, tree: Tree, part: ListPart) -> Page:
    return _Rendering(site, tree, part).page()


class _Rendering:
    def __init__(self, site: Site, tree: Tree, part: ListPart) -> None:
        self.site = site
        self.tree = tree
        self.part = part
        self.url = site.section_url(tree, Section.ALL, part.rest)

    def page(self) -> Page:
        if not self.part.name:
            title, html = self._overview()
        else:
            title, html = self._letter()
        return index_page(
            self.tree,
            Address(f"{self.site.sections[Section.ALL]}/{self.part.rest}"),
            self.url,
            self.site.section_file(self.tree, Section.ALL, self.part.rest),
            title=title,
            html=html,
        )

    def _overview(self) -> tuple[str, str]:
        title = translate(self.tree.language, mark("All notes"))
        html = f'<h1 id="kb-title">{escape(title)}</h1>\n' + ways(self.site, self.tree, self.url)
        letters = _by_letter(self.site, self.tree)
        if not letters:
            nothing = word(self.tree, mark("There are no notes here yet."))
            return title, f"{html}<p>{nothing}</p>\n"
        if sum(map(len, letters.values())) > ONE_PAGE:
            said = word(self.tree, mark("By what their titles and aliases begin with:"))
            return title, f"{html}<p>{said}</p>\n{self._bar(letters)}"
        html += jumps(
            self.tree,
            [
                (self._shown(letter), f"#{_anchor(letter)}", len(of))
                for letter, of in letters.items()
            ],
        )
        for letter, of in letters.items():
            html += f'<h2 id="{_anchor(letter)}">{escape(self._shown(letter))}</h2>\n'
            html += self._list(of)
        return title, html

    def _letter(self) -> tuple[str, str]:
        letter = self.part.name
        title = fill(self.tree.language, mark("All notes: {letter}"), letter=self._shown(letter))
        letters = _by_letter(self.site, self.tree)
        own = letters[letter]
        cuts = [0, *cut(map(_size, own)), len(own)]
        number = self.part.number
        others = [
            self.site.section_url(self.tree, Section.ALL, ListPart(letter, other).rest)
            for other in range(1, len(cuts))
        ]
        html = above(self.site, self.tree, Section.ALL, self.url)
        html += f'<h1 id="kb-title">{escape(title)}</h1>\n' + self._bar(letters)
        parts = part_jumps(self.tree, others, self.url)
        return title, html + parts + self._list(own[cuts[number - 1] : cuts[number]]) + parts

    def _bar(self, letters: Mapping[str, list[_Name]]) -> str:
        """A link to the page of each letter."""
        targets = []
        for letter, names in letters.items():
            url = self.site.section_url(self.tree, Section.ALL, ListPart(letter).rest)
            targets.append((self._shown(letter), relative_url(url, self.url), len(names)))
        here = ""
        if self.part.name:
            own = self.site.section_url(self.tree, Section.ALL, ListPart(self.part.name).rest)
            here = relative_url(own, self.url)
        return jumps(self.tree, targets, here)

    def _list(self, names: list[_Name]) -> str:
        items = []
        for name in names:
            link = note_link(name.place, self.tree, self.url, name.words)
            of = f' <span class="kb-quiet">→ {escape(name.place.title)}</span>'
            items.append(f"<li>{link}{of if name.is_alias else ''}</li>\n")
        return f'<ul class="kb-notes">\n{"".join(items)}</ul>\n'

    def _shown(self, letter: str) -> str:
        return translate(self.tree.language, mark("0–9, other")) if letter == OTHER else letter


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
    ordered = [*letters_for(language)]
    letters: dict[str, list[_Name]] = {}
    for name in names:
        letters.setdefault(ordered[name.order[0]], []).append(name)
    return letters


def _size(name: _Name) -> int:
    """About how many bytes it takes in the list."""
    return len(name.place.url) + 3 * (len(name.words) + len(name.place.title)) + 80


def _anchor(letter: str) -> str:
    return f"kb-{letter.lower()}"
