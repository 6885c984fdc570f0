"""What a text is written in, measured by its letters.

In: a body. Out: `ko`, `ja`, `zh`, `en`, or '' for a text without letters.
"""

import re
import string

from kb.names import Language
from kb.patterns import pattern

_FENCE = pattern(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
# Korean and Chinese notes are full of Latin names and terms; a Hangul syllable or a Han character
# carries about as much as three Latin letters.
_WEIGHT = 3

# The scripts are told by the first bytes of their characters in UTF-8, because counting bytes
# costs a hundredth of what matching letters does.
_LATIN = string.ascii_letters.encode()
_HANGUL = b"\xea\xeb\xec\xed"
"""U+A000 to U+DFFF: the syllables, and scripts that hardly occur beside them."""
_HAN = b"\xe4\xe5\xe6\xe7\xe8\xe9"
"""U+4000 to U+9FFF."""
_KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
"""U+3040 to U+30FF."""


def measure(body: str) -> Language:
    """The language of most of `body`, code fences aside."""
    text = _FENCE.sub("", body) if "```" in body or "~~~" in body else body
    data = text.encode("utf-8", "surrogatepass")
    latin = _count(data, _LATIN)
    if text.isascii():
        return Language("en" if latin else "")
    hangul, han = _count(data, _HANGUL), _count(data, _HAN)
    kana = sum(map(data.count, _KANA))
    # Japanese text is a mixture of kana and Han characters.
    japanese = kana > han / 10
    scores = {
        "ko": hangul * _WEIGHT,
        "ja": (kana + han) * _WEIGHT if japanese else 0,
        "zh": 0 if japanese else han * _WEIGHT,
        "en": latin,
    }
    best = max(scores, key=lambda code: scores[code])
    return Language(best if scores[best] else "")


def _count(data: bytes, these: bytes) -> int:
    return len(data) - len(data.translate(None, these))
