"""Python-Markdown's boxes: `!!! note "Title"`, `??? tip` (closed) and `???+ tip` (open).

In: such a line, and the lines indented by four below it.
Out: a box, its content Markdown again; words after the kind, such as `inline end`, are classes;
an empty title `""` leaves the title out where nothing folds.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from kb.parse.block_rules import add_block_rule
from kb.parse.boxes import open_box, push_title
from kb.patterns import pattern

_OPENING = pattern(r'(!!!|\?\?\?\+?)[ \t]*([\w-]+(?:[ \t]+[\w-]+)*)[ \t]*(?:[ \t]"(.*)")?[ \t]*')
_INDENT = 4
_FOLDS = {"!!!": "", "???": "-", "???+": "+"}


def _end_of(state: StateBlock, first: int, end: int, indent: int) -> int:
    """The line after the last that is indented enough."""
    last = first
    for line in range(first + 1, end):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < indent:
            break
        last = line
    return last + 1


def _admonition(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(("!!!", "???"), start) or state.is_code_block(first):
        return False
    found = _OPENING.fullmatch(state.src, start, state.eMarks[first])
    if found is None:
        return False
    if silent:
        return True
    kinds = found[2].split()
    indent = state.sCount[first] + _INDENT
    content_end = _end_of(state, first, end, indent)
    fold = _FOLDS[found[1]]
    box = open_box(state, kinds, fold, [first, content_end])
    if found[3] != "" or fold:
        push_title(state, box, kinds[0], (found[3] or "").strip(), first)

    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, content_end, "admonition"
    state.md.block.tokenize(state, first + 1, content_end)
    state.blkIndent, state.lineMax, state.parentType = before
    state.push("box_close", box.tag, -1)
    state.line = content_end
    return True


def add_admonitions(md: MarkdownIt) -> None:
    add_block_rule(md, "admonition", _admonition, "!?")
