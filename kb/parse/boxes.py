"""Boxes with a title, as Obsidian's callouts and Python-Markdown's admonitions make them.

In: the kind that an author typed, a title or none, and whether it folds.
Out: tokens that become Material's admonitions: a `<div>`, or `<details>` where it folds.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from kb.model import Word, WordLanguage
from kb.parse.reading import reading_of
from kb.patterns import pattern
from kb.strings import mark

# What authors write -> the title that it has by default, and Material's style.
_KINDS = {
    "note": (mark("Note"), "note"),
    "abstract": (mark("Abstract"), "abstract"),
    "summary": (mark("Summary"), "abstract"),
    "tldr": (mark("TL;DR"), "abstract"),
    "info": (mark("Info"), "info"),
    "todo": (mark("To do"), "info"),
    "tip": (mark("Tip"), "tip"),
    "hint": (mark("Hint"), "tip"),
    "important": (mark("Important"), "tip"),
    "success": (mark("Success"), "success"),
    "check": (mark("Check"), "success"),
    "done": (mark("Done"), "success"),
    "question": (mark("Question"), "question"),
    "help": (mark("Help"), "question"),
    "faq": (mark("FAQ"), "question"),
    "warning": (mark("Warning"), "warning"),
    "caution": (mark("Caution"), "warning"),
    "attention": (mark("Attention"), "warning"),
    "failure": (mark("Failure"), "failure"),
    "fail": (mark("Fail"), "failure"),
    "missing": (mark("Missing"), "failure"),
    "danger": (mark("Danger"), "danger"),
    "error": (mark("Error"), "danger"),
    "bug": (mark("Bug"), "bug"),
    "example": (mark("Example"), "example"),
    "quote": (mark("Quote"), "quote"),
    "cite": (mark("Cite"), "quote"),
}
_NOT_IN_CLASS = pattern(r"[^\w-]+")


def open_box(
    state: StateBlock,
    kinds: list[str],
    fold: str,
    lines: list[int],
    token: Token | None = None,
) -> Token:
    """Open a box of the first of `kinds`, the others being classes.

    `fold` is '' for a box that stays open, '-' for one that is closed at first, '+' for an open
    one. `token` is a token that stands there already and is to become the box's.
    """
    kind = kinds[0].lower()
    style = _KINDS[kind][1] if kind in _KINDS else _NOT_IN_CLASS.sub("-", kind).strip("-")
    classes = [style or "note", *kinds[1:]]
    quote = token is not None
    if token is None:
        token = state.push("box_open", "", 1)
    token.type = "box_open"
    token.tag = "details" if fold else "div"
    token.attrs = {"class": " ".join(classes if fold else ["admonition", *classes])}
    token.meta = {"quote": quote}
    token.map = lines
    if fold == "+":
        token.attrs["open"] = ""
    return token


def push_title(state: StateBlock, box: Token, kind: str, title: str, line: int) -> None:
    """The title of `box`: inline Markdown, or the word for its kind."""
    if box.tag == "details":
        opening = state.push("box_title_open", "summary", 1)
    else:
        opening = state.push("box_title_open", "p", 1)
        opening.attrSet("class", "admonition-title")
    opening.map = [line, line + 1]
    if title or kind.lower() not in _KINDS:
        text = state.push("inline", "", 0)
        text.content = title or kind.replace("-", " ").capitalize()
        text.map = [line, line + 1]
    else:
        push_word(state, _KINDS[kind.lower()][0])
    state.push("box_title_close", opening.tag, -1)


def push_word(state: StateBlock, word: str) -> None:
    token = state.push("word", "", 0)
    token.block = False
    token.content = word


def _render_word(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    return reading_of(env).slot(Word(tokens[index].content))


def _render_title(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    tokens[index].block = False  # no line break before the title's words
    rendered: str = self.renderToken(tokens, index, options, env)
    if tokens[index + 1].type == "word":
        slot = reading_of(env).slot(WordLanguage())
        return f'{rendered[:-1]} lang="{slot}">'
    return rendered


def add_boxes(md: MarkdownIt) -> None:
    md.add_render_rule("word", _render_word)
    md.add_render_rule("box_title_open", _render_title)
