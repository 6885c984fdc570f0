"""Obsidian's callouts: a quote whose first line is `[!note]`, `[!tip]+` or `[!faq]- Title`.

In: a quote. Out: a box with the rest of the quote in it, which is Markdown again, other callouts
and tables included. Types that Obsidian does not know look like a note.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from kb.parse.block_rules import add_block_rule
from kb.parse.boxes import open_box, push_title
from kb.patterns import pattern

# Obsidian's plugins put more behind a bar: `[!info|right]`.
_TITLE = pattern(r"\[!([^\]|\n]+)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*(.*)")


def _callout(state: StateBlock, first: int, _end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if silent or not state.src.startswith("[!", start):
        return False
    if not state.tokens or state.tokens[-1].type != "blockquote_open":
        return False
    found = _TITLE.fullmatch(state.src, start, state.eMarks[first])
    if found is None or state.is_code_block(first) or not found[1].strip():
        return False
    kind, fold, title = found[1].strip(), found[2], found[3].strip()
    quote = state.tokens[-1]
    # The quote fills in its last line when it ends, so its own list stays.
    box = open_box(state, [kind], fold, quote.map or [first, first + 1], quote)
    push_title(state, box, kind, title, first)
    state.line = first + 1
    return True


def _close(state: StateCore) -> None:
    """The quote's rule closed what it had opened as a quote."""
    open_quotes = []
    for token in state.tokens:
        if token.type == "blockquote_open" or (token.type == "box_open" and token.meta["quote"]):
            open_quotes.append(token)
        elif token.type == "blockquote_close":
            opening = open_quotes.pop()
            if opening.type == "box_open":
                token.type, token.tag, token.markup = "box_close", opening.tag, ""


def add_callouts(md: MarkdownIt) -> None:
    add_block_rule(md, "callout", _callout, "[", interrupts=False)
    md.core.ruler.after("block", "callouts", _close)
