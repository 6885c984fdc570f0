"""What a text is written in, measured by its letters.

In: a body. Out: `ko`, `ja`, `zh`, `en`, or '' for a text without letters.
"""

import re

from kb.names import Language

_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]+")
_KANA = re.compile(r"[\u3040-\u30ff]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# Korean and Chinese notes are full of Latin names and terms; a Hangul syllable or a Han character
# carries about as much as three Latin letters.
_WEIGHT = 3


def measure(body: str) -> Language:
    """The language of most of `body`, code fences aside."""
    text = _FENCE.sub("", body) if "```" in body or "~~~" in body else body
    latin = sum(map(len, _LATIN.findall(text)))
    if text.isascii():
        return Language("en" if latin else "")
    hangul, kana, han = (sum(map(len, letters.findall(text))) for letters in (_HANGUL, _KANA, _HAN))
    scores = {
        "ko": hangul * _WEIGHT,
        # Japanese text is a mixture of kana and Han characters.
        "ja": (kana + han) * _WEIGHT if kana > han / 10 else 0,
        "zh": han * _WEIGHT if kana <= han / 10 else 0,
        "en": latin,
    }
    best = max(scores, key=lambda code: scores[code])
    return Language(best if scores[best] else "")
