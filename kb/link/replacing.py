"""A site with another outline for one of its notes.

In: a site and what a note says now. Out: the site that `make_site` would make, for a small part of
its work; None where the note gets another place, or comes or goes: then the site is made anew.
"""

import posixpath
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kb.config import Settings
from kb.link.places import place_again
from kb.link.site import by_title, file_names, name_key, nearness, spoken_names
from kb.link.tags import make_tags
from kb.model import Folder, Outline, Place, Section, Site
from kb.names import Language, NotePath


def replace_outline(
    site: Site, path: NotePath, outline: Outline, settings: Settings
) -> Site | None:
    old, place = site.outlines.get(path), site.places.get(path)
    if old is None or place is None or outline.front_matter.private:
        return None
    new_place = place_again(path, outline, place, site.trees, settings)
    if new_place is None:
        return None
    outlines = {**site.outlines, path: outline}
    places, folders = site.places, site.folders
    if new_place != place:
        places = {**places, path: new_place}
        folders = _retitled(folders, path, new_place, places)
    before, after = own_names(site, path), _keys(spoken_names(outline, new_place))
    tags = site.tags
    if old.distinct_tags() != outline.distinct_tags():
        section = site.sections[Section.TAGS]
        tags = make_tags(outlines, places, site.trees, section, settings.use_directory_urls)
    return replace(
        site,
        outlines=outlines,
        places=places,
        folders=folders,
        names=_renamed(site, path, before, after) if before != after else site.names,
        tags=tags,
    )


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


def _retitled(
    folders: Mapping[tuple[Language, str], Folder],
    path: NotePath,
    place: Place,
    places: Mapping[NotePath, Place],
) -> dict[tuple[Language, str], Folder]:
    """Folders list their notes and subfolders by title, and have that of their own note."""
    changed = dict(folders)
    language = place.tree.language
    own = language, place.address.rstrip("/")
    if (folder := folders.get(own)) is not None and folder.index == path:
        changed[own] = replace(folder, title=place.title)
        above = language, posixpath.dirname(own[1])
        if own[1]:
            inner = sorted(
                folders[above].folders,
                key=lambda sub: (changed[language, sub].title.casefold(), sub),
            )
            changed[above] = replace(changed[above], folders=tuple(inner))
        return changed
    within = language, posixpath.dirname(path)
    changed[within] = replace(folders[within], notes=by_title(folders[within].notes, places))
    return changed
