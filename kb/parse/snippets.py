"""Code that may run: fences of Python, and expressions within sentences.

In: fences that say `python run`, `{python}` (Quarto), `{code-cell}` (MyST) or just `python`, with
options as `#| key: value` lines, or as MyST writes them; and `` `{python} x` `` in the text.
Out: a `Snippet` for each, slots for what it gives, and findings for options that mean nothing. A
plain fence is shown as ever; whether it runs is not the note's text alone to say.
"""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from kb.model import (
    FigureNumber,
    Identifier,
    InlineValue,
    Link,
    LinkEnd,
    LinkKind,
    LinkStart,
    Piece,
    Snippet,
    SnippetCode,
    SnippetOutput,
)
from kb.names import nfc
from kb.parse.blocks import Cut
from kb.parse.code import code_html
from kb.parse.fences import language_of
from kb.parse.inline import add_inline_rule
from kb.parse.mixed import mark_inline
from kb.parse.reading import Reading, reading_of
from kb.parse.snippet_options import Options, read_options
from kb.patterns import pattern
from kb.problems import Rule
from kb.safe_html import clean

_PYTHON = frozenset(("python", "python3", "py", "py3", "ipython", "ipython3"))
_QUARTO = pattern(r"\{\s*python3?\s*(?:[\s,][^}]*)?\}")
_CELL = pattern(r"\{code-cell\}\s*(\S*)")
_QUOTED = pattern(r"\"[^\"]*\"|'[^']*'|\{[^}]*\}")
_INLINE = pattern(r"\{python3?\}\s+(?P<code>\S.*)")
_BEFORE = pattern(r"[\s(\[{\"'“‘,;:~-]")
_NAME = pattern(r"@([^\W_][\w.:-]*)")
_QUOTED_RUN = pattern(r"\brun\b(?=[^\"']*(?:[\"'][^\"']*[\"'][^\"']*)*$)")


class _Fence(Struct):
    """What is known of a fence before its note is rendered."""

    code: str
    marked: bool
    options: Options
    line: int
    column: int


def _kind(token: Token) -> bool | None:
    """Whether a fence says that it runs; None where it is no Python."""
    info = unescapeAll(token.info).strip()
    if info.startswith("{"):
        if _QUARTO.match(info):
            return True
        cell = _CELL.match(info)
        if cell is not None:
            return True if not cell[1] or cell[1].lower() in _PYTHON else None
    if language_of(token) not in _PYTHON:
        return None
    return "run" in _QUOTED.sub(" ", info).split()[1:]


def _gather(state: StateCore) -> None:
    """Read the options of all fences: a label may be named before it is given."""
    if "```" not in state.src and "~~~" not in state.src:
        return
    reading = reading_of(state.env)
    for token in state.tokens:
        if token.type != "fence" or (marked := _kind(token)) is None:
            continue
        column = _column(reading, token)
        first = reading.block_place(token)[0] + 1
        options, code, skipped = read_options(
            token.content, (first, column), cell="code-cell" in token.info[:12]
        )
        reading.findings.extend(options.findings)
        if options.label:
            if options.label in reading.ids or options.label in reading.labels:
                reading.find(Rule.SAME_LABEL, options.label_place, label=options.label)
                options = options.without_label()
            else:
                reading.labels.add(options.label)
                reading.ids[options.label] = first - 1
        token.type = "snippet"
        token.meta["snippet"] = _Fence(code, marked, options, first + skipped, column)


def _column(reading: Reading, token: Token) -> int:
    """Where its code begins in its lines: behind the marks of a list or quote."""
    assert token.map is not None
    for number, text in enumerate(token.content.split("\n")):
        line = reading.offset + token.map[0] + 1 + number
        if text.strip() and line < len(reading.lines):
            found = reading.lines[line].find(text)
            return max(found, 0) + 1
    return 1


def _values(state: StateCore) -> None:
    """Expressions in sentences. Those in headings are shown as code: a heading is a name."""
    if "{python" not in state.src:
        return
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "{python" not in token.content:
            continue
        if state.tokens[index - 1].type == "heading_open":
            continue
        for child in token.children or ():
            if child.type == "code_inline" and (found := _INLINE.fullmatch(child.content.strip())):
                child.type = "inline_value"
                child.meta["code"] = found["code"]
                child.meta["place"] = _value_place(state, token, child)


def _value_place(state: StateCore, inline: Token, child: Token) -> tuple[int, int]:
    reading = reading_of(state.env)
    reading.inline = inline
    start = inline.content.find(child.content, inline.meta.get("values", 0))
    inline.meta["values"] = start + 1
    code = start + child.content.find(child.meta["code"])
    place = reading.text_place(inline.content, max(code, 0))
    reading.inline = None
    return place


