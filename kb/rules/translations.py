"""Translations: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, WARNING, RuleText
from kb.strings import mark

TRANSLATION_STALE = RuleText(
    "translation-stale",
    HINT,
    mark("the original of this has changed: {words}"),
    mark("compare it with {original}:{line}, then run: kb translate --mark {translation}"),
)
"""A block of the original is not as it was when somebody marked the translation."""

TRANSLATION_LACKS = RuleText(
    "translation-stale",
    HINT,
    mark("the original has something new after this: {words}"),
    mark("translate {original}:{line}, then run: kb translate --mark {translation}"),
)
"""A block of the original that was not there when somebody marked the translation."""

TRANSLATION_LEFT = RuleText(
    "translation-stale",
    HINT,
    mark("this is gone from the original: {words}"),
    mark("compare it with {original}, then run: kb translate --mark {translation}"),
)
"""A block that was there when somebody marked the translation."""

TRANSLATION_LEDGER = RuleText(
    "translation-ledger",
    WARNING,
    mark("this line of the ledger of translations cannot be read"),
    mark(
        "take out what a merge has left here, then mark again what is missing: kb translate --mark"
    ),
)
"""`.kb-translations.json`; what else it says holds."""
