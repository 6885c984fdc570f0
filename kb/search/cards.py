"""What a result shows of a document, before any of its text is loaded.

In: documents. Out: cards, in files of about a dozen.
"""

from msgspec import UNSET, Struct, UnsetType

from kb.model import Document
from kb.names import Language, Url
from kb.search.analysis import Terms

_FEWEST, _MOST = 4, 12
"""Cards in a file, on average."""
_LISTED = 10
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
