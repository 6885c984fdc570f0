"""What a result shows of a document, before any of its text is loaded.

In: documents. Out: cards, in files of about a dozen.
"""

from collections.abc import Mapping, Sequence

from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.json import Decoder

from kb.model import Document
from kb.names import Language, Url
from kb.search.analysis import Terms
from kb.search.files import NONE, FileName, Put, Read, put_json

_FEWEST, _MOST = 4, 12
"""Cards in a file, on average."""
_LISTED = 12
"""Bits of the number of files up to which there are few cards in each."""
_NUMBER_BITS = 27


class Card(Struct, frozen=True):
    title: str
    url: str
    language: str
    kind: str
    aliases: tuple[str, ...] | UnsetType = UNSET
    tags: tuple[str, ...] | UnsetType = UNSET
    text: tuple[str, ...] | UnsetType = UNSET
    at: tuple[tuple[int, ...], ...] | UnsetType = UNSET
    versions: dict[Language, Url] | UnsetType = UNSET


_read_cards = Decoder(dict[str, Raw]).decode


def card(document: Document, terms: Terms) -> Card:
    return Card(
        title=document.title,
        url=document.url,
        language=document.language,
        kind=document.kind.value,
        aliases=document.aliases or UNSET,
        tags=document.tags or UNSET,
        text=tuple(part.file for part in terms.texts) or UNSET,
        at=tuple(part.blocks for part in terms.texts) or UNSET,
        versions=dict(document.versions) or UNSET,
    )


def bucket_bits(documents: int) -> int:
    """How many bits of a number say which file has its card: a reader loads a file for each result,
    and the list of all files before the first one.
    """
    few = min((documents // _FEWEST).bit_length(), _LISTED)
    return min(max(few, (documents // _MOST).bit_length()), _NUMBER_BITS)


def bucket(number: int, bits: int) -> int:
    return number >> (_NUMBER_BITS - bits)


def write_cards(cards: Mapping[int, Card | Raw], bits: int, put: Put) -> tuple[FileName, ...]:
    """Write `cards`, which come in the order of their numbers."""
    files = [NONE] * (1 << bits)
    buckets: dict[int, dict[str, Card | Raw]] = {}
    for number, each in cards.items():
        buckets.setdefault(bucket(number, bits), {})[str(number)] = each
    for place, inside in buckets.items():
        files[place] = put_json(put, inside)
    return tuple(files)


def patch_cards(
    files: Sequence[FileName], changed: Mapping[int, Card | None], bits: int, read: Read, put: Put
) -> tuple[FileName, ...]:
    """Write the files that differ where documents have other cards, or none any more."""
    places = (
        range(len(files))
        if len(files) != 1 << bits
        else sorted({bucket(number, bits) for number in changed})
    )
    cards: dict[int, Card | Raw] = {}
    for place in places:
        if files[place] != NONE:
            own = _read_cards(read(files[place]))
            cards.update({int(number): each for number, each in own.items()})
    for number, each in changed.items():
        if each is None:
            cards.pop(number, None)
        else:
            cards[number] = each
    written = write_cards(dict(sorted(cards.items())), bits, put)
    if len(files) != 1 << bits:
        return written
    found = list(files)
    for place in places:
        found[place] = written[place]
    return tuple(found)
