"""Which notes say the same in different languages, and what a tree shows of those that it lacks.

In: the places and names of all notes. Out: sets of translations, the places of guests, and a
finding for each translation that cannot be one.

Notes of one name belong together, `x.md` and `x.en.md`; so does a note with the one that its
`translation_of` names. A set has no more than one note in a tree.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from kb.link.places import other_address, split_language, stem_of
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.model import Outline, Place, Tree
from kb.names import Address, Language, NotePath, page_file, page_url
from kb.problems import Finding, Rule, find

Names = Mapping[str, tuple[NotePath, ...]]
Sets = dict[NotePath, tuple[NotePath, ...]]
Findings = list[tuple[NotePath, Finding]]


def find_sets(
    outlines: Mapping[NotePath, Outline],
    places: Mapping[NotePath, Place],
    names: Names,
    trees: tuple[Tree, ...],
) -> tuple[Sets, Findings]:
    """For each note that has translations, or is one, all of its set; the original first."""
    declared = {
        path: outline.front_matter.translation_of.target
        for path, outline in outlines.items()
        if outline.front_matter.translation_of is not None
    }
    if len(trees) == 1 and not declared:
        return {}, []
    return _Sets(outlines, places, names, trees, declared).found()


class _Sets:
    """The work of one `find_sets`."""

    def __init__(
        self,
        outlines: Mapping[NotePath, Outline],
        places: Mapping[NotePath, Place],
        names: Names,
        trees: tuple[Tree, ...],
        declared: Mapping[NotePath, str],
    ) -> None:
        self.outlines, self.places, self.names, self.trees = outlines, places, names, trees
        self.findings: Findings = []
        self.originals = dict(self._originals(declared))

    def found(self) -> tuple[Sets, Findings]:
        alike: dict[str, list[NotePath]] = {}
        for path, place in self.places.items():
            if path not in self.originals:
                alike.setdefault(place.address.rstrip("/"), []).append(path)
        sets: dict[NotePath, list[NotePath]] = {}
        first: dict[NotePath, NotePath] = {}
        for paths in alike.values():
            if len(paths) > 1:
                paths.sort(key=self._rank)
                sets[paths[0]] = paths
                first.update((path, paths[0]) for path in paths)
        for path in sorted(self.originals):
            root = self._root(path)
            own = sets.setdefault(first.get(root, root), [first.get(root, root)])
            tree = self.places[path].tree
            held = next((other for other in own if self.places[other].tree == tree), None)
            if held is None:
                own.append(path)
            elif held != path and self._language(held) == self._language(path):
                # Of two languages without a tree nothing can be said: both lie in the first one.
                rule = Rule.TRANSLATION_SAME_LANGUAGE
                self._find(rule, path, other=held, language=self._language(path))
        found: Sets = {}
        for own in sets.values():
            if len(own) > 1:
                found.update(dict.fromkeys(own, tuple(own)))
        return found, self.findings

    def _originals(self, declared: Mapping[NotePath, str]) -> Iterator[tuple[NotePath, NotePath]]:
        """What each translation is of; a broken link is told of as such."""
        for path, name in declared.items():
            original = self._named(path, name)
            if original == path:
                self._find(Rule.TRANSLATION_OF_ITSELF, path)
            elif original is not None:
                yield path, original

    def _find(self, rule: Rule, path: NotePath, **values: str) -> None:
        place = self.outlines[path].front_matter.places.get("translation-of", (1, 1))
        self.findings.append((path, find(rule, *place, **values)))

    def _named(self, path: NotePath, name: str) -> NotePath | None:
        """The note of another tree that `name` means, else one of the same tree."""
        bare = NOTE_SUFFIX.sub("", name)
        key = name_key(posixpath.basename(bare))
        folder = posixpath.dirname(path)
        end = name_key(posixpath.normpath(posixpath.join(folder, bare))) if "/" in bare else ""
        candidates = [
            other
            for other in self.names.get(key, ())
            if "/" not in bare or _is_called(other, name_key(bare.strip("/")), end)
        ]
        tree = self.places[path].tree

        def distance(other: NotePath) -> tuple[bool, bool, bool]:
            away = posixpath.dirname(other) != folder
            return other == path, self.places[other].tree == tree, away

        return min(candidates, key=distance, default=None)

    def _language(self, path: NotePath) -> Language:
        return self.places[path].language

    def _root(self, path: NotePath) -> NotePath:
        """What a translation of a translation was first."""
        seen = {path}
        while (original := self.originals.get(path)) is not None:
            if original in seen:
                return min(seen)
            seen.add(original)
            path = original
        return path

    def _rank(self, path: NotePath) -> tuple[bool, int]:
        """Of notes with one name the original is the one without a suffix, else that of the first
        tree.
        """
        stem = stem_of(path)
        plain = split_language(stem, self.trees)[0] == stem
        return not plain, self.trees.index(self.places[path].tree)


def _is_called(path: NotePath, end: str, whole: str) -> bool:
    own = name_key(NOTE_SUFFIX.sub("", path))
    return own in (end, whole) or own.endswith(f"/{end}")


def place_guests(
    places: Mapping[NotePath, Place],
    sets: Mapping[NotePath, tuple[NotePath, ...]],
    trees: tuple[Tree, ...],
    directory_urls: bool,
) -> dict[Language, dict[NotePath, Place]]:
    """Each tree shows the originals that nobody has translated into its language; at their own
    address, where no note of the tree has it.
    """
    if len(trees) == 1:
        return {}
    taken = {place.file for place in places.values()}
    guests: dict[Language, dict[NotePath, Place]] = {}
    for tree in trees:
        own: dict[NotePath, Place] = {}
        for path in _lacking(places, sets, tree):
            place = places[path]
            address, number = place.address, 0
            while (file := tree.prefix + page_file(address, directory_urls)) in taken:
                number += 1
                address = other_address(place.address, stem_of(path), number)
            taken.add(file)
            url = page_url(tree.prefix, address, directory_urls)
            own[path] = Place(tree, Address(address), url, file, place.title, place.language)
        guests[tree.language] = own
    return guests


def retitled_guests(
    guests: Mapping[Language, Mapping[NotePath, Place]], path: NotePath, title: str
) -> dict[Language, dict[NotePath, Place]]:
    """The same, where the note at `path` is called otherwise."""
    return {
        language: {**own, path: replace(own[path], title=title)} if path in own else dict(own)
        for language, own in guests.items()
    }


def _lacking(
    places: Mapping[NotePath, Place], sets: Mapping[NotePath, tuple[NotePath, ...]], tree: Tree
) -> Iterable[NotePath]:
    for path, place in places.items():
        if place.tree == tree:
            continue
        versions = sets.get(path)
        is_original = versions is None or versions[0] == path
        if is_original and all(places[other].tree != tree for other in versions or ()):
            yield path
