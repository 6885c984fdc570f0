"""The first tier: what a document is called, and what its parts are.

In: the title, aliases, tags and headings of a document. Out: terms with their codes; a code says in
which name a term stands, where in it, and in which form.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum

from msgspec import Struct

from kb.model import Document, DocumentKind
from kb.search.forms import (
    LONGEST,
    OTHER_FORMS,
    Form,
    Lemmas,
    Remembered,
    initials_of,
    is_hangul,
    lemma_forms,
    words_of,
)
from kb.words import search_form, spacing_key

_MOST = 15
"""Words and positions are counted so far."""
_JOINED = 3
"""Words that are written together at most;"""
_INITIALS = 6
"""and of initials, which are typed for whole names."""

WHOLE = "="
"""Behind a name as a whole, in its `spacing_key`: what stands before it are its neighbours."""


_PLACES, _FORMS, _FIELDS = 16, 8, 4
"""How many there may be of each."""
_NAME = _PLACES * _PLACES * _FORMS * _FIELDS
_DOCUMENT_AGAIN = ",0,"
"""Between two codes: the next one stands in the same document."""


class NamePlaces(Struct, frozen=True, array_like=True, gc=False):
    """Where terms stand in the names of a document; packed."""

    terms: str = ""
    """A line each,"""
    codes: str = ""
    """and as many lines."""


class Field(IntEnum):
    TITLE = 0
    ALIAS = 1
    TAG = 2
    HEADING = 3


def name_code(ordinal: int, length: int, position: int, form: Form, field: Field) -> int:
    """Where a term stands, as a number."""
    return ordinal * _NAME + _within(length, position, form) + field


def _within(length: int, position: int, form: Form) -> int:
    """Where in its name a term stands."""
    place = min(length, _MOST) * _PLACES + min(position, _MOST)
    return (place * _FORMS + form) * _FIELDS


def name_terms(document: Document) -> tuple[dict[str, list[int]], Collection[str]]:
    """The codes of each term, in their order; and the words of all names."""
    found: dict[str, list[int]] = {}
    said: dict[str, None] = {}
    # The page of a tag is called as its notes are tagged: who asks for notes need not look at it.
    first = int(document.kind is DocumentKind.TAG)
    names: tuple[tuple[Field, _Names, int, Iterable[str]], ...] = (
        (Field.TITLE, _TITLES, first, (document.title,)),
        (Field.ALIAS, _TITLES, 0, document.aliases),
        (Field.TAG, _TAGS, 0, document.tags),
        (Field.HEADING, _HEADINGS, 0, [each.text for each in document.sections]),
    )
    for field, known, start, own in names:
        for number, name in enumerate(own, start):
            words, terms = known[name]
            said.update(dict.fromkeys(words))
            base = number * _NAME + field
            for term, within in terms:
                if term in found:
                    found[term].append(base + within)
                else:
                    found[term] = [base + within]
    for codes in found.values():
        if len(codes) > 1:
            codes[:] = sorted(set(codes))
    return found, said.keys()


_Terms = tuple[tuple[str, int], ...]
"""Each with its place in a name."""
_Name = tuple[tuple[str, ...], _Terms]
"""Its words, and the terms that lead to them."""
_Names = Remembered[_Name]


def _heading(name: str) -> _Name:
    words = words_of(name)
    length = len(words)
    found: dict[tuple[str, int], None] = {}
    is_mixed = not name.isascii()
    for position, word in enumerate(words):
        within = _within(length, position, Form.WRITTEN)
        found[word, within] = None
        for term, form in OTHER_FORMS[word]:
            found[term, within + form * _FIELDS] = None
        for count in range(2, _JOINED + 1) if is_mixed else ():
            together = words[position : position + count]
            if len(together) == count and any(map(is_hangul, together)):
                found["".join(together)[:LONGEST], within + Form.JOINED * _FIELDS] = None
    return tuple(words), tuple(found)


def _title(name: str) -> _Name:
    """What is typed of it as a whole leads to a title or an alias as well, and so do initials."""
    words, terms = _HEADINGS[name]
    return words, terms + _initials(words) + _whole((name,), len(words))


def _tag(name: str) -> _Name:
    """Whoever asks for a tag above it finds it as well."""
    words, terms = _HEADINGS[name]
    levels = name.split("/")
    above = ("/".join(levels[:depth]) for depth in range(1, len(levels) + 1))
    return words, terms + _initials(words) + _whole(above, len(words))


def _whole(names: Iterable[str], length: int) -> _Terms:
    within = _within(length, 0, Form.WRITTEN)
    return tuple((key + WHOLE, within) for key in map(_KEYS.__getitem__, names) if key)


def _key(name: str) -> str:
    if name.isascii():
        words = words_of(name)
        if all(len(word) < LONGEST for word in words):
            return " ".join(words)
    return search_form(spacing_key(name))


def _initials(words: Sequence[str]) -> _Terms:
    """Those of a word, and of it and all that follow: what is typed of these is a beginning."""
    letters = list(map(initials_of, words))
    if not any(letters):
        return ()
    found: dict[tuple[str, int], None] = {}
    for position, own in enumerate(letters):
        together = own
        for following in letters[position + 1 : position + _INITIALS] if own else ():
            if not following:
                break
            together += following
        within = _within(len(words), position, Form.INITIALS)
        for term in (own, together):
            if len(term) > 1:
                found[term[:LONGEST], within] = None
    return tuple(found)


_HEADINGS = Remembered(_heading)
_TITLES = Remembered(_title)
_TAGS = Remembered(_tag)
_KEYS = Remembered(_key)
"""Names as wholes; '' of what has no words."""


def pack_names(codes: dict[str, list[int]]) -> NamePlaces:
    lines = [
        str(own[0]) if len(own) == 1 else _DOCUMENT_AGAIN.join(map(str, own))
        for own in codes.values()
    ]
    return NamePlaces("\n".join(codes), "\n".join(lines))


def name_postings(packed: NamePlaces, lemmas: Lemmas) -> dict[str, str]:
    """The posting of each term, behind the document's number."""
    if not packed.terms:
        return {}
    found = dict(zip(packed.terms.split("\n"), packed.codes.split("\n"), strict=True))
    if not lemmas:
        return found
    of_lemmas: dict[str, set[int]] = {}
    for word in found.keys() & lemmas.keys():
        written = [
            code
            for code in map(int, found[word].split(_DOCUMENT_AGAIN))
            if code // _FIELDS % _FORMS == Form.WRITTEN
        ]
        for term, form in lemma_forms(word, lemmas) if written else ():
            of_lemmas.setdefault(term, set()).update(
                code + (form - Form.WRITTEN) * _FIELDS for code in written
            )
    for term, own in of_lemmas.items():
        known = map(int, found[term].split(_DOCUMENT_AGAIN)) if term in found else ()
        found[term] = _DOCUMENT_AGAIN.join(map(str, sorted(own.union(known))))
    return found
