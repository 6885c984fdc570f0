"""The glossary of a workspace, remembered from the last time.

In: a site and what it depends on. Out: the same site with its glossary, and what is told of terms.
All notes together decide what a term is, so one that comes or goes makes it anew; most edits
change none. One that changes a title only leaves what texts give as it was.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from kb.model import Glossary, Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find
from kb.stamp import code_digest
from kb.store import Cache, digest

FILE = "glossary.msgpack"
"""In the cache."""


_encode = msgspec.msgpack.Encoder().encode


class Kept(Struct, frozen=True, array_like=True):
    world: str
    glossary: Glossary
    texts: str
    """A digest of what texts give,"""
    places: bytes
    """and what was made of that; packed, as most builds do not ask for it."""


def with_glossary(site: Site, world: str, cache: Cache) -> Site:
    """`world` changes with the terms, names and translations of any note."""
    kept = cache.load(FILE, Kept)
    if kept is None or kept.world != world:
        kept = _made(site, world, kept)
        cache.save(FILE, kept)
    # The same site, so that what is gathered of it stays.
    return site if kept.glossary is site.glossary else site.explained(kept.glossary)


def _made(site: Site, world: str, kept: Kept | None) -> Kept:
    # Most builds change no term.
    from kb.link.glossary import Place, make_glossary, places_in_texts  # noqa: PLC0415

    given = [(path, note.measured, note.terms) for path, note in site.outlines.items()]
    texts = digest(code_digest(), _encode(given))
    if kept is not None and kept.texts == texts:
        places = msgspec.msgpack.decode(kept.places, type=tuple[Place, ...])
    else:
        places = places_in_texts(site)
    return Kept(world, make_glossary(site, places), texts, _encode(places))


def findings_of_terms(site: Site) -> Iterator[tuple[NotePath, Finding]]:
    """What is told of terms, where they stand now."""
    for slip in site.glossary.slips:
        term = site.outlines[slip.use.path].terms[slip.use.index]
        column = term.column + slip.use.start
        yield slip.use.path, find(Rule[slip.rule], term.line, column, **slip.values)
