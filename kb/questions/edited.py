"""Which question is which after an edit, where nothing else has changed.

In: which question was which, and the notes that ask something else now. Out: what `identify` would
give, in the time that the questions of those notes take; or that this is not certain.
"""

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Site
from kb.names import NotePath
from kb.questions import (
    LEDGER,
    Identified,
    Ids,
    hold,
    in_order,
    learn,
    marks_of,
    recall,
)
from kb.questions.following import Others, Plain, follow, plain_ids
from kb.questions.ledger import Ledger, read_ledger
from kb.store import Cache

_FEW = 100
"""Notes; where more of them change at once, all questions are followed."""


class Asked(Struct, frozen=True):
    """The questions of a vault at one moment, and what is known of all of them together."""

    site: Site
    identified: Identified
    plain: Plain
    ledger: Ledger


def ask(site: Site, identified: Identified, vault: Path, cache: Cache) -> Asked | None:
    """None where what is remembered is not what is asked: then nothing can be concluded."""
    remembered = recall(cache)
    if any(remembered.get(own) != mark for own, mark in marks_of(site, identified.ids).items()):
        return None
    return Asked(site, identified, plain_ids(site), read_ledger(vault / LEDGER))


def identify_edited(
    before: Asked, site: Site, edited: Collection[NotePath], cache: Cache
) -> Asked | None:
    """`edited`: those that ask something else; no note has come or gone, and the ledger is as it
    was. None where all questions must be followed.

    Of the others, what has no name keeps its id, for what is remembered of it is what it still
    says, in the same note; and what has one, while nothing else is called so.
    """
    family = {version for path in edited for version in site.versions(path)}
    if len(family) > _FEW:
        return None
    gone, come = plain_ids(before.site, family), plain_ids(site, family)
    counts = tuple(one - other for one, other in zip(before.plain.counts, gone.counts, strict=True))
    found = _follow(before, site, family, counts, cache)
    if found is None:
        return None
    touched = {
        own
        for path in family
        for ids in (found, before.identified.ids)
        for own in ids.get(path, ())
    }
    touched.update(*gone.counts, *come.counts)
    names = before.plain.names
    if come.names or not names.isdisjoint(touched) or before.plain.has_double_names:
        return None
    ids = {
        path: found.get(path) or before.identified.ids[path]
        for path, outline in site.outlines.items()
        if outline.quizzes
    }
    identified = replace(before.identified, ids=ids)
    remembered, new = recall(cache), marks_of(site, found)
    stays = {own: remembered[own] for path in ids.keys() - family for own in ids[path]}
    learn({**stays, **new}, cache)
    hold(identified, cache)
    first, later = (one + other for one, other in zip(counts, come.counts, strict=True))
    return Asked(site, identified, Plain((first, later), names), before.ledger)


def _follow(
    before: Asked, site: Site, family: set[NotePath], counts: tuple[Counter[str], ...], cache: Cache
) -> Ids | None:
    """The ids in some notes; None where one of them may belong to a translation elsewhere, which
    asks only after all originals.
    """
    others = {path: ids for path, ids in before.identified.ids.items() if path not in family}
    later = {path for path, versions in site.translations.items() if path != versions[0]}
    every = frozenset(own for ids in others.values() for own in ids)
    first = frozenset(own for path, ids in others.items() if path not in later for own in ids)
    known = [
        (own, mark)
        for marks in (before.ledger.marks, in_order(recall(cache), before.identified.ids))
        for own, mark in marks.items()
        if own not in first
    ]
    there = Others(first, counts[0]), Others(every, counts[1])
    found = follow(site, known, family, others=there)
    if any(own in every for path in found.keys() - later for own in found[path]):
        return None
    return found
