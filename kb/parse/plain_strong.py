"""Strong words, read without weighing every star: `**word**: text`.

In: inline text whose only marks are such pairs. Out: the tokens that the rule of emphasis makes
of it. Its way is long (a token for each star, pairing, joining), and in a note of lists it is
walked for nearly every item.
"""

import re
from collections.abc import Callable

from markdown_it.token import Token

from kb.parse.tokens import new_token

_MARK = "**"
_BEFORE_SPACE = ":.,;!?)"
"""Stars behind one of these close what is strong when white space follows, or nothing."""

Search = Callable[[str], re.Match[str] | None]


def plain_strong(source: str, search: Search) -> list[Token] | None:
    """The tokens of `source`; None: something else stands in it, or stars that must be weighed.

    `search` finds what any rule listens to. Stars right before a letter can open and stars right
    after one can close, whatever is on their other side.
    """
    parts = source.split(_MARK)
    # Nothing between two pairs is a run of four stars, which is weighed as one.
    if not len(parts) % 2 or "" in parts[1:-1]:
        return None
    for inside, after in zip(parts[1::2], parts[2::2], strict=True):
        if not inside[0].isalnum():
            return None
        last = inside[-1]
        if not last.isalnum() and (last not in _BEFORE_SPACE or (after and after[0] != " ")):
            return None
    return None if search("".join(parts)) else _tokens(parts)


def _tokens(parts: list[str]) -> list[Token]:
    tokens: list[Token] = []
    for index, part in enumerate(parts):
        text = new_token("text", "", 0)
        text.content = part
        if index % 2:
            text.level = 1
            tokens += (
                new_token("strong_open", "strong", 1, 0, _MARK),
                text,
                new_token("strong_close", "strong", -1, 0, _MARK),
            )
        else:
            tokens.append(text)
    return tokens
