"""What a text is written in, measured by its letters.

In: text. Out: `ko`, `ja`, `zh`, `en` for whatever is in Latin letters, or '' for a text without
letters.
"""

import re
import string
from typing import NamedTuple

from kb.names import Language
from kb.patterns import pattern

EASTERN = ("ko", "ja", "zh")
"""The languages that are told by their letters."""
WEIGHT = 3
"""Korean and Chinese notes are full of Latin names and terms; a Hangul syllable or a Han character
carries about as much as three Latin letters."""

_FENCE = pattern(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)

# The scripts are told by the first bytes of their characters in UTF-8, because counting bytes
# costs a hundredth of what matching letters does.
_LATIN = string.ascii_letters.encode()
_HANGUL = b"\xea\xeb\xec\xed"
"""U+A000 to U+DFFF: the syllables, and scripts that hardly occur beside them."""
_HAN = b"\xe4\xe5\xe6\xe7\xe8\xe9"
"""U+4000 to U+9FFF."""
_KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
"""U+3040 to U+30FF."""


class Letters(NamedTuple):
    """How many a text has of each script."""

    latin: int
    hangul: int = 0
    han: int = 0
    kana: int = 0


def count_letters(text: str) -> Letters:
    data = text.encode("utf-8", "surrogatepass")
    latin = _count(data, _LATIN)
    if text.isascii():
        return Letters(latin)
    return Letters(latin, _count(data, _HANGUL), _count(data, _HAN), sum(map(data.count, _KANA)))


def _count(data: bytes, these: bytes) -> int:
    return len(data) - len(data.translate(None, these))


def measure(body: str) -> Language:
    """The language of most of `body`, code fences aside."""
    text = _FENCE.sub("", body) if "```" in body or "~~~" in body else body
    return most(count_letters(text))


def most(letters: Letters) -> Language:
    """The language of most letters."""
    # Japanese text is a mixture of kana and Han characters.
    japanese = letters.kana > letters.han / 10
    scores = {
        "ko": letters.hangul * WEIGHT,
        "ja": (letters.kana + letters.han) * WEIGHT if japanese else 0,
        "zh": 0 if japanese else letters.han * WEIGHT,
        "en": letters.latin,
    }
    best = max(scores, key=lambda code: scores[code])
    return Language(best if scores[best] else "")


def is_latin(language: Language) -> bool:
    """Whether it is taken to be written in Latin letters; `measure` calls it `en`."""
    return language.partition("-")[0] not in EASTERN


def true_language(said: Language, measured: Language) -> Language:
    """What a text is written in, of which its file's name says one thing and its letters may say
    another.
    """
    if not measured or measured == said.partition("-")[0]:
        return said
    return said if measured == "en" and is_latin(said) else measured
