"""An index, changed as its documents have.

In: the state of an index, and the documents that differ, as they were and as they are. Out: what a
new index of all documents would have, byte for byte, of which only the files that differ are made.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.search.building import Numbered
from kb.search.cards import Card, bucket_bits, card, patch_cards
from kb.search.directory import State, write_directory
from kb.search.facets import FacetsFile, facet, facets_file, facets_of_file
from kb.search.files import NONE, FileName, Put, Read, name_of, put_json, to_json
from kb.search.forms import Lemmas, lemma_terms
from kb.search.name_terms import name_postings
from kb.search.postings import of_name, of_word
from kb.search.shards import NAMES, WORDS, Change, Shard, patch_shards
from kb.search.spelling import (
    SPELLING,
    Counts,
    commonness,
    counts_bucket,
    is_common,
    spelled,
    tail,
)
from kb.search.word_terms import word_postings

_NO_LEMMAS: Lemmas = {}
_NEVER = Counts(0, 0, 0, 0)
_read_counts = msgspec.json.Decoder(dict[str, Counts]).decode
_read_same = msgspec.json.Decoder(list[tuple[str, tuple[str, ...]]]).decode
_read_facets = msgspec.json.Decoder(FacetsFile).decode


class Patched(Struct, frozen=True):
    """What has become of an index."""

    state: State
    gone: frozenset[FileName]
    """Files that no reader of the new index asks for;"""
    forgotten: frozenset[FileName]
    """and of our own, those that no patch needs any more."""


def patch_index(
    state: State,
    removed: Iterable[Numbered],
    added: Iterable[Numbered],
    *,
    read: Read,
    recall: Read,
    put: Put,
    keep: Put,
    trees: Mapping[str, str],
    same: Mapping[str, Sequence[str]],
    lemmas: Lemmas = _NO_LEMMAS,
) -> Patched:
    """Write what differs if the documents `removed` are not there any more and those `added` are:
    one that has changed is both. `read` and `recall` give what `put` and `keep` took. `lemmas`
    needs to know no words but those of these documents.
    """
    known = _files(state)

    def put_new(name: FileName, data: bytes) -> None:
        if name not in known:
            put(name, data)

    old, new = _by_number(removed), _by_number(added)
    counted = _Counting(state, recall)
    counted.count(old, -1)
    counted.count(new, 1)
    counted.settle()
    documents = state.documents + len(new) - len(old)
    bits = bucket_bits(documents)
    names, words = _changed_postings(old, new, lemmas)
    kept_same = _change_same(names, state, same, recall, keep)
    for word in counted.now.keys() & lemmas.keys() & words.keys():
        # Ends of words are terms as well, and none of a dictionary.
        is_written = bool(counted.now[word].written)
        if is_written != bool(counted.before[word].written):
            words[word].same = lemma_terms(word, lemmas) if is_written else ()
    changed_cards: dict[int, Card | None] = dict.fromkeys(old)
    changed_cards.update({number: card(each[1], each[2]) for number, each in new.items()})
    spelled_now = counted.spelling()
    patched = replace(
        state,
        documents=documents,
        languages=tuple(trees),
        prefixes=tuple(trees.values()),
        names=patch_shards(state.names, names, read, put_new, size=NAMES, of_document=of_name),
        words=patch_shards(
            state.words,
            words,
            read,
            put_new,
            size=WORDS,
            of_document=of_word,
            has_places=True,
        ),
        heads=_patch_spelling(state.heads, spelled_now, read, put_new),
        tails=_patch_spelling(
            state.tails, {tail(word): digit for word, digit in spelled_now.items()}, read, put_new
        ),
        bits=bits,
        cards=patch_cards(state.cards, changed_cards, bits, read, put_new),
        facets=_patch_facets(state.facets, old, new, read, put_new),
        counts=counted.write_counts(keep),
        same=kept_same,
    )
    patched = replace(patched, pages=write_directory(patched, put_new))
    return Patched(
        patched,
        frozenset(known - _files(patched)),
        frozenset({*state.counts, state.same} - {*patched.counts, patched.same}),
    )


def _by_number(documents: Iterable[Numbered]) -> dict[int, Numbered]:
    return {each[0]: each for each in sorted(documents, key=lambda each: each[0])}


def _files(state: State) -> set[FileName]:
    tiers = (state.names, state.words, state.heads, state.tails)
    shards = {file for tier in tiers for shard in tier for file in (shard.file, shard.places)}
    return {*shards, *state.cards, state.facets, *state.pages} - {NONE, ""}


def _changed_postings(
    old: Mapping[int, Numbered], new: Mapping[int, Numbered], lemmas: Lemmas
) -> tuple[dict[str, Change], dict[str, Change]]:
    """The terms of both tiers that stand in other places now."""
    names: dict[str, Change] = {}
    words: dict[str, Change] = {}
    for number in sorted(old.keys() | new.keys()):
        was, now = (side[number][2] if number in side else None for side in (old, new))
        if was is None or now is None or was.names != now.names:
            before, after = (
                name_postings(each.names, lemmas) if each else {} for each in (was, now)
            )
            _compare(names, number, before, after)
        if was is None or now is None or was.said != now.said:
            before, after = (
                word_postings(each.said, lemmas) if each else {} for each in (was, now)
            )
            _compare(words, number, before, after)
    return names, words


def _compare(
    changes: dict[str, Change], number: int, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    for term, places in after.items():
        if before.get(term) != places:
            changes.setdefault(term, Change()).places[number] = places
    for term in before.keys() - after.keys():
        changes.setdefault(term, Change()).places[number] = ""


def _change_same(
    names: dict[str, Change],
    state: State,
    same: Mapping[str, Sequence[str]],
    recall: Read,
    keep: Put,
) -> FileName:
    """What is different about the glossary."""
    data = to_json(sorted(same.items()))
    if name_of(data) == state.same:
        return state.same
    before = dict(_read_same(recall(state.same)))
    for term in before.keys() | same.keys():
        now = tuple(same.get(term, ()))
        if before.get(term, ()) != now:
            names.setdefault(term, Change()).same = now
    return put_json(keep, sorted(same.items()))


def _patch_facets(
    file: FileName,
    old: Mapping[int, Numbered],
    new: Mapping[int, Numbered],
    read: Read,
    put: Put,
) -> FileName:
    before = {number: facet(each[1]) for number, each in old.items()}
    after = {number: facet(each[1]) for number, each in new.items()}
    if before == after:
        return file
    facets = facets_of_file(_read_facets(read(file)))
    for number in before.keys() - after.keys():
        del facets[number]
    facets.update(after)
    return put_json(put, facets_file(facets))


def _patch_spelling(
    shards: Sequence[Shard], changed: Mapping[str, str], read: Read, put: Put
) -> tuple[Shard, ...]:
    changes = {word: Change(postings=digit) for word, digit in changed.items()}
    return patch_shards(shards, changes, read, put, size=SPELLING, of_document=of_name)


class _Counting:
    """How many documents have each word, being counted again."""

    def __init__(self, state: State, recall: Read) -> None:
        self._state = state
        self._recall = recall
        self._buckets: dict[int, dict[str, Counts]] = {}
        self._changes: dict[str, list[int]] = {}
        self.before: dict[str, Counts] = {}
        self.now: dict[str, Counts] = {}
        """Of the words that differ."""

    def count(self, documents: Mapping[int, Numbered], change: int) -> None:
        for _number, _document, terms in documents.values():
            named = {each for word in terms.named.split("\n") for each in spelled(word)}
            written = terms.said.words.split("\n")
            said = {each for word in written for each in spelled(word)}
            for word in named | said:
                counts = self._changes.setdefault(word, [0, 0, 0, 0])
                counts[0] += change
                counts[1] += change * (word in named)
                counts[2] += change * (word in said)
            for word in written:
                if word in said:
                    self._changes[word][3] += change

    def settle(self) -> None:
        """Look up what was counted before."""
        for word in sorted(self._changes):
            if not any(self._changes[word]):
                del self._changes[word]
                continue
            bucket = self._bucket(word)
            before = bucket.get(word, _NEVER)
            now = Counts(*map(sum, zip(before, self._changes[word], strict=True)))
            self.before[word], self.now[word] = before, now
            if now.documents:
                bucket[word] = now
            else:
                del bucket[word]

    def _bucket(self, word: str) -> dict[str, Counts]:
        number = counts_bucket(word)
        if number not in self._buckets:
            self._buckets[number] = _read_counts(self._recall(self._state.counts[number]))
        return self._buckets[number]

    def write_counts(self, keep: Put) -> tuple[FileName, ...]:
        """Those of our own files that differ."""
        files = list(self._state.counts)
        for number, bucket in self._buckets.items():
            files[number] = put_json(keep, dict(sorted(bucket.items())))
        return tuple(files)

    def spelling(self) -> dict[str, str]:
        """How common the words are that others are corrected to, where that differs; '' where they
        are none any more.
        """
        digits = {word: _digit(now) for word, now in self.now.items()}
        return {word: it for word, it in digits.items() if it != _digit(self.before[word])}


def _digit(counts: Counts) -> str:
    return commonness(counts) if is_common(counts) else ""
