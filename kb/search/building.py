"""An index from nothing.

In: all documents, each with its terms. Out: files, and the state that later ones are patched from.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from kb.model import Document
from kb.search.analysis import Terms
from kb.search.cards import Card, bucket_bits, card, write_cards
from kb.search.directory import State, write_directory
from kb.search.facets import Facet, facet, facets_file
from kb.search.files import FileName, Put, put_json
from kb.search.forms import Lemmas, lemma_terms
from kb.search.shards import NAMES, WORDS, Item, Shard, write_shards
from kb.search.spelling import (
    COUNTS,
    SPELLING,
    Counts,
    commonness,
    counts_bucket,
    is_common,
    tail,
)
from kb.words import order

Numbered = tuple[int, Document, Terms]
"""A document, of which its passages and sections are not asked for, by its number."""
_NO_LEMMAS: Lemmas = {}


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
    # A build that changes a note does without numpy.
    from kb.search.gathering import Gathered  # noqa: PLC0415
    from kb.search.gathering_names import GatheredNames  # noqa: PLC0415

    names = GatheredNames(lemmas)
    cards: dict[int, Card] = {}
    facets: dict[int, Facet] = {}

    def take() -> Iterator[tuple[int, Terms]]:
        for number, document, terms in documents:
            names.add(number, terms.names)
            cards[number] = card(document, terms)
            facets[number] = facet(document)
            yield number, terms

    gathered = Gathered(take())
    name_items = (
        Item(term, posting, tuple(same.get(term, ()))) for term, posting in names.postings(same)
    )
    # Ends of words are terms as well, and none of a dictionary.
    written = lemmas.keys() & gathered.words
    word_items = (
        Item(term, posting, lemma_terms(term, lemmas) if term in written else ())
        for term, posting in gathered.postings(lemmas)
    )
    bits = bucket_bits(len(cards))
    counts = gathered.spelling()
    common = {word: commonness(each) for word, each in counts.items() if is_common(each)}
    state = State(
        documents=len(cards),
        languages=tuple(trees),
        prefixes=tuple(trees.values()),
        names=write_shards(name_items, put, NAMES),
        words=write_shards(word_items, put, WORDS, has_places=True),
        heads=_write_spelling(common, put),
        tails=_write_spelling({tail(word): digit for word, digit in common.items()}, put),
        cards=write_cards(cards, bits, put),
        bits=bits,
        facets=put_json(put, facets_file(facets)),
        counts=_keep_counts(counts, keep),
        same=put_json(keep, sorted(same.items())),
    )
    return replace(state, pages=write_directory(state, put))


def _write_spelling(words: Mapping[str, str], put: Put) -> tuple[Shard, ...]:
    items = (Item(word, words[word]) for word in sorted(words, key=order))
    return write_shards(items, put, SPELLING)


def _keep_counts(counts: Mapping[str, Counts], keep: Put) -> tuple[FileName, ...]:
    buckets: list[dict[str, Counts]] = [{} for _ in range(COUNTS)]
    for word in sorted(counts):
        buckets[counts_bucket(word)][word] = counts[word]
    return tuple(put_json(keep, bucket) for bucket in buckets)
