"""One spelling for all ways of writing a name.

In: words. Out: a key that does not change with case, hyphens and the spaces of Korean.

경사하강법 and 경사 하강법 are one word to a reader, and so are Adam 옵티마이저 and Adam옵티마이저.
English words keep the space between them, or `a gain` would be `again`; but a hyphen is as good
as a space.
"""

from collections.abc import Iterable

from kb.patterns import pattern
from kb.words.tokens import HANGUL, tokens

_HANGUL = pattern(f"[{HANGUL}]")


def join(key: str, word: str) -> str:
    """`key` with one more word."""
    folded = fold(word)
    if not key:
        return folded
    if _HANGUL.match(key[-1]) or _HANGUL.match(folded[0]):
        return key + folded
    return f"{key} {folded}"


def fold(word: str) -> str:
    """Without regard to case, and to which apostrophe was typed."""
    return word.lower().replace("\u2019", "'")


def join_all(words: Iterable[str]) -> str:
    key = ""
    for word in words:
        key = join(key, word)
    return key


def spacing_key(text: str) -> str:
    """What all spellings of `text` have in common.

    >>> spacing_key("경사 하강법"), spacing_key("Mini-batch 경사하강법")
    ('경사하강법', 'mini batch경사하강법')
    """
    return join_all(token.text for token in tokens(text))
