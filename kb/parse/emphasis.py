"""Emphasis next to Korean, Chinese and Japanese letters.

In: a run of `*`, `_`, `~` or `=` and the characters on both sides of it.
Out: whether it can open and close, by the CJK-friendly amendments to CommonMark (version 3 of
markdown-cjk-friendly): `**학습률(Learning Rate)**은` is strong, because a particle follows a
word without a space. Text without such letters is read by CommonMark's own rule.
"""

import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

from kb.parse.inline import inline_parser

_FIRST_WIDE = "\u1100"
"""No character before this one is wide, so that most of a text needs no further look."""

# Hangul that is not wide: the vowels and finals of decomposed syllables.
_NARROW_HANGUL = (("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff"))

# Wide characters that are shown as emoji unless a selector says otherwise. East Asian Width and
# Emoji_Presentation go together there, but for a few signs.
_EMOJI_BLOCKS = (("\u231a", "\u2bff"), ("\U0001f000", "\U0001f1ff"), ("\U0001f300", "\U0001faff"))
_NOT_EMOJI = (("\u2329", "\u232a"), ("\u2630", "\u2637"), ("\u268a", "\u268f"))
_WIDE_EMOJI = frozenset("🈁🈚🈯🈲🈳🈴🈵🈶🈸🈹🈺🉐🉑")

_AMBIGUOUS_QUOTES = "‘’“”"
_FULL_WIDTH_FORM = "\ufe01"


def _within(character: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= character <= last for first, last in ranges)


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Whether it is a CJK character in the sense of the specification."""
    if character < _FIRST_WIDE:
        return False
    if unicodedata.east_asian_width(character) not in "WFH":
        return _within(character, _NARROW_HANGUL)
    if character in _WIDE_EMOJI:
        return False
    return not _within(character, _EMOJI_BLOCKS) or _within(character, _NOT_EMOJI)


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


class FriendlyState(StateInline):
    """Inline state whose delimiter runs may touch CJK text."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        source = self.src
        if source.isascii():
            return super().scanDelims(start, canSplitWord)
        marker = source[start]
        end = start
        while end < self.posMax and source[end] == marker:
            end += 1
        before = source[start - 1] if start else " "
        after = source[end] if end < self.posMax else " "
        if before < _FIRST_WIDE and after < _FIRST_WIDE:
            return super().scanDelims(start, canSplitWord)

        # A variation selector belongs to the character before it.
        selected = start > 1 and "\ufe00" <= before <= "\ufe0e"
        base = source[start - 2] if selected else before
        full_width = before == _FULL_WIDTH_FORM and base in _AMBIGUOUS_QUOTES
        cjk_before = is_cjk(base) or full_width or "\U000e0100" <= before <= "\U000e01ef"
        cjk_after = is_cjk(after)
        punctuation_before = _is_punctuation(base)
        punctuation_after = _is_punctuation(after)
        space_before = isWhiteSpace(ord(before))
        space_after = isWhiteSpace(ord(after))
        plain_before = punctuation_before and not cjk_before
        plain_after = punctuation_after and not cjk_after

        left = not space_after and (not plain_after or space_before or plain_before or cjk_before)
        right = not space_before and (not plain_before or space_after or plain_after or cjk_after)
        return Scanned(
            left and (canSplitWord or not right or punctuation_before),
            right and (canSplitWord or not left or punctuation_after),
            end - start,
        )


def add_emphasis(md: MarkdownIt) -> None:
    inline_parser(md).state_class = FriendlyState
