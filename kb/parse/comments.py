"""`%%comments%%`: what only the author is to see.

In: a text with `%%`, or inline text at one.
Out: the same without what stands between two of them; a `%%` that nothing closes is reported at
its place and shown, so that it swallows nothing. In code `%%` means itself.

A comment may span blocks, so those of several lines are taken out before the blocks are known;
the number of lines stays as it is. Comments within a line are left to the inline rule, which
knows code when it sees it.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from kb.parse.fences import lines_outside
from kb.parse.inline import add_inline_rule
from kb.parse.reading import reading_of
from kb.patterns import pattern
from kb.problems import Rule

_MARK = "%%"
_SPAN_OR_MARK = pattern(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|<!--.*?-->|%%")
_WHOLE_LINE = pattern(r"[ \t>]*%%(?:(?!%%).)*%%[ \t]*")
_QUOTE = pattern(r"[ \t>]*")
_CODE_INDENT = "    "


def _marks(line: str) -> list[int]:
    """Where `%%` stands in a line, outside of code spans and HTML's own comments."""
    return [found.start() for found in _SPAN_OR_MARK.finditer(line) if found[0] == _MARK]


def _quote(line: str) -> str:
    """What keeps an emptied line within its quote."""
    found = _QUOTE.match(line)
    return found[0].rstrip() if found else ""


def _is_blank(lines: list[str], number: int) -> bool:
    return not 0 <= number < len(lines) or not lines[number].strip(" \t>")


def _can_open(line: str, column: int) -> bool:
    """Whether a comment of several lines may begin there.

    `5%% off`, a table's row and indented code begin none.
    """
    before = line[:column]
    if before.startswith(_CODE_INDENT) or before.lstrip(" >").startswith("|"):
        return False
    return not before or before[-1] in " \t>"


def without_comments(lines: list[str]) -> list[str]:
    """The lines without the comments that fill lines; as many as before.

    A comment runs from a line with an odd number of signs to the next such line.
    """
    kept = list(lines)
    opened: tuple[int, int] | None = None
    for number in lines_outside(lines):
        line = lines[number]
        if _MARK not in line:
            continue
        marks = _marks(line)
        if len(marks) % 2 == 0:
            # Between lines of text the inline rule takes it, which keeps them one paragraph.
            alone = _is_blank(kept, number - 1) and _is_blank(lines, number + 1)
            if opened is None and alone and _WHOLE_LINE.fullmatch(line):
                kept[number] = _quote(line)
        elif opened is not None:
            start, column = opened
            kept[start] = kept[start][:column].rstrip() or _quote(kept[start])
            for inner in range(start + 1, number):
                kept[inner] = _quote(lines[inner])
            indent = line[: len(line) - len(line.lstrip(" \t>"))]
            kept[number] = (indent + line[marks[0] + len(_MARK) :].strip()).rstrip()
            opened = None
        elif _can_open(line, marks[-1]):
            opened = number, marks[-1]
    return kept


def _hide(state: StateCore) -> None:
    if _MARK in state.src:
        state.src = "\n".join(without_comments(state.src.split("\n")))


def _comment(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith(_MARK, start):
        return False
    end = state.src.find(_MARK, start + len(_MARK), state.posMax)
    if end < 0:
        if not silent:
            reading = reading_of(state.env)
            reading.find(Rule.UNCLOSED_COMMENT, reading.inline_place(state, start))
            state.append_pending(_MARK)
        state.pos += len(_MARK)
        return True
    state.pos = end + len(_MARK)
    if not silent and not state.src[:start].strip():
        while state.pos < state.posMax and state.src[state.pos] in " \t\n":
            state.pos += 1
    return True


def add_comments(md: MarkdownIt) -> None:
    md.core.ruler.after("normalize", "comments", _hide)
    add_inline_rule(md, "comment", _comment, "%", before="link")
