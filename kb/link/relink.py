"""A network in which one note has changed.

In: a network, who asks for which name, and what a note says now. Out: the network that
`make_network` would make, and the notes whose pages show something of the change.
"""

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.link.broken import may_be_meant
from kb.link.embeds import Limits, follow_embeds
from kb.link.network import backlinks_from
from kb.link.related import neighbours
from kb.link.replacing import own_names, replace_outline
from kb.link.resolve import link_note
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.model import Backlink, Embeds, Link, Linked, LinkKind, Network, Outline, Site
from kb.names import NotePath, nfc

Asked = dict[str, frozenset[NotePath]]
"""A key of `Site.names` -> the notes with a link that looks it up."""


class Relinked(Struct, frozen=True):
    network: Network
    asked: Asked
    affected: frozenset[NotePath]
    """Notes whose page may look otherwise now; what we make beside notes' pages is not told."""


def who_asks(site: Site) -> Asked:
    found: dict[str, set[NotePath]] = {}
    for path, outline in site.outlines.items():
        for key in _asked_by(outline):
            found.setdefault(key, set()).add(path)
    return {key: frozenset(paths) for key, paths in found.items()}


def relink(
    network: Network, asked: Asked, path: NotePath, outline: Outline, settings: Settings
) -> Relinked | None:
    """None where the note gets another place, or comes or goes: then all is linked anew."""
    old_site = network.site
    site = replace_outline(old_site, path, outline, settings)
    if site is None:
        return None
    again = {path} | _asking(network, asked, path, site)
    changed: dict[NotePath, Linked] = {}
    for each in again:
        linked = link_note(site, each)
        if linked != network.linked[each] or each == path:
            changed[each] = linked
    showing = {
        each
        for each, embeds in network.embeds.items()
        if path in embeds.notes or not changed.keys().isdisjoint(embeds.notes)
    }
    now = {**network.linked, **changed}
    after = Network(
        site,
        now,
        _backlinks(network, site, changed),
        _embeds(network, site, now, showing | changed.keys()),
    )
    affected = _affected(network, after, path, changed) | showing
    return Relinked(after, _asked_now(asked, path, old_site, outline), affected)


def reword(network: Network, outlines: Mapping[NotePath, Outline]) -> Network:
    """The same for published notes that show the faces that they had: other texts, whose links lead
    where they led.
    """
    site = network.site.reworded({**network.site.outlines, **outlines})
    linked = {**network.linked, **{path: link_note(site, path) for path in outlines}}
    showing = {
        each
        for each, embeds in network.embeds.items()
        if not outlines.keys().isdisjoint(embeds.notes)
    }
    embeds = _embeds(network, site, linked, showing | outlines.keys())
    return replace(network, site=site, linked=linked, embeds=embeds)


def _embeds(
    network: Network, site: Site, linked: dict[NotePath, Linked], again: set[NotePath]
) -> dict[NotePath, Embeds]:
    """What notes show of others; only those of `again` may show something else now."""
    kept = {path: embeds for path, embeds in network.embeds.items() if path not in again}
    return {**kept, **follow_embeds(site, linked, Limits(), again)}


def _asking(network: Network, asked: Asked, path: NotePath, site: Site) -> set[NotePath]:
    """The notes some of whose links may lead elsewhere, or be told of otherwise."""
    old, new = network.site.outlines[path], site.outlines[path]
    asking: set[NotePath] = set()
    if _anchors(old) != _anchors(new):
        asking.update(link.source for link in network.backlinks.get(path, ()))
        asking.update(network.site.versions(path))  # which are no backlinks of their own
    before, after = own_names(network.site, path), own_names(site, path)
    if before != after or _named_at(old) != _named_at(new):
        for key in before | after:
            asking |= asked.get(key, frozenset())
    if before != after or network.site.places[path].title != site.places[path].title:
        asking.update(_looking_for(network, before | after))
    return asking


def _looking_for(network: Network, names: frozenset[str]) -> Iterable[NotePath]:
    """Notes with a link that leads nowhere, and is told a name like these as the nearest."""
    for path, linked in network.linked.items():
        if not linked.findings:
            continue
        links = zip(network.site.outlines[path].links, linked.targets, strict=True)
        if any(
            target is None and may_be_meant(key, names)
            for link, target in links
            for key in _keys(link)
        ):
            yield path


def _anchors(outline: Outline) -> tuple[object, ...]:
    headings = tuple((heading.text, heading.level, heading.anchor) for heading in outline.headings)
    return headings, outline.block_ids, outline.ids


