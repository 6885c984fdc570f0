"""A tier as files of neighbouring terms.

In: terms with their postings; or shards, and which of their terms have others now. Out: shards, in
the order of their terms.

Where a shard begins is decided by the term that it begins with and by how much is said of it. So an
edit moves no boundary but those of terms that it changes, and shards that are patched are those
that would be made anew.

Of a word that very many documents have, most is said of where it stands in each, and few queries
need that: it lies in a file of its own, which the shard names.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from zlib import crc32

import msgspec
from msgspec import Struct

from kb.search.files import FileName, Put, Read, name_of, to_json
from kb.search.postings import Size, join_places, part_places, patch_postings
from kb.words import order

_DRAWN = 1 << 16
_ALONE = 4000
"""A term with so many bytes of postings is a shard of its own;"""
_WIDE = 16_000
"""and with so many, which is not less, its places are kept apart: for one with fewer, waiting for a
second file would cost a reader more than what it spares."""

_GROUP = 2
"""Shards between two beginnings that nothing but their terms decides, on average."""

NAMES = 2400
WORDS = 3000
"""Bytes of a shard at most, unless one term has more."""


class Shard(Struct, frozen=True, array_like=True, gc=False):
    """Neighbouring terms, and the file that has them."""

    first: str
    """Its first term,"""
    last: str
    """and its last."""
    file: FileName
    begins: bool
    """It would begin at `first` whatever stood before;"""
    ends: bool
    """and would end at `last`, whatever followed."""
    places: FileName = ""
    """The file with the places of its one term, if they are kept apart."""
    lead: str = ""
    """The shortest beginning of `first` that stands behind the last term of the shard before."""


class Item(Struct, frozen=True, array_like=True, gc=False):
    """What a shard says of one term."""

    term: str
    postings: str = ""
    """Numbers with commas; none where nothing but `same` is said of it."""
    same: tuple[str, ...] = ()
    """Other terms to look for."""


class Change(Struct):
    """What is different about a term."""

    places: dict[int, str] = {}
    """By the numbers of documents; '' where it does not stand any more."""
    same: tuple[str, ...] | None = None
    """None: as before."""
    postings: str | None = None
    """All of them, in a tier that has none by documents."""


class _ShardFile(Struct):
    terms: dict[str, msgspec.Raw]
    same: dict[str, tuple[str, ...]] = {}


_read_shard = msgspec.json.Decoder(_ShardFile).decode


def write_shards(
    items: Iterable[Item], put: Put, size: int, *, has_places: bool = False
) -> tuple[Shard, ...]:
    """Write `items`, which are in their order, to shards of about `size` bytes. `has_places`: they
    say of words where these stand.
    """
    return _with_leads([_write(group, put, size, has_places) for group in _cut(items, size)])


def patch_shards(
    shards: Sequence[Shard],
    changed: Mapping[str, Change],
    read: Read,
    put: Put,
    *,
    size: int,
    of_document: Size,
    has_places: bool = False,
) -> tuple[Shard, ...]:
    """Write the shards that differ where terms have `changed`. `of_document` is the tier's;
    `size` and `has_places` are those that the shards were written with.
    """
    of_shards: dict[int, dict[str, Change]] = {}
    for term, change in changed.items():
        place = bisect_right(shards, order(term), key=lambda shard: order(shard.first)) - 1
        of_shards.setdefault(max(place, 0), {})[term] = change
    found: list[_Group] = []
    if not shards and (items := _patched([], changed, of_document)):
        found.append(items)
    was_changed = False
    for start, end in _groups(shards):
        own: dict[str, Change] = {}
        for place in range(start, end):
            own |= of_shards.get(place, {})
        group = tuple(shards[start:end])
        if not own:
            if was_changed:
                # What stood before it may be gone.
                group = (msgspec.structs.replace(group[0], lead=""), *group[1:])
            _join(found, group, read, size)
        elif items := _patched(_items(group, read), own, of_document):
            _join(found, items, read, size)
        was_changed = bool(own)
    written: list[Shard] = []
    for each in found:
        if isinstance(each, tuple):
            written += each
        else:
            written += [_write(items, put, size, has_places) for items in _cut(each, size)]
    return _with_leads(written)


_Group = tuple[Shard, ...] | list[Item]
"""What stands between two beginnings: as files, or with changes."""


def _groups(shards: Sequence[Shard]) -> Iterator[tuple[int, int]]:
    """Where those begin and end that were one group before it was halved."""
    start = 0
    for place, (before, shard) in enumerate(pairwise(shards), 1):
        if shard.begins or before.ends:
            yield start, place
            start = place
    if shards:
        yield start, len(shards)


def _join(found: list[_Group], following: _Group, read: Read, size: int) -> None:
    """Add a group; to the last one, if they are one now."""
    if not found or _ends(found[-1]) or _begins(following, size):
        found.append(following)
    else:
        before = found[-1]
        items = _items(before, read) if isinstance(before, tuple) else before
        found[-1] = items + (_items(following, read) if isinstance(following, tuple) else following)


def _ends(group: _Group) -> bool:
    return group[-1].ends if isinstance(group, tuple) else _is_alone(group[-1])


def _begins(group: _Group, size: int) -> bool:
    return group[0].begins if isinstance(group, tuple) else _begins_shard(group[0], size)


def _is_alone(item: Item) -> bool:
    return len(item.postings) > _ALONE


def _is_wide(item: Item) -> bool:
    return len(item.postings) > _WIDE


def _begins_shard(item: Item, size: int) -> bool:
    """Whether a shard begins at `item`, whatever stands before it: the more is said of it, the
    likelier.
    """
    if _is_alone(item):
        return True
    # In powers of two, so that an edit seldom makes or takes away a beginning.
    return _draw(item.term) * size * _GROUP < (1 << _length(item).bit_length() >> 1) * _DRAWN


def _draw(term: str) -> int:
    return crc32(term.encode("utf-8", "surrogatepass")) % _DRAWN


def _length(item: Item) -> int:
    return len(item.term) + len(item.postings)


def _cut(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    group: list[Item] = []
    for item in items:
        if group and (_is_alone(group[-1]) or _begins_shard(item, size)):
            yield from _halved(group, size)
            group = []
        group.append(item)
    if group:
        yield from _halved(group, size)


def _halved(group: list[Item], size: int) -> Iterator[list[Item]]:
    """A group that chance has made long, in parts: whoever asks for a term is likelier to get a
    long file than a short one.
    """
    lengths = list(accumulate(map(_length, group), initial=0))
    if lengths[-1] <= size or len(group) == 1:
        yield group
        return
    # Where the draw would soonest have cut it, but not near an end.
    least = lengths[-1] // 4
    inner = [
        at for at in range(1, len(group)) if least <= lengths[at] <= lengths[-1] - least
    ] or range(1, len(group))
    at = min(inner, key=lambda at: (_draw(group[at].term), at))
    yield from _halved(group[:at], size)
    yield from _halved(group[at:], size)


def _write(items: list[Item], put: Put, size: int, has_places: bool) -> Shard:
    places = ""
    first, last = items[0], items[-1]
    if has_places and _is_wide(first):
        # No other is in its shard.
        said, standing = part_places(first.postings)
        places = _put(put, f"[{standing}]")
        items = [Item(first.term, said, first.same)]
    file = _put(put, _text(items, places))
    begins, ends = _begins_shard(first, size), _is_alone(last)
    return Shard(first.term, last.term, file, begins, ends, places)


def _text(items: list[Item], places: FileName) -> str:
    terms = ",".join(f"{_quoted(each.term)}:[{each.postings}]" for each in items if each.postings)
    same = ",".join(
        f"{_quoted(each.term)}:{to_json(each.same).decode()}" for each in items if each.same
    )
    parts = [f'"terms":{{{terms}}}']
    if same:
        parts.append(f'"same":{{{same}}}')
    if places:
        parts.append(f'"places":"{places}"')
    return f"{{{','.join(parts)}}}"


def _put(put: Put, text: str) -> FileName:
    data = text.encode()
    name = name_of(data)
    put(name, data)
    return name


def _quoted(term: str) -> str:
    return f'"{term}"' if term.isalnum() else to_json(term).decode()


def _items(group: Iterable[Shard], read: Read) -> list[Item]:
    return [item for shard in group for item in _items_of(shard, read)]


def _items_of(shard: Shard, read: Read) -> list[Item]:
    file = _read_shard(read(shard.file))
    terms = sorted(file.terms.keys() | file.same.keys(), key=order) if file.same else file.terms
    items = [
        Item(
            term,
            bytes(file.terms[term])[1:-1].decode() if term in file.terms else "",
            file.same.get(term, ()),
        )
        for term in terms
    ]
    if not shard.places:
        return items
    (item,) = items
    standing = read(shard.places)[1:-1].decode()
    return [Item(item.term, join_places(item.postings, standing), item.same)]


def _patched(items: list[Item], changed: Mapping[str, Change], of_document: Size) -> list[Item]:
    found = {item.term: item for item in items}
    for term, change in changed.items():
        item = found.get(term) or Item(term)
        postings = item.postings if change.postings is None else change.postings
        places = sorted(change.places.items())
        found[term] = Item(
            term,
            patch_postings(postings, places, of_document) if places else postings,
            item.same if change.same is None else change.same,
        )
    kept = [item for item in found.values() if item.postings or item.same]
    return kept if len(found) == len(items) else sorted(kept, key=lambda item: order(item.term))


def _with_leads(shards: Sequence[Shard]) -> tuple[Shard, ...]:
    """What a reader needs to find the shard that has a term."""
    found = []
    is_new = True
    last = ""
    for shard in shards:
        was_new, is_new = is_new, not shard.lead
        found.append(
            msgspec.structs.replace(shard, lead=_lead(last, shard.first))
            if is_new or was_new
            else shard
        )
        last = shard.last
    return tuple(found)


def _lead(before: str, first: str) -> str:
    last = order(before)
    for end in range(1, len(first)):
        if order(first[:end]) > last:
            return first[:end]
    return first
