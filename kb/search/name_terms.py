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


_FORMS = 8
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
    length, position = min(length, _MOST), min(position, _MOST)
    return (((ordinal * 16 + length) * 16 + position) * _FORMS + form) * len(Field) + field


def name_terms(document: Document) -> tuple[dict[str, list[int]], Collection[str]]:
    """The codes of each term, in their order; and the words of all names."""
    found: dict[str, set[int]] = {}
    said: dict[str, None] = {}
    # The page of a tag is called as its notes are tagged: who asks for notes need not look at it.
    names = [(Field.TITLE, int(document.kind is DocumentKind.TAG), document.title)]
    names += [(Field.ALIAS, number, name) for number, name in enumerate(document.aliases)]
    names += [(Field.TAG, number, name) for number, name in enumerate(document.tags)]
    for field, ordinal, name in names:
        words = words_of(name)
        said.update(dict.fromkeys(words))
        _add_words(found, words, field, ordinal)
        _add_initials(found, words, field, ordinal)
        code = name_code(ordinal, len(words), 0, Form.WRITTEN, field)
        for whole in _with_tags_above(name) if field is Field.TAG else (name,):
            if key := search_form(spacing_key(whole)):
                found.setdefault(key + WHOLE, set()).add(code)
    for number, section in enumerate(document.sections):
        words = words_of(section.text)
        said.update(dict.fromkeys(words))
        _add_words(found, words, Field.HEADING, number)
    return {term: sorted(codes) for term, codes in found.items()}, said.keys()


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
            if code // len(Field) % _FORMS == Form.WRITTEN
        ]
        for term, form in lemma_forms(word, lemmas) if written else ():
            of_lemmas.setdefault(term, set()).update(
                code + (form - Form.WRITTEN) * len(Field) for code in written
            )
    for term, own in of_lemmas.items():
        known = map(int, found[term].split(_DOCUMENT_AGAIN)) if term in found else ()
        found[term] = _DOCUMENT_AGAIN.join(map(str, sorted(own.union(known))))
    return found


def _with_tags_above(tag: str) -> Iterable[str]:
    levels = tag.split("/")
    return ("/".join(levels[:depth]) for depth in range(1, len(levels) + 1))


def _add_words(found: dict[str, set[int]], words: list[str], field: Field, ordinal: int) -> None:
    length = len(words)
    for position, word in enumerate(words):

        def add(term: str, form: Form, position: int = position) -> None:
            code = name_code(ordinal, length, position, form, field)
            found.setdefault(term, set()).add(code)

        add(word, Form.WRITTEN)
        for term, form in OTHER_FORMS[word]:
            add(term, form)
        for count in range(2, _JOINED + 1):
            together = words[position : position + count]
            if len(together) == count and any(map(is_hangul, together)):
                add("".join(together)[:LONGEST], Form.JOINED)


def _add_initials(found: dict[str, set[int]], words: list[str], field: Field, ordinal: int) -> None:
    """Those of a word, and of it and all that follow: what is typed of these is a beginning."""
    letters = [initials_of(word) for word in words]
    for position, own in enumerate(letters):
        together = own
        for following in letters[position + 1 : position + _INITIALS] if own else ():
            if not following:
                break
            together += following
        code = name_code(ordinal, len(words), position, Form.INITIALS, field)
        for term in {own, together}:
            if len(term) > 1:
                found.setdefault(term[:LONGEST], set()).add(code)
