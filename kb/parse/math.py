"""Formulas: `$inline$`, and `$$` on lines of its own or within a sentence.

In: inline text at `$`, or a line that begins with `$$`.
Out: MathML; a formula that cannot be read is reported where it cannot, and shown as its source.

`$5 and $6` are prices: as Pandoc has it, no space follows the opening `$` or stands before the
closing one, and no digit follows that; and no letter or digit stands before the opening one. `$$`
within a line of text is inline, as kramdown has it; alone on its line it is a block.
"""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from kb.model import Identifier, IdentifierUse
from kb.parse.block_rules import add_block_rule
from kb.parse.inline import add_inline_rule
from kb.parse.mathml import MathError, to_mathml
from kb.parse.reading import Reading, reading_of
from kb.patterns import pattern
from kb.problems import Rule

_JOINER = "&#8288;"
_BLOCK = "$$"

# A price and words, up to the sign of another price: `$6, or 100$`.
_PRICE = pattern(r"\d[^\\^_{}=<>+*/|-]*\s[^\\^_{}=<>+*/|-]*")

_OWN_ID = pattern(r'(?P<before> id="|href="#)(?P<name>[^"]*)"')


def _is_escaped(source: str, position: int) -> bool:
    before = position
    while before and source[before - 1] == "\\":
        before -= 1
    return (position - before) % 2 == 1


def _closing(source: str, start: int, end: int, mark: str) -> int:
    """Where the first `mark` stands that no backslash escapes; -1 without one."""
    found = source.find(mark, start, end)
    while found >= 0 and _is_escaped(source, found):
        found = source.find(mark, found + 1, end)
    return found


def _is_alone(source: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the lines from `start` to `end`."""
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end)
    after = source[end : line_end if line_end >= 0 else len(source)]
    return not source[line_start:start].strip() and not after.strip()


def _inline(state: StateInline, silent: bool) -> bool:
    source, start, end = state.src, state.pos, state.posMax
    mark = _BLOCK if source.startswith(_BLOCK, start) else "$"
    first = start + len(mark)
    last = _closing(source, first, end, mark)
    content = source[first:last]
    if last < 0 or not content.strip():
        return mark == _BLOCK and _literal(state, silent)
    if mark == "$" and (
        content[0].isspace()
        or content[-1].isspace()
        or source[last + 1 : last + 2].isdecimal()
        or (start and source[start - 1].isascii() and source[start - 1].isalnum())
        or _PRICE.fullmatch(content)
    ):
        return False
    state.pos = last + len(mark)
    if silent:
        return True
    block = mark == _BLOCK and _is_alone(source, start, state.pos)
    token = state.push("math_inline", "math", 0)
    token.content, token.markup = content, mark
    try:
        token.meta = {"mathml": to_mathml(content, block)}
    except MathError as error:
        reading = reading_of(state.env)
        place = reading.inline_place(state, first + min(error.position, len(content.rstrip())))
        reading.find(Rule.BROKEN_MATH, place, reason=error.reason)
    return True


def _literal(state: StateInline, silent: bool) -> bool:
    """Both signs of a `$$` that opens nothing mean themselves: the second opens nothing either."""
    start = state.pos
    state.pos += len(_BLOCK)
    if not silent:
        state.append_pending(_BLOCK)
        if _is_alone(state.src, start, state.pos):
            reading = reading_of(state.env)
            reading.find(Rule.UNCLOSED_MATH, reading.inline_place(state, start))
    return True


def _block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(_BLOCK, start) or state.is_code_block(first):
        return False
    parts: list[str] = []
    line, position = first, start + len(_BLOCK)
    while (close := _closing(state.src, position, state.eMarks[line], _BLOCK)) < 0:
        parts.append(state.src[position : state.eMarks[line]])
        line += 1
        if line >= end or (state.sCount[line] < state.blkIndent and not state.isEmpty(line)):
            return False
        position = state.bMarks[line] + min(state.tShift[line], state.blkIndent)
    parts.append(state.src[position:close])
    content = "\n".join(parts)
    if state.src[close + len(_BLOCK) : state.eMarks[line]].strip() or not content.strip():
        return False
    if silent:
        return True
    token = state.push("math_block", "math", 0)
    token.content, token.markup, token.block = content, _BLOCK, True
    token.map = [first, line + 1]
    try:
        token.meta = {"mathml": to_mathml(content, True)}
    except MathError as error:
        reading = reading_of(state.env)
        place = _place(reading, first, parts, min(error.position, len(content.rstrip())))
        reading.find(Rule.BROKEN_MATH, place, reason=error.reason)
    state.line = line + 1
    return True


def _place(reading: Reading, first: int, parts: list[str], position: int) -> tuple[int, int]:
    """Line and column of a position in the lines of a formula, the first of which is `first`."""
    row = 0
    while row < len(parts) - 1 and position > len(parts[row]):
        position -= len(parts[row]) + 1
        row += 1
    line, _ = reading.line_place(first + row)
    written = reading.lines[line - 1] if line <= len(reading.lines) else ""
    return line, max(written.find(parts[row]), 0) + position + 1


def _render_inline(_self: Any, tokens: Sequence[Any], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    if "mathml" in token.meta:
        before, after = _touching(tokens, index)
        return f"{before}{_with_ids(token.meta['mathml'], reading_of(env))}{after}"
    source = escapeHtml(f"{token.markup}{token.content}{token.markup}")
    return f'<code class="kb-math-source">{source}</code>'


def _touching(tokens: Sequence[Any], index: int) -> tuple[str, str]:
    """Word joiners where text touches a formula: a browser breaks lines around it otherwise,
    between a symbol and its particle.
    """
    text = tokens[index - 1] if index else None
    before = text is not None and text.type == "text" and not text.content[-1:].isspace()
    text = tokens[index + 1] if index + 1 < len(tokens) else None
    after = text is not None and text.type == "text" and not text.content[:1].isspace()
    return _JOINER if before else "", _JOINER if after else ""


def _with_ids(mathml: str, reading: Reading) -> str:
    """MathML with slots for the ids of numbered lines: an embedded formula stands there twice."""
    if 'id="' not in mathml:
        return mathml

    def replace(found: re.Match[str]) -> str:
        own = found["before"].endswith('id="')
        name = unescape(found["name"])
        slot = reading.slot(Identifier(name) if own else IdentifierUse(name))
        return f'{found["before"]}{slot}"'

    return _OWN_ID.sub(replace, mathml)


def _render_block(_self: Any, tokens: Sequence[Any], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    if "mathml" in token.meta:
        mathml = _with_ids(token.meta["mathml"], reading_of(env))
        return f'<div class="kb-math">{mathml}</div>\n'
    source = escapeHtml(token.content.strip("\n"))
    return f'<pre><code class="kb-math-source" tabindex="0">{source}</code></pre>\n'


def add_math(md: MarkdownIt) -> None:
    add_block_rule(md, "math", _block, "$")
    md.add_render_rule("math_block", _render_block)
    add_inline_rule(md, "math", _inline, "$")
    md.add_render_rule("math_inline", _render_inline)
