"""A note's page.

In: its body, its run, the network of notes, and which of them are related. Out: a `Page`.
"""

from collections.abc import Callable

from markupsafe import escape

from kb.model import Body, Network, Page, PageKind, Place, Related, Run, Site
from kb.names import NotePath
from kb.problems import problem
from kb.render.connections import connections
from kb.render.explained import room_for_terms
from kb.render.fill import Filling
from kb.render.folder import folder_list
from kb.render.frame import breadcrumb, facts, parent_folder, problem_box
from kb.render.guest import guest_notice
from kb.render.mixed import said
from kb.render.other_trees import original_of, versions_of
from kb.render.quiz import quiz_keys
from kb.render.snippet import claims_html
from kb.render.stale import stale_notice
from kb.render.toc import contents
from kb.render.ways import ways
from kb.strings import translate


def render_note(
    network: Network,
    path: NotePath,
    body: Body,
    related: tuple[Related, ...],
    *,
    body_of: Callable[[NotePath], Body],
    run_of: Callable[[NotePath], Run] = lambda _path: Run(),
    place: Place | None = None,
) -> Page:
    """The page of the note at `path`; `body_of` and `run_of` load what it embeds, and what
    the snippets of a note gave. `place`: that of a guest, where it is not the note's own.
    """
    site = network.site
    outline, place = site.outlines[path], place or site.places[path]
    tree = place.tree
    page = Filling(network, path, body, body_of=body_of, run_of=run_of, place=place)
    folder = parent_folder(path, place)
    parts = [breadcrumb(site, folder, place.url, tree.language)]
    problems = (problem(finding, path, tree.language) for finding in outline.findings)
    box = problem_box(problems, tree.language)
    blocks = list(body.blocks)
    if outline.first_block_is_title:
        parts.append(page.html(blocks.pop(0).pieces))
    elif not any(level == 1 for level in page.levels):
        attribute, title = said(place.title, page.written, tree.language)
        parts.append(f'<h1 id="kb-title"{attribute}>{title}</h1>\n')
    notices = [guest_notice(site, path, place), stale_notice(network, path)]
    parts += [facts(site, outline, place), *notices, box]
    text = [page.html(block.pieces) for block in blocks]
    # A page in another language than its tree says so to fonts, hyphenation and screen readers.
    if page.foreign:
        parts.append(f"<div{page.foreign}>\n{''.join(text)}</div>\n")
    else:
        parts += text
    parts += [page.footnotes.html(), quiz_keys(page)]
    parts.append(room_for_terms(site, place))
    if outline.snippets:
        parts.append(claims_html(page.run, tree.language))
    if folder_index := site.folders.get((tree.language, folder)):
        parts.append(_rest_of_folder(site, path, page, folder_index.name))
    if "connections" not in outline.front_matter.hide:
        parts.append(connections(network, path, place, related))
    return Page(
        kind=PageKind.NOTE,
        tree=tree,
        address=place.address,
        url=place.url,
        file=place.file,
        path=path,
        title=place.title,
        language=place.language,
        description=outline.description,
        html="".join(parts),
        toc=contents(outline.headings, outline.title_heading, page.written, tree.language),
        modified=(outline.front_matter.modified or outline.front_matter.created)[:10],
        hide=outline.front_matter.hide,
        original=original_of(site, path, place),
        versions=versions_of(site, path),
    )


def _rest_of_folder(site: Site, path: NotePath, page: Filling, name: str) -> str:
    """A folder's own note goes on with what lies in the folder."""
    tree = page.place.tree
    folder = site.folders[tree.language, name]
    listing = folder_list(site, folder, tree) if folder.index == path else ""
    start = ways(site, tree, page.place.url) if folder.index == path and not name else ""
    if not listing:
        return start
    title = escape(translate(tree.language, "In this folder"))
    return start + (
        f'<section class="kb-folder-rest" aria-label="{title}">\n'
        f'<h2 id="kb-folder">{title}</h2>\n{listing}</section>\n'
    )
