"""What an author left open: the name of a site, and its languages.

In: settings, the outlines of all notes and where the vault lies. Out: settings that say it.
"""

import posixpath
from collections import Counter
from pathlib import Path

import msgspec

from kb.config import Settings
from kb.model import Outline
from kb.names import Language, NotePath


def settled(settings: Settings, outlines: dict[NotePath, Outline], vault: Path) -> Settings:
    """What the author left open is taken from the notes: a name, and one tree in their language."""
    if not settings.site_name:
        name = posixpath.basename(vault.resolve().as_posix()) or "kb"
        settings = msgspec.structs.replace(settings, site_name=name)
    if not settings.languages:
        translations = _translations_by_suffix(outlines)
        counted = Counter(
            outline.front_matter.lang or outline.measured
            for path, outline in outlines.items()
            if path not in translations or len(translations) == len(outlines)
        )
        spoken = [code for code in _SPOKEN if counted[code]] or [Language("en")]
        first = max(spoken, key=lambda code: counted[code])
        further = [code for code in _SPOKEN if translations and code != first]
        settings = msgspec.structs.replace(settings, languages=(first, *further))
    return settings


_SPOKEN = (Language("ko"), Language("en"))
"""By the interface, so far."""


def _translations_by_suffix(outlines: dict[NotePath, Outline]) -> set[NotePath]:
    """The files that have a suffix for the sake of their language: `x.en.md` beside `x.md`."""
    bare = {path.rpartition(".")[0]: path for path in outlines}
    found = set()
    for stem, path in bare.items():
        name, _, suffix = stem.rpartition(".")
        others = (name, *(f"{name}.{code}" for code in _SPOKEN if code != suffix))
        if suffix in _SPOKEN and not bare.keys().isdisjoint(others):
            found.add(path)
    return found
