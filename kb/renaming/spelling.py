"""How a link's target could be written now, in the way in which its author wrote it.

In: what was typed, the note it stands in, and what it should lead to.
Out: spellings, the one most like the author's first. Whether one leads there is not asked here.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import quote, unquote

from markdown_it.common.utils import unescapeAll
from msgspec import Struct

from kb.link import NOTE_SUFFIX, name_key
from kb.model import Heading
from kb.names import NotePath, anchor, nfc
from kb.patterns import pattern
from kb.renaming.written_links import ATTRIBUTES, Notation, WrittenLink

_ENCODED = pattern(r"%[89A-Fa-f][0-9A-Fa-f]")
_NOT_IN_FRAGMENT = pattern(r"[\[\]#|^\\\r\n]|%%")
_ENTITY = r"&(?=#?\w+;)"
# What ends a target there or means something else.
_RESERVED = {
    Notation.BARE: pattern(rf"[\x00-\x20<>%#?\\|`]|{_ENTITY}"),
    Notation.ANGLE: pattern(rf"[\x00-\x1f<>%#?\\|`]|{_ENTITY}"),
    Notation.DOUBLE_QUOTED: pattern(rf"[\x00-\x1f\"<>%#?]|{_ENTITY}"),
    Notation.SINGLE_QUOTED: pattern(rf"[\x00-\x1f'<>%#?]|{_ENTITY}"),
    Notation.UNQUOTED: pattern(rf"[\x00-\x20\"'<>%#?=`]|{_ENTITY}"),
}


class Goal(Struct, frozen=True):
    """What a link should lead to, and how it is called there."""

    source: NotePath
    """The note in which the link stands, where it lies now."""
    path: NotePath
    """The note or file that it should lead to."""
    before: NotePath
    """The same as it was called when the link was typed,"""
    source_before: NotePath
    """and where the link's own note lay."""
    stems: tuple[str, ...]
    """Names of the note without folder: such as `x`, for `x.en.md`, and `x.en`."""
    stems_before: tuple[str, ...]
    title: str = ""
    """What a link through the note's title should say instead; '' where the title is the same."""


def decoded(notation: Notation, typed: str) -> str:
    """The name that `typed` stands for."""
    if notation is Notation.WIKI:
        return nfc(typed)
    return nfc(unquote(unescape(typed) if notation in ATTRIBUTES else unescapeAll(typed)))


def encoded(notation: Notation, name: str, like: str) -> str:
    """`name` so that `decoded` gives it back; as far percent-encoded as `like` is."""
    if notation is Notation.WIKI:
        return name
    if _ENCODED.search(like):
        return quote(name, safe="/~!$*,;:@+")
    text = _RESERVED[notation].sub(lambda found: f"%{ord(found[0]):02X}", name)
    if notation in ATTRIBUTES and "%20" in like:
        text = text.replace(" ", "%20")
    if notation is Notation.BARE and not _is_balanced(text):
        text = text.replace("(", "%28").replace(")", "%29")
    return text


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def names(link: WrittenLink, goal: Goal) -> Iterator[str]:
    """What could be written for the name of `link`."""
    typed = decoded(link.notation, link.name)
    wiki = link.notation is Notation.WIKI
    for name in dict.fromkeys(_wiki_names(typed, goal) if wiki else _references(typed, goal)):
        yield encoded(link.notation, name, link.name)


def goes_by_file(typed: str, goal: Goal) -> bool:
    """Whether the name that was typed is that of the file, and not a title or an alias."""
    own = name_key(_bare(posixpath.basename(typed.rstrip("/"))))
    return own in {name_key(stem) for stem in goal.stems_before} or name_key(
        posixpath.basename(typed)
    ) == name_key(posixpath.basename(goal.before))


def goes_by_way(typed: str, source: NotePath, path: NotePath) -> bool:
    """Whether `typed` is the way from the note at `source` to `path`, and not a name alone."""
    if typed.startswith("/"):
        meant = posixpath.normpath(typed.lstrip("/"))
    else:
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(source), typed))
    return name_key(_bare(meant)) == name_key(_bare(path))


def _bare(name: str) -> str:
    return NOTE_SUFFIX.sub("", name)


