"""Code in fences and indented code, coloured by Pygments in the theme's classes.

In: code and what its fence says: `python`, `{.python}`, `title="x.py"`, `hl_lines="2 4-6"`
(or `{2,4-6}`), `linenums="1"`.
Out: what Material styles and puts its copy button on. The language is never guessed: code
without one, or in one that Pygments does not know, is text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.token import Token

from kb.parse.fences import language_of
from kb.patterns import pattern

_OPTION = pattern(r'(title|hl_lines|linenums)=(?:"([^"]*)"|\'([^\']*)\')')
_BRACES = pattern(r"\{([\d\s,-]+)\}")
_RANGE = pattern(r"(\d{1,6})(?:-(\d{1,6}))?")
_NO_LANGUAGE = frozenset(("", "text", "txt", "plain", "plaintext", "none", "output"))

_MOST_COLOURED = 100_000
"""Characters: Pygments reads a megabyte in seconds, and nobody reads that much for its colours."""


@cache
def _lexer(language: str) -> Any:
    """Pygments' lexer of that name, or None; the import alone takes a tenth of a second."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> Any:
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415

    return HtmlFormatter(nowrap=True)


def _coloured(code: str, language: str) -> tuple[str, str]:
    """The code as HTML, and the language that it was read as."""
    if language in _NO_LANGUAGE:
        return escapeHtml(code), "text"
    if len(code) > _MOST_COLOURED:
        return escapeHtml(code), language
    lexer = _lexer(language)
    if lexer is None:
        return escapeHtml(code), "text"
    from pygments import highlight  # noqa: PLC0415

    return highlight(code, lexer, _formatter()), lexer.aliases[0]


def _lines_of(text: str) -> Iterator[int]:
    for found in _RANGE.finditer(text):
        first, last = int(found[1]), int(found[2] or found[1])
        yield from range(first, min(last, first + _MOST_COLOURED) + 1)


def _with_lines(html: str, marked: frozenset[int], first_number: int) -> str:
    """Numbers before the lines from `first_number` on (0: none), and some lines marked.

    Pygments closes its elements at the end of each line.
    """
    lines = html.removesuffix("\n").split("\n")
    width = len(str(first_number + len(lines) - 1))
    out = []
    for index, line in enumerate(lines):
        text = f"{line}\n"
        if first_number:
            number = str(first_number + index).rjust(width)
            text = f'<span class="linenos" data-linenos="{number} "></span>{text}'
        out.append(f'<span class="hll">{text}</span>' if index + 1 in marked else text)
    return "".join(out)


def code_html(code: str, language: str, info: str = "") -> str:
    """A block of code; `info` is what the fence says beside the language."""
    html, language = _coloured(code, language)
    title = ""
    if "=" in info or "{" in info:
        options = {found[1]: found[2] or found[3] or "" for found in _OPTION.finditer(info)}
        braces = _BRACES.search(info)
        marked = frozenset(_lines_of(options.get("hl_lines", braces[1] if braces else "")))
        number = options.get("linenums", "").split(" ")[0]
        first_number = int(number) if number.isdecimal() and len(number) < 7 else 0
        if marked or first_number:
            html = _with_lines(html, marked, first_number)
        if options.get("title"):
            title = f'<span class="filename">{escapeHtml(options["title"])}</span>'
    # Wide code scrolls, and who has no mouse scrolls what has the focus. Material's script takes
    # the attribute away where nothing is to be scrolled.
    return (
        f'<div class="language-{escapeHtml(language)} highlight">{title}'
        f'<pre><span></span><code tabindex="0">{html}</code></pre></div>\n'
    )


def _fence(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    return code_html(token.content, language_of(token), unescapeAll(token.info))


def _code_block(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return code_html(tokens[index].content, "")


def add_code(md: MarkdownIt) -> None:
    md.add_render_rule("fence", _fence)
    md.add_render_rule("code_block", _code_block)
