"""Where the words of a heading stand in the text.

In: a note's text and one of its headings. Out: the span of its words, without the signs that make
them a heading, an id of its own, or signs behind them; None where the line is not that heading.
"""

from kb.model import Heading
from kb.patterns import pattern
from kb.renaming.raw_text import RawText

_CONTAINERS = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+[ \t>]*)*"
_ATX = pattern(rf"{_CONTAINERS}#{{1,6}}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*")
_SETEXT = pattern(rf"{_CONTAINERS}(?P<words>.*?)[ \t]*")
_OWN = pattern(r"[ \t]*\{:?[^{}]*\}$")


def heading_span(raw: RawText, heading: Heading) -> tuple[int, int] | None:
    """In characters of the text."""
    lines = raw.lines
    if heading.line > len(lines):
        return None
    line = lines[heading.line - 1]
    found = _ATX.fullmatch(line)
    if found is None:
        below = lines[heading.line].strip(" \t>") if heading.line < len(lines) else ""
        if not below or below.strip("=-"):
            return None
        found = _SETEXT.fullmatch(line)
    if found is None:
        return None
    start, end = found.span("words")
    own = _OWN.search(line, start, end)
    if own is not None and own.start() > start:
        end = own.start()
    begin = raw.position(heading.line, 1)
    return begin + start, begin + end
