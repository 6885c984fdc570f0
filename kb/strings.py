"""Words that a user sees, in the user's language.

In: an English sentence as it stands in the code, and a language.
Out: the same sentence from the Babel catalogue of that language, else the English one.
"""

import gettext
import os
from functools import cache
from pathlib import Path

from kb.names import Language, language

LOCALE = Path(__file__).parent / "locale"


def mark(text: str) -> str:
    """Mark a sentence for the catalogue where it is translated later, by `translate`."""
    return text


@cache
def _catalogue(lang: Language) -> gettext.NullTranslations:
    return gettext.translation("kb", LOCALE, [lang.replace("-", "_"), lang[:2]], fallback=True)


def translate(lang: Language, text: str) -> str:
    """`text` in `lang`; as it is where the catalogue does not have it."""
    return _catalogue(lang).gettext(text) if text else ""


VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where the person at the terminal says which language to speak, by POSIX's precedence."""


def terminal_language() -> Language:
    """The language of the person at the terminal; English where none is set."""
    for name in VARIABLES:
        if value := os.environ.get(name, ""):
            return language(value.split(".")[0])
    return Language("en")
