"""The blocks of a note's source, each with a digest that the layout of the text does not change.

In: a note's text and how it was parsed. Out: `SourceBlock`s in the order of the text.

A digest is of what an author typed, not of what it becomes, which changes with every version of
`kb`. Paragraphs may be wrapped anew, lists indented otherwise; code counts as it stands, and what
only the author is to see (`%%comments%%`) does not count at all.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kb.model import Body, Outline
from kb.patterns import pattern
from kb.store import digest

_QUOTE = pattern(r"(?:[ \t]*>[ \t]?)*")
_FENCE = pattern(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = pattern(r"(?:[-*+]|(?P<number>\d{1,9})[.)])(?:[ \t]+|$)")
_STARTS = pattern(r"#{1,6}(?:[ \t]|$)|\||\$\$|:::|!{3}|\?{3}|\[!|(?:\*[ \t]*|-[ \t]*|_[ \t]*){3,}$")
_HIDDEN = pattern(r"(?P<code>(?<!`)(`+)(?!`).*?(?<!`)\2(?!`))|%%.*?%%|<!--.*?-->", re.DOTALL)
_SIGNS = pattern(r"[\s>#*_=|~`$-]+|\[!\w+\][+-]?|\d{1,9}[.)][ \t]+|\[[ xX]\][ \t]")
_EMPHASIS = pattern(r"\*\*|==|`")
_LINK = pattern(r"\[\[(?:[^\]|\n]*\|)?([^\]|\n]*)\]\]|\[([^\]\n]*)\]\([^)\n]*\)")
_FRONT_END = pattern(r"(?:---|\.\.\.)[ \t]*")
_SPACE = pattern(r"\s+")
_FOOTNOTE = pattern(r"[ \t]{0,3}\[\^[^\]]+\]:")
_LETTERS = {
    "heading": "h",
    "text": "t",
    "item": "i",
    "quote": "q",
    "table": "b",
    "code": "c",
    "math": "m",
    "html": "x",
    "quiz": "z",
    "footnote": "n",
    "rule": "r",
}
WORDS = 60
"""So many letters tell which block is meant."""


class SourceBlock(Struct, frozen=True):
    first_line: int
    last_line: int
    """Both counted from 1 in the file, both included."""
    kind: str
    """`heading 2`, `item` (of a list), `quote`, `table`, `code`, `math`, `html`, `quiz`,
    `footnote`, `rule`, `text`."""
    digest: str
    """A letter for its kind, and a digest of its text."""
    words: str
    """How it begins, for people."""
    heading: int
    """Which of `Outline.headings` it stands under, or is; -1 before the first."""


def source_blocks(text: str, outline: Outline, body: Body) -> tuple[SourceBlock, ...]:
    """A question is one block, its key included; a footnote is one."""
    lines = _shown_lines(text)
    stems = {quiz.line: quiz.stem for quiz in outline.quizzes}
    found = []
    headings = [
        (each.line, number) for number, each in enumerate(outline.headings) if not each.nested
    ]
    above = -1
    for first, last, kind in _spans(lines, outline, body):
        while above + 1 < len(headings) and headings[above + 1][0] <= last:
            above += 1
        own = lines[first - 1 : last]
        if not logical_lines(own):  # an HTML comment
            continue
        heading = headings[above][1] if above >= 0 else -1
        # The first words of a question could tell its key.
        quiz = kind == "quiz"
        words = _shortened(stems.get(first, "")) if quiz else _words(_telling(kind, own))
        signed = f"{_LETTERS[kind.partition(' ')[0]]}{digest_of(own)}"
        found.append(SourceBlock(first, last, kind, signed, words, heading))
    return tuple(found)


def _spans(lines: Sequence[str], outline: Outline, body: Body) -> Iterator[tuple[int, int, str]]:
    """First and last line of each block, and its kind; no two have a line in common."""
    quizzes = [(quiz.line, quiz.last_line) for quiz in outline.quizzes]
    spans: list[tuple[int, int, str]] = [(*span, "quiz") for span in quizzes]
    spans += [
        (block.first_line, block.last_line, f"heading {block.level}" if block.level else "")
        for block in body.blocks
    ]
    starts = {start for start, _, _ in spans}
    for footnote in body.footnotes:
        first = footnote.line
        if first <= len(lines) and _FOOTNOTE.match(lines[first - 1]):
            spans.append((first, _end_of_footnote(lines, first, starts), "footnote"))
    spans.sort(key=lambda span: (span[0], -span[1]))
    held: tuple[int, int, str] | None = None
    for first, last, kind in spans:
        # Blocks of a question, and those whose lines the parser does not know.
        if held is not None and first <= held[1]:
            if last > held[1] and held[2] == "quiz":
                held = held[0], last, "quiz"
            continue
        if held is not None:
            yield held
        while last >= first and not "".join(lines[last - 1 : last]).strip():
            last -= 1  # noqa: PLW2901  a list goes on to what follows it
        whole = first, last, kind or (kind_of(lines[first - 1 : last]) if last >= first else "")
        if whole[2] == "list":
            *others, whole = _items(lines, first, last)
            yield from others
        held = whole if last >= first else None
    if held is not None:
        yield held


def _items(lines: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Each item of a list is a block, with all that lies in it."""
    outer = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    start = first
    closing = ""
    for number in range(first, last + 1):
        line = lines[number - 1]
        bare = line.strip()
        if closing:
            if bare.startswith(closing) and not bare.strip(closing[0]):
                closing = ""
            continue
        if number > start and len(line) - len(line.lstrip()) <= outer and _ITEM.match(bare):
            yield start, number - 1, "item"
            start = number
        fence = _FENCE.match(line)
        closing = fence[1] if fence else ""
    yield start, last, "item"


