"""What git leaves in a note when two versions of it could not be merged.

In: a text with the lines `<<<<<<< x`, `=======` and `>>>>>>> y`, in this order.
Out: these lines as they are, each in a paragraph of its own (Markdown would make a heading and
seven quotes of them), what stands between them as Markdown, and one finding for each conflict.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from kb.parse.block_rules import add_block_rule
from kb.parse.fences import lines_outside
from kb.parse.reading import reading_of
from kb.problems import Rule

_OURS, _MIDDLE, _THEIRS = "<<<<<<< ", "=======", ">>>>>>> "

_FLAG = "\ufdd2"
"""Put before such a line: a noncharacter, as the markers of slots, that no text may hold."""


def _flag(state: StateCore) -> None:
    if _OURS not in state.src or _THEIRS not in state.src:
        return
    lines = state.src.split("\n")
    opened: list[int] = []
    reading = reading_of(state.env)
    for number in lines_outside(lines):
        line = lines[number]
        if line.startswith(_OURS):
            opened = [number]
        elif line.rstrip() == _MIDDLE and len(opened) == 1:
            opened.append(number)
        elif line.startswith(_THEIRS) and len(opened) == 2:
            for marker in (*opened, number):
                lines[marker] = _FLAG + lines[marker]
            reading.find(Rule.MERGE_CONFLICT, reading.line_place(opened[0]))
            opened = []
    state.src = "\n".join(lines)


def _conflict(state: StateBlock, first: int, _end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if start >= state.eMarks[first] or state.src[start] != _FLAG:
        return False
    if silent:
        return True
    token = state.push("conflict_open", "p", 1)
    token.map = [first, first + 1]
    token.attrSet("class", "kb-conflict")
    text = state.push("inline", "", 0)
    text.map = [first, first + 1]
    text.content = ""
    literal = state.push("text", "", 0)
    literal.content = state.src[start + 1 : state.eMarks[first]]
    state.push("conflict_close", "p", -1)
    state.line = first + 1
    return True


def add_conflicts(md: MarkdownIt) -> None:
    md.core.ruler.after("normalize", "conflicts", _flag)
    add_block_rule(md, "conflict", _conflict, _FLAG)
