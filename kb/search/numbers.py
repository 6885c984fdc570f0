"""The numbers by which an index knows its documents.

In: keys of documents. Out: numbers that few other documents, coming or going, ever change.
"""

from collections.abc import Iterable
from zlib import crc32

VERSIONS = 8
"""Documents that share a key: their numbers differ in the lowest three bits only."""
_KEYS = 1 << 24

Identity = tuple[str, int]
"""`Document.key` and `Document.number`."""


def drawn(key: str) -> int:
    """The number that a key gets where no other has it."""
    return crc32(key.encode("utf-8", "surrogatepass")) % _KEYS


def number_documents(identities: Iterable[Identity]) -> dict[Identity, int]:
    """The number of each document, the smallest first.

    Of two keys that draw one number the later takes the next free one. A key has up to eight
    documents; more of them would be a site in more than eight languages, and go on like new keys.
    """
    asked = list(dict.fromkeys(identities))
    keys: dict[str, int] = {}
    taken: set[int] = set()
    for key in sorted({_shelf(key, number) for key, number in asked}):
        number = drawn(key)
        while number in taken:
            number = (number + 1) % _KEYS
        taken.add(number)
        keys[key] = number
    found = [
        (keys[_shelf(key, number)] * VERSIONS + number % VERSIONS, (key, number))
        for key, number in asked
    ]
    return {identity: number for number, identity in sorted(found)}


def _shelf(key: str, number: int) -> str:
    return key if number < VERSIONS else f"{key}\n{number // VERSIONS}"
