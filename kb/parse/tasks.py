"""Task lists: `- [ ] to do`, `- [x] done`.

In: list items whose text begins with a character in brackets.
Out: Material's check boxes, with a name for those who cannot see them. As in Obsidian any
character but a space counts as done (`[-]`, `[>]`), and any list can hold tasks.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb.model import Word, WordLanguage
from kb.parse.reading import reading_of
from kb.patterns import pattern
from kb.strings import mark

_TASK = pattern(r"\[([^\[\]\n])\](?:[ \t]+|$)")
_DONE, _TO_DO = mark("Done"), mark("To do")


def _tasks(state: StateCore) -> None:
    if "[" not in state.src:
        return
    tokens = state.tokens
    for index, token in enumerate(tokens[:-2]):
        if token.type != "list_item_open" or tokens[index + 2].type != "inline":
            continue
        text = tokens[index + 2]
        found = _TASK.match(text.content) if tokens[index + 1].type == "paragraph_open" else None
        if found:
            token.attrJoin("class", "task-list-item")
            text.content = text.content[found.end() :]
            box = Token("task", "input", 0)
            box.meta = {"done": found[1] != " "}
            text.children = [box]


def _render(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    done = tokens[index].meta["done"]
    label = reading_of(env).slot(Word(_DONE if done else _TO_DO))
    language = reading_of(env).slot(WordLanguage())
    checked = " checked" if done else ""
    return (
        f'<label class="task-list-control"><input type="checkbox" aria-label="{label}" '
        f'lang="{language}" disabled{checked}><span class="task-list-indicator"></span></label> '
    )


def add_tasks(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "tasks", _tasks)
    md.add_render_rule("task", _render)
