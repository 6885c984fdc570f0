"""The first tier: what a document is called, and what its parts are.

In: the title, aliases, tags and headings of a document. Out: terms with their codes; a code says in
which name a term stands, where in it, and in which form.
"""

from collections.abc import Collection, Iterable
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
    names = [(Field.TITLE, int(document.kind is DocumentKind.TAG), document.title)]
    names += [(Field.ALIAS, number, name) for number, name in enumerate(document.aliases)]
    names += [(Field.TAG, number, name) for number, name in enumerate(document.tags)]
    names += [(Field.HEADING, number, each.text) for number, each in enumerate(document.sections)]
    for field, ordinal, name in names:
        base = ordinal * _NAME + field
        words, terms, whole = _NAMES[name]
        said.update(dict.fromkeys(words))
        for term, within in terms:
            found.setdefault(term, []).append(base + within)
        if field is Field.HEADING:
            continue
        for term, within in _INITIALS_OF[name]:
            found.setdefault(term, []).append(base + within)
        for key in _with_tags_above(name) if field is Field.TAG else (whole,):
            if key:
                code = base + _within(len(words), 0, Form.WRITTEN)
                found.setdefault(key + WHOLE, []).append(code)
    for codes in found.values():
        if len(codes) > 1:
            codes[:] = sorted(set(codes))
    return found, said.keys()


def _with_tags_above(tag: str) -> Iterable[str]:
    levels = tag.split("/")
    return (_NAMES["/".join(levels[:depth])][2] for depth in range(1, len(levels) + 1))


_Terms = tuple[tuple[str, int], ...]
"""Each with its place in a name."""


def _terms_of_name(name: str) -> tuple[tuple[str, ...], _Terms, str]:
    """Its words, the terms that lead to them, and its key as a whole."""
    words = words_of(name)
    length = len(words)
    found: dict[tuple[str, int], None] = {}
    for position, word in enumerate(words):
        found[word, _within(length, position, Form.WRITTEN)] = None
        for term, form in OTHER_FORMS[word]:
            found[term, _within(length, position, form)] = None
        for count in range(2, _JOINED + 1):
            together = words[position : position + count]
            if len(together) == count and any(map(is_hangul, together)):
                joined = "".join(together)[:LONGEST]
                found[joined, _within(length, position, Form.JOINED)] = None
    return tuple(words), tuple(found), search_form(spacing_key(name))


def _initials_of_name(name: str) -> _Terms:
    """Those of a word, and of it and all that follow: what is typed of these is a beginning."""
    words = words_of(name)
    letters = [initials_of(word) for word in words]
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


_NAMES = Remembered(_terms_of_name)
_INITIALS_OF = Remembered(_initials_of_name)


def pack_names(codes: dict[str, list[int]]) -> NamePlaces:
    return NamePlaces(
        "\n".join(codes), "\n".join(_DOCUMENT_AGAIN.join(map(str, own)) for own in codes.values())
    )


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
