"""What each language has of every note.

In: the network and a tree. Out: `Page`s with a table, in parts where it is long.
"""

from collections import Counter
from collections.abc import Iterator

from markupsafe import escape
from msgspec import Struct

from kb.formats import grouped
from kb.languages import name_in
from kb.letters import title_order
from kb.model import Network, Page, Section, TranslationState, Tree
from kb.names import Language, NotePath, relative_url
from kb.render.long_lists import ListPart, cut, part_jumps, part_page, parts_of_list
from kb.render.remembered import remembered
from kb.render.ways import above, note_link, ways, word
from kb.strings import mark, translate

_ORIGINAL = mark("Original")
_STATES = {
    TranslationState.COMPLETE: mark("Complete"),
    TranslationState.STALE: mark("Out of date"),
    TranslationState.UNFILLED: mark("To be filled"),
    TranslationState.UNMARKED: mark("Not marked"),
    TranslationState.MISSING: mark("No translation"),
}
_MEANINGS = {
    TranslationState.COMPLETE: mark("it says what the original says."),
    TranslationState.STALE: mark(
        "the original has changed since; the number says in how many places."
    ),
    TranslationState.UNFILLED: mark(
        "some of it is still to be translated; the number says how much."
    ),
    TranslationState.UNMARKED: mark("nobody has said whether it says what the original says."),
    TranslationState.MISSING: mark("readers see the original in its own language."),
}


class _Cell(Struct, frozen=True):
    """What one language has of a note."""

    path: NotePath
    """'' where it has nothing."""
    state: TranslationState | None
    """None: it has the original."""
    count: int = 0
    """How many places are behind the original, or to be filled."""


class _Row(Struct, frozen=True):
    original: NotePath
    cells: tuple[_Cell, ...]
    """One for each tree."""


def translations_parts(network: Network, tree: Tree) -> Iterator[ListPart]:
    """The pages of the table; none where there is only one tree."""
    if len(network.site.trees) == 1:
        return
    yield from parts_of_list(_cuts(network, tree))


def render_translations(network: Network, tree: Tree, part: ListPart) -> Page:
    site = network.site
    url = site.section_url(tree, Section.TRANSLATIONS, part.rest)
    title = translate(tree.language, mark("Translations"))
    html = f'<h1 id="kb-title">{escape(title)}</h1>\n'
    if part.number == 1:
        html += ways(site, tree, url) + _summary(network, tree)
    else:
        html = above(site, tree, Section.TRANSLATIONS, url) + html
    rows = _rows(network, tree)
    cuts = [0, *_cuts(network, tree), len(rows)]
    others = [
        site.section_url(tree, Section.TRANSLATIONS, each.rest)
        for each in translations_parts(network, tree)
    ]
    jumps = part_jumps(tree, others, url)
    html += jumps + _table(network, tree, rows[cuts[part.number - 1] : cuts[part.number]], url)
    return part_page(site, tree, Section.TRANSLATIONS, part, title=title, html=html + jumps)


@remembered
def _rows(network: Network, tree: Tree) -> list[_Row]:
    """Of each note one row, by what readers of this tree see as its title."""
    site = network.site
    seen = site.seen[tree.language]
    originals = [path for path in site.places if site.versions(path)[0] == path]
    originals.sort(key=lambda path: (title_order(seen[path].title, tree.language), path))
    return [
        _Row(path, tuple(_cell(network, path, each.language) for each in site.trees))
        for path in originals
    ]


def _cell(network: Network, original: NotePath, language: Language) -> _Cell:
    site = network.site
    for path in site.versions(original):
        if site.places[path].tree.language != language:
            continue
        if path == original:
            return _Cell(path, None)
        translated = network.translated.get(path)
        if translated is None:
            return _Cell(path, TranslationState.UNMARKED)
        return _Cell(path, translated.state, len(translated.changes) + len(translated.unfilled))
    return _Cell(NotePath(""), TranslationState.MISSING)


@remembered
def _cuts(network: Network, tree: Tree) -> list[int]:
    """The rows with which further pages begin."""
    seen = network.site.seen[tree.language]

    def size(row: _Row) -> int:
        title = len(escape(seen[row.original].title).encode())
        urls = sum(len(network.site.places[cell.path].url) for cell in row.cells if cell.path)
        return title + len(seen[row.original].url) + urls + 90 + 100 * len(row.cells)

    return cut(map(size, _rows(network, tree)))


def _summary(network: Network, tree: Tree) -> str:
    """How many notes stand how, in each language; and what the words mean."""
    rows = _rows(network, tree)
    items = []
    met: set[TranslationState] = set()
    for number, other in enumerate(network.site.trees):
        counts = Counter(row.cells[number].state for row in rows)
        met.update(state for state in counts if state is not None)
        told = [(_ORIGINAL, counts[None])] + [(_STATES[each], counts[each]) for each in _STATES]
        words = " · ".join(
            f"{word(tree, said)} {grouped(tree.language, count)}" for said, count in told if count
        )
        items.append(f"<li><b>{escape(name_in(other.language, tree.language))}</b>: {words}</li>\n")
    meanings = "".join(
        f"<dt>{word(tree, words)}</dt>\n<dd>{word(tree, _MEANINGS[state])}</dd>\n"
        for state, words in _STATES.items()
        if state in met
    )
    legend = f'<dl class="kb-quiet kb-legend">\n{meanings}</dl>\n' if meanings else ""
    return f'<ul class="kb-counts">\n{"".join(items)}</ul>\n{legend}'


def _table(network: Network, tree: Tree, rows: list[_Row], url: str) -> str:
    seen = network.site.seen[tree.language]
    heads = "".join(
        f'<th scope="col">{escape(name_in(each.language, tree.language))}</th>'
        for each in network.site.trees
    )
    body = "".join(
        f'<tr><th scope="row">{note_link(seen[row.original], tree, url)}</th>'
        f"{''.join(_shown(network, tree, cell, url) for cell in row.cells)}</tr>\n"
        for row in rows
    )
    note = word(tree, mark("Note"))
    return (
        f'<table class="kb-translations">\n<thead><tr><th scope="col">{note}</th>'
        f"{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    )


def _shown(network: Network, tree: Tree, cell: _Cell, url: str) -> str:
    words = word(tree, _ORIGINAL if cell.state is None else _STATES[cell.state])
    if cell.count:
        words += f" {cell.count}"
    if not cell.path:
        return f'<td class="kb-state kb-state--missing">{words}</td>'
    place = network.site.places[cell.path]
    href = escape(relative_url(place.url, url))
    state = cell.state or "original"
    return (
        f'<td class="kb-state kb-state--{state}">'
        f'<a href="{href}" hreflang="{escape(place.language)}">{words}</a></td>'
    )
