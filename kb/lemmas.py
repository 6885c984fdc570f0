"""What a dictionary has for the words of documents, remembered: to load it takes seconds.

In: words. Out: their lemmas, where the extra `[ko]` is installed; else none.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from kb.search import lemma_version, lemmas_of
from kb.store import load, save

_FILE = "lemmas.msgpack"


class Known(Struct, frozen=True, array_like=True):
    version: str
    """Of the dictionary."""
    words: dict[str, tuple[str, ...]]
    """All that were asked for; most have no lemma but themselves."""


def remembered_lemmas(words: Iterable[str], folder: Path) -> dict[str, tuple[str, ...]]:
    """Of those words that have some; the others are asked for once."""
    version = lemma_version()
    if not version:
        return {}
    wanted = set(words)
    known = load(folder / _FILE, Known)
    kept = known.words if known is not None and known.version == version else {}
    if new := wanted - kept.keys():
        found = lemmas_of(new)
        kept |= {word: found.get(word, ()) for word in new}
        save(folder / _FILE, Known(version, kept))
    return {word: kept[word] for word in wanted if kept[word]}
