"""What pages show of other notes, of tags and of folders.

In: a site or a network. Out: digests of these, of which `keys.py` makes those of pages.
"""

from collections.abc import Iterable, Mapping

import msgspec

from kb.made import Made, MadeKind
from kb.model import Network, Place, Site
from kb.names import Language, NotePath, Url
from kb.render import ListPart, listed_changes, listed_names, listed_questions
from kb.store import digest

_encode = msgspec.msgpack.Encoder().encode


class Seen:
    """What pages of one tree show of notes."""

    def __init__(
        self, places: Mapping[NotePath, Place], near: Mapping[NotePath, dict[NotePath, None]]
    ) -> None:
        self.places, self._near = places, near
        self.faces = {
            path: _encode((place.url, place.title, place.language, tuple(near[path])))
            for path, place in places.items()
        }
        """What other pages show of a note, and which notes it leads to."""
        self._hoods: dict[NotePath, str] = {}
        self._tagged: dict[tuple[Language, str], str] = {}

    def tagged(self, tag: tuple[Language, str], notes: Iterable[NotePath]) -> str:
        """What a page shows of the notes that another tree has together under a tag."""
        known = self._tagged.get(tag)
        if known is None:
            known = self._tagged[tag] = self.names(notes)
        return known

    def hood(self, path: NotePath) -> str:
        """What a page shows of the notes around a neighbour: they may be related to its own."""
        known = self._hoods.get(path)
        if known is None:
            known = self._hoods[path] = self.names(self._near[path])
        return known

    def names(self, paths: Iterable[NotePath]) -> str:
        places = (self.places[path] for path in paths)
        return digest(_encode([(place.url, place.title, place.language) for place in places]))


def tag_digests(site: Site) -> dict[tuple[Language, str], bytes]:
    """Where a tag leads, and who has it."""
    names = {
        language: {
            path: f"{place.url}\n{place.title}\n{place.language}" for path, place in shown.items()
        }
        for language, shown in site.shown.items()
    }
    return {
        key: _encode((tagged.name, tagged.url, [names[key[0]][path] for path in tagged.notes]))
        for key, tagged in site.tags.items()
    }


def tag_urls(site: Site, path: NotePath) -> list[Url]:
    """Where the tags of a note lead, in every tree that has them."""
    named = (
        site.tags.get((tree.language, key))
        for key in site.outlines[path].distinct_tags()
        for tree in site.trees
    )
    return [tagged.url for tagged in named if tagged is not None]


def surroundings(site: Site) -> dict[str, bytes]:
    """For each folder, by `language:name`, what a page within it shows of it; with `*` its list."""
    found: dict[str, bytes] = {}
    for (language, name), folder in site.folders.items():
        above = found.get(f"{language}:{name.rpartition('/')[0]}", b"") if name else b""
        found[f"{language}:{name}"] = above + _encode((folder.title, folder.url))
        found[f"{language}:{name}*"] = _encode(
            (
                [
                    (place.title, place.url, place.language)
                    for place in (site.shown[language][path] for path in folder.notes)
                ],
                [
                    (inner.title, inner.url, inner.count)
                    for inner in (site.folders[language, sub] for sub in folder.folders)
                ],
            )
        )
    return found


def listed(network: Network, made: Made) -> bytes | None:
    """What a page of a long list shows, where a change in one part says nothing of the others."""
    part = ListPart(made.name, made.number)
    if made.kind is MadeKind.ALL:
        return _encode(listed_names(network.site, made.tree, part))
    if made.kind is MadeKind.CHANGES:
        return _encode(listed_changes(network.site, made.tree, part))
    if made.kind is MadeKind.QUIZ:
        return _encode(listed_questions(network, made.tree, part))
    return None
