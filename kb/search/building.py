"""An index from nothing.

In: all documents, each with its terms. Out: files, and the state that later ones are patched from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kb.model import Document
from kb.search.analysis import Postings, Terms
from kb.search.cards import Card, bucket_bits, card
from kb.search.cards import bucket as card_bucket
from kb.search.directory import State, directory
from kb.search.facets import Facet, facet, facets_file
from kb.search.files import INDEX, NONE, FileName, Put, put_json, to_json
from kb.search.forms import Lemmas
from kb.search.shards import Item, write_shards
from kb.search.spelling import COMMON, COUNTS, counts_bucket, spelling_file
from kb.search.spelling import bucket as spelling_bucket
from kb.words.forms import order

Numbered = tuple[int, Document, Terms]
"""A document, of which its passages and sections are not asked for, by its number."""
_NO_LEMMAS: Lemmas = {}


class _Tier:
    """Postings being gathered, the smallest document first."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._found: dict[str, bytearray] = {}

    def add(self, number: int, postings: Postings) -> None:
        if not postings.terms:
            return
        last, found = self._last, self._found
        terms, places = postings.terms.split("\n"), postings.places.encode().split(b"\n")
        for term, place in zip(terms, places, strict=True):
            known = found.get(term)
            if known is None:
                found[term] = bytearray(b"%d,%b" % (number, place))
            else:
                known += b",%d,%b" % (number - last[term], place)
            last[term] = number

    def items(self, same: Mapping[str, Sequence[str]], *, both: bool) -> Iterator[Item]:
        """In their order. `both`: what only `same` knows is an item as well."""
        found = self._found
        terms = found.keys() | same.keys() if both else found.keys()
        nothing = bytearray()
        for term in sorted(terms, key=order):
            yield Item(term, bytes(found.get(term, nothing)), tuple(same.get(term, ())))


def make_index(
    documents: Iterable[Numbered],
    put: Put,
    keep: Put,
    *,
    trees: Mapping[str, str],
    same: Mapping[str, Sequence[str]],
    lemmas: Lemmas = _NO_LEMMAS,
) -> State:
    """Write an index of `documents`, which come in the order of their numbers: what readers load is
    `put`, what only later patches need `keep` takes. The files with texts are those of `analyse`;
    they are not written here.

    `trees` are the folders of the site's languages; `same` has for each term of the glossary, by
    its `term_key`, what it is called as well.
    """
    names, words = _Tier(), _Tier()
    spelling: dict[str, list[int]] = {}
    cards: dict[int, Card] = {}
    facets: dict[int, Facet] = {}
    for number, document, terms in documents:
        names.add(number, terms.names)
        words.add(number, terms.words)
        count_spelling(spelling, terms, 1)
        cards[number] = card(document, terms)
        facets[number] = facet(document)
    bits = bucket_bits(len(cards))
    state = State(
        documents=len(cards),
        languages=tuple(trees),
        prefixes=tuple(trees.values()),
        names=tuple(write_shards(names.items(same, both=True), put)),
        words=tuple(write_shards(words.items(_terms_of(lemmas), both=False), put)),
        spelling=_write_spelling(spelling, put),
        cards=_write_cards(cards, bits, put),
        bits=bits,
        facets=put_json(put, facets_file(facets)),
        counts=_keep_counts(spelling, keep),
        same=put_json(keep, sorted(same.items())),
    )
    put(INDEX, to_json(directory(state)))
    return state


def _terms_of(lemmas: Lemmas) -> Mapping[str, Sequence[str]]:
    return {word: tuple(f"~{lemma}" for lemma in found) for word, found in lemmas.items()}


def count_spelling(spelling: dict[str, list[int]], terms: Terms, change: int) -> None:
    """Count the words of a document: those that have it, in names, in passages."""
    named = set(terms.named.split("\n")) if terms.named else set()
    said = set(terms.said.split("\n")) if terms.said else set()
    for word in named | said:
        counts = spelling.setdefault(word, [0, 0, 0])
        counts[0] += change
        counts[1] += change * (word in named)
        counts[2] += change * (word in said)


def _write_spelling(spelling: dict[str, list[int]], put: Put) -> dict[str, FileName]:
    buckets: dict[str, dict[str, int]] = {}
    for word, (documents, named, said) in spelling.items():
        if named or said >= COMMON:
            buckets.setdefault(spelling_bucket(word), {})[word] = documents
    return {name: put_json(put, spelling_file(buckets[name])) for name in sorted(buckets)}


def _write_cards(cards: dict[int, Card], bits: int, put: Put) -> tuple[FileName, ...]:
    files = [NONE] * (1 << bits)
    buckets: dict[int, dict[str, Card]] = {}
    for number, each in cards.items():
        buckets.setdefault(card_bucket(number, bits), {})[str(number)] = each
    for place, inside in buckets.items():
        files[place] = put_json(put, inside)
    return tuple(files)


def _keep_counts(spelling: dict[str, list[int]], keep: Put) -> tuple[FileName, ...]:
    buckets: list[dict[str, list[int]]] = [{} for _ in range(COUNTS)]
    for word in sorted(spelling):
        buckets[counts_bucket(word)][word] = spelling[word]
    return tuple(put_json(keep, bucket) for bucket in buckets)