def _wiki_names(typed: str, goal: Goal) -> Iterator[str]:
    if not goes_by_file(typed, goal) and goal.title and "/" not in typed:
        yield goal.title
    suffix = _suffix(typed, goal)
    own = _own_names(typed, goal, suffix)
    if posixpath.dirname(goal.path) == posixpath.dirname(goal.before):
        # The author's way to it, of which only the last part is called otherwise.
        for name in own:
            yield posixpath.join(posixpath.dirname(typed), name)
    if typed.startswith(("./", "../")):
        for name in own:
            yield _relative(posixpath.join(posixpath.dirname(goal.path), name), goal, dotted=True)
    elif typed.startswith("/"):
        for name in own:
            yield f"/{posixpath.join(posixpath.dirname(goal.path), name)}"
    else:
        folders = posixpath.dirname(goal.path).split("/") if "/" in goal.path else []
        for count in range(min(typed.count("/"), len(folders)), len(folders) + 1):
            for name in own:
                yield "/".join([*folders[len(folders) - count :], name])
    for name in own:
        yield f"/{posixpath.join(posixpath.dirname(goal.path), name)}"


def _own_names(typed: str, goal: Goal, suffix: str) -> list[str]:
    """The last part of the name; first the one that answers to what was typed."""
    key = name_key(_bare(posixpath.basename(typed)))
    pairs = zip(goal.stems, goal.stems_before, strict=False)
    fitting = [stem for stem, before in pairs if name_key(before) == key]
    return [f"{stem}{suffix}" for stem in dict.fromkeys((*fitting, *goal.stems))]


def _suffix(typed: str, goal: Goal) -> str:
    """What stands behind a stem: a note's is written only where it was, a file's always."""
    own = posixpath.splitext(goal.path)[1]
    if not NOTE_SUFFIX.search(goal.path):
        return own
    found = NOTE_SUFFIX.search(typed)
    if found is None:
        return ""
    return found[0] if found[0].casefold() == own.casefold() else own


def _references(typed: str, goal: Goal) -> Iterator[str]:
    suffix = _suffix(typed, goal)
    full = goal.path if not NOTE_SUFFIX.search(goal.path) else _bare(goal.path) + suffix
    if not goes_by_way(typed, goal.source_before, goal.before):
        # It was found by its name alone, as a link in double brackets is.
        yield from _wiki_names(typed.removeprefix("./"), goal)
    if typed.startswith("/"):
        yield f"/{full}"
        return
    way = posixpath.join(posixpath.dirname(typed), posixpath.basename(full))
    if goes_by_way(way, goal.source, goal.path):
        yield way
    yield _relative(full, goal, dotted=typed.startswith("./"))
    yield f"/{full}"


def _relative(full: str, goal: Goal, *, dotted: bool) -> str:
    relative = posixpath.relpath(full, posixpath.dirname(goal.source) or ".")
    return f"./{relative}" if dotted and not relative.startswith("../") else relative


# --- fragments ---


def mentions(link: WrittenLink, changed: Mapping[str, str]) -> bool:
    """Whether the fragment names a heading by words or an id that are `changed`."""
    typed = decoded(link.notation, link.fragment)
    return typed in changed or any(words(part) in changed for part in typed.split("#"))


def changed_fragment(link: WrittenLink, changed: Mapping[str, str]) -> str:
    """The fragment with what is `changed` in it."""
    typed = decoded(link.notation, link.fragment)
    if link.notation is not Notation.WIKI and typed in changed and "#" not in typed:
        return _fragment(link, anchor(changed[typed]))
    parts = [fragment_text(changed.get(words(part), part)) for part in typed.split("#")]
    return _fragment(link, "#".join(parts))


def fragments(link: WrittenLink, headings: tuple[Heading, ...], index: int) -> Iterator[str]:
    """What could be written to mean the heading at `index`."""
    heading = headings[index]
    text, own = fragment_text(heading.text), heading.anchor
    for fragment in (text, own) if link.notation is Notation.WIKI else (own, text):
        yield _fragment(link, fragment)
    above = _above(headings, index)
    yield _fragment(link, "#".join(fragment_text(each) for each in (*above, heading.text)))


def _above(headings: tuple[Heading, ...], index: int) -> list[str]:
    level = headings[index].level
    found: list[str] = []
    for earlier in reversed(headings[:index]):
        if earlier.level < level:
            level = earlier.level
            found.append(earlier.text)
    return found[::-1]


def _fragment(link: WrittenLink, text: str) -> str:
    if link.notation is Notation.WIKI:
        return text
    return "#".join(encoded(link.notation, part, link.fragment) for part in text.split("#"))


def fragment_text(heading: str) -> str:
    """A heading as links name it: what they cannot hold becomes a space, as in Obsidian."""
    return " ".join(_NOT_IN_FRAGMENT.sub(" ", heading).split())


def words(heading: str) -> str:
    """By which headings and the fragments of links are compared."""
    return " ".join(re.sub(r"[^\w]+", " ", nfc(heading)).split()).casefold()
