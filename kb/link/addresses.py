"""The addresses that lead to a note beside its own: its aliases, and those that it had before.

In: outlines and places. Out: which notes an address leads to, and a finding for each that cannot
be one.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from urllib.parse import unquote, urlsplit

from kb.model import Outline, Place, Site, Tree
from kb.names import Address, Language, NotePath, Slug, nfc, page_file
from kb.problems import Finding, Rule, find

Findings = list[tuple[NotePath, Finding]]


def alias_addresses(
    outlines: Mapping[NotePath, Outline],
    places: Mapping[NotePath, Place],
    trees: tuple[Tree, ...],
) -> dict[tuple[Language, Slug], tuple[NotePath, ...]]:
    """The notes of each alias. The default tree, whose addresses have no prefix and are what people
    type, leads to notes of other trees where it has none itself.
    """
    found: dict[tuple[Language, Slug], list[NotePath]] = {}
    for path, outline in outlines.items():
        for alias in outline.front_matter.aliases:
            paths = found.setdefault((places[path].tree.language, alias.slug), [])
            # Two aliases of a note may differ by case only.
            if not paths or paths[-1] != path:
                paths.append(path)
    default = trees[0].language
    own = {slug for language, slug in found if language == default}
    for tree in trees[1:]:
        for language, slug in list(found):
            if language == tree.language and slug not in own:
                found.setdefault((default, slug), []).extend(found[language, slug])
    return {key: tuple(paths) for key, paths in found.items()}


def other_aliases(
    site: Site, path: NotePath, changed: Iterable[Slug]
) -> dict[tuple[Language, Slug], tuple[NotePath, ...]]:
    """What `alias_addresses` gives where the note at `path` gets each alias of `changed` that it
    does not have, and loses each that it has.
    """
    found = dict(site.aliases)
    own, default = site.places[path].tree.language, site.trees[0].language
    for slug in changed:
        paths = {tree.language: _of_tree(site, tree, slug) for tree in site.trees}
        paths[own] = tuple(sorted({*paths[own]} ^ {path}))
        paths[default] = paths[default] or tuple(chain.from_iterable(paths.values()))
        for language, notes in paths.items():
            found.pop((language, slug), None)
            if notes:
                found[language, slug] = notes
    return found


def _of_tree(site: Site, tree: Tree, slug: Slug) -> tuple[NotePath, ...]:
    """The notes of a tree that have an alias, without those that the default tree borrows."""
    notes = site.aliases.get((tree.language, slug), ())
    return tuple(path for path in notes if site.places[path].tree == tree)


def redirects(
    outlines: Mapping[NotePath, Outline],
    taken: Mapping[str, str],
    ours: tuple[str, ...],
    directory_urls: bool,
) -> tuple[dict[str, NotePath], Findings]:
    """File -> the note that `redirect_from` leads to.

    `taken` are the files of pages and attachments, with what they belong to; `ours` the beginnings
    of files that are no author's to name.
    """
    found: dict[str, NotePath] = {}
    findings: Findings = []
    claims = _Claims(taken)
    for path, outline in outlines.items():
        front = outline.front_matter
        for typed in front.redirect_from:
            place = front.places.get("redirect-from", (1, 1))
            file = _file_of(typed, directory_urls)
            if file is None or file.casefold().startswith(ours):
                findings.append((path, find(Rule.REDIRECT_UNUSABLE, *place, address=typed)))
                continue
            holder = claims.holder(file)
            if holder is None:
                claims.add(file, path)
                found[file] = path
            elif holder != path:
                # What stands there twice, or is the note's own address by now, does no harm.
                words = {"address": typed, "other": holder}
                findings.append((path, find(Rule.REDIRECT_TAKEN, *place, **words)))
    return found, findings


class _Claims:
    """Which files belong to whom, on file systems that do not tell upper from lower case."""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        for file, owner in taken.items():
            self.add(file, owner)

    def add(self, file: str, owner: str) -> None:
        folded = file.casefold()
        self._files[folded] = owner
        for folder in _above(folded):
            self._folders.setdefault(folder, owner)

    def holder(self, file: str) -> str | None:
        """Whose it is, or whose file would have to be a folder, or the other way round."""
        folded = file.casefold()
        above = (self._files.get(folder) for folder in _above(folded))
        return (
            self._files.get(folded) or self._folders.get(folded) or next(filter(None, above), None)
        )


def _above(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def _file_of(typed: str, directory_urls: bool) -> str | None:
    """The file that a server gives for an address; None for what no address within a site is."""
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = nfc(unquote(parts.path)).strip()
    segments = path.strip("/").split("/")
    if not all(map(_is_possible, segments)):
        return None
    bare = "/".join(segments)
    if bare.lower().endswith((".html", ".htm")):
        return bare
    return page_file(Address(bare + "/" * path.endswith("/")), directory_urls)


def _is_possible(segment: str) -> bool:
    """Whether any file system can hold it, and it leads nowhere else."""
    return (
        bool(segment)
        and not segment.startswith(".")
        and segment.isprintable()
        and "\\" not in segment
        and len(segment.encode("utf-8", "replace")) <= 240
    )
