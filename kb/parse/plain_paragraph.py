"""Paragraphs of one line, read without asking who else might want it.

In: a line that begins with no rule's character, or with `**` and a letter; behind it stands a
blank line, a list or nothing.
Out: the tokens of a paragraph. A table, an underlined heading and a definition need something else
in the next line, and asking each of them costs more than the paragraph.
"""

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

_STRONG = re.compile(r"\*\*[^\W_]")
_BULLET = re.compile(r"[*+-][ ]+[^\W_]")


def plain_paragraph(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Take the line, or leave it to markdown-it."""
    if silent or state.sCount[line] - state.blkIndent > 3:
        return False
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if state.src[start] == "*" and not _STRONG.match(state.src, start, stop):
        return False
    if not _ends(state, line + 1):
        return False
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.src[start:stop])
    inline.map, inline.children = [line, line + 1], []
    state.push("paragraph_close", "p", -1)
    state.line = line + 1
    return True


def _ends(state: StateBlock, line: int) -> bool:
    """Whether what stands in `line` certainly leaves the line before alone."""
    if line >= state.lineMax:
        return True
    start = state.bMarks[line] + state.tShift[line]
    if start < state.eMarks[line]:
        return 0 <= state.sCount[line] <= 3 and _BULLET.match(state.src, start) is not None
    # A definition may stand behind one blank line.
    if line + 1 >= state.lineMax:
        return True
    start = state.bMarks[line + 1] + state.tShift[line + 1]
    return state.src[start : start + 1] not in (":", "~")
