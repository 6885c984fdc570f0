"""Under which letter a list has a name, and in which order.

In: a name, and the language of whoever reads the list. Out: one of `LETTERS`, and what to sort by.

As in the index of a Korean book: the names in Hangul by the consonant that they begin with, a
doubled one under the plain one; the Latin alphabet; digits and all else. For a Korean reader Hangul
stands before the Latin letters, for others behind them, as the CLDR has it. Syllables are sorted by
code point, which is the order of the dictionary, numbers as numbers, and Latin letters without
regard to case and accents.
"""

import re
import unicodedata
from functools import cache, lru_cache

from kb.names import Language, nfc
from kb.patterns import pattern

CONSONANTS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "0"
"""Digits, other scripts, and names without any letter."""
LETTERS = (*CONSONANTS, *ALPHABET, OTHER)

_PLAIN = {
    **{letter: letter for letter in CONSONANTS},
    **dict(zip("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ", strict=True)),
}
_OF_SYLLABLE = [_PLAIN[letter] for letter in "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"]


def _hangul_first(language: Language) -> bool:
    return language.partition("-")[0] == "ko"


@cache
def letters_for(language: Language) -> dict[str, int]:
    """`LETTERS` in the order in which a reader of `language` expects them, with their places."""
    ordered = LETTERS if _hangul_first(language) else (*ALPHABET, *CONSONANTS, OTHER)
    return {letter: place for place, letter in enumerate(ordered)}


def letter_of(name: str) -> str:
    """The letter that a name is listed under; what stands before its first letter is skipped.

    >>> letter_of("까치"), letter_of(".NET"), letter_of("École"), letter_of("3월")
    ('ㄱ', 'N', 'E', '0')
    """
    for character in name:
        if "가" <= character <= "힣":
            return _OF_SYLLABLE[(ord(character) - 0xAC00) // 588]
        if character.isalnum():
            return _letter_of_character(character)
    return OTHER


def _letter_of_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    base = (_WHOLE.get(character.lower()) or unicodedata.normalize("NFKD", character)).upper()[0]
    if "가" <= nfc(base) <= "힣":  # a syllable in another width
        return letter_of(nfc(base))
    return base if "A" <= base <= "Z" else OTHER


def index_order(name: str, language: Language) -> tuple[int, bytes, str]:
    """What the names of an index are sorted by: first the letter that they stand under."""
    return letters_for(language)[letter_of(nfc(name))], *title_order(name, language)


_LEAD = pattern(r"[\W_]+")
_DIGITS = pattern(r"[0-9]+")
_RARE = pattern(r"[^\x00-\x7f가-힣]")
"""Neither ASCII nor Hangul: few titles hold such characters."""


def _hangul_before_latin() -> bytes:
    """A table for texts in UTF-8 without capitals, whose bytes stand between digits and letters.

    What begins a letter of Korean alone (E3), a syllable (EA to ED) or a Chinese character (E4 to
    E9) comes there in this order. No byte within a character is one of these.
    """
    table = bytearray(range(256))
    for place, first in enumerate((0xE3, *range(0xEA, 0xEE), *range(0xE4, 0xEA)), ord("A")):
        table[first] = place
    return bytes(table)


_HANGUL_FIRST = _hangul_before_latin()


@lru_cache(maxsize=1 << 15)
def title_order(name: str, language: Language) -> tuple[bytes, str]:
    """What titles are sorted by; two that differ by case or accents only by those.

    >>> korean = Language("ko")
    >>> sorted(["Lecture 10", "lecture 2", "강의"], key=lambda name: title_order(name, korean))
    ['강의', 'lecture 2', 'Lecture 10']
    """
    shown = nfc(name)
    folded = shown.casefold()
    if not folded[:1].isalnum():
        # “Words” in quotes and 🎯 titles stand among the others.
        folded = _LEAD.sub("", folded, count=1) or folded
    if not folded.isascii() and _RARE.search(folded):
        folded = _plain(folded)
    if _DIGITS.search(folded):
        folded = _DIGITS.sub(_natural, folded)
    # The order of bytes in UTF-8 is that of code points. A lone surrogate is no reason to fail.
    key = folded.encode("utf-8", "surrogatepass")
    return key.translate(_HANGUL_FIRST) if _hangul_first(language) else key, shown


def _natural(digits: re.Match[str]) -> str:
    """A number that sorts as text: its length first, then its digits."""
    number = digits[0].lstrip("0")
    return f"{chr(ord('0') + min(len(number), 40))}{number}"


_WHOLE = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
"""Latin letters that Unicode does not take apart."""


def _plain(folded: str) -> str:
    """Latin letters without accents and in one width; kana behind all that Koreans write with."""
    parts = []
    for character in folded:
        apart = _WHOLE.get(character) or unicodedata.normalize("NFKD", character)
        if apart[0].isascii():
            parts.append("".join(c for c in apart if not unicodedata.combining(c)).casefold())
        elif "ぁ" <= character <= "ヿ":
            parts.append(chr(0xF0000 + ord(character)))
        else:
            parts.append(character)
    return "".join(parts)