def _named_at(outline: Outline) -> tuple[object, ...]:
    """The lines in which a note says its names: who is told of several is told these."""
    title = outline.title_heading
    line = outline.headings[title].line if title >= 0 else 0
    return outline.front_matter.aliases, outline.front_matter.places.get("title"), line


def _asked_by(outline: Outline) -> set[str]:
    return {key for link in outline.links for key in _keys(link)}


def _keys(link: Link) -> Iterable[str]:
    """What `link_note` looks up for a link."""
    name = link.target
    if link.kind not in (LinkKind.WIKI, LinkKind.EMBED):
        name = nfc(unquote(name.partition("#")[0].partition("?")[0]))
    last = posixpath.basename(name.rstrip("/"))
    yield name_key(last)
    yield name_key(NOTE_SUFFIX.sub("", last))


def _asked_now(asked: Asked, path: NotePath, site: Site, outline: Outline) -> Asked:
    before, after = _asked_by(site.outlines[path]), _asked_by(outline)
    if before == after:
        return asked
    now = dict(asked)
    for key in before - after:
        if left := now[key] - {path}:
            now[key] = left
        else:
            del now[key]
    for key in after - before:
        now[key] = now.get(key, frozenset()) | {path}
    return now


def _backlinks(
    network: Network, site: Site, changed: dict[NotePath, Linked]
) -> dict[NotePath, tuple[Backlink, ...]]:
    found = dict(network.backlinks)
    for source, linked in changed.items():
        before = dict(backlinks_from(network.site, source, network.linked[source]))
        after = dict(backlinks_from(site, source, linked))
        if before == after:
            continue
        for target in before.keys() | after.keys():
            others = [link for link in found.get(target, ()) if link.source != source]
            links = sorted((*others, *after.get(target, ())), key=_order)
            if links:
                found[target] = tuple(links)
            else:
                found.pop(target, None)
    return found


def _order(link: Backlink) -> tuple[NotePath, int]:
    return link.source, link.link


def _affected(
    before: Network, after: Network, path: NotePath, changed: dict[NotePath, Linked]
) -> frozenset[NotePath]:
    """The note, those around it, and those around these, as far as what they show has changed."""
    found = set(changed)
    for each in changed:
        targets = {*_targets(before, each), *_targets(after, each)}
        found |= targets
        if (
            _targets(before, each) != _targets(after, each)
            or before.site.places[each] != after.site.places[each]
        ):
            for network in (before, after):
                # Where a translation has another title, guests show it who lead to its original.
                versions = network.site.versions
                near = {
                    other
                    for version in versions(each)
                    for neighbour in neighbours(network, version)
                    for other in versions(neighbour)
                }
                found.update(near)
                for other in near:
                    found.update(neighbours(network, other))
    if before.site.places[path] != after.site.places[path]:
        found.update(_in_its_folder(after.site, path))
    old, new = before.site.outlines[path].distinct_tags(), after.site.outlines[path].distinct_tags()
    if old != new or before.site.places[path] != after.site.places[path]:
        for site in (before.site, after.site):
            for key in (*old, *new):
                for language, shown in site.shown.items():
                    if path in shown and (tagged := site.tags.get((language, key))) is not None:
                        found.update(tagged.notes)
    if before.site.tags != after.site.tags:
        found.update(_with_moved_tags(before.site, after.site))
    # What leads to a note leads to its translations.
    return frozenset(version for each in found for version in after.site.versions(each))


def _in_its_folder(site: Site, path: NotePath) -> Iterable[NotePath]:
    """Notes that show a note's title for its place: in a folder's list, or in the breadcrumb."""
    for language, shown in site.shown.items():
        if (place := shown.get(path)) is None:
            continue
        folder = posixpath.dirname(path)
        if place.address == "" or place.address.endswith("/"):
            own = place.address.rstrip("/")
            yield from (each for each in site.places if not own or each.startswith(f"{own}/"))
            folder = posixpath.dirname(own)
        if above := site.folders[language, folder].index:
            yield above


def _with_moved_tags(before: Site, after: Site) -> Iterable[NotePath]:
    """Notes with a tag that is now listed on another page, or spelt otherwise."""
    for key, tagged in after.tags.items():
        old = before.tags.get(key)
        if (
            old is not None
            and old is not tagged
            and (old.url, old.name) != (tagged.url, tagged.name)
        ):
            yield from tagged.notes


def _targets(network: Network, path: NotePath) -> tuple[NotePath, ...]:
    """The notes that a note leads to, and their translations."""
    targets = (target.path for target in network.linked[path].targets if target is not None)
    return tuple(
        dict.fromkeys(
            version
            for each in targets
            if each in network.site.places
            for version in network.site.versions(each)
        )
    )
