"""All notes by the day they changed.

In: a site and a tree. Out: a `Page`, or, where the list is long, one for each year as well.

What counts is what the front matter says; the times of files are those of the last checkout.
"""

from collections.abc import Iterator
from heapq import nlargest
from itertools import groupby

from markupsafe import escape

from kb.formats import date
from kb.model import Page, Section, Site, Tree
from kb.names import NotePath, relative_url
from kb.render.dates import time_html
from kb.render.long_lists import ListPart, cut, part_jumps, part_page
from kb.render.remembered import remembered
from kb.render.ways import above, jumps, note_link, ways, word
from kb.strings import fill, mark, translate

RECENT = 20
"""How many notes stand before the list by month,"""
RECENT_OF_MANY = 100
"""and where each year has a page of its own."""
ONE_PAGE = 1000

_Dated = tuple[str, NotePath]


def newest_notes(site: Site, tree: Tree, most: int) -> list[_Dated]:
    """The notes that changed last, each after its day, newest first."""
    return nlargest(most, _dated(site, tree))


def changes_parts(site: Site, tree: Tree) -> Iterator[ListPart]:
    """Every page of the list; the overview first, whose `name` is ''."""
    yield ListPart("")
    dated = _newest_first(site, tree)
    if len(dated) <= ONE_PAGE:
        return
    for year, notes in groupby(dated, key=_year):
        count = len(cut(_size(site, each) for each in notes)) + 1
        for number in range(1, count + 1):
            yield ListPart(year, number)


def listed_changes(site: Site, tree: Tree, part: ListPart) -> object:
    """All that a page of the list shows: another value wherever it looks otherwise."""
    dated = _newest_first(site, tree)
    bar = [(year, len([*notes])) for year, notes in groupby(dated, key=_year)]
    if part.name:
        own, cuts = _of_year(site, (tree, part.name))
        return bar, len(cuts), _shown(site, own[cuts[part.number - 1] : cuts[part.number]])
    return bar, _shown(site, dated[:RECENT_OF_MANY] if len(dated) > ONE_PAGE else dated)


def _shown(site: Site, dated: list[_Dated]) -> list[object]:
    places = ((day, site.places[path]) for day, path in dated)
    return [(day, place.url, place.title, place.language) for day, place in places]


def render_changes(site: Site, tree: Tree, part: ListPart, feed: str) -> Page:
    """`feed` is the URL of the tree's feed; '' where it has none."""
    return _Rendering(site, tree, part, feed).page()


class _Rendering:
    def __init__(self, site: Site, tree: Tree, part: ListPart, feed: str) -> None:
        self.site = site
        self.tree = tree
        self.part = part
        self.feed = feed
        self.url = site.section_url(tree, Section.CHANGES, part.rest)
        self.dated = _newest_first(site, tree)

    def page(self) -> Page:
        title, html = self._year() if self.part.name else self._overview()
        return part_page(self.site, self.tree, Section.CHANGES, self.part, title=title, html=html)

    def _overview(self) -> tuple[str, str]:
        title = translate(self.tree.language, mark("Changes"))
        html = f'<h1 id="kb-title">{escape(title)}</h1>\n' + ways(self.site, self.tree, self.url)
        if self.feed:
            href = escape(relative_url(self.feed, self.url))
            words = word(self.tree, mark("Atom feed"))
            html += f'<p><a href="{href}" type="application/atom+xml">{words}</a></p>\n'
        if not self.dated:
            nothing = word(self.tree, mark("No note says in its front matter when it changed."))
            return title, f"{html}<p>{nothing}</p>\n"
        many = len(self.dated) > ONE_PAGE
        months = [(month, [*notes]) for month, notes in groupby(self.dated, key=_month)]
        html += self._years_bar() if many else self._anchors_bar(months)
        recent = self.dated[: RECENT_OF_MANY if many else RECENT]
        heading = word(self.tree, mark("Recently changed"))
        html += f'<h2 id="kb-recent">{heading}</h2>\n' + self._list(recent)
        return title, html + ("" if many else self._months(months))

    def _year(self) -> tuple[str, str]:
        year = self.part.name
        title = fill(self.tree.language, mark("Changes in {year}"), year=year)
        own, cuts = _of_year(self.site, (self.tree, year))
        number = self.part.number
        shown = own[cuts[number - 1] : cuts[number]]
        others = [
            self.site.section_url(self.tree, Section.CHANGES, ListPart(year, other).rest)
            for other in range(1, len(cuts))
        ]
        html = above(self.site, self.tree, Section.CHANGES, self.url)
        html += f'<h1 id="kb-title">{escape(title)}</h1>\n' + self._years_bar()
        parts = part_jumps(self.tree, others, self.url)
        months = [(month, [*notes]) for month, notes in groupby(shown, key=_month)]
        return title, html + parts + self._months(months) + parts

    def _years_bar(self) -> str:
        """A link to the page of each year."""
        targets = []
        here = ""
        for year, notes in groupby(self.dated, key=_year):
            url = self.site.section_url(self.tree, Section.CHANGES, ListPart(year).rest)
            href = relative_url(url, self.url)
            here = href if year == self.part.name else here
            targets.append((date(self.tree.language, year), href, len([*notes])))
        return jumps(self.tree, targets, here)

    def _anchors_bar(self, months: list[tuple[str, list[_Dated]]]) -> str:
        """A link to the last month of each year."""
        targets = []
        for year, of_year in groupby(months, key=lambda month: month[0][:4]):
            own = [*of_year]
            targets.append(
                (
                    date(self.tree.language, year),
                    f"#kb-{own[0][0]}",
                    sum(len(notes) for _, notes in own),
                )
            )
        return jumps(self.tree, targets)

    def _months(self, months: list[tuple[str, list[_Dated]]]) -> str:
        return "".join(
            f'<h2 id="kb-{month}">{self._called(month)}</h2>\n{self._list(notes)}'
            for month, notes in months
        )

    def _called(self, day: str) -> str:
        return str(escape(date(self.tree.language, day)))

    def _list(self, dated: list[_Dated]) -> str:
        items = []
        for day, path in dated:
            link = note_link(self.site.places[path], self.tree, self.url)
            items.append(f"<li>{link} {time_html(self.tree.language, day)}</li>\n")
        return f'<ul class="kb-notes kb-recent">\n{"".join(items)}</ul>\n'


def _dated(site: Site, tree: Tree) -> Iterator[_Dated]:
    for path, outline in site.outlines.items():
        day = outline.front_matter.modified or outline.front_matter.created
        if day and site.places[path].tree == tree:
            yield day, path


@remembered
def _newest_first(site: Site, tree: Tree) -> list[_Dated]:
    return sorted(_dated(site, tree), reverse=True)


@remembered
def _of_year(site: Site, of: tuple[Tree, str]) -> tuple[list[_Dated], list[int]]:
    """The notes of a year, where the parts of their list begin, and where it ends."""
    tree, year = of
    own = [each for each in _newest_first(site, tree) if _year(each) == year]
    return own, [0, *cut(_size(site, each) for each in own), len(own)]


def _year(dated: _Dated) -> str:
    return dated[0][:4]


def _month(dated: _Dated) -> str:
    return dated[0][:7]


def _size(site: Site, dated: _Dated) -> int:
    """About how many bytes it takes in the list."""
    place = site.places[dated[1]]
    return len(place.url) + 3 * len(place.title) + 130
