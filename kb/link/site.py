"""Puts outlines together.

In: outlines and the paths of attachments. Out: a `Site`.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kb.config import Settings
from kb.letters import title_order
from kb.link.addresses import alias_addresses, redirects
from kb.link.places import place_notes, split_language, stem_of, trees_of
from kb.link.site_names import name_key
from kb.link.tags import make_tags
from kb.link.translations import find_sets, place_guests
from kb.model import Folder, Outline, Place, Section, Site, Tree
from kb.names import Address, Language, NotePath, page_file, page_url


def make_site(
    outlines: Mapping[NotePath, Outline], attachments: Iterable[NotePath], settings: Settings
) -> Site:
    """The site of all notes that are not private."""
    public = {path: note for path, note in outlines.items() if not note.front_matter.private}
    trees = trees_of(settings.languages, public)
    places, findings = place_notes(public, trees, settings)
    sections = _sections(places)
    attached = tuple(attachments)
    directories = settings.use_directory_urls
    names, namesakes = _names(public, places, trees)
    translations, untrue = find_sets(public, places, names, trees)
    guests = place_guests(places, translations, trees, directories)
    shown = {
        tree.language: {path: place for path, place in places.items() if place.tree == tree}
        | guests.get(tree.language, {})
        for tree in trees
    }
    folders = _folders(shown, trees, settings)
    tags = make_tags(public, shown, trees, sections[Section.TAGS], directories)
    aliases = alias_addresses(public, places, trees)
    moved = {path: note for path, note in public.items() if note.front_matter.redirect_from}
    taken = _taken(shown, attached, folders) if moved else {}
    redirected, wrong = redirects(moved, taken, _ours(trees, sections), directories)
    return Site(
        trees=trees,
        outlines=public,
        places=places,
        translations=translations,
        guests=guests,
        folders=folders,
        names=names,
        namesakes=namesakes,
        private=frozenset(
            name_key(name)
            for path, note in outlines.items()
            if note.front_matter.private
            for name in (path.rpartition(".")[0], stem_of(path), *_aliases(note))
        ),
        attachments=_by_name(attached),
        findings=(*findings, *untrue, *wrong),
        sections=sections,
        tags=tags.tags,
        varied_tags=tags.varied,
        aliases=aliases,
        redirects=redirected,
        tag_pages=tags.pages,
        tag_layouts=tags.layouts,
        directory_urls=directories,
    )


def _taken(
    shown: Mapping[Language, Mapping[NotePath, Place]],
    attachments: Iterable[NotePath],
    folders: Mapping[tuple[Language, str], Folder],
) -> dict[str, str]:
    """The files that are somebody's, and whose."""
    taken: dict[str, str] = {path: path for path in attachments}
    taken.update((folder.file, folder.title) for folder in folders.values())
    for places in shown.values():
        taken.update((place.file, path) for path, place in places.items())
    return taken


def _ours(trees: tuple[Tree, ...], sections: Mapping[Section, str]) -> tuple[str, ...]:
    """How the files begin that we make beside pages of notes and folders."""
    own = ("404.html", *(f"{name}/" for name in sections.values()))
    return ("assets/", *(tree.prefix + name for tree in trees for name in own))


def _sections(places: Mapping[NotePath, Place]) -> dict[Section, str]:
    """Where an author has a folder or note called `tags`, the page that we make steps aside."""
    taken = {place.address.partition("/")[0].casefold() for place in places.values()}
    return {
        section: section.value if section.value not in taken else f"kb-{section.value}"
        for section in Section
    }


def _names(
    outlines: Mapping[NotePath, Outline],
    places: Mapping[NotePath, Place],
    trees: tuple[Tree, ...],
) -> tuple[dict[str, tuple[NotePath, ...]], frozenset[NotePath]]:
    """File names first: a title never takes a link away from the file of that name.

    The second are those who share a title or alias.
    """
    files: dict[str, list[NotePath]] = {}
    others: dict[str, list[NotePath]] = {}
    for path, outline in outlines.items():
        for name in file_names(path, trees):
            _add(files, name, path)
        for name in spoken_names(outline, places[path]):
            _add(others, name, path)
    shared = (paths for name, paths in others.items() if len(paths) > 1 and name not in files)
    namesakes = frozenset(path for paths in shared for path in paths)
    return {**_nearest_first(others), **_nearest_first(files)}, namesakes


