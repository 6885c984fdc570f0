"""What results can be counted and narrowed by.

In: documents. Out: one file, a column for each property.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate, pairwise

from msgspec import Struct, field

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
    """Sorted."""


def facet(document: Document) -> Facet:
    has = sum(1 << _HAS.index(each) for each in document.has)
    return Facet(
        document.language,
        document.kind.value,
        has,
        _days(document.created),
        tuple(sorted(set(document.tags))),
    )


def _days(written: str) -> int:
    try:
        return (date.fromisoformat(written[:10]) - date(1970, 1, 1)).days
    except ValueError:
        return 0


class FacetsFile(Struct):
    """A column for each property, a row for each document."""

    ids: list[int]
    """Distances between the numbers of documents."""
    names: list[str]
    """Of languages;"""
    language: list[int]
    """places in these."""
    kinds: list[str]
    kind: list[int]
    has_names: list[str] = field(name="hasNames")
    has: list[int]
    created: list[int]
    tag_names: list[str] = field(name="tagNames")
    tag_counts: list[int] = field(name="tagCounts")
    tags: list[list[int]]
    """Distances between places in `tag_names`."""


def facets_file(facets: Mapping[int, Facet]) -> FacetsFile:
    """`facets` by the numbers of their documents."""
    numbers = sorted(facets)
    rows = [facets[number] for number in numbers]
    languages = sorted({row.language for row in rows})
    counts = Counter(tag for row in rows for tag in row.tags)
    tags = sorted(counts)
    places = {tag: place for place, tag in enumerate(tags)}
    language_places = {language: place for place, language in enumerate(languages)}
    kinds = [kind.value for kind in _KINDS]
    return FacetsFile(
        ids=_distances(numbers),
        names=languages,
        language=[language_places[row.language] for row in rows],
        kinds=kinds,
        kind=[kinds.index(row.kind) for row in rows],
        has_names=[has.value for has in _HAS],
        has=[row.has for row in rows],
        created=[row.created for row in rows],
        tag_names=tags,
        tag_counts=[counts[tag] for tag in tags],
        tags=[_distances(sorted(places[tag] for tag in row.tags)) for row in rows],
    )


def facets_of_file(file: FacetsFile) -> dict[int, Facet]:
    columns = zip(
        accumulate(file.ids),
        file.language,
        file.kind,
        file.has,
        file.created,
        file.tags,
        strict=True,
    )
    return {
        number: Facet(
            file.names[language],
            file.kinds[kind],
            has,
            created,
            tuple(sorted(file.tag_names[place] for place in accumulate(tags))),
        )
        for number, language, kind, has, created, tags in columns
    }


def _distances(numbers: Iterable[int]) -> list[int]:
    return [number - before for before, number in pairwise([0, *numbers])]
