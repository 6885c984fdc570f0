"""What scripts need to know of all notes of a tree: the tag filter and the graph load it.

In: the network, and a tree. Out: JSON.

    notes.json  {"tags": [tag ...], "languages": [code ...], "own": number,
                 "notes": [[title, URL, [index of tag ...], index of language] ...]}
    links.json  [from, to, from, to ...]

A URL is relative to that of `notes.json`; `from` and `to` are indexes of notes, each pair once.
Behind the tree's `own` notes stand its guests: they have tags, and are no nodes of the graph.
"""

import msgspec

from kb.model import Network, Site, Tree
from kb.names import NotePath, relative_url


def notes_data(site: Site, tree: Tree, file: str) -> bytes:
    """`file` is where it will lie, relative to the site's folder."""
    tags: dict[str, int] = {}
    languages: dict[str, int] = {}
    notes = []
    shown = site.shown[tree.language]
    own_notes = _notes(site, tree)
    for path in (*own_notes, *site.guests.get(tree.language, ())):
        place = shown[path]
        own = [
            tags.setdefault(site.tags[tree.language, key].name, len(tags))
            for key in site.outlines[path].distinct_tags()
        ]
        language = languages.setdefault(place.language, len(languages))
        notes.append((place.title, relative_url(place.url, file), own, language))
    return msgspec.json.encode(
        {
            "tags": list(tags),
            "languages": list(languages),
            "own": len(own_notes),
            "notes": notes,
        }
    )


def links_data(network: Network, tree: Tree) -> bytes:
    numbers = {path: number for number, path in enumerate(_notes(network.site, tree))}
    flat: list[int] = []
    for path, own in numbers.items():
        leads = (t.path for t in network.linked[path].targets if t is not None)
        for target in dict.fromkeys(leads):
            if target in numbers and target != path:
                flat += (own, numbers[target])
    return msgspec.json.encode(flat)


def _notes(site: Site, tree: Tree) -> list[NotePath]:
    return [path for path, place in site.places.items() if place.tree == tree]
