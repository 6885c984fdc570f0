"""Korean verbs and adjectives without their endings: 줄였다, 줄인다 and 줄이는 are all of 줄이.

In: a word as it stands in a text or a query. Out: the stems that it may be a form of.

No dictionary is asked. What can be an ending is taken off, the sounds that stem and ending have
made together are taken apart again (the conjugations of the school grammar, irregular ones too),
and what is left must end as stems do: they are an old and closed class, and what nouns end in as
well counts only behind a few syllables. A form may be of two stems (걸어 of 걷 and of 걸), and a
noun may look like a form; both are harmless where forms are compared with forms.

Stems that stand in every sentence are none here: 하, 되, 이, 있, 않, 못하.
"""

from functools import lru_cache

from kb.patterns import pattern
from kb.words import endings
from kb.words.endings import ALL, CLOSED, HELPS, INFINITE, MAKES, OPEN, OPENS, THEN
from kb.words.particles import is_particle

_FORM = pattern("[가-힣]{2,16}")
"""Longer ones are compounds without a space, and nobody's query."""

_FIRST = 0xAC00
_FINALS = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
"""A bar stands for none."""
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_BEFORE_CONTRACTION = dict(
    pair.split(">") for pair in "ㅏ>ㅏㅡ ㅓ>ㅓㅡ ㅕ>ㅣㅕ ㅘ>ㅗ ㅝ>ㅜ ㅙ>ㅚ ㅐ>ㅐ ㅔ>ㅔ".split()
)
"""Vowels of stems, by what they and 아 or 어 make together."""
_OF_STEMS = frozenset("기지진긴라")
"""With what looks like an ending, and may be a part of what stands before it."""
_NONE: frozenset[str] = frozenset()
_NOUN_ENDS = frozenset("가서자타차라세대채개매너네")
"""Stems that are their own infinitive, and that nouns end in, or nouns with the particle 가."""


@lru_cache(maxsize=1 << 15)
def verb_stems(word: str) -> tuple[str, ...]:
    """Of which stems `word` may be a form, in no order that means anything.

    >>> [verb_stems(word) for word in ("줄였다", "줄인다", "도와", "학습률")]
    [('줄이',), ('줄이',), ('돕',), ()]
    """
    is_form = _FORM.fullmatch(word) is not None or word in endings.SHORT_FORMS
    if not is_form or word in endings.NO_FORMS:
        return ()
    found: dict[str, None] = {}
    for end in range(1, len(word) + 1):
        if _take_off(word[:end], word[end:], found):
            break
    return tuple(found)


def _take_off(before: str, tail: str, found: dict[str, None]) -> bool:
    """Find the stems of a form that is `before` with the ending `tail`; whether that settles it."""
    final = _final(before)
    kind = _kind(tail)
    if not kind and final not in endings.AFTER_FINAL:
        return False
    if tail[:1] in _OF_STEMS and _is_of_stem(before, tail):
        kind &= MAKES
    known = len(found)
    if kind & (ALL | OPENS):
        _add(before, found)
        if kind & THEN:
            return len(found) > known
    if kind & OPENS and final == "-":
        _add(_with_final(before, "ㄹ"), found)
    if kind & CLOSED:
        if final in "ㄹ-":
            _add(_restored(before, "ㄷ" if final == "ㄹ" else "ㅅ"), found)
        else:
            _add(before, found)
    if kind & OPEN and (final == "-" or (final == "ㄹ" and tail != "려")):
        _add(before, found)
        _add_of_b(before, found)
    if final != "-":
        if final in endings.AFTER_FINAL and _can_follow(tail, final):
            _add_bare(before, final, found)
    elif kind & INFINITE:
        _add_infinitive(before, found, is_bare=not tail)
    elif kind & (HELPS | MAKES) and (len(before) > 1 or before in "가와해써켜펴커"):
        if before != "가" or kind & HELPS:
            _add_infinitive(before, found)
        return bool(kind & HELPS) and (len(found) > known or before == "해")
    return False


def _is_of_stem(before: str, tail: str) -> bool:
    """Whether what looks like an ending is of the stem, as in 옮기는 and 가지는, or of a noun."""
    first = tail[:1]
    if len(before) == 1 and tail in {"진", "긴", "라"}:
        return True  # 사진
    if first == "기" and _final(before) != "-":
        return before[-1] in endings.ENDS_AFTER[first]
    return first in {"기", "지"} and before in endings.ENDS_AFTER[first]


@lru_cache(maxsize=1 << 12)
def _kind(tail: str) -> int:
    """What an ending is written onto: 0 for what is none, or is within the last syllable."""
    makes = MAKES if endings.MAKES_ONE.match(tail) else 0
    if tail in endings.TAILS:
        return endings.TAILS[tail] | makes
    if endings.BEHIND_ENDING.match(tail):
        return ALL | THEN | makes
    if tail[0] == "겠" and tail[1:] in endings.TAILS:
        return ALL
    if tail[0] == "서" and is_particle(tail[1:]):
        return INFINITE
    if tail.startswith(endings.NOUNS) and any(
        tail.startswith(noun) and is_particle(tail[len(noun) :]) for noun in endings.NOUNS
    ):
        return OPENS if tail[0] == "는" else ALL if tail[0] in "기던" else CLOSED
    return HELPS if endings.BEHIND_INFINITIVE.match(tail) else makes


