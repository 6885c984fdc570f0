"""Which pages must be made again.

In: the network of notes, and what is known of each. Out: for every page a key that changes
whenever something that it shows does.

A key may also change where the page does not: then it is made for nothing, and not written.
"""

from collections.abc import Mapping
from functools import cached_property

import msgspec

from kb.link import neighbours
from kb.made import Made, MadeKind
from kb.model import Network, Site
from kb.names import Language, NotePath
from kb.store import digest
from kb.workspace import Known

_encode = msgspec.msgpack.Encoder().encode


class Keys:
    def __init__(self, network: Network, known: Mapping[NotePath, Known], shell: str) -> None:
        """`shell` is a digest of what stands around every page."""
        self._network = network
        self._known = known
        self._shell = shell
        self._around = surroundings(network.site)
        self._tags = _tag_digests(network.site)
        self._near = {path: neighbours(network, path) for path in network.linked}
        self._faces = {path: self._face(path) for path in network.linked}
        self._hoods: dict[NotePath, str] = {}

    def _face(self, path: NotePath) -> bytes:
        """What other pages show of a note, and which notes it leads to."""
        place = self._network.site.places[path]
        return _encode((place.url, place.title, place.language, tuple(self._near[path])))

    def _hood(self, path: NotePath) -> str:
        """What a page shows of the notes around a neighbour: they may be related to its own."""
        known = self._hoods.get(path)
        if known is None:
            near = self._near[path]
            known = self._hoods[path] = digest(*map(self._faces.__getitem__, near))
        return known

    def note(self, path: NotePath) -> str:
        """Of a note's page."""
        site, known = self._network.site, self._known[path]
        place, outline = site.places[path], site.outlines[path]
        language = place.tree.language
        folder = path.rpartition("/")[0]
        own = place.address.rstrip("/") if place.address.endswith("/") else None
        parts: list[object] = [
            self._shell,
            known.outline_digest,
            self._faces[path],
            self._network.linked[path].targets,
            self._around.get(f"{language}:{folder}", b""),
        ]
        if own is not None or place.address == "":
            parts.append(self._around.get(f"{language}:{own or ''}*", b""))
        if outline.front_matter.tags or outline.tags:
            parts += [self._tags[language, key] for key in outline.distinct_tags()]
        near = self._near[path]
        if near:
            parts += map(self._faces.__getitem__, near)
            parts += map(self._hood, near)
            sources = (link.source for link in self._network.backlinks.get(path, ()))
            parts += (self._known[source].links_digest for source in dict.fromkeys(sources))
        return digest(_encode(parts))

    def made(self, made: Made) -> str:
        """Of a page or file that we make."""
        language = made.tree.language
        own = digest(self._shell, made.kind, made.file, made.name)
        if made.kind is MadeKind.FOLDER and made.name:
            name = f"{language}:{made.name}"
            return digest(own, self._around[name], self._around[f"{name}*"])
        if made.kind is MadeKind.TAGS:
            keys = self._network.site.tag_pages[int(made.name)].keys
            return digest(own, self._tag_tree, *(self._tags[language, key] for key in keys))
        if made.kind is MadeKind.LINKS:
            return digest(own, self._all_faces)
        return digest(own, self._notes[language])

    @cached_property
    def _tag_tree(self) -> str:
        """Which tags there are and which notes have them, but not what these are called."""
        site = self._network.site
        return digest(_encode((list(site.tags.values()), site.tag_pages)))

    @cached_property
    def _all_faces(self) -> str:
        return digest(*self._faces.values())

    @cached_property
    def _notes(self) -> dict[Language, str]:
        """What lists of notes show: names, tags, aliases and dates of all notes of a tree."""
        site = self._network.site
        found: dict[Language, list[object]] = {tree.language: [] for tree in site.trees}
        for path, outline in site.outlines.items():
            place, front = site.places[path], outline.front_matter
            found[place.tree.language].append(
                (
                    (path, place.url, place.title, place.language, front.created, front.modified),
                    (front.aliases, front.tags, outline.tags, outline.description),
                )
            )
        return {language: digest(_encode(notes)) for language, notes in found.items()}


def _tag_digests(site: Site) -> dict[tuple[Language, str], bytes]:
    """Where a tag leads, and who has it."""
    names = {
        path: f"{place.url}\n{place.title}\n{place.language}" for path, place in site.places.items()
    }
    return {
        key: _encode((tagged.name, tagged.url, [names[path] for path in tagged.notes]))
        for key, tagged in site.tags.items()
    }


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
                    for place in (site.places[path] for path in folder.notes)
                ],
                [
                    (inner.title, inner.url, inner.count)
                    for inner in (site.folders[language, sub] for sub in folder.folders)
                ],
            )
        )
    return found
