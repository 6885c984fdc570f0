"""Fences, and which lines of a text lie outside of them.

In: a text, or markdown-it's block state.
Out: fence tokens, a finding for each fence that nothing closes, and, for the rules that must look
at a text before its blocks are known, the numbers of the lines that are not code.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence
from markdown_it.token import Token

from kb.parse.reading import reading_of
from kb.patterns import pattern
from kb.problems import Rule

_MARKER = pattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})(.*)")
_LANGUAGE = pattern(r"[\s{]*\.?([\w+#.-]*)")


def language_of(token: Token) -> str:
    """The language that a fence names: `python` in `python title="x"` and in `{.python}`."""
    found = _LANGUAGE.match(token.info)
    return found[1].lower() if found else ""


def lines_outside(lines: list[str]) -> Iterator[int]:
    """The numbers of the lines that belong to no fence."""
    closing = ""
    for number, line in enumerate(lines):
        if closing:
            marker = line.strip(" \t>")
            if marker.startswith(closing) and not marker.strip(closing[0]):
                closing = ""
        elif ("```" in line or "~~~" in line) and (found := _MARKER.match(line)):
            closing = found[1]
        else:
            yield number


def _is_closed(state: StateBlock, token: Token) -> bool:
    assert token.map is not None
    first, line = token.map[0], token.map[1] - 1
    if line <= first or state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    return text.startswith(token.markup) and not text.strip(token.markup[0])


def _fence(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    found = fence(state, first, end, silent)
    if found and not silent and not _is_closed(state, state.tokens[-1]):
        token = state.tokens[-1]
        reading = reading_of(state.env)
        reading.find(Rule.UNCLOSED_FENCE, reading.block_place(token), fence=token.markup)
    return found


def add_fences(md: MarkdownIt) -> None:
    md.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