def _can_follow(tail: str, final: str) -> bool:
    """Whether `tail` may stand behind an ending that has begun with the consonant `final`."""
    if not tail:
        return final != "ㅂ"
    if tail in endings.AFTER_FINAL[final]:
        return True
    if final in "ㅁㄻ":
        return is_particle(tail) and not tail.startswith("하")
    return final in "ㄴㄹ" and tail[0] in "지가" and is_particle(tail[1:])


def _add_bare(before: str, final: str, found: dict[str, None]) -> None:
    """The stem's last syllable has taken the consonant with which its ending begins."""
    if final == "ㄻ":
        _add(_with_final(before, "ㄹ"), found)
        return
    stem = _with_final(before, "-")
    is_noun = len(stem) == 1 and final == "ㅁ"
    if stem[-1] == "르" and final in "ㄹㅁ":
        is_noun = stem[-2:-1] not in endings.SURE_OF_REU or (len(stem) > 2 and stem[-2] != "오")
    if is_noun:
        return
    _add(stem, found)
    _add_of_b(stem, found)
    if final != "ㅁ":
        _add(_with_final(before, "ㄹ"), found)
    if final in "ㄴㄹ":
        _add(_restored(stem, "ㅎ"), found)


def _add_of_b(stem: str, found: dict[str, None]) -> None:
    """어려우 of 어렵: before 으 the ㅂ of some stems is 우."""
    if stem[-1] == "우":
        _add(_restored(stem[:-1], "ㅂ"), found)


def _add_infinitive(form: str, found: dict[str, None], *, is_bare: bool = False) -> None:
    """The stems that give `form` with 아 or 어; `is_bare` where nothing follows."""
    before, last = form[:-1], form[-1]
    if last == "와" and is_bare and len(before) > 1 and before[-1] not in "아져러해":
        return  # 데이터와
    if last in "어아":
        _add(before, found)
        _add(_restored(before, "ㄷ"), found)
        _add(_restored(before, "ㅅ"), found)
    elif last in "와워":
        _add(_restored(before, "ㅂ"), found)
    elif last in "라러" and _final(before) == "ㄹ":
        _add(f"{_with_final(before, '-')}르", found)
    elif (last == "여" and before.endswith("하")) or (last == "러" and before.endswith("르")):
        _add(before, found)
    elif last == "해":
        _add(f"{before}하", found)
    vowel = _vowel(last)
    for other in _BEFORE_CONTRACTION.get(vowel, ""):
        if other == vowel and is_bare and last in _NOUN_ENDS:
            continue
        if other == "ㅡ" and last in "라러" and before[-1:] not in endings.WITHOUT_EU:
            continue
        number = ord(last) + (_VOWELS.index(other) - _VOWELS.index(vowel)) * 28
        _add(before + chr(number), found)


def _add(stem: str, found: dict[str, None]) -> None:
    """Keep `stem` if it ends as stems do; what still has an ending goes on losing it."""
    if not stem:
        return
    last = stem[-1]
    if last == "겠":
        _add(stem[:-1], found)
    elif _final(stem) == "ㅆ" and last not in "있밌":
        _add_infinitive(_with_final(stem, "-"), found)
    elif last in endings.ENDS or (
        last in endings.ALONE if len(stem) == 1 else _can_end(last, stem[-2])
    ):
        found[stem] = None
    if last in "시셨" and len(stem) > 2:
        _add(stem[:-2] if stem[-2] == "으" else stem[:-1], found)


def _can_end(last: str, before: str) -> bool:
    """Whether stems end in these two."""
    if last in endings.COMMON:
        return before + last != "못하"
    allowed = endings.ENDS_AFTER.get(last, _NONE)
    if before in allowed:
        return True
    final = _final(before)
    return (_vowel(before) if final == "-" else final) in allowed


def _restored(word: str, final: str) -> str:
    """`word` with the consonant that irregular stems lose, or nothing where none could be lost."""
    if _final(word) != ("ㄹ" if final == "ㄷ" else "-"):
        return ""
    whole = _with_final(word, final)
    return whole if whole[-1] in endings.LOST[final] else ""


def _final(word: str) -> str:
    """The last consonant of a word that ends in one; nothing for no word."""
    return _FINALS[(ord(word[-1]) - _FIRST) % 28] if word else ""


def _vowel(syllable: str) -> str:
    return _VOWELS[(ord(syllable) - _FIRST) % 588 // 28]


def _with_final(word: str, final: str) -> str:
    last = ord(word[-1])
    return word[:-1] + chr(last - (last - _FIRST) % 28 + _FINALS.index(final))
