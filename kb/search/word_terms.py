"""The second tier: the words of a document's passages.

In: sections and passages. Out: terms with their weights and positions, and the passages as they
were cut.

A position is the number of a block and of a word in it. A block is eight bits that are drawn from
the beginning of a passage, so that an edit moves no words but those that follow it in its passage.
"""

from itertools import pairwise
from math import log2
from zlib import crc32

from msgspec import Struct

from kb.model import DocumentText
from kb.search.forms import Form, Lemmas, other_forms, written
from kb.words import tokens
from kb.words.english import STOP_WORDS

BLOCKS = 256
BLOCK_WORDS = 128
_LONGEST_PASSAGE = 2000
"""Characters; what is longer is cut at a line or a space."""
_BEGINNING = 24
"""Characters by which a passage is known."""
_POSITIONS = 63
"""That are kept of a term in a document."""

_WEIGHTS = {Form.WRITTEN: 1.0, Form.STEM: 0.8, Form.LEMMA: 0.8, Form.INNER: 0.4}
_CODE = 0.5

# BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009). The average length
# is a constant: no document's weights change with another document.
_SATURATION = 1.2
_LENGTH_MATTERS = 0.75
_AVERAGE_LENGTH = 300
_STEPS = 15


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
    words: frozenset[str]
    """As they are written."""
    passages: tuple[CutPassage, ...]


def word_terms(passages: tuple[DocumentText, ...], lemmas: Lemmas) -> WordTerms:
    """The terms of `passages`."""
    cut: list[CutPassage] = []
    met: dict[str, int] = {}
    positions: dict[str, list[int]] = {}
    """By word, as it is written;"""
    frequencies: dict[str, float] = {}
    length = 0
    for passage in passages:
        weight = _CODE if passage.code else 1.0
        for text in _cut(passage.text):
            beginning = text[:_BEGINNING]
            number = met[beginning] = met.get(beginning, -1) + 1
            block = crc32(f"{number} {beginning}".encode()) % BLOCKS
            place = block * BLOCK_WORDS
            words = [written(token.text) for token in tokens(text)]
            for offset, word in enumerate(words):
                at = (place + offset) % (BLOCKS * BLOCK_WORDS)
                known = positions.get(word)
                if known is None:
                    positions[word] = [at]
                    frequencies[word] = weight
                else:
                    known.append(at)
                    frequencies[word] += weight
            length += len(words)
            blocks = min((len(words) + BLOCK_WORDS - 1) // BLOCK_WORDS, BLOCKS) or 1
            cut.append(CutPassage(block, blocks, passage.section, text, passage.code))
    for word in STOP_WORDS & positions.keys():
        del positions[word], frequencies[word]
    positions.pop("", None)
    found: dict[str, list[str]] = {word: [word] for word in positions}
    """The words that each term leads to;"""
    weighted = {word: frequencies[word] for word in positions}
    """and how often these stand there."""
    for word in positions:
        frequency = frequencies[word]
        for term, form in other_forms(word):
            _lead(found, weighted, term, word, frequency * _WEIGHTS[form])
        for lemma in lemmas.get(word, ()):
            _lead(found, weighted, f"~{lemma}", word, frequency * _WEIGHTS[Form.LEMMA])
    saturation = _saturation(length)
    postings = {
        term: _posting(
            positions[words[0]] if len(words) == 1 else _together(words, positions),
            weighted[term],
            saturation,
        )
        for term, words in found.items()
    }
    return WordTerms(postings, frozenset(positions), tuple(cut))


def _lead(
    found: dict[str, list[str]],
    weighted: dict[str, float],
    term: str,
    word: str,
    frequency: float,
) -> None:
    words = found.get(term)
    if words is None:
        found[term] = [word]
        weighted[term] = frequency
    else:
        words.append(word)
        weighted[term] += frequency


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


def _saturation(length: int) -> float:
    """What a frequency is divided by, less itself. Lengths count in steps of a half power of two:
    an edit seldom changes the weights of words that it leaves alone.
    """
    rounded = 2 ** (round(2 * log2(max(length, 8))) / 2)
    share = 1 - _LENGTH_MATTERS + _LENGTH_MATTERS * rounded / _AVERAGE_LENGTH
    return _SATURATION * share


def _together(words: list[str], positions: dict[str, list[int]]) -> list[int]:
    return [at for word in words for at in positions[word]]


def _posting(at: list[int], frequency: float, saturation: float) -> str:
    part = frequency * (_SATURATION + 1) / (frequency + saturation)
    weight = max(1, min(_STEPS, round(part / (_SATURATION + 1) * _STEPS)))
    if len(at) == 1:
        return f"{16 + weight},{at[0]}"
    places = sorted(set(at[:_POSITIONS]))
    distances = (after - before for before, after in pairwise(places))
    return ",".join(map(str, (len(places) * 16 + weight, places[0], *distances)))
