"""A query whose right answers are known.

In: a data file. Out: `Queries`.
"""

from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent
SAMPLE = 1000

CLASSES = (
    "Korean title word",
    "English title word",
    "bare query, text with particle",
    "query with particle",
    "inflected verb",
    "spacing of compounds",
    "inner part of a compound",
    "prefix",
    "syllable being composed",
    "initial consonants",
    "typing error, English",
    "typing error, Korean",
    "wrong keyboard layout",
    "alias",
    "whole tag",
    "parent tag",
    "two scripts",
    "English stem and plural",
    "English prefix",
    "several words",
    "English body word",
)


class Query(Struct, frozen=True):
    kind: str
    """One of `CLASSES`."""
    query: str
    of: str
    """The word that was meant."""
    answers: tuple[str, ...]
    """Paths of the notes, relative to the vault, that it should find."""


class Queries(Struct, frozen=True):
    seed: int
    """Which notes are in the sample of a thousand follows from it."""
    queries: tuple[Query, ...]


def load_queries(name: str) -> Queries:
    """The set `tuned`, which our search was mended by, or `held`, which it was not."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=Queries)


def sample_of(paths: list[str], seed: int, size: int = SAMPLE) -> list[str]:
    """The same notes of a vault for the same seed, wherever they are asked for."""
    order = sorted(paths, key=lambda path: sha256(f"{seed} {path}".encode()).digest())
    return sorted(order[:size])


def within(queries: Queries, paths: set[str]) -> tuple[Query, ...]:
    """The queries of a part of the vault: the answers that lie in it."""
    found = []
    for query in queries.queries:
        answers = tuple(path for path in query.answers if path in paths)
        if answers:
            found.append(msgspec.structs.replace(query, answers=answers))
    return tuple(found)
