"""What somebody who types `kb rename OLD NEW` wants.

In: the two names and the site. Out: which notes move, which heading or which tag changes.
"""

import posixpath
from collections.abc import Iterable

from msgspec import Struct

from kb.link import NOTE_SUFFIX, name_key, split_language, stem_of
from kb.model import Outline, Site
from kb.names import NotePath, Tag, nfc, tag
from kb.parse.tags import is_tag
from kb.patterns import pattern
from kb.problems import nearest
from kb.renaming.refused import RenameRefused
from kb.renaming.spelling import words
from kb.strings import mark

_UNFIT = pattern(r'[|#^\[\]\\:*?"<>\x00-\x1f]')


class NoteRename(Struct, frozen=True):
    moves: dict[NotePath, NotePath]
    """A note and its translations: where each lay, and where it will lie."""


class HeadingRename(Struct, frozen=True):
    path: NotePath
    index: int
    """In the note's headings."""
    old: str
    new: str


class TagRename(Struct, frozen=True):
    old: Tag
    new: Tag

    def renamed(self, name: Tag) -> Tag | None:
        """What `name` is called then; None for a tag that stays."""
        old = self.old.casefold()
        if name.casefold() == old or name.casefold().startswith(f"{old}/"):
            return Tag(self.new + name[len(self.old) :])
        return None


Wanted = NoteRename | HeadingRename | TagRename


def find_wanted(site: Site, old: str, new: str, *, merge: bool = False) -> Wanted:
    """`site` holds private notes as well.

    Raises:
        RenameRefused: nothing is called `old`, several are, or `new` cannot be taken.
    """
    old, new = nfc(old.strip()), nfc(new.strip())
    if old.startswith("#") and new.startswith("#"):
        return _tag(site, old, new, merge=merge)
    name, hash_sign, heading = old.partition("#")
    path = _note(site, name.strip())
    if hash_sign:
        return _heading(path, site.outlines[path], heading, new.removeprefix("#").strip())
    return NoteRename(_moves(site, path, new))


# --- notes ---


def _note(site: Site, name: str) -> NotePath:
    bare = NOTE_SUFFIX.sub("", posixpath.normpath(name.strip("/")))
    key = name_key(bare)
    found = site.names.get(name_key(posixpath.basename(bare)), ())
    if "/" in bare or name.startswith("/"):
        at = [path for path in found if name_key(NOTE_SUFFIX.sub("", path)) == key]
        ends = [p for p in found if name_key(NOTE_SUFFIX.sub("", p)).endswith(f"/{key}")]
        found = tuple(at or ([] if name.startswith("/") else ends))
    families = {_family(site, path): path for path in reversed(found)}
    if len(families) > 1:
        # A file at the root has no folder to be told apart by but its whole name.
        whole = [path for path in found if name_key(path) == name_key(name)]
        if len(whole) != 1:
            raise RenameRefused(
                mark("Several notes are called {name}: {paths}. Name one with its folder."),
                name=name,
                paths=", ".join(sorted(found)),
            )
        return whole[0]
    if not families:
        near = nearest(name_key(posixpath.basename(bare)), site.names)
        raise _nothing(mark("No note is called {name}."), name, near)
    exact = [
        path for path in found if name_key(stem_of(path)) == name_key(posixpath.basename(bare))
    ]
    return (exact or list(found))[0]


def _nothing(sentence: str, name: str, near: str | None) -> RenameRefused:
    if near is None:
        return RenameRefused(sentence, name=name)
    return RenameRefused(
        mark("Nothing is called {name}; did you mean {nearest}?"), name=name, nearest=near
    )


def _family(site: Site, path: NotePath) -> tuple[str, str]:
    """What a note shares with its translations: its folder, and its name without a language."""
    return posixpath.dirname(path), name_key(split_language(stem_of(path), site.trees)[0])


