"""With which sound a name ends as Koreans read it, and the particle that follows such a sound.

In: what stands before a particle: a name of any script, a number, markup around it.
Out: its last `Sound`, and 을 or 를, 이 or 가, ...

A syllable shows its final consonant. All else is read first: a digit and a number by their Korean
names (3 삼, 100 백), a letter by its name (L 엘), an abbreviation letter by letter, and a Latin
word as its ending would be written in Hangul by 외래어 표기법 (the rules for writing foreign words,
chapter 3), with a list of words that are written otherwise. What stands in round brackets is not
read if something stands before them: 학습률(Learning Rate)을. Nothing tells here how Chinese
characters are read, so both forms are written: 學을(를).

The browser has a twin, `kb/web/src/sounds.ts`: the examples in `tests/sounds.md` hold for both.
"""

import unicodedata
from enum import Enum, auto

from kb.patterns import pattern


class Sound(Enum):
    """What a word ends in, as far as particles care."""

    VOWEL = auto()
    RIEUL = auto()
    """ㄹ, which 로 follows as it follows a vowel."""
    CONSONANT = auto()
    UNKNOWN = auto()


PARTICLES = frozenset(
    """
    을/를 은/는 이/가 과/와 으로/로 으로서/로서 으로써/로써 으로부터/로부터 이나/나 이랑/랑
    이라고/라고 이라는/라는 이라면/라면 이란/란 이며/며 이고/고 이든/든 이어야/여야 이었/였 아/야
    """.split()
)
"""After a consonant / after a vowel: all that a sentence of ours may have in braces."""


def particle(pair: str, before: str) -> str:
    """The one of `pair` that follows `before`; both where nobody knows how that is read.

    >>> particle("을/를", "학습률"), particle("으로/로", "학습률"), particle("이/가", "ReLU")
    ('을', '로', '가')
    """
    after_consonant, _, after_vowel = pair.partition("/")
    sound = last_sound(before)
    if sound is Sound.UNKNOWN:
        if after_consonant.endswith(after_vowel):  # (으)로
            return f"({after_consonant.removesuffix(after_vowel)}){after_vowel}"
        return f"{after_consonant}({after_vowel})"
    if sound is Sound.RIEUL:
        sound = Sound.VOWEL if after_vowel.startswith("로") else Sound.CONSONANT
    return after_vowel if sound is Sound.VOWEL else after_consonant


_HANGUL = range(0xAC00, 0xD7A4)
_RIEUL = 8


def final_of(character: str) -> int:
    """Which final consonant a syllable has: 0 none, 8 ㄹ; -1 for what is no syllable."""
    code = ord(character)
    return (code - 0xAC00) % 28 if code in _HANGUL else -1


_MARKUP = pattern(r"(?:</[A-Za-z][\w-]*>|&(?:[lg]t|amp|quot|nbsp|#\d+);)\Z")
_IN_BRACKETS = pattern(r"\([^()]*\)\Z")
_NUMBER = pattern(r"(?P<whole>[0-9]+(?:,[0-9]{3})*)(?P<part>\.[0-9]+)?\Z")
_UNIT = pattern(r"[0-9] ?(?P<unit>[A-Za-zμ]{1,3})\Z")
_LATIN = pattern(r"[A-Za-z]+\Z")
_LAST_HUMP = pattern(r"(?:[A-Z]?[a-z]+|[A-Z]+)\Z")
_LONGEST = 200
"""Nothing before the last so many characters changes how a text ends."""


def last_sound(text: str) -> Sound:
    """The sound that `text` ends in when a Korean reads it aloud."""
    # Letters of other widths and circled numbers are read as plain ones.
    text = _without_signs(unicodedata.normalize("NFKC", text[-_LONGEST:]))
    if not text:
        return Sound.UNKNOWN
    last = text[-1]
    final = final_of(last)
    if final >= 0:
        return Sound.VOWEL if final == 0 else Sound.RIEUL if final == _RIEUL else Sound.CONSONANT
    if last in _SIGNS:
        return _SIGNS[last]
    if number := _NUMBER.search(text):
        return _sound_of_number(number["whole"], number["part"] or "")
    text = _unaccented(text)
    if (unit := _UNIT.search(text)) and unit["unit"] in _UNITS:
        return _UNITS[unit["unit"]]
    if word := _LATIN.search(text):
        return _sound_of_latin(word[0])
    return _sound_of_letter(text[-1])


def _without_signs(text: str) -> str:
    """Without what is written at the end and not read: quotes, brackets, full stops, emoji."""
    while text:
        if markup := _MARKUP.search(text):
            text = text[: markup.start()]
            continue
        inner = _IN_BRACKETS.search(text)
        if inner and any(_is_read(text, place) for place in range(inner.start())):
            text = text[: inner.start()]
            continue
        if _is_read(text, len(text) - 1):
            break
        text = text[:-1]
    return text


def _is_read(text: str, place: int) -> bool:
    character = text[place]
    if character == "#":  # C#, but not a heading's sign
        return place > 0 and text[place - 1].isascii() and text[place - 1].isalpha()
    if character == "+":  # C++
        return place > 0 and (text[place - 1].isalnum() or text[place - 1] == "+")
    return character in _SIGNS or character.isalnum()


_SIGNS = {
    "%": Sound.VOWEL,  # 퍼센트
    "‰": Sound.RIEUL,  # 퍼밀
    "°": Sound.VOWEL,  # 도
    "∞": Sound.VOWEL,  # 무한대
    "+": Sound.VOWEL,  # 플러스
    "#": Sound.CONSONANT,  # 샵
}

