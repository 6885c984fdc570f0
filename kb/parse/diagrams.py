"""Mermaid diagrams.

In: a fence whose language is `mermaid`. Out: its source, which the browser's part turns into a
drawing; without JavaScript it can still be read. The class is not `mermaid`, because Material
would fetch the library from another host for it.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb.parse.fences import language_of
from kb.parse.reading import reading_of


def _diagrams(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "fence" and language_of(token) == "mermaid":
            token.type = "diagram"


def _render(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    reading_of(env).mermaid = True
    source = escapeHtml(tokens[index].content)
    return f'<pre class="kb-mermaid"><code tabindex="0">{source}</code></pre>\n'


def add_diagrams(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "diagrams", _diagrams)
    md.add_render_rule("diagram", _render)
