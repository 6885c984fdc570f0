"""The page on which a script shows all that a search finds.

In: a site and a tree. Out: a `Page`, which leads readers without scripts to lists.
"""

from markupsafe import escape

from kb.model import Page, Section, Site, Tree
from kb.names import Address
from kb.render.ways import index_page, ways, word
from kb.strings import mark, translate


def render_search(site: Site, tree: Tree) -> Page:
    url = site.section_url(tree, Section.SEARCH)
    title = translate(tree.language, mark("Search"))
    without = word(
        tree,
        mark("Searching needs a script. Without one, the lists above lead to every note."),
    )
    return index_page(
        tree,
        Address(f"{site.sections[Section.SEARCH]}/"),
        url,
        site.section_file(tree, Section.SEARCH),
        title=title,
        html=(
            f'<h1 id="kb-title">{escape(title)}</h1>\n{ways(site, tree, url)}'
            f'<div class="kb-search-page"><p>{without}</p></div>\n'
        ),
    )
