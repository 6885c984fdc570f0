"""The page of an alias: it leads to the note, or lets readers choose among several.

In: a site, a tree and the alias as it stands in addresses. Out: a `Page`, or a redirect.
"""

from markupsafe import escape

from kb.model import Page, Section, Site, Tree
from kb.names import Address, NotePath, Slug, relative_url
from kb.render.redirect import redirect
from kb.render.ways import index_page, note_link, ways, word
from kb.strings import mark


def render_alias(site: Site, tree: Tree, slug: Slug, site_url: str) -> Page | bytes:
    url = site.section_url(tree, Section.ALIAS, slug)
    paths = site.aliases[tree.language, slug]
    if len(paths) == 1:
        return redirect(url, site.seen[tree.language][paths[0]], site_url)
    title = _name(site, paths[0], slug)
    several = word(tree, mark("Several notes have this name."))
    heading = f'<h1 id="kb-title">{escape(title)}</h1>\n<p>{several}</p>\n'
    items = "".join(_choice(site, tree, path, url) for path in paths)
    return index_page(
        tree,
        Address(f"{site.sections[Section.ALIAS]}/{slug}"),
        url,
        site.section_file(tree, Section.ALIAS, slug),
        title=title,
        html=f'{heading}<ul class="kb-choices">\n{items}</ul>\n{ways(site, tree, url)}',
    )


def _name(site: Site, path: NotePath, slug: Slug) -> str:
    """The alias as its first note writes it."""
    aliases = site.outlines[path].front_matter.aliases
    return next((alias.name for alias in aliases if alias.slug == slug), slug)


def _choice(site: Site, tree: Tree, path: NotePath, url: str) -> str:
    """A note by its title, with what tells it from the others."""
    path = site.version_in(tree.language, path)
    place, outline = site.shown[tree.language][path], site.outlines[path]
    html = note_link(place, tree, url)
    if outline.description:
        lang = f' lang="{escape(place.language)}"' if place.language != tree.language else ""
        html += f"<p{lang}>{escape(outline.description)}</p>"
    hidden = "tags" in outline.front_matter.hide
    tags = () if hidden else tuple(outline.distinct_tags().items())
    links = []
    for key, name in tags:
        tagged = site.tags[place.tree.language, key]
        href = escape(relative_url(tagged.url, url))
        links.append(f'<li class="md-tag"><a href="{href}" rel="tag">{escape(name)}</a></li>')
    if links:
        label = word(tree, mark("Tags"))
        html += f'<ul class="md-tags kb-tags" aria-label="{label}">'
        html += f"{''.join(links)}</ul>"
    return f"<li>{html}</li>\n"
