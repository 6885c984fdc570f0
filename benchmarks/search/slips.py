"""What hands do to a word: letters still missing, wrong keys, the wrong keyboard.

In: a word. Out: what stands in the field instead.
"""

from random import Random

from kb.words import compose, decompose

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HANGUL = dict(
    zip("".join(_ROWS), "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True)
)
_HANGUL |= dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_KEY = {letter: key for key, letter in _HANGUL.items()}
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
_ALIKE = {"ㅐ": "ㅔ", "ㅔ": "ㅐ", "ㅗ": "ㅜ", "ㅜ": "ㅗ", "ㅓ": "ㅗ", "ㅏ": "ㅑ", "ㅡ": "ㅜ"}


def wrong_keyboard(word: str) -> str:
    """Hangul as keys of a Latin keyboard, and Latin letters as the Hangul of theirs."""
    letters = decompose(word)
    if any(letter in _KEY for letter in letters):
        return "".join(_KEY.get(letter, letter) for letter in letters)
    return compose("".join(_HANGUL[letter] for letter in word))


def being_composed(word: str, syllables: int, *, as_shown: bool) -> str:
    """`syllables` of `word` and the first letters of the next: 학ㅅ, or 핛 as a field shows it."""
    following = decompose(word[syllables])
    typed = 2 if len(following) > 2 and syllables > 1 else 1
    part = following[:typed]
    if as_shown:
        return compose(decompose(word[:syllables]) + part)
    return word[:syllables] + compose(part)


def latin_error(word: str, chance: Random) -> str:
    """One slip behind the first letter: two swapped, one missing, doubled or a neighbour's."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice(_beside(word[at])) + word[at + 1 :]


def hangul_error(word: str, chance: Random) -> str:
    """One slip in a word's letters: a vowel like it, a neighbour's key, two swapped, one gone."""
    letters = decompose(word)
    at = chance.randrange(1, len(letters) - 1)
    letter, kind = letters[at], chance.randrange(4)
    if kind == 0 and letter in _ALIKE:
        return compose(letters[:at] + _ALIKE[letter] + letters[at + 1 :])
    if kind == 1:
        return compose(letters[:at] + letters[at + 1] + letter + letters[at + 2 :])
    if kind == 2:
        return compose(letters[:at] + letters[at + 1 :])
    same = [
        _HANGUL[key]
        for key in _beside(_KEY[letter].lower())
        if (_HANGUL[key] in _VOWELS) == (letter in _VOWELS)
    ]
    return compose(letters[:at] + (chance.choice(same) if same else "") + letters[at + 1 :])


def _beside(key: str) -> list[str]:
    """Keys next to `key` in its row."""
    row = next(row for row in _ROWS if key in row)
    at = row.index(key)
    return [row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)]
