"""Which question is which, whatever becomes of its note.

In: the notes of a site, what the vault's ledger says, and what the cache remembers. Out: an id for
each question, unique in the vault.

An id is what the author says (`^id`), else it is made from the stem, so that most questions have
the same id wherever they are read. A question and its translation are one question. Others of
another tree are different questions, though they ask the same. Where a text was corrected, the
question is followed by what was known of it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.model import Outline, Site
from kb.names import NotePath
from kb.stamp import stamp_of
from kb.store import Cache, digest

LEDGER = ".kb-questions.json"
"""At the top of the vault; hidden, so it is never published."""
_KEPT = "questions.msgpack"
_MARKS = "question-marks.msgpack"
_GONE = 1_000
"""Questions that are remembered though they are gone: they may come back."""

Ids = dict[NotePath, tuple[str, ...]]


class Mark(Struct, frozen=True, omit_defaults=True):
    """What a question was when it was last seen. What is right about it is not said."""

    path: NotePath
    stem: str
    choices: tuple[str, ...]
    tree: str = ""
    """The prefix of its tree."""


class _Kept(Struct, frozen=True):
    """What was found the last time; it holds while one of these does."""

    outlines: str
    """Of the notes that have questions; changes with whatever is said in them."""
    texts: str
    """Of the questions."""
    identified: "Identified"


class Identified(Struct, frozen=True):
    ids: Ids = {}
    """Of each note that has questions, in their order."""
    damaged: int = 0
    """The first line of the ledger that cannot be read; 0: none."""


def identify(
    site: Site, digest_of: Callable[[NotePath], str], stamp: str, vault: Path, cache: Cache
) -> Identified:
    """The ids of all questions.

    `digest_of` tells the digest of a note's outline, `stamp` that of our own code.
    """
    asking = {path: each.quizzes for path, each in site.outlines.items() if each.quizzes}
    if not asking:
        return Identified()
    stamp = f"{stamp} {ledger_stamp(vault)}"
    places = [(path, site.places[path].tree.prefix, site.versions(path)[0]) for path in asking]
    outlines = digest(stamp, *("\n".join((*place, digest_of(place[0]))) for place in places))
    kept = cache.load(_KEPT, _Kept)
    if kept is not None and kept.outlines == outlines:
        return kept.identified
    said = [said_of(site.outlines[path]) for path in asking]
    texts = digest(stamp, msgspec.msgpack.encode((places, said)))
    if kept is not None and kept.texts == texts:
        found = kept.identified
    else:
        found = _follow(site, vault, cache, kept.identified.ids if kept is not None else {})
    cache.save(_KEPT, _Kept(outlines, texts, found))
    return found


def said_of(outline: Outline) -> list[tuple[object, ...]]:
    """What questions are known by."""
    return [
        (quiz.name, quiz.stem, [(each.letter, each.text, each.right) for each in quiz.choices])
        for quiz in outline.quizzes
    ]


def _follow(site: Site, vault: Path, cache: Cache, ids: Ids) -> Identified:
    # Only where a question has come, gone or changed.
    from kb.questions.following import follow  # noqa: PLC0415
    from kb.questions.ledger import read_ledger  # noqa: PLC0415

    ledger = read_ledger(vault / LEDGER)
    remembered = in_order(recall(cache), ids)
    ids = follow(site, (*ledger.marks.items(), *remembered.items()))
    learn(marks_of(site, ids), cache)
    return Identified(ids, ledger.damaged)


def recall(cache: Cache) -> dict[str, Mark]:
    """The questions that were there when they were looked at last, and some that were before."""
    return cache.load(_MARKS, dict[str, Mark]) or {}


def learn(marks: dict[str, Mark], cache: Cache) -> None:
    """Remember the questions that are there now."""
    remembered = recall(cache)
    gone = [(own, mark) for own, mark in remembered.items() if own not in marks]
    marks = {**dict(gone[-_GONE:]), **marks}
    # Their order counts: of two that say the same in one note, the first stays the first.
    if [*marks.items()] != [*remembered.items()]:
        cache.save(_MARKS, marks)


def in_order(remembered: dict[str, Mark], ids: Ids) -> dict[str, Mark]:
    """Those that were there last come first: none gives way to its double that has gone."""
    there = {own for names in ids.values() for own in names}
    stay = {own: mark for own, mark in remembered.items() if own in there}
    return {**stay, **remembered}


def hold(identified: Identified, cache: Cache) -> None:
    """These were found, by another way than `identify`, which looks for itself the next time."""
    cache.save(_KEPT, _Kept("", "", identified))


def ledger_stamp(vault: Path) -> str:
    """Changes when the ledger is written; '' where there is none."""
    try:
        found = (vault / LEDGER).stat()
    except OSError:
        return ""
    return stamp_of(found.st_mtime_ns, found.st_size)


def marks_of(site: Site, ids: Ids) -> dict[str, Mark]:
    """What is to be remembered of each question, by its id."""
    return dict(_marks(site, ids))


def _marks(site: Site, ids: Ids) -> Iterator[tuple[str, Mark]]:
    for path, names in ids.items():
        prefix = site.places[path].tree.prefix
        original = site.versions(path)[0]
        # A translation is known by its original.
        theirs = ids.get(original, ()) if original != path else ()
        for own, quiz in zip(names, site.outlines[path].quizzes, strict=True):
            if own not in theirs:
                choices = tuple(choice.text for choice in quiz.choices)
                yield own, Mark(path, quiz.stem, choices, prefix)
