"""Notes that have something in common with a note.

In: the network, and a note. Out: other notes, the most related first.

The measure is Adamic and Adar's ("Friends and neighbors on the Web", Social Networks 25, 2003):
whatever two notes have in common counts the more, the fewer notes have it, 1 / ln(1 + n). They can
have tags in common, and notes that both link to or are linked from. It depends on nothing that
lies further away than that, so that few pages change with a note.
"""

from collections.abc import Iterable
from math import log

from kb.model import Network, Related
from kb.names import NotePath, Tag

MOST = 6
"""How many notes are shown."""
_COMMON = 300
"""What so many notes have says nothing of two of them, and takes long to count."""


def related_notes(network: Network, path: NotePath) -> tuple[Related, ...]:
    """At most `MOST`, none that the note links to or is linked from: it shows these anyway."""
    site = network.site
    tree = site.places[path].tree
    scores: dict[NotePath, float] = {}
    shared: dict[NotePath, list[Tag]] = {}
    for key in site.outlines[path].distinct_tags():
        tagged = site.tags[tree.language, key]
        _count(scores, tagged.notes)
        if len(tagged.notes) <= _COMMON:
            for other in tagged.notes:
                shared.setdefault(other, []).append(tagged.name)
    near = neighbours(network, path)
    for middle in near:
        _count(scores, neighbours(network, middle))
    candidates = (
        (-score, site.places[other].title.casefold(), other)
        for other, score in scores.items()
        if other != path and other not in near and site.places[other].tree == tree
    )
    best = sorted(candidates)[:MOST]
    return tuple(Related(other, tuple(shared.get(other, ()))) for _, _, other in best)


def neighbours(network: Network, path: NotePath) -> dict[NotePath, None]:
    """The notes that a note links to, then those that link to it."""
    places = network.site.places
    targets = (target.path for target in network.linked[path].targets if target is not None)
    sources = (link.source for link in network.backlinks.get(path, ()))
    return dict.fromkeys(
        other for other in (*targets, *sources) if other != path and other in places
    )


def _count(scores: dict[NotePath, float], notes: Iterable[NotePath]) -> None:
    """Add what having one thing in common with each of `notes` is worth."""
    notes = tuple(notes)
    if 1 < len(notes) <= _COMMON:
        worth = 1 / log(1 + len(notes))
        for other in notes:
            scores[other] = scores.get(other, 0.0) + worth
