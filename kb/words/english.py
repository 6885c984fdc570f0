"""English words without their endings, and those that say nothing by themselves.

In: a word in its `search_form`. Out: its stem; whether it is one of the commonest function words.

The rules are those of the English stemmer of Snowball (M. F. Porter, "Snowball: a language for
stemming algorithms", 2001; snowballstem.org, version 3). They are written here again because both
twins must follow the same version of them, the package brings thirty other languages with it into
each build, and the browser should not: a property holds that the package gives the same.
"""

from functools import lru_cache

from kb.patterns import pattern

_PLAIN = pattern("[a-z']{3,64}")
"""Other words have no English ending, and longer ones are no words."""


def _pairs(table: str) -> dict[str, str]:
    """What each word or ending of `table` becomes."""
    return dict(pair.split(">") for pair in table.split())


_EXCEPTIONS = _pairs(
    """
    andes>andes atlas>atlas bias>bias cosmos>cosmos howe>howe news>news sky>sky skis>ski skies>sky
    idly>idl gently>gentl ugly>ugli early>earli only>onli singly>singl
    """
)
_Y_OF_CONSONANT = pattern("([aeiouy])y")
_REGION = pattern("[^aeiouy]*[aeiouy]+[^aeiouy]")
_FIRST_REGION = pattern(
    "(?:arsen|commun|emerg|gener|inter|later|organ|past|univers|[^aeiouy]*[aeiouy]+[^aeiouy])"
)
_VOWEL = pattern("[aeiouy]")
_SHORT = pattern("(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$")
_POSSESSIVE = pattern("'(?:s'?)?$")
_PAST = pattern("(?:eed(?:ly)?|ed(?:ly)?|ing(?:ly)?)$")
_KEEPS_ING = frozenset("even cann inn earr herr out".split())
_DYING = pattern("[^aeiouy]y")
_DOUBLE = pattern("(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_LONG = _pairs(
    """
    anci>ance enci>ence ogi>og li> bli>ble abli>able alli>al fulli>ful lessli>less ousli>ous
    entli>ent aliti>al biliti>ble iviti>ive tional>tion ational>ate alism>al ation>ate ization>ize
    izer>ize ator>ate iveness>ive fulness>ful ousness>ous ogist>og
    """
)
_SHORTER = _pairs("icate>ic ative> alize>al iciti>ic ical>ic tional>tion ational>ate ful> ness>")
_LAST = "ic ance ence able ible ate ive ize iti al ism ion er ous ant ent ment ement".split()
_LONG_ENDING = pattern(f"(?:{'|'.join(_LONG)})$")
_SHORTER_ENDING = pattern(f"(?:{'|'.join(_SHORTER)})$")
_LAST_ENDING = pattern(f"(?:{'|'.join(_LAST)})$")


@lru_cache(maxsize=1 << 14)
def english_stem(word: str) -> str:
    """What the forms of an English word have in common; a word that is no English one stays.

    >>> [english_stem(word) for word in ("oscillating", "oscillations", "lr", "학습률")]
    ['oscil', 'oscil', 'lr', '학습률']
    """
    if _PLAIN.fullmatch(word) is None:
        return word
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    word = word.removeprefix("'")
    if word[:1] == "y":
        word = f"Y{word[1:]}"
    word = _Y_OF_CONSONANT.sub(r"\1Y", word)
    first = _FIRST_REGION.match(word)
    one = first.end() if first else len(word)
    second = _REGION.match(word, one)
    two = second.end() if second else len(word)
    word = _without_past(_without_plural(word), one)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = f"{word[:-1]}i"
    word = _without_last(_without_shorter(_without_long(word, one), one, two), two)
    return _without_end(word, one, two).replace("Y", "y")


def _without_plural(word: str) -> str:
    word = _POSSESSIVE.sub("", word)
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us")) and _VOWEL.search(word[:-2]):
        return word[:-1]
    return word


def _without_past(word: str, one: int) -> str:
    ending = _PAST.search(word)
    if ending is None:
        return word
    before = word[: ending.start()]
    if ending[0].startswith("ee"):
        kept = ending.start() < one or before in {"succ", "proc", "exc"}
        return word if kept else f"{before}ee"
    if ending[0] == "ing":
        if _DYING.fullmatch(before):
            return f"{before[0]}ie"
        if before in _KEEPS_ING:
            return word
    if _VOWEL.search(before) is None:
        return word
    if before.endswith(("at", "bl", "iz")):
        return f"{before}e"
    if _DOUBLE.search(before):
        return before if len(before) == 3 and before[0] in "aeo" else before[:-1]
    return f"{before}e" if len(before) == one and _SHORT.search(before) else before


def _without_long(word: str, one: int) -> str:
    ending = _LONG_ENDING.search(word)
    if ending is None or ending.start() < one:
        return word
    before = word[: ending.start()]
    if (ending[0] == "ogi" and before[-1:] != "l") or (
        ending[0] == "li" and before[-1:] not in {*"cdeghkmnrt"}
    ):
        return word
    return before + _LONG[ending[0]]


def _without_shorter(word: str, one: int, two: int) -> str:
    ending = _SHORTER_ENDING.search(word)
    if ending is None or ending.start() < (two if ending[0] == "ative" else one):
        return word
    return word[: ending.start()] + _SHORTER[ending[0]]


def _without_last(word: str, two: int) -> str:
    ending = _LAST_ENDING.search(word)
    if ending is None or ending.start() < two:
        return word
    before = word[: ending.start()]
    return word if ending[0] == "ion" and before[-1:] not in {"s", "t"} else before


def _without_end(word: str, one: int, two: int) -> str:
    before = word[:-1]
    start = len(before)
    if word.endswith("e"):
        gone = start >= two or (start >= one and not _SHORT.search(before))
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
