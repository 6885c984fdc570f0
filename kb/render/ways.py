"""The ways through all notes: links between the pages that we make of them.

In: a site and a page. Out: HTML, parts of such pages.
"""

from collections.abc import Iterable

from markupsafe import escape

from kb.formats import grouped
from kb.model import Page, PageKind, Place, Section, Site, Tree
from kb.names import Address, NotePath, Url, relative_url
from kb.render.mixed import named, said
from kb.strings import fill, mark, translate

WAYS = {
    Section.TAGS: mark("Tags"),
    Section.ALL: mark("All notes"),
    Section.CHANGES: mark("Changes"),
    Section.GRAPH: mark("Graph"),
    Section.QUIZ: mark("Question bank"),
    Section.TRANSLATIONS: mark("Translations"),
    Section.GLOSSARY: mark("Glossary"),
}
"""The sections that readers choose from, by what they are called."""


def ways_of(site: Site, tree: Tree) -> dict[Section, str]:
    """Those of `WAYS` that lead to something in this tree."""
    has = {
        Section.QUIZ: tree.language in site.asking,
        Section.TRANSLATIONS: len(site.trees) > 1,
        Section.GLOSSARY: bool(site.glossary.packed),
    }
    return {section: words for section, words in WAYS.items() if has.get(section, True)}


def ways(site: Site, tree: Tree, url: str) -> str:
    """Links to every section but the one that the page at `url` is."""
    items = []
    for section, words in ways_of(site, tree).items():
        leads = site.section_url(tree, section)
        if leads != url:
            href = escape(relative_url(leads, url))
            items.append(f'<li><a href="{href}">{word(tree, words)}</a></li>')
    label = word(tree, mark("Ways through the notes"))
    return f'<nav class="kb-ways" aria-label="{label}"><ul>{"".join(items)}</ul></nav>\n'


def above(site: Site, tree: Tree, section: Section, url: str) -> str:
    """From a page of a section up to the section's own."""
    href = escape(relative_url(site.section_url(tree, section), url))
    label = word(tree, mark("Ways through the notes"))
    link = f'<a href="{href}">{word(tree, WAYS[section])}</a>'
    return f'<nav class="kb-breadcrumb" aria-label="{label}"><ol><li>{link}</li></ol></nav>\n'


def jumps(tree: Tree, targets: Iterable[tuple[str, str, int]], current: str = "") -> str:
    """A bar of short links, escaped here: words, URL, how many notes; `current` is where one is."""
    items = []
    for words, url, notes in targets:
        here = ' aria-current="page"' if url == current else ""
        number = f" {count(tree, notes)}" if notes else ""
        attribute, shown = named(words, tree.language)
        items.append(f'<li><a href="{escape(url)}"{here}{attribute}>{shown}</a>{number}</li>')
    if not items:
        return ""
    label = word(tree, mark("Jump to"))
    return f'<nav class="kb-jumps" aria-label="{label}"><ul>{"".join(items)}</ul></nav>\n'


def note_link(place: Place, tree: Tree, url: str, words: str = "") -> str:
    """A link from the page at `url` to a note, by its title or another name."""
    attribute, shown = said(words or place.title, place.language, tree.language)
    return f'<a href="{escape(relative_url(place.url, url))}"{attribute}>{shown}</a>'


def count(tree: Tree, number: int) -> str:
    """How many there are, as the tree's language writes numbers."""
    return f'<span class="kb-count">{grouped(tree.language, number)}</span>'


def word(tree: Tree, text: str, **values: object) -> str:
    told = fill(tree.language, text, **values) if values else translate(tree.language, text)
    return str(escape(told))


def index_page(tree: Tree, address: Address, url: Url, file: str, *, title: str, html: str) -> Page:
    """`title` is plain text; `html` holds its heading."""
    return Page(
        kind=PageKind.INDEX,
        tree=tree,
        address=address,
        url=url,
        file=file,
        path=NotePath(""),
        title=title,
        language=tree.language,
        description="",
        html=html,
        toc=(),
    )
