"""What is wrong with translations, as it is told to their authors.

In: how the translations of a site stand. Out: findings, each at its block of the translation.
"""

from collections.abc import Iterator, Mapping

from kb.model import BlockChange, ChangeKind, Translated
from kb.names import NotePath
from kb.problems import Finding, Rule, find

_RULES = {
    ChangeKind.CHANGED: Rule.TRANSLATION_STALE,
    ChangeKind.NEW: Rule.TRANSLATION_LACKS,
    ChangeKind.GONE: Rule.TRANSLATION_LEFT,
}


def findings_of_translations(
    translated: Mapping[NotePath, Translated],
) -> Iterator[tuple[NotePath, Finding]]:
    for path, own in translated.items():
        for change in own.changes:
            yield path, _finding(path, own.original, change)


def _finding(path: NotePath, original: NotePath, change: BlockChange) -> Finding:
    shown = change.original or change.translation
    place = change.translation
    return find(
        _RULES[change.kind],
        place.line if place is not None else 1,
        1,
        words=shown.words if shown is not None else "",
        original=original,
        line=str(change.original.line) if change.original is not None else "",
        translation=path,
    )