def _render(token: Token, env: Any, md: MarkdownIt) -> str:
    reading = reading_of(env)
    fence: _Fence = token.meta["snippet"]
    options = fence.options
    uses = tuple(reading.link(_use(target, place)) for target, place in options.uses)
    number = len(reading.snippets)
    line, column = reading.block_place(token)
    reading.snippets.append(
        Snippet(
            code=fence.code,
            line=fence.line,
            column=fence.column,
            fence=(line, column),
            marked=fence.marked,
            label=options.label,
            captioned=bool(options.caption or options.captions),
            alt=options.alt,
            alts=options.alts,
            languages=options.languages,
            echo=options.echo,
            output=options.output,
            evaluate=options.evaluate,
            error=options.error,
            timeout=options.timeout,
            seed=options.seed,
            uses=uses,
            sweep=options.sweep,
        )
    )
    shown = ""
    if options.echo or not fence.marked:
        info = _QUOTED_RUN.sub("", unescapeAll(token.info))
        shown = code_html(fence.code, "python", info)
    caption = _caption(options.caption, options.caption_line, env, md)
    captions = {
        language: _caption(text, line, env, md) for language, text, line in options.captions
    }
    result = reading.slot(SnippetOutput(number, caption, captions))
    if not (fence.marked or options.label):
        return shown + result
    own = f' id="{reading.slot(Identifier(options.label))}"' if options.label else ""
    used = "".join(
        f"<li>{reading.slot(LinkStart(use))}{escapeHtml(_shown(target))}{reading.slot(LinkEnd(use))}</li>"
        for use, (target, _) in zip(uses, options.uses, strict=True)
    )
    used = f'<ul class="kb-uses">{used}</ul>\n' if used else ""
    code = shown + used
    if code and options.label:
        pieces = () if reading.snippets[number].is_empty else Cut(reading).pieces(code)
        code = reading.slot(SnippetCode(number, pieces))
    return f'<div class="kb-snippet"{own}>\n{code}{result}</div>\n'


def _use(target: str, place: tuple[int, int]) -> Link:
    name, _, fragment = nfc(target.partition("|")[0].strip()).partition("#")
    return Link(LinkKind.WIKI, name.strip(), fragment.strip(), *place)


def _shown(target: str) -> str:
    return target.partition("|")[0].strip().lstrip("#").replace("#", " > ")


def _caption(text: str, line: int, env: Any, md: MarkdownIt) -> tuple[Piece, ...]:
    """A caption is a sentence of the note, with links, formulas and emphasis."""
    if not text:
        return ()
    reading = reading_of(env)
    token = Token("inline", "", 0)
    token.content = text
    token.map = [line - 1 - reading.offset, line - reading.offset]
    token.children = []
    reading.inline = token
    md.inline.parse(text, md, env, token.children)
    reading.inline = None
    mark_inline(token, reading.language)
    had_html = reading.has_html
    html = md.renderer.render([token], md.options, env)
    if not reading.settings.trust:
        html = clean(html)
    reading.has_html = had_html
    return Cut(reading).pieces(html)


def _reference(state: StateInline, silent: bool) -> bool:
    """`@label`, where a snippet of the note has it."""
    labels = reading_of(state.env).labels
    if not labels or (state.pos and not _BEFORE.match(state.src[state.pos - 1])):
        return False
    found = _NAME.match(state.src, state.pos, state.posMax)
    name = found[1].rstrip(".:-") if found else ""
    if name not in labels:
        return False
    if not silent:
        token = state.push("figure_reference", "", 0)
        token.content = name
        token.meta["place"] = reading_of(state.env).inline_place(state, state.pos)
    state.pos += 1 + len(name)
    return True


def _render_reference(
    _self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    reading, token = reading_of(env), tokens[index]
    number = reading.slot(FigureNumber(token.content, f"@{token.content}"))
    if env.get("open_links"):
        return number
    link = reading.link(Link(LinkKind.WIKI, "", token.content, *token.meta["place"]))
    return f"{reading.slot(LinkStart(link))}{number}{reading.slot(LinkEnd(link))}"


def _render_value(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    reading, token = reading_of(env), tokens[index]
    line, column = token.meta["place"]
    code = token.meta["code"]
    reading.snippets.append(
        Snippet(code, line, column, (line, column), marked=True, inline=True, echo=False)
    )
    return reading.slot(InlineValue(len(reading.snippets) - 1))


def add_snippets(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "snippets", _gather)
    md.core.ruler.after("inline", "inline_values", _values)
    add_inline_rule(md, "figure_reference", _reference, "@")

    def render(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        return _render(tokens[index], env, md)

    md.add_render_rule("snippet", render)
    md.add_render_rule("figure_reference", _render_reference)
    md.add_render_rule("inline_value", _render_value)
