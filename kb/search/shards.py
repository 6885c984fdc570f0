"""A tier as files of neighbouring terms.

In: terms with their postings. Out: shards, in the order of their terms.

Where a shard begins is decided by the term that it begins with, so an edit moves no boundary but
those that it adds or takes away.
"""

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from msgspec import Struct

from kb.search.files import FileName, Put, name_of, to_json
from kb.words import order

_SHARDS = 256
"""A shard has so many terms, on average,"""
_ALONE = 4000
"""but a term with so many bytes of postings is a shard of its own."""


class Shard(Struct, frozen=True, array_like=True, gc=False):
    first: str
    """Its first term,"""
    last: str
    """and its last."""
    file: FileName
    alone: bool = False


class Item(Struct, frozen=True, array_like=True, gc=False):
    """What a shard says of one term."""

    term: str
    postings: bytes = b""
    """Without brackets; empty where nothing but `same` is said of it."""
    same: tuple[str, ...] = ()
    """Other terms to look for."""


def write_shards(items: Iterable[Item], put: Put) -> tuple[Shard, ...]:
    """Write `items`, which are in their order."""
    shards = []
    for group in _cut(items):
        data = _shard_json(group)
        name = name_of(data)
        put(name, data)
        alone = _is_alone(group[0])
        shards.append(Shard(group[0].term, group[-1].term, name, alone))
    return tuple(shards)


def _is_alone(item: Item) -> bool:
    return len(item.postings) > _ALONE


def begins(term: str) -> bool:
    """Whether a shard begins at `term`, wherever it stands."""
    return crc32(term.encode("utf-8", "surrogatepass")) % _SHARDS == 0


def _cut(items: Iterable[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    for item in items:
        if group and (_is_alone(item) or _is_alone(group[-1]) or begins(item.term)):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _shard_json(items: list[Item]) -> bytes:
    terms = b",".join(
        b"%b:[%b]" % (to_json(item.term), item.postings) for item in items if item.postings
    )
    same = b",".join(
        b"%b:%b" % (to_json(item.term), to_json(item.same)) for item in items if item.same
    )
    return b'{"terms":{%b}%b}' % (terms, b',"same":{%b}' % same if same else b"")


def separators(shards: Sequence[Shard]) -> Iterator[str]:
    """For each shard the shortest beginning of its first term that stands behind all terms before
    it: what a reader needs to find the shard that holds a term.
    """
    last = ""
    for shard in shards:
        yield _separator(last, shard.first)
        last = shard.last


def _separator(before: str, first: str) -> str:
    last = order(before)
    for end in range(1, len(first)):
        if order(first[:end]) > last:
            return first[:end]
    return first