def _end_of_footnote(lines: Sequence[str], first: int, starts: set[int]) -> int:
    """It goes on in lines that follow at once, and in indented ones."""
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        indented = line.startswith(("    ", "\t"))
        follows = last == number - 1 and not _FOOTNOTE.match(line) and number not in starts
        if not line.strip():
            continue
        if not (indented or follows):
            break
        last = number
    return last


def kind_of(lines: Sequence[str]) -> str:
    """What a block is, by how it begins."""
    first = next(line for line in lines if line.strip())
    bare = first.lstrip()
    if _FENCE.match(first) or first.startswith(("    ", "\t")):
        return "code"
    if bare.startswith(">"):
        return "quote"
    if _STARTS.fullmatch(bare) and bare[0] in "*-_":
        return "rule"
    if _ITEM.match(bare):
        return "list"
    if bare.startswith("$$") and "".join(lines).rstrip().endswith("$$"):
        return "math"
    if bare.startswith("<"):
        return "html"
    if bare.startswith("|") or (len(lines) > 1 and "|" in first and set(lines[1]) <= set("|:- ")):
        return "table"
    return "text"


def digest_of(lines: Sequence[str]) -> str:
    """Of a block's source: the same for the same words and code, whatever stands between words."""
    return digest(*logical_lines(lines))[:9]


def logical_lines(lines: Sequence[str]) -> list[str]:
    """What an author could have typed as one line each: wrapped lines are joined, and of white
    space remains how deep an item lies. Code stands as it is.
    """
    if all(not line.strip() or line.startswith(("    ", "\t")) for line in lines):
        return [line.rstrip() for line in _stripped(lines)]
    return list(_logical(lines))


def _stripped(lines: Sequence[str]) -> Sequence[str]:
    """Without empty lines at both ends."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else ()


def _logical(lines: Sequence[str]) -> Iterator[str]:
    depths: list[int] = []
    prose: list[str] = []
    prefix = closing = ""
    fence_indent = 0

    def joined() -> Iterator[str]:
        shown = _SPACE.sub(" ", without_remarks(" ".join(prose))).strip()
        prose.clear()
        if shown:
            yield prefix + shown

    for line in lines:
        quote = _QUOTE.match(line)
        assert quote is not None
        quoted, rest = ">" * quote[0].count(">"), line[quote.end() :]
        bare = rest.lstrip()
        indent = len(rest) - len(bare)
        if closing:
            marker = bare.rstrip()
            if marker.startswith(closing) and not marker.strip(closing[0]):
                closing = ""
            yield f"{quoted}`{rest[min(indent, fence_indent) :].rstrip()}"
            continue
        if not bare:
            yield from joined()
            prefix = ""
            continue
        item, fence = _ITEM.match(bare), _FENCE.match(rest)
        if item:
            while depths and depths[-1] > indent:
                depths.pop()
            if not depths or depths[-1] < indent:
                depths.append(indent)
            if item["number"]:  # counting anew says nothing new
                bare = f"1{bare[item.end('number') :]}"
        if item or fence or _STARTS.match(bare) or not prose or quoted > prefix.split(":")[0]:
            yield from joined()
            prefix = f"{quoted}:{len(depths) if item else ''}:"
        if fence:
            closing, fence_indent = fence[1], indent
            yield f"{quoted}`{bare.rstrip()}"
        else:
            prose.append(bare)
    yield from joined()


def without_remarks(text: str) -> str:
    """Without the comments that stand within a line."""
    if "%%" in text or "<!--" in text:
        return _HIDDEN.sub(lambda found: found["code"] or "", text)
    return text


def _shown_lines(text: str) -> list[str]:
    """All lines, those empty that only the author is to see."""
    lines = text.split("\n")
    if "%%" not in text:
        return lines
    from kb.parse.comments import without_comments  # noqa: PLC0415  it loads the parser

    start = _body_line(lines)
    return [*lines[:start], *without_comments(lines[start:])]


def _body_line(lines: Sequence[str]) -> int:
    """How many lines the front matter takes."""
    if lines[0].rstrip() != "---":
        return 0
    ends = (number for number, line in enumerate(lines) if number and _FRONT_END.fullmatch(line))
    return next(ends, -1) + 1


def _telling(kind: str, lines: Sequence[str]) -> Sequence[str]:
    """The lines by which people know a block; code that runs may be hidden from readers."""
    if kind != "code":
        return lines
    return lines[:1] if "run" in lines[0] or "{" in lines[0] else lines[:2]


def _words(lines: Sequence[str]) -> str:
    text = without_remarks(" ".join(" ".join(lines).split()))
    text = _EMPHASIS.sub("", _LINK.sub(lambda found: found[1] or found[2], text))
    while (signs := _SIGNS.match(text)) is not None and signs.end() < len(text):
        text = text[signs.end() :]
    return _shortened(text)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WORDS else f"{text[:WORDS].rstrip()}…"