# 영 일 이 삼 사 오 육 칠 팔 구
_DIGITS = {
    "0": Sound.CONSONANT,
    "1": Sound.RIEUL,
    "2": Sound.VOWEL,
    "3": Sound.CONSONANT,
    "4": Sound.VOWEL,
    "5": Sound.VOWEL,
    "6": Sound.CONSONANT,
    "7": Sound.RIEUL,
    "8": Sound.RIEUL,
    "9": Sound.VOWEL,
}
# 만 억 조 경 해 자 양 구 간 정 재 극: every four zeros have a name of their own.
_MYRIADS = "만억조경해자양구간정재극"


def _sound_of_number(whole: str, part: str) -> Sound:
    """A number is read with its tens and thousands, but digit by digit after the point."""
    digits = part or whole.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if part or zeros == 0 or zeros == len(digits):
        return _DIGITS[digits[-1]]
    myriads = zeros // 4
    if myriads == 0:
        return Sound.CONSONANT  # 십 백 천
    name = _MYRIADS[min(myriads, len(_MYRIADS)) - 1]
    return Sound.CONSONANT if final_of(name) else Sound.VOWEL


def _unaccented(text: str) -> str:
    """Latin letters without their accents."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c))


# 그램 시간 분, 픽셀 데시벨 줄 파스칼 몰, 미터 리터: after a number they are not read by letters.
_UNITS = {
    **dict.fromkeys(("g", "kg", "mg", "h", "min"), Sound.CONSONANT),
    **dict.fromkeys(("px", "dB", "J", "kJ", "Pa", "hPa", "mol"), Sound.RIEUL),
    **dict.fromkeys(("m", "km", "cm", "mm", "nm", "μm", "l", "L", "ml", "mL"), Sound.VOWEL),
}

# 엘, 알; 엠, 엔; all others end in a vowel: 에이, 비, 씨, ...
_LETTERS = {"l": Sound.RIEUL, "r": Sound.RIEUL, "m": Sound.CONSONANT, "n": Sound.CONSONANT}


def _sound_of_latin(word: str) -> Sound:
    lowered = word.lower()
    if lowered in _WORDS:
        return _WORDS[lowered]
    hump = _LAST_HUMP.search(word)
    last = hump[0] if hump else word
    lowered = last.lower()
    is_spelt = len(last) == 1 or last.isupper() or not _VOWELS.search(lowered)
    if is_spelt:
        return _LETTERS.get(lowered[-1], Sound.VOWEL)
    if lowered in _WORDS:
        return _WORDS[lowered]
    return next((sound for ending, sound in _ENDINGS if ending.search(lowered)), Sound.VOWEL)


_VOWELS = pattern("[aeiouy]")
_SHORT = "(?:^|[^aeiou]|qu)[aeiouy]"
"""One vowel alone, which is short before a single consonant at the end of a word."""

_ENDINGS = (
    # 모델, 풀, 테이블, 스케일
    (pattern("le?$"), Sound.RIEUL),
    # 알고리즘, 패턴, 트레이닝, 칼럼, 프레임, 머신
    (pattern("[mn]$|ng$|mb$|[aeiouy][a-z]*[mn]e$"), Sound.CONSONANT),
    # 데이터셋, 스콧, 레이아웃
    (pattern(f"{_SHORT}tt?$|out$"), Sound.CONSONANT),
    # 맵, 앱, 딥, 힙
    (pattern(f"{_SHORT}pp?$|e[ea]p$"), Sound.CONSONANT),
    # 스택, 토픽, 노트북
    (pattern(f"{_SHORT}c?k$|[aeiou]c$|ook$"), Sound.CONSONANT),
    # 타입, 프로토타입; 매트랩, 코랩
    (pattern("type$|lab$"), Sound.CONSONANT),
)
"""What keeps its last consonant in Hangul. All else ends in a vowel: an open one (레이어, 데이터),
or one that is put behind a consonant (테스트, 태그, 그래프, 클래스, 이미지)."""

_WORDS = {
    # 비트, 키트, 루프, 후프, 지프, 리드미, 레시피
    **dict.fromkeys("bit kit loop hoop jeep readme recipe".split(), Sound.VOWEL),
    # 웹, 잡, 탭, 클럽, 펍, 그룹, 하둡, 굿, 풋, 테크닉, 서킷, 백, 빅, 텍, 라텍
    **dict.fromkeys(
        "web job tab club pub group hadoop good foot technique circuit bag big tex latex".split(),
        Sound.CONSONANT,
    ),
}
"""Words that are written otherwise than their ending says."""

# 엡실론, 오미크론, 입실론: the Greek letters whose names end in a consonant.
_GREEK = frozenset("εουΕΟΥ")


def _sound_of_letter(letter: str) -> Sound:
    """A letter alone, by its name: Korean ones as NFKC has them, Greek ones, Japanese ones."""
    if letter == "\u1105":
        return Sound.RIEUL  # 리을
    if "\u1100" <= letter <= "\u1112" or "\u11a8" <= letter <= "\u11c2":
        return Sound.CONSONANT  # 기역, 니은, ...: all others end in another consonant
    if "\u1161" <= letter <= "\u1175":
        return Sound.VOWEL
    if "Α" <= letter <= "ω":
        return Sound.CONSONANT if letter in _GREEK else Sound.VOWEL
    if "ぁ" <= letter <= "ヿ":
        return Sound.CONSONANT if letter in "んン" else Sound.VOWEL
    return Sound.UNKNOWN
