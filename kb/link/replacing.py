"""A site with another outline for one of its notes.

In: a site and what a note says now. Out: the site that `make_site` would make, for a small part of
its work; None where the note gets another place, or comes or goes: then the site is made anew.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kb.config import Settings
from kb.letters import title_order
from kb.link.addresses import other_aliases
from kb.link.places import place_again
from kb.link.retag import retag
from kb.link.site import by_title, file_names, nearness, spoken_names
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.link.translations import retitled_guests
from kb.model import Folder, Outline, Place, Site
from kb.names import Language, NotePath, Slug


def replace_outline(
    site: Site, path: NotePath, outline: Outline, settings: Settings
) -> Site | None:
    old, place = site.outlines.get(path), site.places.get(path)
    if old is None or place is None or outline.front_matter.private:
        return None
    moved, moves = old.front_matter, outline.front_matter
    if (moved.redirect_from, moves.redirect_from) != ((), ()):
        return None  # its findings stand among those of all notes
    if (moved.translation_of, moves.translation_of) != (None, None):
        return None  # so do these, and it may be a guest no more
    new_place = place_again(path, outline, place, site.trees, settings)
    if new_place is None:
        return None
    outlines = {**site.outlines, path: outline}
    changes: dict[str, Any] = {}
    if new_place != place:
        changes["places"] = {**site.places, path: new_place}
        changes["guests"] = retitled_guests(site.guests, path, new_place.title)
        changes["folders"] = _retitled(replace(site, **changes), path)
    before, after = own_names(site, path), _keys(spoken_names(outline, new_place))
    if before != after:
        if _names_translated(site, before ^ after):
            return None
        names = _renamed(site, path, before, after)
        changes["names"] = names
    if old.distinct_tags() != outline.distinct_tags():
        tags = retag(site, path, outlines)
        changes |= {
            "tags": tags.tags,
            "tag_pages": tags.pages,
            "tag_layouts": tags.layouts,
            "varied_tags": tags.varied,
        }
    if changed := _slugs(old) ^ _slugs(outline):
        changes["aliases"] = other_aliases(site, path, changed)
    made = replace(site, outlines=outlines, **changes)
    return replace(made, namesakes=_namesakes(site, made, path)) if before != after else made


def _names_translated(site: Site, names: frozenset[str]) -> bool:
    """Whether one of `names` is that of a note which another one translates."""
    links = (outline.front_matter.translation_of for outline in site.outlines.values())
    bare = (NOTE_SUFFIX.sub("", link.target) for link in links if link is not None)
    return any(name_key(posixpath.basename(name)) in names for name in bare)


def _slugs(outline: Outline) -> set[Slug]:
    return {alias.slug for alias in outline.front_matter.aliases}


def _namesakes(before: Site, after: Site, path: NotePath) -> frozenset[NotePath]:
    """Those who shared a name with the note, or do now, are asked again."""
    asked = {path}
    for site in (before, after):
        for key in own_names(site, path):
            asked.update(after.names.get(key, ()), before.names.get(key, ()))
    shared = {each for each in asked if any(_shared_names(after, each))}
    return (before.namesakes - asked) | shared


def _shared_names(site: Site, path: NotePath) -> Iterator[str]:
    for key in own_names(site, path):
        paths = site.names.get(key, ())
        if len(paths) > 1 and not _is_file_name(site, key, paths):
            yield key


def own_names(site: Site, path: NotePath) -> frozenset[str]:
    """By what else than its file a note is called, as keys of `Site.names`."""
    return _keys(spoken_names(site.outlines[path], site.places[path]))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(name_key, names))


def _renamed(
    site: Site, path: NotePath, before: frozenset[str], after: frozenset[str]
) -> dict[str, tuple[NotePath, ...]]:
    names = dict(site.names)
    for key in before ^ after:
        known = names.get(key, ())
        if _is_file_name(site, key, known):
            continue  # a title never takes a link away from a file
        left = {each for each in known if each != path} | ({path} if key in after else set())
        if left:
            names[key] = tuple(sorted(left, key=nearness))
        else:
            names.pop(key, None)
    return names


def _is_file_name(site: Site, key: str, paths: Iterable[NotePath]) -> bool:
    return any(key in _keys(file_names(path, site.trees)) for path in paths)


def _retitled(site: Site, path: NotePath) -> dict[tuple[Language, str], Folder]:
    """Folders list their notes and subfolders by title, and have that of their own note."""
    changed = dict(site.folders)
    for language, shown in site.shown.items():
        if path in shown:
            _retitle(changed, language, path, shown)
    return changed


def _retitle(
    folders: dict[tuple[Language, str], Folder],
    language: Language,
    path: NotePath,
    places: Mapping[NotePath, Place],
) -> None:
    """In one tree."""
    place = places[path]
    own = language, place.address.rstrip("/")
    if (folder := folders.get(own)) is not None and folder.index == path:
        folders[own] = replace(folder, title=place.title)
        if own[1]:
            above = language, posixpath.dirname(own[1])
            inner = sorted(
                folders[above].folders,
                key=lambda sub: (title_order(folders[language, sub].title, language), sub),
            )
            folders[above] = replace(folders[above], folders=tuple(inner))
        return
    within = language, posixpath.dirname(path)
    folders[within] = replace(
        folders[within], notes=by_title(folders[within].notes, places, language)
    )
