"""How the notes of a site lead to each other.

In: a site. Out: a `Network`: where every link leads, for each note which links lead to it, and
what it shows of others.
"""

from collections.abc import Iterable

from kb.link.embeds import Limits, follow_embeds
from kb.link.resolve import link_note
from kb.model import Backlink, Linked, Network, Site
from kb.names import NotePath


def make_network(site: Site, limits: Limits | None = None) -> Network:
    linked = {path: link_note(site, path) for path in site.outlines}
    found: dict[NotePath, list[Backlink]] = {}
    for source, each in linked.items():
        for target, links in backlinks_from(site, source, each):
            found.setdefault(target, []).extend(links)
    backlinks = {path: tuple(links) for path, links in found.items()}
    return Network(site, linked, backlinks, follow_embeds(site, linked, limits or Limits()))


def backlinks_from(
    site: Site, source: NotePath, linked: Linked
) -> Iterable[tuple[NotePath, list[Backlink]]]:
    """The notes that `source` leads to and their translations, with the links that do."""
    found: dict[NotePath, list[Backlink]] = {}
    own = site.versions(source)
    for index, target in enumerate(linked.targets):
        if target is not None and target.path not in own and target.path in site.places:
            for path in site.versions(target.path):
                found.setdefault(path, []).append(Backlink(source, index))
    return found.items()
