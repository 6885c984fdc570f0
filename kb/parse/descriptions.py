"""What search engines and feeds say of a page: its first real paragraph.

In: top-level tokens. Out: plain text of at most 160 characters.
"""

import re

from markdown_it.token import Token

from kb.parse.inline_text import plain_text
from kb.patterns import pattern

LONGEST = 160
"""What result pages show, in characters."""

_LETTERS = pattern(r"\w", re.UNICODE)


def describe(tokens: list[Token]) -> str:
    """The first paragraph outside lists and quotes that says something."""
    for index, token in enumerate(tokens):
        if token.type == "paragraph_open" and token.level == 0:
            text = plain_text(tokens[index + 1].children)
            if len(_LETTERS.findall(text)) >= 12:
                return shorten(text)
    return ""


def shorten(text: str, longest: int = LONGEST) -> str:
    """`text` cut after a word, with an ellipsis where something is missing."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    word = cut.rfind(" ")
    return (cut[:word] if word > longest // 2 else cut).rstrip(" ,;:·") + "…"
