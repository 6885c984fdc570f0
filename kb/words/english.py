"""English words without their endings, and those that say nothing by themselves.

In: a word in its `search_form`. Out: its stem; whether it is one of the commonest function words.

The rules are those of the English stemmer of Snowball (M. F. Porter, "Snowball: a language for
stemming algorithms", 2001; snowballstem.org, version 3). They are written here again because both
twins must follow the same version of them, the package brings thirty other languages with it into
each build, and the browser should not: a property holds that the package gives the same.
"""

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 64
"""What is longer is no word."""
_VOWELS = frozenset("aeiouy")
"""A y that is a consonant is written Y here."""


def _pairs(table: str) -> dict[str, str]:
    """What each word or ending of `table` becomes."""
    return dict(pair.split(">") for pair in table.split())


EXCEPTIONS = _pairs(
    """
    andes>andes atlas>atlas bias>bias cosmos>cosmos howe>howe news>news sky>sky skis>ski skies>sky
    idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl
    """
)
_FIRST_REGIONS = tuple("arsen commun emerg gener inter later organ past univers".split())
_KEEPS_ING = frozenset("even cann inn earr herr out".split())
_DOUBLED = frozenset("bdfgmnprt")
LONG = _pairs(
    """
    anci>ance enci>ence ogi>og li> bli>ble abli>able alli>al fulli>ful lessli>less ousli>ous
    entli>ent aliti>al biliti>ble iviti>ive tional>tion ational>ate alism>al ation>ate ization>ize
    izer>ize ator>ate iveness>ive fulness>ful ousness>ous ogist>og
    """
)
SHORTER = _pairs("icate>ic ative> alize>al iciti>ic ical>ic tional>tion ational>ate ful> ness>")
LAST = "ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement".split()


def _longest_first(endings: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(endings, key=len, reverse=True))


_PAST = _longest_first("eedly ingly edly eed ing ed".split())
_LONG_ENDINGS = _longest_first(LONG)
_SHORTER_ENDINGS = _longest_first(SHORTER)
_LAST_ENDINGS = _longest_first(LAST)


@lru_cache(maxsize=1 << 14)
def english_stem(word: str) -> str:
    """What the forms of an English word have in common; a word that is no English one stays.

    >>> [english_stem(word) for word in ("oscillating", "oscillations", "lr", "학습률")]
    ['oscil', 'oscil', 'lr', '학습률']
    """
    letters = word.replace("'", "")
    if not (2 < len(word) <= _LONGEST and letters.isascii() and letters.isalpha()):
        return word
    if not letters.islower():
        return word
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    word = word.removeprefix("'")
    if "y" in word:
        word = _with_consonants(word)
    one = next((len(start) for start in _FIRST_REGIONS if word.startswith(start)), 0)
    one = one or _behind_syllable(word, 0)
    two = _behind_syllable(word, one)
    word = _without_past(_without_plural(word), one)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = f"{word[:-1]}i"
    word = _without_last(_without_shorter(_without_long(word, one), one, two), two)
    return _without_end(word, one, two).replace("Y", "y")


def _with_consonants(word: str) -> str:
    """`word` with Y for each y that begins it or that follows a vowel."""
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (place == 0 or letters[place - 1] in _VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _behind_syllable(word: str, start: int) -> int:
    """Where the first consonant behind a vowel ends, from `start` on."""
    end = len(word)
    place = start
    while place < end and word[place] not in _VOWELS:
        place += 1
    while place < end and word[place] in _VOWELS:
        place += 1
    return min(place + 1, end)


def _has_vowel(word: str) -> bool:
    return not _VOWELS.isdisjoint(word)


def _is_short(word: str) -> bool:
    """Whether `word` ends in a short syllable."""
    if len(word) == 2:
        return word[0] in _VOWELS and word[1] not in _VOWELS
    return word.endswith("past") or (
        len(word) > 2
        and word[-3] not in _VOWELS
        and word[-2] in _VOWELS
        and word[-1] not in _VOWELS
        and word[-1] not in "wxY"
    )


def _ending(word: str, endings: tuple[str, ...]) -> str:
    """The longest of `endings` that `word` has, or nothing."""
    if not word.endswith(endings):
        return ""
    return next(ending for ending in endings if word.endswith(ending))


def _without_plural(word: str) -> str:
    if "'" in word:
        word = word.removesuffix(_ending(word, ("'s'", "'s", "'")))
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us")) and _has_vowel(word[:-2]):
        return word[:-1]
    return word


def _without_past(word: str, one: int) -> str:
    ending = _ending(word, _PAST)
    if not ending:
        return word
    before = word.removesuffix(ending)
    if ending.startswith("ee"):
        return word if len(before) < one or before in {"succ", "proc", "exc"} else f"{before}ee"
    if ending == "ing":
        if len(before) == 2 and before[1] == "y" and before[0] not in _VOWELS:
            return f"{before[0]}ie"
        if before in _KEEPS_ING:
            return word
    if not _has_vowel(before):
        return word
    if before.endswith(("at", "bl", "iz")):
        return f"{before}e"
    if before[-1] in _DOUBLED and before[-2:-1] == before[-1]:
        return before if len(before) == 3 and before[0] in "aeo" else before[:-1]
    return f"{before}e" if len(before) == one and _is_short(before) else before


def _without_long(word: str, one: int) -> str:
    ending = _ending(word, _LONG_ENDINGS)
    before = word.removesuffix(ending)
    if (
        not ending
        or len(before) < one
        or (ending == "ogi" and before[-1:] != "l")
        or (ending == "li" and before[-1:] not in {*"cdeghkmnrt"})
    ):
        return word
    return before + LONG[ending]


def _without_shorter(word: str, one: int, two: int) -> str:
    ending = _ending(word, _SHORTER_ENDINGS)
    before = word.removesuffix(ending)
    if not ending or len(before) < (two if ending == "ative" else one):
        return word
    return before + SHORTER[ending]


def _without_last(word: str, two: int) -> str:
    ending = _ending(word, _LAST_ENDINGS)
    before = word.removesuffix(ending)
    if not ending or len(before) < two or (ending == "ion" and before[-1:] not in {"s", "t"}):
        return word
    return before


def _without_end(word: str, one: int, two: int) -> str:
    before = word[:-1]
    start = len(before)
    if word.endswith("e"):
        gone = start >= two or (start >= one and not _is_short(before))
        return before if gone else word
    return before if word.endswith("ll") and start >= two else word


STOP_WORDS = frozenset(
    """
    a about after all also am an and any are aren't as at be because been before being between both
    but by can can't cannot could did didn't do does doesn't doing don't down each even few for from
    further get had has have having he her here hers him his how i i'm if in into is isn't it it's
    its just me more most my no nor not of off on once only or other our out over own same she
    should so some such than that that's the their them then there these they this those through to
    too under until up us very was we were what when where which while who whom why will with would
    you your
    """.split()
)
"""English words that stand in nearly every text: in bodies nobody looks for them alone."""


def is_stop_word(word: str) -> bool:
    """Whether `word`, in its `search_form`, is one of `STOP_WORDS`."""
    return word in STOP_WORDS
