"""The names of all documents.

In: where terms stand in the names of each document. Out: all terms in their order, with their
postings. The same of one document alone: `name_postings`.
"""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np

from kb.search.forms import Lemmas
from kb.search.gathering import Numbering, parts, postings_of, ranges, ranks
from kb.search.name_terms import NamePlaces, name_codes
from kb.words import order


class GatheredNames:
    """Names of documents, of which the smallest number comes first."""

    def __init__(self, lemmas: Lemmas) -> None:
        self._lemmas = lemmas
        self._known = Numbering()
        self._numbers, self._sizes = array("q"), array("q")
        """Of documents, and how many terms each has;"""
        self._terms, self._counts, self._codes = array("i"), array("I"), array("Q")
        """these, how many codes each has there, and these."""

    def add(self, number: int, packed: NamePlaces) -> None:
        terms, counts, codes = name_codes(packed, self._lemmas)
        self._numbers.append(number)
        self._sizes.append(len(terms))
        self._terms.extend(map(self._known.__getitem__, terms))
        self._counts.extend(counts)
        self._codes.extend(codes)

    def postings(self, further: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each term, in order, with its posting; '' for one of `further` that stands nowhere."""
        known = self._known
        for term in further:
            known[term]
        ordered = sorted(known, key=order)
        terms = ranks(ordered, known)[np.frombuffer(self._terms, dtype=np.intc)]
        # The rows of a term stand together, in the order of their documents.
        rows = np.append(0, np.cumsum(np.bincount(terms, minlength=len(ordered))))
        rising = np.argsort(terms, kind="stable")
        counts = np.frombuffer(self._counts, dtype=np.uintc).astype(np.int64)
        starts = np.cumsum(counts) - counts
        codes = np.frombuffer(self._codes, dtype=np.uint64).astype(np.int64)
        documents = np.repeat(np.array(self._numbers), np.array(self._sizes))
        for start, end in parts(rows):
            edges = rows[start : end + 1] - rows[start]
            own = rising[rows[start] : rows[end]]
            numbers = documents[own]
            distances = np.diff(numbers, prepend=0)
            begins = edges[:-1][edges[:-1] < edges[1:]]
            distances[begins] = numbers[begins]
            # A document may follow itself.
            firsts = np.append(0, np.cumsum(counts[own]))
            written = np.zeros(2 * firsts[-1], dtype=np.int64)
            written[2 * firsts[:-1]] = distances
            written[1::2] = codes[ranges(starts[own], counts[own])]
            texts = postings_of(written, (2 * firsts[edges]).tolist())
            yield from zip(ordered[start:end], texts, strict=True)
