"""The list of what lies in a folder, as a page or at the end of the folder's own note.

In: a site and a folder. Out: a `Page`, or HTML.
"""

import posixpath

from markupsafe import escape

from kb.model import Folder, Page, PageKind, Site, TocItem, Tree
from kb.names import Address, Anchor, NotePath, relative_url
from kb.render.changes import newest_notes
from kb.render.dates import time_html
from kb.render.frame import breadcrumb
from kb.render.ways import count, ways
from kb.strings import mark, translate

RECENT = 10
"""How many of the last changed notes the start page shows."""


def folder_list(site: Site, folder: Folder, tree: Tree) -> str:
    """Subfolders with their number of notes, then notes by title; '' for an empty folder."""
    items = []
    for name in folder.folders:
        inner = site.folders[tree.language, name]
        href = escape(relative_url(inner.url, folder.url))
        items.append(
            f'<li class="kb-folder__sub"><a href="{href}">{escape(inner.title)}</a> '
            f"{count(tree, inner.count)}</li>\n"
        )
    for path in folder.notes:
        place = site.shown[tree.language][path]
        href = escape(relative_url(place.url, folder.url))
        lang = f' lang="{escape(place.language)}"' if place.language != tree.language else ""
        items.append(f'<li><a href="{href}"{lang}>{escape(place.title)}</a></li>\n')
    return f'<ul class="kb-folder">\n{"".join(items)}</ul>\n' if items else ""


def render_folder(site: Site, folder: Folder, tree: Tree, site_name: str) -> Page:
    """The page of a folder that has no note of its own; the root's is the start page."""
    at_root = not folder.name
    title = site_name if at_root else folder.title
    html = (
        ""
        if at_root
        else breadcrumb(site, posixpath.dirname(folder.name), folder.url, tree.language)
    )
    html += f'<h1 id="kb-title">{escape(title)}</h1>\n'
    toc: list[TocItem] = []
    if at_root:
        html += ways(site, tree, folder.url)
        recent = _recent(site, folder, tree)
        if recent:
            html += _section(tree, mark("Recently changed"), "kb-recent", toc) + recent
            html += _section(tree, mark("All notes"), "kb-all", toc)
    listing = folder_list(site, folder, tree)
    nothing = escape(translate(tree.language, mark("There are no notes here yet.")))
    html += listing or f"<p>{nothing}</p>\n"
    return Page(
        kind=PageKind.FOLDER,
        tree=tree,
        address=Address(f"{folder.name}/" if folder.name else ""),
        url=folder.url,
        file=folder.file,
        path=NotePath(""),
        title=title,
        language=tree.language,
        description="",
        html=html,
        toc=tuple(toc),
    )


def _section(tree: Tree, words: str, anchor: str, toc: list[TocItem]) -> str:
    shown = str(escape(translate(tree.language, words)))
    toc.append(TocItem(shown, Anchor(anchor)))
    return f'<h2 id="{anchor}">{shown}</h2>\n'


def _recent(site: Site, folder: Folder, tree: Tree) -> str:
    items = []
    for day, path in newest_notes(site, tree, RECENT):
        place = site.places[path]
        href = escape(relative_url(place.url, folder.url))
        items.append(
            f'<li><a href="{href}">{escape(place.title)}</a> {time_html(tree.language, day)}</li>\n'
        )
    return f'<ul class="kb-recent">\n{"".join(items)}</ul>\n' if items else ""
