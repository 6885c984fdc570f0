"""The file that leads to all others, and what we keep of it from build to build.

In: what was written. Out: `index.json`, and the state that an index is patched from.
"""

from typing import Any

from msgspec import Struct

from kb.search.files import FileName
from kb.search.shards import Shard, separators

FORMAT = 1


class State(Struct, frozen=True):
    """An index, as far as its files do not say it themselves."""

    documents: int
    languages: tuple[str, ...]
    """Of the trees,"""
    prefixes: tuple[str, ...]
    """and their folders, such as `en/`."""
    names: tuple[Shard, ...]
    words: tuple[Shard, ...]
    spelling: dict[str, FileName]
    cards: tuple[FileName, ...]
    bits: int
    facets: FileName
    counts: tuple[FileName, ...]
    """What we keep for ourselves: how many documents have each word that can be corrected,"""
    same: FileName
    """and the glossary."""


def directory(state: State) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "documents": state.documents,
        "languages": state.languages,
        "prefixes": state.prefixes,
        "names": _tier(state.names),
        "words": _tier(state.words),
        "spelling": state.spelling,
        "cards": {"bits": state.bits, "files": "".join(state.cards)},
        "facets": state.facets,
    }


def _tier(shards: tuple[Shard, ...]) -> dict[str, str]:
    return {
        "first": "\n".join(separators(shards)),
        "files": "".join(shard.file for shard in shards),
    }
