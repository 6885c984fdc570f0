"""What notes are called, as others may write it without a link.

In: a site. Out: for each tree a table in which all spellings of a name are one; and whether a name
means its note or is only a word.

Measured on four vaults of the corpus by reading samples of what stood unlinked: a name of several
words, of three syllables, or with a capital letter within (GraphQL) nearly always meant the note,
unless it stood nearly everywhere (프로그래밍). A single word (문제, time, trust) meant it where the
authors themselves link to that note about as often as they use the word. By these rules a tenth
of what is reported means something else; without them it was most.
"""

from collections.abc import Iterator

from msgspec import Struct

from kb.link.places import INDEX_NAMES, split_language, stem_of
from kb.model import Outline, Place, Site
from kb.names import Language, NotePath, nfc
from kb.words import spacing_key

FEW = 10
"""Notes in which any name may stand unlinked,"""
SHARE = 50
"""and one note in so many of a large vault; what stands in more is a word of the field."""
USUAL = 2
"""A single word may stand unlinked in as many times the notes as link to what it names."""


class Name(Struct, frozen=True, gc=False):
    """A name, by all its spellings."""

    number: int
    """By which processes speak of it."""
    target: NotePath
    """'' where several notes are called so: nobody can tell which one is meant."""
    spellings: frozenset[str]
    """As their authors write it."""
    single: bool
    """One word, in letters that have capitals: `SED` is not `sed`."""
    telling: bool
    """It can hardly be anything but a name."""


class Names(Struct, frozen=True):
    """The names of one tree."""

    by_key: dict[str, Name]
    """By `spacing_key`."""
    beginnings: frozenset[str]
    """What the keys of longer names begin with, wherever a text may part their words."""
    starts: frozenset[str]
    """First words of names, and the first two syllables of those in Hangul."""


def means_note(name: Name, standing: int, linking: int, notes: int) -> bool:
    """Whether `name` means its note, which `linking` notes link to, in the `standing` notes of
    `notes` in which it stands without a link.
    """
    if name.telling and standing <= max(FEW, notes // SHARE):
        return True
    return linking >= 2 and standing <= USUAL * linking


def names_of(site: Site) -> dict[Language, Names]:
    """The table of each tree; numbers are shared by all."""
    found: dict[Language, dict[str, tuple[set[NotePath], set[str]]]] = {
        tree.language: {} for tree in site.trees
    }
    for path, place in site.places.items():
        table = found[place.tree.language]
        for written in _names(site, path, place, site.outlines[path]):
            name = nfc(written).strip()
            key = spacing_key(name)
            if _is_long_enough(key, name):
                paths, spellings = table.setdefault(key, (set(), set()))
                paths.add(path)
                spellings.add(name)
    tables = {}
    first = 0
    for language, table in found.items():
        tables[language] = _table(table, first)
        first += len(table)
    return tables


def _names(site: Site, path: NotePath, place: Place, outline: Outline) -> Iterator[str]:
    """Its file, title, `#` heading and aliases; a folder's page is not called `index`."""
    stem, _ = split_language(stem_of(path), site.trees)
    is_index = stem.lower() in INDEX_NAMES
    if not is_index:
        yield stem
    if not is_index or outline.title_heading >= 0:
        yield place.title
    yield outline.front_matter.title
    for alias in outline.front_matter.aliases:
        yield alias.name


def is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _syllables(key: str) -> int:
    return sum(map(is_hangul, key))


def _is_long_enough(key: str, name: str) -> bool:
    """Two syllables, three letters or a short acronym; dates and numbers are no names."""
    letters = sum(map(str.isalpha, key))
    return _syllables(key) >= 2 or letters >= 3 or (letters == 2 == len(name) and name.isupper())


def _table(found: dict[str, tuple[set[NotePath], set[str]]], first: int) -> Names:
    by_key = {}
    beginnings: set[str] = set()
    starts: set[str] = set()
    for number, (key, (paths, spellings)) in enumerate(found.items(), first):
        single = " " not in key and not _syllables(key)
        by_key[key] = Name(
            number=number,
            target=next(iter(paths)) if len(paths) == 1 else NotePath(""),
            spellings=frozenset(spellings),
            single=single,
            telling=_is_telling(key, spellings, single=single),
        )
        starts.add(key[:2] if is_hangul(key[0]) else key.partition(" ")[0])
        for end in range(1, len(key)):
            if key[end] == " " or is_hangul(key[end]) or is_hangul(key[end - 1]):
                beginnings.add(key[:end])
    return Names(by_key, frozenset(beginnings), frozenset(starts))


def _is_telling(key: str, spellings: set[str], *, single: bool) -> bool:
    if single:
        return any(letter.isupper() for spelling in spellings for letter in spelling[1:])
    return " " in key or _syllables(key) >= 3
