"""`==marked==` text.

In: inline text. Out: `<mark>`, by the rules of emphasis, also next to Korean letters; `=` and
`===` mean themselves.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from kb.parse.inline import add_inline_rule

_MARK = "=="


def _mark(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith(_MARK, state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)
    token = state.push("text", "", 0)
    token.content = "=" * scanned.length
    if scanned.length == len(_MARK):
        state.delimiters.append(
            Delimiter(
                marker=ord("="),
                length=0,  # emphasis' rule of three does not hold here
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _pair(state: StateInline, delimiters: list[Delimiter]) -> None:
    for delimiter in delimiters:
        if delimiter.marker == ord("=") and delimiter.end >= 0:
            pair = (delimiter, "mark_open", 1), (delimiters[delimiter.end], "mark_close", -1)
            for end, kind, nesting in pair:
                token = state.tokens[end.token]
                token.type = kind
                token.tag = "mark"
                token.nesting = 1 if nesting > 0 else -1
                token.markup = _MARK
                token.content = ""


def _pair_all(state: StateInline) -> None:
    _pair(state, state.delimiters)
    for meta in state.tokens_meta:
        if meta and "delimiters" in meta:
            _pair(state, meta["delimiters"])


def add_marks(md: MarkdownIt) -> None:
    add_inline_rule(md, "mark", _mark, "=", before="emphasis")
    md.inline.ruler2.before("fragments_join", "mark", _pair_all)
