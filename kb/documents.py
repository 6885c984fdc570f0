"""What readers can find: each note in its own language, and the pages of tags.

In: the network of notes, and what was run. Out: `Document`s without what their texts show, which
are no part of a network.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from kb.link import INDEX_NAMES, split_language, stem_of
from kb.model import Document, DocumentKind, Has, Network, Place, Site
from kb.names import Language, NotePath, Url
from kb.runs import Runs


def documents(network: Network, runs: Runs) -> Iterator[tuple[str, Document]]:
    """All of a site, each by a name that no other has: of a note its path, which begins with no
    slash.
    """
    for path in network.site.places:
        yield path, note_document(network, path, runs)
    yield from tag_documents(network.site)


def note_document(network: Network, path: NotePath, runs: Runs) -> Document:
    """A note in its own language; what other trees show of it is led to."""
    site = network.site
    place, outline = site.places[path], site.outlines[path]
    versions, ran = site.versions(path), runs.notes.get(path)
    front = outline.front_matter
    tags = (site.tags[place.tree.language, key].name for key in outline.distinct_tags())
    found = Document(
        DocumentKind.NOTE,
        versions[0],
        versions.index(path),
        place.url,
        place.title,
        place.language,
        aliases=tuple(_other_names(site, path)),
        tags=tuple(tags),
        created=front.created,
        modified=front.modified,
        has=(Has.PLOT,) if ran is not None and ran.drawn else (),
    )
    return found if len(site.trees) == 1 else replace(found, versions=_versions(site, path, place))


def _other_names(site: Site, path: NotePath) -> Iterator[str]:
    """What it is called beside its title: by its author, and by its file."""
    front = site.outlines[path].front_matter
    stem, _ = split_language(stem_of(path), site.trees)
    # `index` is what any folder's note is called.
    own = "" if stem.lower() in INDEX_NAMES else stem
    title = site.places[path].title
    names = [alias.name for alias in front.aliases if alias.name.casefold() != title.casefold()]
    yield from dict.fromkeys(names)
    known = {_spelling(name) for name in (title, *names)}
    for name in (front.title, own):
        key = _spelling(name)
        if key and key not in known:
            known.add(key)
            yield name


def _spelling(name: str) -> str:
    """Roughly, as it is asked of every name after each edit of a title."""
    return "".join(name.casefold().replace("-", " ").replace("_", " ").split())


def tag_documents(site: Site) -> Iterator[tuple[str, Document]]:
    """The pages of tags, those included that only stand above others."""
    languages = [tree.language for tree in site.trees]
    for (language, key), tagged in site.tags.items():
        versions = {}
        if len(languages) > 1:
            versions = {
                other: site.tags[other, key].url
                for other in languages
                if other != language and (other, key) in site.tags
            }
        yield (
            f"/#{language} {key}",
            Document(
                DocumentKind.TAG,
                f"/#{key}",
                languages.index(language),
                tagged.url,
                tagged.name,
                language,
                versions=versions,
            ),
        )


def _versions(site: Site, path: NotePath, place: Place) -> dict[Language, Url]:
    """The page that readers of each other tree are led to: its own there, or that of a guest."""
    seen = ((tree.language, site.seen[tree.language].get(path)) for tree in site.trees)
    return {
        language: found.url
        for language, found in seen
        if found is not None and found.url != place.url
    }
