"""A body's HTML, with markers in it, is cut into blocks of pieces.

In: top-level tokens and what rendering them gives. Out: `Block`s whose HTML is balanced.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from kb.model import Block, Embed, Piece, ResourceAttribute, WordLanguage
from kb.parse.reading import CLOSE, OPEN, Reading
from kb.patterns import pattern
from kb.safe_html import clean

_SPANNING = {"heading_open", "paragraph_open", "bullet_list_open", "ordered_list_open"}
"""Tokens whose lines are those of all that stands in them."""
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())


# The attribute around a URL or a language belongs to the slot, which may leave it out.
# So does the element that keeps the place of an embed.
_MARKER = pattern(rf'(?P<before> [a-z]+="|<div>)?{OPEN}(?P<nonce>[0-9a-f]+)\.(?P<index>\d+){CLOSE}')


class Cut:
    """Cuts HTML at the markers of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.slots = reading.slots
        self.nonce = reading.nonce

    def pieces(self, html: str) -> tuple[Piece, ...]:
        if OPEN not in html:
            return (html,) if html else ()
        found: list[Piece] = []
        position = 0
        for match in _MARKER.finditer(html):
            if match["nonce"] != self.nonce:
                continue  # somebody's text that looks like a marker
            slot = self.slots[int(match["index"])]
            start, end = match.span()
            if match["before"]:
                if isinstance(slot, ResourceAttribute | WordLanguage):
                    end += len('"')
                elif isinstance(slot, Embed):
                    end += len("</div>")
                else:
                    start = match.end("before")
            if start > position:
                found.append(html[position:start])
            found.append(slot)
            position = end
        if position < len(html):
            found.append(html[position:])
        return tuple(found)


def top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    """The runs of tokens that make one block each."""
    run: list[Token] = []
    depth = 0
    for token in tokens:
        run.append(token)
        depth += token.nesting
        if depth == 0 and token.type != "block_anchor":
            yield run
            run = []
    if run:
        yield run


def make_blocks(
    tokens: list[Token], md: MarkdownIt, env: EnvType, reading: Reading
) -> tuple[Block, ...]:
    """Blocks in the order of the text."""
    runs = list(top_level(tokens))
    htmls = [md.renderer.render(run, md.options, env) for run in runs]
    if reading.has_html and not reading.settings.trust:
        htmls = _clean_together(htmls, reading)
    cut = Cut(reading)
    if not reading.has_html:
        return tuple(
            _block([run], cut.pieces(html), reading) for run, html in zip(runs, htmls, strict=True)
        )
    groups = _balanced(htmls)
    return tuple(
        _block([runs[i] for i in group], cut.pieces("".join(htmls[i] for i in group)), reading)
        for group in groups
    )


def _block(runs: list[list[Token]], pieces: tuple[Piece, ...], reading: Reading) -> Block:
    head = runs[0][0]
    if len(runs) == 1 and head.type in _SPANNING and head.map:
        first, last = head.map
    else:
        maps = [token.map for run in runs for token in run if token.map]
        first = min((span[0] for span in maps), default=0)
        last = max((span[1] for span in maps), default=first + 1)
    heading = head.meta.get("heading") if head.type == "heading_open" else None
    named = ""
    if reading.block_ids:
        blocks = (t.meta for t in runs[0] if t.level == 0)
        named = next((meta["block_id"] for meta in blocks if "block_id" in meta), "")
    return Block(
        first_line=reading.offset + first + 1,
        last_line=reading.offset + last,
        pieces=pieces,
        level=reading.headings[heading].level if heading is not None else 0,
        block_id=named,
    )


def _clean_together(htmls: list[str], reading: Reading) -> list[str]:
    """All blocks through the gate at once, with marks between them that it does not touch."""
    between = f"{OPEN}{reading.nonce}.|{CLOSE}"
    parts = clean(between.join(htmls)).split(between)
    # A mark within a raw attribute or a comment is lost with it; what remains is still in order.
    return parts + [""] * (len(htmls) - len(parts))


def _balanced(htmls: list[str]) -> list[list[int]]:
    """Neighbours that share an element, such as `<details>`, are one block."""
    groups: list[list[int]] = []
    parser = _Depth()
    for index, html in enumerate(htmls):
        if parser.open and groups:
            groups[-1].append(index)
        else:
            groups.append([index])
        parser.feed(html)
    return groups


class _Depth(HTMLParser):
    """Follows which elements are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<br/>` opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
