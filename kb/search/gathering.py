"""The words of all documents.

In: where the words of each document stand. Out: all terms in their order, with their postings; and
how many documents have each word that can be corrected.

A large vault has millions of places, so they are kept in arrays, and a part of the terms is done at
a time. The same of one document alone: `word_postings`.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.search.analysis import Terms
from kb.search.files import to_json
from kb.search.forms import Lemmas
from kb.search.spelling import Counts, spelled
from kb.search.word_terms import LISTED, PLACES, WEIGHTS, Weights, weighted_terms
from kb.words import order

_AT_ONCE = 1 << 14
"""Rows that are worked on at a time: a row is a word that stands in a document."""
_MOST_WEIGHTED = 1 << 40

Ints = NDArray[np.integer[Any]]


class Numbering(dict[str, int]):
    """Numbers of words, in the order in which they are met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class Gathered:
    """Documents, the smallest number first."""

    def __init__(self, documents: Iterable[tuple[int, Terms]]) -> None:
        known = Numbering()
        numbers, steps, sizes, words = array("l"), array("B"), array("l"), array("i")
        frequencies, listed, places = array("H"), array("B"), array("H")
        self._named: list[str] = []
        """The words of each document's names."""
        for number, terms in documents:
            said = terms.said
            own = said.words.split("\n") if said.words else []
            words.extend(map(known.__getitem__, own))
            numbers.append(number)
            steps.append(said.step)
            sizes.append(len(own))
            frequencies.frombytes(said.frequencies)
            listed.frombytes(said.listed)
            places.frombytes(said.places)
            self._named.append(terms.named)
        self._words = list(known)
        self._numbers = np.array(numbers, dtype=np.int64)
        self._steps = np.array(steps, dtype=np.int64)
        self._places: Ints = np.frombuffer(places, dtype=np.uint16)
        # The rows of a word stand together, in the order of their documents.
        of_words = np.frombuffer(words, dtype=np.intc)
        by_word = np.argsort(of_words, kind="stable")
        own_listed = np.frombuffer(listed, dtype=np.uint8)
        starts = np.cumsum(own_listed, dtype=np.int64) - own_listed
        documents_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self._rows = _Rows(
            documents_of[by_word],
            np.frombuffer(frequencies, dtype=np.uint16)[by_word],
            own_listed[by_word],
            starts[by_word],
        )
        self._counts: Ints = np.bincount(of_words, minlength=len(known))
        """How many documents have each word,"""
        self._starts: Ints = np.cumsum(self._counts) - self._counts
        """and where the rows of these begin."""

    @property
    def words(self) -> list[str]:
        """All that are written in passages."""
        return self._words

    def postings(self, lemmas: Lemmas) -> Iterator[tuple[str, str]]:
        """Each term, in order, with its posting."""
        known = Numbering()
        counts, terms, weights = array("B"), array("i"), array("B")
        for word in self._words:
            leading = weighted_terms(word, lemmas)
            counts.append(len(leading))
            for term, weight in leading:
                terms.append(known[term])
                weights.append(weight)
        ordered = sorted(known, key=order)
        ranked = ranks(ordered, known)[np.frombuffer(terms, dtype=np.intc)]
        del known
        leads = _leads(ranked, counts, weights)
        for part in leads.parts(self._counts):
            yield from self._postings_of(part, ordered)

    def _postings_of(self, leads: "_Leads", terms: list[str]) -> Iterator[tuple[str, str]]:
        counts = self._counts[leads.words]
        rows = ranges(self._starts[leads.words], counts)
        keys = self._keys(leads, counts, rows)
        rising = np.argsort(keys, kind="stable")
        rows, keys = rows[rising], keys[rising]
        # A term stands in a document once, whichever of its words do.
        is_first = np.append(True, np.diff(keys) != 0)
        first = np.flatnonzero(is_first)
        documents = self._rows.documents[rows[first]]
        weighted = self._rows.frequencies[rows] * np.repeat(leads.weights, counts)[rising]
        weights = _weights(self._steps[documents], np.add.reduceat(weighted, first, dtype=np.int64))
        # Its places there, without those that two words share.
        listed = self._rows.listed[rows].astype(np.int64)
        own = np.repeat(np.cumsum(is_first) - 1, listed)
        standing = self._places[ranges(self._rows.starts[rows], listed)]
        places = _distinct(own * PLACES + standing)
        own = places // PLACES
        sizes = np.bincount(own, minlength=len(first))
        nth = ranges(np.zeros_like(sizes), sizes)
        places, own, nth = (each[nth < LISTED] for each in (places, own, nth))
        sizes = np.minimum(sizes, LISTED)
        # All numbers of all postings, one behind the other.
        written = np.empty(len(places) + 2 * len(first), dtype=np.int64)
        starts = np.cumsum(sizes + 2) - sizes - 2
        numbers = self._numbers[documents]
        of_terms = keys[first] // len(self._numbers)
        begins = np.append(True, np.diff(of_terms) != 0)
        written[starts] = np.where(begins, numbers, np.append(0, np.diff(numbers)))
        written[starts + 1] = sizes * WEIGHTS + weights
        distances = np.append(0, np.diff(places))
        written[starts[own] + 2 + nth] = np.where(nth == 0, places % PLACES, distances)
        edges = [*starts[begins].tolist(), len(written)]
        own_terms = map(terms.__getitem__, of_terms[begins].tolist())
        yield from zip(own_terms, postings_of(written, edges), strict=True)

    def spelling(self) -> dict[str, Counts]:
        """How many documents have each word that can be corrected."""
        known = Numbering()
        counts, own, named = array("B"), array("i"), array("q")
        for word in self._words:
            found = spelled(word)
            counts.append(len(found))
            own.extend(map(known.__getitem__, found))
        for document, names in enumerate(self._named):
            named.extend(
                {
                    known[each] * len(self._named) + document
                    for word in names.split("\n")
                    for each in spelled(word)
                }
            )
        in_names = np.sort(np.array(named, dtype=np.int64))
        named_counts = np.bincount(in_names // max(len(self._named), 1), minlength=len(known))
        said_counts = np.zeros(len(known), dtype=np.int64)
        both_counts = np.zeros(len(known), dtype=np.int64)
        leads = _leads(np.array(own, dtype=np.intc), counts, bytes(len(own)))
        for part in leads.parts(self._counts):
            times = self._counts[part.words]
            rows = ranges(self._starts[part.words], times)
            keys = _distinct(self._keys(part, times, rows))
            said_counts += np.bincount(keys // len(self._named), minlength=len(known))
            both = keys[np.isin(keys, in_names, assume_unique=True)]
            both_counts += np.bincount(both // len(self._named), minlength=len(known))
        written = dict(zip(self._words, self._counts.tolist(), strict=True))
        columns = (
            named_counts + said_counts - both_counts,
            named_counts,
            said_counts,
            np.array([written.get(word, 0) for word in known], dtype=np.int64),
        )
        rows_of_counts = zip(*(column.tolist() for column in columns), strict=True)
        return dict(zip(known, map(Counts._make, rows_of_counts), strict=True))

    def _keys(self, leads: "_Leads", counts: Ints, rows: Ints) -> Ints:
        """Term and document of each row as one number."""
        terms = np.repeat(leads.terms, counts).astype(np.int64)
        return terms * len(self._numbers) + self._rows.documents[rows]


class _Rows(NamedTuple):
    """A word that stands in a document, in columns."""

    documents: Ints
    frequencies: Ints
    listed: Ints
    starts: Ints
    """Of its places."""


class _Leads(NamedTuple):
    """Which terms lead to which words, in the order of the terms."""

    terms: Ints
    words: Ints
    weights: Ints

    def parts(self, counts: Ints) -> Iterator["_Leads"]:
        """These in parts, each with all words of its terms. `counts` says how many rows each word
        has.
        """
        edges = np.flatnonzero(np.diff(self.terms, prepend=-1, append=-1))
        rows = np.append(0, np.cumsum(counts[self.words]))
        for start, end in parts(rows[edges]):
            yield _Leads(*(column[edges[start] : edges[end]] for column in self))


def parts(rows: Ints) -> Iterator[tuple[int, int]]:
    """Where those terms begin and end that are worked on at a time. `rows` says how many rows stand
    before each term, and before the end.
    """
    start, last = 0, len(rows) - 1
    while start < last:
        most = np.searchsorted(rows, rows[start] + _AT_ONCE, side="right")
        end = max(int(most) - 1, start + 1)
        yield start, end
        start = end


def postings_of(numbers: Ints, edges: Iterable[int]) -> list[str]:
    """The `numbers` of several postings, written as text; `edges` is where each begins, and the
    end.
    """
    # All at once, and as the numbers of shards are written: a tenth of what `str` takes.
    listed = numbers.tolist()
    written = to_json([listed[start:end] for start, end in pairwise(edges)])
    return written[2:-2].decode().split("],[")


def ranks(ordered: Sequence[str], known: Mapping[str, int]) -> Ints:
    """The places of terms in their order, by their numbers."""
    found = np.empty(len(ordered), dtype=np.int32)
    found[[known[term] for term in ordered]] = np.arange(len(ordered), dtype=np.int32)
    return found


def _leads(terms: Ints, counts: Iterable[int], weights: Iterable[int]) -> _Leads:
    """`terms` of the first word, of the second, ...; as many as `counts` says."""
    rising = np.argsort(terms, kind="stable")
    lengths = np.array(counts, dtype=np.int64)
    words = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return _Leads(terms[rising], words[rising], np.fromiter(weights, dtype=np.int64)[rising])


def _distinct(numbers: Ints) -> Ints:
    """Each once, in their order. (`np.unique` makes a hash table first, which takes longer.)"""
    rising = np.sort(numbers)
    found: Ints = rising[np.append(True, np.diff(rising) != 0)]
    return found


def ranges(starts: Ints, counts: Ints) -> Ints:
    """The numbers from each of `starts` on, as many as `counts` says."""
    ends = np.cumsum(counts, dtype=np.int64)
    found: Ints = np.repeat(starts - (ends - counts), counts)
    return found + np.arange(len(found))


def _weights(steps: Ints, weighted: Ints) -> Ints:
    """What frequencies weigh in documents of these lengths."""
    kinds, which = np.unique(steps * _MOST_WEIGHTED + weighted, return_inverse=True)
    known: dict[int, Weights] = {}
    found = []
    for kind in kinds.tolist():
        step, frequency = divmod(kind, _MOST_WEIGHTED)
        if step not in known:
            known[step] = Weights(step)
        found.append(known[step][frequency])
    return np.array(found, dtype=np.int64)[which]
