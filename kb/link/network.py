"""How the notes of a site lead to each other.

In: a site. Out: a `Network`: where every link leads, and for each note which links lead to it.
"""

from kb.link.resolve import link_note
from kb.model import Backlink, Linked, Network, Site
from kb.names import NotePath


def make_network(site: Site) -> Network:
    linked = {path: link_note(site, path) for path in site.outlines}
    return Network(site, linked, _backlinks(site, linked))


def _backlinks(site: Site, linked: dict[NotePath, Linked]) -> dict[NotePath, tuple[Backlink, ...]]:
    found: dict[NotePath, list[Backlink]] = {}
    for source, each in linked.items():
        for index, target in enumerate(each.targets):
            if target is not None and target.path != source and target.path in site.places:
                found.setdefault(target.path, []).append(Backlink(source, index))
    return {path: tuple(links) for path, links in found.items()}