def _moves(site: Site, path: NotePath, new: str) -> dict[NotePath, NotePath]:
    folder, stem = _new_name(path, new)
    new_base, new_language = split_language(stem, site.trees)
    old_base, old_language = split_language(stem_of(path), site.trees)
    family = [each for each in site.outlines if _family(site, each) == _family(site, path)]
    if new_language != old_language:
        if new_language and len(family) > 1:
            raise RenameRefused(
                mark(
                    "{new} names one language, but {old} has translations, which are renamed "
                    "along: leave the language out."
                ),
                new=new,
                old=path,
            )
        if new_language:
            old_base, new_base = stem_of(path), stem
    moves = {}
    for each in family:
        tail = stem_of(each)[len(old_base) :] + posixpath.splitext(each)[1]
        moves[each] = NotePath(posixpath.join(folder, f"{new_base}{tail}"))
    if all(before == after for before, after in moves.items()):
        raise RenameRefused(mark("{path} is called so already."), path=path)
    return moves


def _new_name(path: NotePath, new: str) -> tuple[str, str]:
    """The folder and the stem that `new` means for the note at `path`."""
    if new.endswith("/"):
        new = f"{new}{stem_of(path)}"
    bare = NOTE_SUFFIX.sub("", new)
    folder = posixpath.dirname(path)
    if "/" in bare:
        folder, bare = posixpath.split(posixpath.normpath(bare.lstrip("/")))
    parts = [*folder.split("/"), bare] if folder else [bare]
    odd = "".join(dict.fromkeys(_UNFIT.findall(folder + bare)))
    if odd:
        raise RenameRefused(
            mark("A note's name cannot hold {characters}, or no link could name it."),
            characters=" ".join(odd),
        )
    if not bare or any(part in ("", "..") or part != part.strip(" .") for part in parts):
        raise RenameRefused(
            mark(
                "{new} cannot be a note's name: it is empty, leads out of the vault, or "
                "begins or ends with a dot or a space."
            ),
            new=new,
        )
    return folder, bare


# --- headings ---


def _heading(path: NotePath, outline: Outline, old: str, new: str) -> HeadingRename:
    wanted = [words(part) for part in old.split("#") if part.strip()]
    headings = outline.headings
    found = -1
    for index, heading in enumerate(headings):
        if heading.text == old.strip() or (wanted and words(heading.text) == wanted[-1]):
            above = iter([words(each.text) for each in headings[:index]])
            if all(part in above for part in wanted[:-1]):
                found = index
                break
    if found < 0:
        texts = {words(heading.text): heading.text for heading in headings}
        near = nearest(words(old), texts)
        raise _nothing(mark("That note has no heading {name}."), old, texts.get(near or ""))
    if not new or "\n" in new:
        raise RenameRefused(mark("A heading needs at least one letter or digit."))
    others = (other for number, other in enumerate(headings) if number != found)
    if any(words(other.text) == words(new) and words(new) for other in others):
        raise RenameRefused(mark("{path} has a heading {heading} already."), path=path, heading=new)
    return HeadingRename(path, found, headings[found].text, new)


# --- tags ---


def _tag(site: Site, old: str, new: str, *, merge: bool) -> TagRename:
    wanted = TagRename(tag(old), tag(new))
    if not is_tag(wanted.new):
        raise RenameRefused(
            mark(
                "{name} cannot be a tag: it may hold letters, digits, - _ and /, "
                "and not digits only."
            ),
            name=new,
        )
    known = _tags(site.outlines.values())
    moved = {wanted.renamed(name) for name in known} - {None}
    if not moved:
        near = nearest(wanted.old.casefold(), {name.casefold() for name in known})
        raise _nothing(mark("No note has the tag {name}."), f"#{wanted.old}", near and f"#{near}")
    staying = {name.casefold(): name for name in known if wanted.renamed(name) is None}
    taken = sorted(
        staying[name.casefold()] for name in moved if name and name.casefold() in staying
    )
    if taken and not merge:
        raise RenameRefused(
            mark("There is a tag #{name} already. To make one of the two, use --merge."),
            name=taken[0],
        )
    return wanted


def _tags(outlines: Iterable[Outline]) -> set[Tag]:
    return {use.name for outline in outlines for use in (*outline.front_matter.tags, *outline.tags)}
