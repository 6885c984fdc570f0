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
from collections.abc import Callable
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
    said = lang if told != text else ENGLISH
    parts: list[str] = []
    end = 0
    for found in _BRACES.finditer(told):
        parts.append(told[end : found.start()])
        end = found.end()
        name, form, pair = found.groups()
        if pair:
            from kb.sounds import particle  # noqa: PLC0415  few sentences need it

            parts.append(particle(pair, "".join(parts)))
        elif not name:
            parts.append(found[0][0])  # a brace is written as two
        elif form is None:
            value = values[name]
            parts.append(grouped(lang, value) if type(value) is int else str(value))
        elif form == "n":
            parts.append(grouped(lang, int(str(values[name]))))
        else:
            parts.append(_form(said, form.split("|"), str(values[name])))
    parts.append(told[end:])
    return "".join(parts)


# Not `string.Formatter`, which knows no particles and takes 2 ms to load.
_BRACES = pattern(r"\{\{|\}\}|\{(\w+)(?::([^{}]*))?\}|\{([^{}/]+/[^{}/]+)\}")


def _form(lang: Language, forms: list[str], count: str) -> str:
    number = float(count)
    form = _plural(lang)(int(number)) if number.is_integer() else len(forms) - 1
    return forms[min(form, len(forms) - 1)]


@cache
def _plural(lang: Language) -> Callable[[int], int]:
    """Which form a number takes, by the catalogue's rule; as in English where there is none."""
    header = _catalogue(lang).info().get("plural-forms", "")
    if not header:
        return lambda number: int(number != 1)
    return gettext.c2py(header.partition("plural=")[2].rstrip("; "))


@cache
def _catalogue(lang: Language) -> gettext.NullTranslations:
    return gettext.translation("kb", LOCALE, _locales(lang), fallback=True)


def _locales(lang: Language) -> list[str]:
    """The names that a catalogue may have, the nearest first: `zh_Hant_TW`, `zh_Hant`, `zh`."""
    base, *others = lang.split("-")
    parts = [base, *(part.title() if len(part) == 4 else part.upper() for part in others)]
    return ["_".join(parts[:length]) for length in range(len(parts), 0, -1)]


VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the person at the terminal says which language to speak, by POSIX's precedence."""


def terminal_language() -> Language:
    """The language of the person at the terminal; English where none is set."""
    for name in VARIABLES:
        if value := os.environ.get(name, ""):
            return language(value.split(".")[0])
    return ENGLISH
