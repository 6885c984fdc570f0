"""The second tier: the words of a document's passages.

In: sections and passages. Out: terms with their weights and positions, and the passages as they
were cut.

A position is the number of a block and of a word in it. A block is eight bits that are drawn from
the beginning of a passage, so that an edit moves no words but those that follow it in its passage.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise
from math import log2
from zlib import crc32

from msgspec import Struct

from kb.model import DocumentText
from kb.search.forms import OTHER_FORMS, Form, Lemmas, lemma_forms, words_of
from kb.words.english import STOP_WORDS

BLOCKS = 256
_BLOCK_WORDS = 128
PLACES = BLOCKS * _BLOCK_WORDS
_LONGEST_PASSAGE = 2000
"""Characters; what is longer is cut at a line or a space."""
_BEGINNING = 24
"""Characters by which a passage is known."""
_LISTED = 63
"""Places that are listed of a term in a document."""

_WEIGHTS = (1.0, 0.0, 0.4, 0.8, 0.0, 0.8)
"""By `Form`."""
_LESS_IN_CODE = 0.5

# BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009). The average length
# is a constant: no document's weights change with another document.
_SATURATION = 1.2
_LENGTH_MATTERS = 0.75
_AVERAGE_LENGTH = 300
_SHORT = 8
_WEIGHT_STEPS = 16
"""A weight is never 0."""


class CutPassage(Struct, frozen=True, array_like=True, gc=False):
    """A passage, or a part of a long one."""

    block: int
    """The first one that its words stand in; longer passages go on in the next ones."""
    blocks: int
    """How many."""
    section: int
    text: str
    code: bool


class WordTerms(Struct, frozen=True, array_like=True):
    postings: dict[str, str]
    """Of each term: `count*16+weight,position,distance,...`."""
    words: Collection[str]
    """As they are written."""
    passages: list[CutPassage]


def word_terms(passages: Iterable[DocumentText], lemmas: Lemmas) -> WordTerms:
    """The terms of `passages`."""
    cut: list[CutPassage] = []
    met: dict[str, int] = {}
    positions: defaultdict[str, list[int]] = defaultdict(list)
    in_code: Counter[str] = Counter()
    length = 0
    for passage in passages:
        for text in _cut(passage.text):
            beginning = text[:_BEGINNING]
            number = met[beginning] = met.get(beginning, -1) + 1
            block = crc32(f"{number} {beginning}".encode()) % BLOCKS
            words = words_of(text)
            count = len(words)
            for place, word in enumerate(words, block * _BLOCK_WORDS):
                positions[word].append(place)
            if passage.code:
                in_code.update(words)
            length += count
            blocks = min((count + _BLOCK_WORDS - 1) // _BLOCK_WORDS, BLOCKS) or 1
            cut.append(CutPassage(block, blocks, passage.section, text, passage.code))
    for word in STOP_WORDS & positions.keys():
        del positions[word]
    return WordTerms(_postings(positions, in_code, length, lemmas), positions.keys(), cut)


def _postings(
    positions: dict[str, list[int]], in_code: Counter[str], length: int, lemmas: Lemmas
) -> dict[str, str]:
    found: dict[str, float] = {}
    """Of each term how often its words stand there, less for those that are written otherwise,"""
    leads: dict[str, list[str]] = {}
    """and what these are."""
    for word, places in positions.items():
        frequency = len(places) - _LESS_IN_CODE * in_code[word]
        for term, form in ((word, Form.WRITTEN), *OTHER_FORMS[word], *lemma_forms(word, lemmas)):
            share = frequency * _WEIGHTS[form]
            if term in found:
                found[term] += share
                leads[term].append(word)
            else:
                found[term] = share
                leads[term] = [word]
    listed = {word: _listed(places) for word, places in positions.items()}
    weight_of = _Weights(length)
    postings = {}
    for term, words in leads.items():
        count, places = (
            listed[words[0]]
            if len(words) == 1
            else _listed([place for word in words for place in positions[word]])
        )
        postings[term] = f"{count + weight_of[found[term]]},{places}"
    return postings


def _listed(places: list[int]) -> tuple[int, str]:
    """What a posting says of `places`: how many there are, with room for a weight, and which."""
    if len(places) == 1:
        return _WEIGHT_STEPS, str(places[0])
    distinct = sorted({place % PLACES for place in places})[:_LISTED]
    distances = (after - before for before, after in pairwise(distinct))
    return len(distinct) * _WEIGHT_STEPS, ",".join(map(str, (distinct[0], *distances)))


class _Weights(dict[float, int]):
    """What frequencies weigh in a document."""

    def __init__(self, length: int) -> None:
        # Lengths count in steps of a half power of two: an edit seldom changes the weights of words
        # that it leaves alone.
        rounded = 2 ** (round(2 * log2(max(length, _SHORT))) / 2)
        share = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * rounded / _AVERAGE_LENGTH
        self._saturation = _SATURATION * share

    def __missing__(self, frequency: float) -> int:
        part = frequency / (frequency + self._saturation)
        weight = self[frequency] = max(1, round(part * (_WEIGHT_STEPS - 1)))
        return weight


def _cut(text: str) -> list[str]:
    if len(text) <= _LONGEST_PASSAGE:
        return [text]
    parts = []
    start = 0
    while len(text) - start > _LONGEST_PASSAGE:
        latest = start + _LONGEST_PASSAGE
        end = max(text.rfind("\n", start, latest), text.rfind(". ", start, latest) + 1)
        if end <= start + _LONGEST_PASSAGE // 2:
            end = max(end, text.rfind(" ", start, latest))
        if end <= start:
            end = latest
        parts.append(text[start:end])
        start = end
    parts.append(text[start:])
    return [part for part in (part.strip("\n") for part in parts) if part.strip()]
