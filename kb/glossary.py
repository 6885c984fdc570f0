"""The glossary of a workspace, remembered from the last time.

In: a site and what it depends on. Out: the same site with its glossary, and what is told of terms.
All notes together decide what a term is, so one that comes or goes makes it anew; most edits
change none.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Glossary, Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find
from kb.store import load, save

FILE = "glossary.msgpack"
"""In the cache."""


class Kept(Struct, frozen=True, array_like=True):
    world: str
    glossary: Glossary


def with_glossary(site: Site, world: str, cache: Path) -> Site:
    """`world` changes with the terms, names and translations of any note."""
    file = cache / FILE
    kept = load(file, Kept)
    if kept is None or kept.world != world:
        from kb.link.glossary import make_glossary  # noqa: PLC0415 - most builds change no term

        kept = Kept(world, make_glossary(site))
        file.parent.mkdir(parents=True, exist_ok=True)
        save(file, kept)
    return replace(site, glossary=kept.glossary)


def findings_of_terms(site: Site) -> Iterator[tuple[NotePath, Finding]]:
    """What is told of terms, where they stand now."""
    for slip in site.glossary.slips:
        term = site.outlines[slip.use.path].terms[slip.use.index]
        column = term.column + slip.use.start
        yield slip.use.path, find(Rule[slip.rule], term.line, column, **slip.values)
