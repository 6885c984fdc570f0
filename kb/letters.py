"""Under which letter an index lists a name, and in which order.

In: a name. Out: one of `LETTERS`, and what to sort by.

As in the index of a Korean book: the names in Hangul first, by the consonant that they begin with,
a doubled one under the plain one; then the Latin alphabet; then digits and all else. Within a
letter by code point, which for whole syllables is the order of the dictionary.
"""

import unicodedata

from kb.names import nfc

CONSONANTS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "0"
"""Digits, other scripts, and names without any letter."""
LETTERS = (*CONSONANTS, *ALPHABET, OTHER)

_RANKS = {letter: rank for rank, letter in enumerate(LETTERS)}
_PLAIN = {
    **{letter: letter for letter in CONSONANTS},
    **dict(zip("ㄲㄸㅃㅆㅉ", "ㄱㄷㅂㅅㅈ", strict=True)),
}
_OF_SYLLABLE = [_PLAIN[letter] for letter in "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"]


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
    base = unicodedata.normalize("NFKD", character).upper()[0]
    if "가" <= nfc(base) <= "힣":  # a syllable in another width
        return letter_of(nfc(base))
    return base if base in _RANKS else OTHER


def order_of(name: str) -> tuple[int, str, str]:
    """What names are sorted by."""
    shown = nfc(name)
    first = shown[:1]
    if "가" <= first <= "힣" or (first.isascii() and first.isalpha()):
        # Nearly all names: nothing before the first letter is to be skipped.
        return _RANKS[letter_of(first)], shown.casefold(), shown
    start = next((at for at, character in enumerate(shown) if character.isalnum()), 0)
    return _RANKS[letter_of(shown)], shown[start:].casefold(), shown


def rank_of(letter: str) -> int:
    """The place of one of `LETTERS`."""
    return _RANKS[letter]
