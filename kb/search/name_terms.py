"""The first tier: what a document is called, and what its parts are.

In: the title, aliases, tags and headings of a document. Out: terms with their codes; a code says in
which name a term stands, where in it, and in which form.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import accumulate, chain, pairwise

from msgspec import Struct

from kb.model import Document, DocumentKind
from kb.patterns import pattern
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
    counts: bytes = b""
    """for each how many codes it has,"""
    codes: bytes = b""
    """and these, in their order. Numbers of 32 and 64 bits."""


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
    # The page of a tag is called as its notes are tagged: who asks for notes need not look at it.
    first = int(document.kind is DocumentKind.TAG)
    said: list[str] = []
    terms: list[str] = []
    codes: list[int] = []
    # Headings and tags come again and again, and what a note is called hardly ever does.
    names: tuple[tuple[Field, Callable[[str], _Name], int, Iterable[str]], ...] = (
        (Field.TITLE, _title, first, (document.title,)),
        (Field.ALIAS, _title, 0, document.aliases),
        (Field.TAG, _TAGS.__getitem__, 0, document.tags),
        (Field.HEADING, _HEADINGS.__getitem__, 0, [each.text for each in document.sections]),
    )
    for field, read, start, own in names:
        base = start * _NAME + field
        for words, leading, places in map(read, own):
            said += words
            terms += leading
            codes += [base + place for place in places]
            base += _NAME
    if len({*terms}) == len(terms):
        return {term: [code] for term, code in zip(terms, codes, strict=True)}, said
    found: dict[str, list[int]] = {}
    again: set[str] = set()
    for term, code in zip(terms, codes, strict=True):
        if term in found:
            found[term].append(code)
            again.add(term)
        else:
            found[term] = [code]
    for term in again:
        found[term] = sorted(set(found[term]))
    return found, dict.fromkeys(said)


_Name = tuple[Sequence[str], Sequence[str], Sequence[int]]
"""Its words, the terms that lead to them, and the place in it of each of these."""


def _heading(name: str) -> _Name:
    words = words_of(name)
    length = len(words)
    terms: list[str] = []
    places: list[int] = []
    is_mixed = length > 1 and not name.isascii()
    start = _within(length, 0, Form.WRITTEN)
    for position, word in enumerate(words):
        within = start + min(position, _MOST) * _FORMS * _FIELDS
        terms.append(word)
        places.append(within)
        for term, form in OTHER_FORMS[word]:
            terms.append(term)
            places.append(within + form * _FIELDS)
        if is_mixed:
            for end in range(position + 2, min(position + _JOINED, length) + 1):
                together = words[position:end]
                if any(map(is_hangul, together)):
                    terms.append("".join(together)[:LONGEST])
                    places.append(within + Form.JOINED * _FIELDS)
    return words, terms, places


def _title(name: str) -> _Name:
    """What is typed of it as a whole leads to a title or an alias as well, and so do initials."""
    known = _HEADINGS.get(name)
    return _with_whole(_heading(name) if known is None else known, name, ())


def _tag(name: str) -> _Name:
    """Whoever asks for a tag above it finds it as well."""
    levels = name.split("/")
    above = ("/".join(levels[:depth]) for depth in range(1, len(levels)))
    return _with_whole(_HEADINGS[name], name, map(_KEYS.__getitem__, above))


def _with_whole(heading: _Name, name: str, above: Iterable[str]) -> _Name:
    words, terms, places = heading
    start = _within(len(words), 0, Form.WRITTEN)
    wholes = [key + WHOLE for key in (*above, _key(name, words)) if key]
    starts = [start] * len(wholes)
    if name.isascii():
        return words, [*terms, *wholes], [*places, *starts]
    initials, initial_places = _initials(words)
    return words, [*terms, *initials, *wholes], [*places, *initial_places, *starts]


def _key(name: str, words: Sequence[str]) -> str:
    if name.isascii() and len(name) < LONGEST:
        return " ".join(words)
    if not _PLAIN.fullmatch(name) or any(len(word) >= LONGEST for word in words):
        return search_form(spacing_key(name))
    # The same, word by word.
    key = ""
    joins = True
    for word in words:
        of_hangul = is_hangul(word)
        key += word if joins or of_hangul else f" {word}"
        joins = of_hangul
    return key


_PLAIN = pattern("[\x00-\x7f\uac00-\ud7a3]*")
"""Whose words are as they are written, but for their case."""


def _initials(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """Those of a word, and of it and all that follow: what is typed of these is a beginning."""
    terms: list[str] = []
    places: list[int] = []
    letters = list(map(_INITIALS_OF.__getitem__, words))
    for position, own in enumerate(letters):
        if not own:
            continue
        together = own
        for following in letters[position + 1 : position + _INITIALS]:
            if not following:
                break
            together += following
        within = _within(len(words), position, Form.INITIALS)
        for term in (own, together) if len(together) > len(own) else (own,):
            if len(term) > 1:
                terms.append(term[:LONGEST])
                places.append(within)
    return terms, places


_INITIALS_OF = Remembered(initials_of)
_HEADINGS = Remembered(_heading)
_TAGS = Remembered(_tag)
_KEYS = Remembered(lambda name: _key(name, words_of(name)))
"""Names as wholes; '' of what has no words."""


def pack_names(codes: Mapping[str, Sequence[int]]) -> NamePlaces:
    own = codes.values()
    return NamePlaces(
        "\n".join(codes),
        array("I", list(map(len, own))).tobytes(),
        array("Q", list(chain.from_iterable(own))).tobytes(),
    )


def name_codes(
    packed: NamePlaces, lemmas: Lemmas
) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """Terms, how many codes each has, and these."""
    if lemmas:
        packed = pack_names(_with_lemmas(packed, lemmas))
    terms = packed.terms.split("\n") if packed.terms else []
    return terms, array("I", packed.counts), array("Q", packed.codes)


def name_postings(packed: NamePlaces, lemmas: Lemmas) -> dict[str, str]:
    """The posting of each term, behind the document's number.

    `gathering_names.py` makes the same of many documents at once.
    """
    return {
        term: _DOCUMENT_AGAIN.join(map(str, own))
        for term, own in _codes_by_term(*name_codes(packed, lemmas)).items()
    }


def _codes_by_term(
    terms: Sequence[str], counts: Iterable[int], codes: Sequence[int]
) -> dict[str, Sequence[int]]:
    edges = accumulate(counts, initial=0)
    return {
        term: codes[start:end] for term, (start, end) in zip(terms, pairwise(edges), strict=True)
    }


def _with_lemmas(packed: NamePlaces, lemmas: Lemmas) -> dict[str, Sequence[int]]:
    found = _codes_by_term(*name_codes(packed, {}))
    of_lemmas: dict[str, set[int]] = {}
    for word in found.keys() & lemmas.keys():
        written = [code for code in found[word] if code // _FIELDS % _FORMS == Form.WRITTEN]
        for term, form in lemma_forms(word, lemmas) if written else ():
            of_lemmas.setdefault(term, set()).update(
                code + (form - Form.WRITTEN) * _FIELDS for code in written
            )
    for term, own in of_lemmas.items():
        found[term] = sorted(own.union(found.get(term, ())))
    return found
