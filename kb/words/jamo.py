"""Hangul as it is typed, letter by letter.

In: text. Out: its syllables as letters of a keyboard, and back; or the first letter of each.

A syllable's number in Unicode is `(initial * 21 + vowel) * 28 + final` from U+AC00 on (The Unicode
Standard, 3.12). The letters are those of the compatibility block, U+3131 on, because these are what
a person types and what a field holds while a syllable is being composed; and letters that take two
keys are two, so that what was typed so far is always a beginning of the whole.
"""

_FIRST, _LAST = 0xAC00, 0xD7A3
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split()
_FINALS = ["", *"ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ".split()]
_FINALS += "ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ".split()
_JOINED = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ"
_APART = "ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ"
_TWO_KEYS = dict(zip(_JOINED, _APART.split(), strict=True))

_INITIAL_NUMBER = {letter: number for number, letter in enumerate(_INITIALS)}
_VOWEL_NUMBER = {keys: number for number, keys in enumerate(_VOWELS)}
_FINAL_NUMBER = {keys: number for number, keys in enumerate(_FINALS)}
_CONSONANTS = frozenset(_INITIALS)


def decompose(text: str) -> str:
    """Every syllable as the letters that are typed for it; all else stays.

    >>> decompose("학습률 값")
    'ㅎㅏㄱㅅㅡㅂㄹㅠㄹ ㄱㅏㅂㅅ'
    """
    return text if text.isascii() else text.translate(_LETTERS)


class _Letters(dict[int, str]):
    """What is typed for a character; those that were asked for are remembered."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _FIRST <= code <= _LAST:
            initial, rest = divmod(code - _FIRST, 588)
            vowel, final = divmod(rest, 28)
            found = _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
        else:
            found = _TWO_KEYS.get(character, character)
        self[code] = found
        return found


_LETTERS = _Letters()


def compose(letters: str) -> str:
    """The syllables that `letters` make when they are typed; what makes none stays.

    A consonant before a vowel begins a syllable, as every keyboard decides it. So this undoes
    `decompose` for whole syllables; letters that stood alone may find each other.

    >>> compose("ㅎㅏㄱㅅㅡㅂ")
    '학습'
    """
    parts: list[str] = []
    position, end = 0, len(letters)
    while position < end:
        initial = _INITIAL_NUMBER.get(letters[position])
        vowel, after = _longest(letters, position + 1, _VOWEL_NUMBER)
        if initial is None or vowel is None:
            parts.append(letters[position])
            position += 1
            continue
        final, position = _final(letters, after)
        parts.append(chr(_FIRST + initial * 588 + vowel * 28 + final))
    return "".join(parts)


def _longest(letters: str, start: int, numbers: dict[str, int]) -> tuple[int | None, int]:
    """The number of the two letters or the one at `start`, and where they end."""
    for length in (2, 1):
        number = numbers.get(letters[start : start + length])
        if number is not None and start + length <= len(letters):
            return number, start + length
    return None, start


def _final(letters: str, start: int) -> tuple[int, int]:
    """The final consonant at `start`: as much as the next syllable does not need."""
    for length in (2, 1):
        keys = letters[start : start + length]
        after = start + length
        if len(keys) == length and keys in _FINAL_NUMBER and letters[after : after + 1] not in _V:
            return _FINAL_NUMBER[keys], after
    return 0, start


_V = frozenset("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ")


def initials(text: str) -> str:
    """The first consonant of each syllable, which is how Koreans abbreviate; all else stays.

    >>> initials("학습률")
    'ㅎㅅㄹ'
    """
    parts = []
    for character in text:
        code = ord(character) - _FIRST
        if 0 <= code <= _LAST - _FIRST:
            parts.append(_INITIALS[code // 588])
        else:
            # Some keyboards join ㄱ and ㅅ while somebody types initials.
            parts.append(_TWO_KEYS.get(character, character))
    return "".join(parts)


def is_initials(text: str) -> bool:
    """Whether a person who types `text` means initials: consonants, and nothing else but spaces."""
    letters = initials(text).replace(" ", "")
    return (
        bool(letters)
        and not any(_FIRST <= ord(c) <= _LAST for c in text)
        and (_CONSONANTS.issuperset(letters))
    )
