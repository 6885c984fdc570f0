"""The sentence around a link: the page that it leads to shows it with the way back.

In: the inline tokens of a text, and which of them are the link's.
Out: plain text, and where in it the link's words stand.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from kb.parse.inline_text import token_text
from kb.patterns import pattern

MOST = 120
"""Characters before the link and behind it; a longer sentence is cut between words."""

_END = pattern(r"[.!?。！？…]+[\"'”’)\]]*\s+")
_SPACES = pattern(r"\s+")


class Around(NamedTuple):
    sentence: str
    start: int
    end: int
    """Where in it the link's words stand."""


NOWHERE = Around("", 0, 0)


def sentence_around(tokens: Sequence[Token], start: int, end: int) -> Around:
    """The sentence that holds `tokens[start:end]`, and where these stand in it."""
    words = _one_line(map(token_text, tokens[start:end])).strip()
    if not words:
        return NOWHERE
    before = _before(tokens, start)
    after = _after(tokens, end)
    return Around(f"{before}{words}{after}", len(before), len(before) + len(words))


def _before(tokens: Sequence[Token], start: int) -> str:
    text = ""
    for index in range(start - 1, -1, -1):
        text = token_text(tokens[index]) + text
        if len(text) > 2 * MOST:
            break
    text = _one_line([text]).lstrip()
    ends = [found.end() for found in _END.finditer(text)]
    text = text[ends[-1] :] if ends else text
    if len(text) <= MOST:
        return text
    cut = text.find(" ", len(text) - MOST)
    return f"… {text[cut + 1 if cut >= 0 else len(text) - MOST :]}"


def _after(tokens: Sequence[Token], end: int) -> str:
    text = ""
    for index in range(end, len(tokens)):
        text += token_text(tokens[index])
        if len(text) > 2 * MOST:
            break
    text = _one_line([text]).rstrip()
    found = _END.search(text)
    text = text[: found.end()].rstrip() if found else text
    if len(text) <= MOST:
        return text
    cut = text.rfind(" ", 0, MOST)
    return f"{text[: cut if cut >= 0 else MOST]} …"


def _one_line(parts: Iterable[str]) -> str:
    return _SPACES.sub(" ", "".join(parts))
