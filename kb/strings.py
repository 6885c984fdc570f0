"""Words that a user sees, in the user's language.

In: an English sentence as it stands in the code, a language, and what fills the sentence's braces.
Out: the same sentence from the Babel catalogue of that language, else the English one.

Beside names, braces may hold what depends on what was filled in:

    {count:note|notes}   the form for that number, as many as the language has: 1 note, 2 notes
    {을/를}              in Korean, the particle that follows whatever stands before it
    {size:n}             an amount that is given as text

A whole number is written in the groups of its language; what is no amount (a year, the number of a
line) is given as text.
"""

import gettext
import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from kb.formats import grouped
from kb.names import Language, language
from kb.patterns import pattern

LOCALE = Path(__file__).parent / "locale"
ENGLISH = Language("en")
"""What our sentences are written in."""


def mark(text: str) -> str:
    """Mark a sentence for the catalogue where it is translated later, by `translate` or `fill`."""
    return text


def mark_plural(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that a library looks up by `ngettext`; ours have their forms in braces."""
    return one, many


def translate(lang: Language, text: str) -> str:
    """`text` in `lang`; as it is where the catalogue does not have it."""
    return _catalogue(lang).gettext(text) if text else ""


def fill(lang: Language, text: str, /, **values: object) -> str:
    """`text` in `lang`, its braces filled.

    >>> fill(Language("en"), "{count} {count:note|notes} in {folder}", count=1200, folder="a")
    '1,200 notes in a'
    """
    told = translate(lang, text)
    if _MORE.search(told):
        return _Filling(lang, values, _plural(lang, is_translated=told != text)).fill(told)
    return told.format_map({name: _written(lang, value) for name, value in values.items()})


_MORE = pattern(r"\{(?:[^{}]*/|\w+:n\}|\w+:[^{}]*\|)")


class _Filling:
    """A sentence that has more in its braces than names."""

    def __init__(
        self, lang: Language, values: Mapping[str, object], plural: Callable[[int], int]
    ) -> None:
        self.lang = lang
        self.values = values
        self.plural = plural

    def fill(self, sentence: str) -> str:
        from string import Formatter  # noqa: PLC0415  few sentences need it

        text = ""
        for literal, name, form, _ in Formatter().parse(sentence):
            text += literal
            if name is None:
                continue
            if "/" in name:
                from kb.sounds import particle  # noqa: PLC0415  few sentences need it

                text += particle(name, text)
            elif form and "|" in form:
                text += self._counted(form.split("|"), self.values[name])
            elif form == "n":
                text += grouped(self.lang, int(str(self.values[name])))
            else:
                text += format(_written(self.lang, self.values[name]), form or "")
        return text

    def _counted(self, forms: list[str], count: object) -> str:
        number = float(str(count))
        form = self.plural(int(number)) if number.is_integer() else len(forms) - 1
        return forms[min(form, len(forms) - 1)]


def _written(lang: Language, value: object) -> object:
    return grouped(lang, value) if type(value) is int else value


@cache
def _catalogue(lang: Language) -> gettext.NullTranslations:
    return gettext.translation("kb", LOCALE, _locales(lang), fallback=True)


def _locales(lang: Language) -> list[str]:
    """The names that a catalogue may have, the nearest first: `zh_Hant_TW`, `zh_Hant`, `zh`."""
    base, *others = lang.split("-")
    parts = [base, *(part.title() if len(part) == 4 else part.upper() for part in others)]
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _plural(lang: Language, *, is_translated: bool) -> Callable[[int], int]:
    """Which form a number takes in `lang`, by the catalogue's own rule; else as English does."""
    return _rule(lang) if is_translated else _rule(ENGLISH)


@cache
def _rule(lang: Language) -> Callable[[int], int]:
    header = _catalogue(lang).info().get("plural-forms", "nplurals=2; plural=(n != 1);")
    return gettext.c2py(header.partition("plural=")[2].rstrip("; "))


VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the person at the terminal says which language to speak, by POSIX's precedence."""


def terminal_language() -> Language:
    """The language of the person at the terminal; English where none is set."""
    for name in VARIABLES:
        if value := os.environ.get(name, ""):
            return language(value.split(".")[0])
    return ENGLISH
