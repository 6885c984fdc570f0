"""The second tier: the words of a document's passages.

In: passages. Out: where each word stands, packed; and of that, terms with their postings.

A place is the number of a block and of a word in it. A block is eight bits that are drawn from the
beginning of a passage, so that an edit moves no words but those that follow it in its passage.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from math import log2
from zlib import crc32

from msgspec import Struct

from kb.model import DocumentText
from kb.search.forms import OTHER_FORMS, Form, Lemmas, each_word, lemma_forms
from kb.words import STOP_WORDS

BLOCKS = 256
_BLOCK_WORDS = 128
PLACES = BLOCKS * _BLOCK_WORDS
_LONGEST_PASSAGE = 2000
"""Characters; what is longer is cut at a line or a space."""
_BEGINNING = 24
"""Characters by which a passage is known."""
LISTED = 63
"""Places that are listed of a term in a document."""

_WEIGHTS = (5, 0, 2, 4, 0, 4)
"""By `Form`; whole numbers, so that they add up alike in any order."""
_TEXT, _CODE = 2, 1
_UNIT = _WEIGHTS[Form.WRITTEN] * _TEXT
_MOST = 4000
"""A word that stands there more often than that, stands there very often."""

# BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009). The average length
# is a constant: no document's weights change with another document.
_SATURATION = 1.2
_LENGTH_MATTERS = 0.75
_AVERAGE_LENGTH = 300
_SHORT = 8
WEIGHTS = 16
"""A weight is less than that, and never 0."""


class CutPassage(Struct, frozen=True, array_like=True, gc=False):
    """A passage, or a part of a long one."""

    block: int
    """The first one that its words stand in; longer passages go on in the next ones."""
    blocks: int
    """How many."""
    section: int
    text: str
    code: bool


class Places(Struct, frozen=True, array_like=True, gc=False):
    """Where words stand in a document; packed, for there are many."""

    words: str = ""
    """A line each,"""
    frequencies: bytes = b""
    """and for each how often it stands there, two for once and one where it is code,"""
    listed: bytes = b""
    """the number of its places,"""
    places: bytes = b""
    """and these, in any order. Numbers of 16, 8 and 16 bits."""
    step: int = 0
    """How long the document is: a power of two."""


def place_words(passages: Iterable[DocumentText]) -> tuple[Places, list[CutPassage]]:
    """Where the words of `passages` stand, and the passages as they were cut."""
    cut: list[CutPassage] = []
    met: dict[str, int] = {}
    said: list[str] = []
    places: list[int] = []
    in_code: list[str] = []
    for passage in passages:
        whole, section, code = passage.text, passage.section, passage.code
        for text in (whole,) if len(whole) <= _LONGEST_PASSAGE else _cut(whole):
            beginning = text[:_BEGINNING]
            number = met[beginning] = met.get(beginning, -1) + 1
            block = crc32(f"{number} {beginning}".encode()) % BLOCKS
            start = len(said)
            said.extend(each_word(text))
            count = len(said) - start
            place = block * _BLOCK_WORDS
            places += range(place, place + count)
            if code:
                in_code += said[start:]
            blocks = 1
            if count > _BLOCK_WORDS:
                blocks = min((count + _BLOCK_WORDS - 1) // _BLOCK_WORDS, BLOCKS)
            cut.append(CutPassage(block, blocks, section, text, code))
    if not said:
        return Places(step=_step(0)), cut
    found: dict[str, list[int]] = defaultdict(list)
    for word, place in zip(said, places, strict=True):
        found[word].append(place)
    for word in STOP_WORDS & found.keys():
        del found[word]
    times = [*map(len, found.values())]
    counts = [_TEXT * each for each in times]
    if in_code:
        in_code_of = Counter(in_code).get
        counts = [
            count - (_TEXT - _CODE) * in_code_of(word, 0)
            for word, count in zip(found, counts, strict=True)
        ]
    if len(said) > _MOST // _TEXT:
        counts = [min(count, _MOST) for count in counts]
    if max(places) >= PLACES:
        found = {word: [place % PLACES for place in own] for word, own in found.items()}
    listed = [*found.values()]
    if max(times, default=0) > LISTED:
        # Fewer need no order yet: whoever reads them puts those of several words together.
        listed = [own if len(own) <= LISTED else sorted(set(own))[:LISTED] for own in listed]
        times = [*map(len, listed)]
    packed = Places(
        "\n".join(found),
        array("H", counts).tobytes(),
        bytes(times),
        array("H", list(chain.from_iterable(listed))).tobytes(),
        _step(len(said)),
    )
    return packed, cut


def _step(length: int) -> int:
    # So an edit seldom changes the weights of words that it leaves alone.
    return round(log2(max(length, _SHORT)))


def word_postings(packed: Places, lemmas: Lemmas) -> dict[str, str]:
    """The posting of each term, behind the document's number: `count*16+weight`, the first place
    and the distances between these.

    `gathering.py` makes the same of many documents at once.
    """
    if not packed.words:
        return {}
    words = packed.words.split("\n")
    frequencies, places = array("H", packed.frequencies), array("H", packed.places)
    weighted: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    start = 0
    for word, frequency, count in zip(words, frequencies, packed.listed, strict=True):
        own = places[start : start + count].tolist()
        start += count
        for term, weight in weighted_terms(word, lemmas):
            if term in found:
                found[term] = found[term] + own
                weighted[term] += frequency * weight
            else:
                found[term] = own
                weighted[term] = frequency * weight
    weight_of = Weights(packed.step)
    return {term: _posting(own, weight_of[weighted[term]]) for term, own in found.items()}


def weighted_terms(word: str, lemmas: Lemmas) -> list[tuple[str, int]]:
    """The terms that lead to `word`, and what each is worth."""
    terms = ((word, Form.WRITTEN), *OTHER_FORMS[word], *lemma_forms(word, lemmas))
    return [(term, _WEIGHTS[form]) for term, form in terms]


def _posting(places: list[int], weight: int) -> str:
    if len(places) > 1:
        places = sorted(set(places))[:LISTED]
        places[1:] = [after - before for before, after in pairwise(places)]
    return ",".join(map(str, (len(places) * WEIGHTS + weight, *places)))


class Weights(dict[int, int]):
    """What frequencies weigh in a document of a length."""

    def __init__(self, step: int) -> None:
        share = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * 2.0**step / _AVERAGE_LENGTH
        self._saturation = _SATURATION * share

    def __missing__(self, weighted: int) -> int:
        frequency = weighted / _UNIT
        part = frequency / (frequency + self._saturation)
        weight = self[weighted] = max(1, round(part * (WEIGHTS - 1)))
        return weight


def _cut(text: str) -> list[str]:
    parts = []
    start = 0
    while len(text) - start > _LONGEST_PASSAGE:
        latest = start + _LONGEST_PASSAGE
        middle = start + _LONGEST_PASSAGE // 2
        end = max(text.rfind("\n", middle, latest), text.rfind(". ", middle, latest) + 1)
        if end <= 0:
            end = text.rfind(" ", middle, latest)
        if end <= 0:
            end = latest
        parts.append(text[start:end])
        start = end
    parts.append(text[start:])
    return [part for part in (part.strip("\n") for part in parts) if part.strip()]
