"""Whether Hangul writes down how a Latin word sounds: 러닝레이트 is learning rate, 학습률 is not.

In: both. Out: how much of their consonants agree, from 0 to 1.

Vowels are written in too many ways to say anything, so only consonants are compared, in classes
that Hangul does not tell apart (b, p, f and v; d and t; l and r) or that spelling mixes up. The
measure is one less the edit distance by the length, in which what a language leaves unspoken (r
before a consonant, h, g before n, w) costs little.
"""

from functools import lru_cache

_FIRST = 0xAC00
_INITIALS = "KKNTTLMPPSS CCCKTPH"
_FINALS = (" ", *"KKK", *"NNN", "T", *"LLLLLLLL", "M", *"PPSSN", *"CCKTPH")
"""By the numbers of Unicode; final ㅇ is heard as n."""

_LETTERS = {
    **dict.fromkeys("kqg", "K"),
    "c": "K",
    "x": "KS",
    "n": "N",
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("lr", "L"),
    "m": "M",
    **dict.fromkeys("bpfv", "P"),
    **dict.fromkeys("sz", "S"),
    "j": "C",
    "h": "H",
}
_PAIRS = {
    "ch": "C",
    "sh": "S",
    "th": "S",
    "ph": "P",
    "gh": "",
    "ck": "K",
    "ce": "S",
    "ci": "S",
    "cy": "S",
    "ge": "C",
    "gi": "C",
    "gy": "C",
    "ng": "N",
    "kn": "N",
    "wr": "L",
    "dg": "C",
    "qu": "K",
    "ti": "T",
}
_LIGHT = {"L": 0.35, "H": 0.2}
"""What a consonant costs that the other side does not have, if not 1."""
_NEAR = {
    frozenset("SC"): 0.3,
    frozenset("ST"): 0.4,
    frozenset("TC"): 0.4,
    frozenset("KC"): 0.4,
    frozenset("KS"): 0.5,
    frozenset("NM"): 0.6,
}


def _of_hangul(text: str) -> str:
    found = []
    for character in text:
        number = ord(character) - _FIRST
        if 0 <= number < 11172:
            found.append(_INITIALS[number // 588] + _FINALS[number % 28])
    return "".join(found).replace(" ", "")


def _of_latin(text: str) -> str:
    found = []
    word = text.lower()
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        if pair in _PAIRS:
            found.append(_PAIRS[pair])
            at += 1 if pair[1] in "aeiouy" else 2
            continue
        if word[at] != word[at - 1 : at]:
            found.append(_LETTERS.get(word[at], ""))
        at += 1
    return "".join(found)


@lru_cache(maxsize=4096)
def sounds_like(korean: str, latin: str) -> float:
    """How much `korean` sounds like `latin`; 0 where one has too few consonants to tell.

    >>> sounds_like("러닝레이트", "learning rate") > 0.7
    True
    >>> sounds_like("학습률", "learning rate") < 0.5
    True
    """
    ours, theirs = _squeeze(_of_hangul(korean)), _squeeze(_of_latin(latin))
    if not ours or not theirs or max(len(ours), len(theirs)) < 2:
        return 0.0
    row = [0.0]
    for letter in theirs:
        row.append(row[-1] + _LIGHT.get(letter, 1.0))
    for letter in ours:
        cost = _LIGHT.get(letter, 1.0)
        above, row = row, [row[0] + cost]
        for index, other in enumerate(theirs):
            change = 0.0 if letter == other else _NEAR.get(frozenset((letter, other)), 1.0)
            row.append(
                min(
                    above[index] + change,
                    above[index + 1] + cost,
                    row[-1] + _LIGHT.get(other, 1.0),
                )
            )
    return max(0.0, 1 - row[-1] / max(len(ours), len(theirs)))


def _squeeze(sounds: str) -> str:
    """Hangul doubles what Latin spells once: 클래스 has two ㄹ."""
    return "".join(
        sound for index, sound in enumerate(sounds) if index == 0 or sounds[index - 1] != sound
    )
