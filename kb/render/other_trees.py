"""How a page leads and is led to in the trees of other languages.

In: a site, and a note or a link of one. Out: URLs, relative to the site's root.
"""

from urllib.parse import quote

from kb.model import Place, Site, Target, Tree, Version, same_anchors, same_place
from kb.names import NotePath, Url


def url_in(site: Site, tree: Tree, source: NotePath, target: Target) -> Url:
    """Where a link of the note at `source` leads readers of another tree than its own: to what
    that tree has for its target.
    """
    if target.exact:
        return target.url
    if target.path in site.places:
        shown = site.version_in(tree.language, target.path)
        url = site.shown[tree.language][shown].url
        anchor = target.anchor
        if not anchor:
            return url
        if shown != target.path:
            there = same_place(site.outlines[target.path], anchor, site.outlines[shown])
            if there is None:
                return url
            anchor = there
        return Url(f"{url}#{quote(anchor, safe='-_.~')}")
    if target.path:
        return target.url  # an attachment
    own = site.places[source].tree.language
    for (language, name), folder in site.folders.items():
        if language == own and folder.url == target.url:
            there_folder = site.folders.get((tree.language, name))
            return there_folder.url if there_folder is not None else target.url
    return target.url


def versions_of(site: Site, path: NotePath) -> tuple[Version, ...]:
    """What each tree has for a note."""
    if len(site.trees) == 1:
        return ()
    found = []
    for tree in site.trees:
        place = site.seen[tree.language][path]
        shown = site.version_in(tree.language, path)
        own = place == site.places[shown]
        same = () if shown == path else same_anchors(site.outlines[path], site.outlines[shown])
        found.append(Version(tree.language, place.url, own, place.language, same))
    return tuple(found)


def original_of(site: Site, path: NotePath, place: Place) -> Url | None:
    """Where the text of a guest's page is at home; None for a page that is at home itself."""
    home = site.places[path]
    return home.url if home.tree != place.tree else None