def spoken_names(outline: Outline, place: Place) -> Iterator[str]:
    """The names of a note beside those of its file; one may occur twice."""
    for name in (outline.front_matter.title, place.title, *_aliases(outline)):
        if name:
            yield name


def file_names(path: NotePath, trees: tuple[Tree, ...]) -> tuple[str, ...]:
    """The names that a note has by its file; `x.en` answers to `x` as well, in its own tree."""
    stem = stem_of(path)
    bare, _ = split_language(stem, trees)
    return (stem,) if bare == stem else (stem, bare)


def _aliases(outline: Outline) -> Iterator[str]:
    return (alias.name for alias in outline.front_matter.aliases)


def _add(found: dict[str, list[NotePath]], name: str, path: NotePath) -> None:
    """Once for each note: one that has a name twice says so in a row."""
    key = name_key(name)
    paths = found.get(key)
    if paths is None:
        found[key] = [path]
    elif paths[-1] != path:
        paths.append(path)


def _nearest_first(found: Mapping[str, list[NotePath]]) -> dict[str, tuple[NotePath, ...]]:
    return {
        name: tuple(paths if len(paths) == 1 else sorted(paths, key=nearness))
        for name, paths in found.items()
    }


def nearness(path: NotePath) -> tuple[int, str]:
    """Where several files have a name, Obsidian takes the one that lies highest."""
    return path.count("/"), path


def _by_name(paths: Iterable[NotePath]) -> dict[str, tuple[NotePath, ...]]:
    found: defaultdict[str, list[NotePath]] = defaultdict(list)
    for path in paths:
        found[name_key(posixpath.basename(path))].append(path)
    return _nearest_first(found)


def _folders(
    shown: Mapping[Language, Mapping[NotePath, Place]], trees: tuple[Tree, ...], settings: Settings
) -> dict[tuple[Language, str], Folder]:
    """Every folder that holds something to read in a tree, and the root of every tree."""
    folders = {}
    for tree in trees:
        for folder in _folders_of(shown[tree.language], tree, settings):
            folders[tree.language, folder.name] = folder
    return folders


def _folders_of(
    places: Mapping[NotePath, Place], tree: Tree, settings: Settings
) -> Iterator[Folder]:
    notes: defaultdict[str, list[NotePath]] = defaultdict(list)
    subfolders: defaultdict[str, set[str]] = defaultdict(set)
    index: dict[str, NotePath] = {}
    counts: defaultdict[str, int] = defaultdict(int)
    for path, place in places.items():
        folder = posixpath.dirname(path)
        if place.address == "" or place.address.endswith("/"):
            folder = place.address.rstrip("/")
            index[folder] = path
        else:
            notes[folder].append(path)
        while True:
            counts[folder] += 1
            if not folder:
                break
            parent = posixpath.dirname(folder)
            subfolders[parent].add(folder)
            folder = parent
    titles = {
        name: places[found].title if (found := index.get(name)) else posixpath.basename(name)
        for name in (*counts, "")
    }
    for name in sorted(titles):
        address = Address(f"{name}/" if name else "")
        yield Folder(
            name=name,
            title=titles[name],
            url=page_url(tree.prefix, address, settings.use_directory_urls),
            file=tree.prefix + page_file(address, settings.use_directory_urls),
            index=index.get(name, NotePath("")),
            notes=by_title(notes[name], places, tree.language),
            folders=tuple(
                sorted(
                    subfolders[name], key=lambda sub: (title_order(titles[sub], tree.language), sub)
                )
            ),
            count=counts[name],
        )


def by_title(
    paths: Iterable[NotePath], places: Mapping[NotePath, Place], language: Language
) -> tuple[NotePath, ...]:
    """In the order in which a reader of `language` looks for titles."""
    return tuple(sorted(paths, key=lambda path: (title_order(places[path].title, language), path)))
