"""The file that leads to all others, and what we keep of it from build to build.

In: what was written. Out: `index.json`, its pages, and the state that an index is patched from.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any
from zlib import crc32

from msgspec import Struct

from kb.search.files import INDEX, NONE, FileName, Put, name_of, to_json
from kb.search.shards import Shard
from kb.words import order

FORMAT = 3

_SHARDS_IN_PLACE = 200
"""More are listed on pages of their own,"""
_RARE_IN_PLACE = 20
"""what few readers need from fewer on."""
_CARDS_IN_PLACE = 7
"""Bits of the number of files of cards; more are listed on as many pages as each lists."""
_BEHIND = "\x01"
"""Behind a term it stands before all that go on from there."""


class State(Struct, frozen=True):
    """An index, as far as its files do not say it themselves."""

    documents: int
    languages: tuple[str, ...]
    """Of the trees,"""
    prefixes: tuple[str, ...]
    """and their folders, such as `en/`."""
    names: tuple[Shard, ...]
    words: tuple[Shard, ...]
    heads: tuple[Shard, ...]
    """The words that a misspelt one is corrected to,"""
    tails: tuple[Shard, ...]
    """and the same by their ends."""
    bits: int
    """Of a document's number, by which its card is found."""
    cards: tuple[FileName, ...]
    facets: FileName
    counts: tuple[FileName, ...]
    """What we keep for ourselves: how many documents have each word that can be corrected,"""
    same: FileName
    """and the glossary."""
    pages: tuple[FileName, ...] = ()
    """Of the directory."""


def write_directory(state: State, put: Put) -> tuple[FileName, ...]:
    """Write the directory; the names of its pages."""
    pages: dict[FileName, bytes] = {}
    directory = {
        "format": FORMAT,
        "documents": state.documents,
        "languages": state.languages,
        "prefixes": state.prefixes,
        "names": _tier(state.names, pages, _SHARDS_IN_PLACE),
        "words": _tier(state.words, pages, _SHARDS_IN_PLACE),
        "heads": _tier(state.heads, pages, _RARE_IN_PLACE),
        "tails": _tier(state.tails, pages, _RARE_IN_PLACE),
        "cards": _cards(state, pages),
        "facets": state.facets,
    }
    for name, data in pages.items():
        put(name, data)
    put(INDEX, to_json(directory))
    return tuple(pages)


def _tier(shards: Sequence[Shard], pages: dict[FileName, bytes], in_place: int) -> dict[str, Any]:
    if len(shards) <= in_place:
        return _listing([*_entries(shards)])
    listed = []
    for page in _paged(shards):
        data = to_json(_listing([*_entries(page)]))
        name = name_of(data)
        pages[name] = data
        listed.append((page[0].lead, name))
    return {**_listing(listed), "pages": True}


def _entries(shards: Sequence[Shard]) -> Iterator[tuple[str, FileName]]:
    """Where each begins. What would stand behind a wide term, but before all of the next shard,
    stands nowhere: who looks for it need not load so long a file to see that.
    """
    for shard, following in zip_longest(shards, shards[1:]):
        yield shard.lead, shard.file
        behind = shard.first + _BEHIND
        if shard.places and (following is None or order(behind) < order(following.lead)):
            yield behind, NONE


def _cards(state: State, pages: dict[FileName, bytes]) -> dict[str, Any]:
    if state.bits <= _CARDS_IN_PLACE:
        return {"bits": state.bits, "files": "".join(state.cards)}
    listed = []
    page = state.bits // 2
    for start in range(0, len(state.cards), 1 << page):
        data = to_json({"files": "".join(state.cards[start : start + (1 << page)])})
        name = name_of(data)
        pages[name] = data
        listed.append(name)
    return {"bits": state.bits, "files": "".join(listed), "page": page}


def _listing(files: list[tuple[str, FileName]]) -> dict[str, Any]:
    return {
        "first": "\n".join(lead for lead, _file in files),
        "files": "".join(file for _lead, file in files),
    }


def _paged(shards: Sequence[Shard]) -> Iterator[Sequence[Shard]]:
    """Pages of at most about as many entries as there are pages."""
    most = 1 << len(shards).bit_length() // 2
    yield from _halved(shards, [_draw(shard) for shard in shards], most)


def _halved(shards: Sequence[Shard], draws: list[int], most: int) -> Iterator[Sequence[Shard]]:
    # Where the draw is least, but not near an end: so an edit changes few pages.
    if len(shards) <= most:
        yield shards
        return
    least = max(len(shards) // 4, 1)
    at = min(range(least, len(shards) - least + 1), key=draws.__getitem__)
    yield from _halved(shards[:at], draws[:at], most)
    yield from _halved(shards[at:], draws[at:], most)


def _draw(shard: Shard) -> int:
    return crc32(shard.first.encode("utf-8", "surrogatepass")) >> 16
