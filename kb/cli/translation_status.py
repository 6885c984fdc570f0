"""What `kb translate --status` says.

In: the network of notes. Out: a list of translations, for a person or as JSON.
"""

import posixpath
import sys
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from kb.cli.speech import say
from kb.model import BlockChange, ChangeKind, Network, TranslationState
from kb.names import Language, NotePath
from kb.strings import mark

_HEADS = {
    TranslationState.STALE: mark("Out of date: {count}"),
    TranslationState.UNFILLED: mark("To be filled: {count}"),
    TranslationState.UNMARKED: mark("Not marked: {count}"),
    TranslationState.MISSING: mark("Missing: {count}"),
    TranslationState.COMPLETE: mark("Complete: {count}"),
}
_CHANGES = {
    ChangeKind.CHANGED: mark("changed in {original}: {words}"),
    ChangeKind.NEW: mark("new in {original}: {words}"),
    ChangeKind.GONE: mark("gone from {original}: {words}"),
}


class Status(Struct, frozen=True):
    """What one language has of a note that was written in another."""

    original: NotePath
    language: Language
    """Of the tree."""
    state: TranslationState
    translation: NotePath | None = None
    changes: tuple["Change", ...] = ()
    unfilled: tuple[int, ...] = ()
    """The lines of what is still to be translated."""


class Change(Struct, frozen=True):
    kind: ChangeKind
    words: str
    """How the block begins."""
    original_line: int | None
    translation_line: int | None
    """Of its counterpart, or of what it stands after."""


def status_of(network: Network) -> list[Status]:
    """Of every note, in every language but its own."""
    site = network.site
    found = []
    for original in site.places:
        versions = site.versions(original)
        if versions[0] != original:
            continue
        there = {site.places[path].tree.language: path for path in versions}
        for tree in site.trees:
            path = there.get(tree.language)
            if path == original:
                continue
            if path is None:
                missing = TranslationState.MISSING
                found.append(Status(original, tree.language, missing))
            else:
                found.append(_translation(network, original, tree.language, path))
    return found


def _translation(
    network: Network, original: NotePath, language: Language, path: NotePath
) -> Status:
    known = network.translated.get(path)
    if known is None:
        return Status(original, language, TranslationState.UNMARKED, path)
    changes = tuple(map(_change, known.changes))
    return Status(original, language, known.state, path, changes, known.unfilled)


def _change(change: BlockChange) -> Change:
    shown = change.original or change.translation
    return Change(
        change.kind,
        shown.words if shown is not None else "",
        change.original.line if change.original is not None else None,
        change.translation.line if change.translation is not None else None,
    )


def show_status(found: Sequence[Status], form: str, folder: str) -> None:
    """`folder` is where the paths begin, as seen from here."""
    if form == "json":
        data = msgspec.json.format(msgspec.json.encode(found), indent=2)
        sys.stdout.buffer.write(data + b"\n")
        return

    def shown(path: str) -> str:
        return posixpath.normpath(f"{folder}/{path}")

    for state, head in _HEADS.items():
        own = [each for each in found if each.state is state]
        if not own:
            continue
        print(say(head, count=len(own)))
        for each in own:
            for line in _lines(each, shown(each.original), shown(each.translation or "")):
                print(f"  {line}")


def _lines(status: Status, original: str, translation: str) -> list[str]:
    if status.translation is None:
        return [f"{original} ({status.language})"]
    lines = []
    if status.unfilled:
        count = len(status.unfilled)
        said = say(mark("parts that are still to be translated: {count}"), count=count)
        lines.append(f"{translation}:{status.unfilled[0]}: {said}")
    for change in status.changes:
        place = original if change.original_line is None else f"{original}:{change.original_line}"
        said = say(_CHANGES[change.kind], original=place, words=change.words)
        lines.append(f"{translation}:{change.translation_line or 1}: {said}")
    return lines or [translation]
