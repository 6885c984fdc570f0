"""The page on which a script draws all notes and their links.

In: a site and a tree. Out: a `Page`, which leads readers without scripts to lists.
"""

from markupsafe import escape

from kb.model import Page, Section, Site, Tree
from kb.names import Address, relative_url
from kb.render.ways import index_page, ways, word
from kb.strings import mark, translate


def render_graph(site: Site, tree: Tree) -> Page:
    url = site.section_url(tree, Section.GRAPH)
    title = translate(tree.language, mark("Graph"))
    said = word(tree, mark("All notes, and which of them lead to which."))
    without = word(
        tree,
        mark("The graph is drawn by a script. Without one, the lists above lead to every note."),
    )
    notes, links = (
        escape(relative_url(f"assets/kb/{tree.language}/{name}.json", url))
        for name in ("notes", "links")
    )
    return index_page(
        tree,
        Address(f"{site.sections[Section.GRAPH]}/"),
        url,
        site.section_file(tree, Section.GRAPH),
        title=title,
        html=(
            f'<h1 id="kb-title">{escape(title)}</h1>\n{ways(site, tree, url)}<p>{said}</p>\n'
            f'<div class="kb-graph" data-notes="{notes}" data-links="{links}"></div>\n'
            f"<noscript><p>{without}</p></noscript>\n"
        ),
    )
