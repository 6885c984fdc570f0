"""What results can be counted and narrowed by.

In: documents. Out: one file, a column for each property.
"""

from datetime import date
from typing import Any

from msgspec import Struct

from kb.model import Document, DocumentKind, Has

_KINDS = list(DocumentKind)
_HAS = list(Has)


class Facet(Struct, frozen=True, array_like=True, gc=False):
    """Of one document."""

    language: str
    kind: str
    has: int
    """A bit for each of `Has`, in their order."""
    created: int
    """Days since 1970; 0 where nobody knows."""
    tags: tuple[str, ...]


def facet(document: Document) -> Facet:
    has = sum(1 << _HAS.index(each) for each in document.has)
    return Facet(
        document.language, document.kind.value, has, _days(document.created), document.tags
    )


def _days(written: str) -> int:
    try:
        return (date.fromisoformat(written[:10]) - date(1970, 1, 1)).days
    except ValueError:
        return 0


def facets_file(facets: dict[int, Facet]) -> dict[str, Any]:
    """`facets` by the numbers of their documents."""
    numbers = sorted(facets)
    rows = [facets[number] for number in numbers]
    languages = sorted({row.language for row in rows})
    counts: dict[str, int] = {}
    for row in rows:
        for tag in row.tags:
            counts[tag] = counts.get(tag, 0) + 1
    tags = sorted(counts)
    places = {tag: place for place, tag in enumerate(tags)}
    language_places = {language: place for place, language in enumerate(languages)}
    kinds = [kind.value for kind in _KINDS]
    return {
        "ids": _distances(numbers),
        "names": languages,
        "language": [language_places[row.language] for row in rows],
        "kinds": kinds,
        "kind": [kinds.index(row.kind) for row in rows],
        "hasNames": [has.value for has in _HAS],
        "has": [row.has for row in rows],
        "created": [row.created for row in rows],
        "tagNames": tags,
        "tagCounts": [counts[tag] for tag in tags],
        "tags": [_distances(sorted(places[tag] for tag in row.tags)) for row in rows],
    }


def _distances(numbers: list[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]
