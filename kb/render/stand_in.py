"""What stands in a page for a snippet of the original: its code, and what is said of its figures.

In: the page, and a slot of an empty fence. Out: HTML. A translation's own words go before those of
the original; a caption that is in another language than the page says so.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from markupsafe import escape

from kb.model import Body, Piece, Snippet, SnippetCode, SnippetOutput, stand_ins
from kb.names import Language

if TYPE_CHECKING:
    from kb.render.fill import Filling

_Said = TypeVar("_Said")


def code_html(page: "Filling", slot: SnippetCode) -> str:
    """The code of a snippet with a name; nothing where its author does not show it."""
    if slot.pieces:
        return page.html(slot.pieces)
    if (found := _original(page, slot.index)) is None:
        return ""
    there, index = found
    pieces = (each for each in _slots(there.body) if isinstance(each, SnippetCode))
    return "".join(there.html(each.pieces) for each in pieces if each.index == index)


def caption_html(page: "Filling", slot: SnippetOutput) -> str:
    """The caption of a snippet's figures in the language of the text, as far as there is one."""
    if said := _caption(page, slot, page.written):
        return page.html(said[0])
    if (found := _original(page, slot.index)) is None:
        return ""
    there, index = found
    for each in _slots(there.body):
        if not isinstance(each, SnippetOutput) or each.index != index:
            continue
        said = _caption(there, each, page.written)
        if said is not None:
            html = there.html(said[0])
            if _is_same(said[1], page.written):
                return html
            return f'<span lang="{escape(said[1])}">{html}</span>'
    return ""


def _caption(
    page: "Filling", slot: SnippetOutput, wanted: Language
) -> tuple[tuple[Piece, ...], Language] | None:
    """With the language that it is in, as far as that is known."""
    if slot.caption:
        return slot.caption, page.written
    return spoken(slot.captions, wanted)


def author_alt(page: "Filling", index: int) -> str:
    """What the author says of figures to who does not see them. What the original says in another
    language only is no help here: then we describe them ourselves.
    """
    if own := _alt(page.outline.snippets[index], page.written, page.written):
        return own[0]
    if (found := _original(page, index)) is None:
        return ""
    there, index = found
    said = _alt(there.outline.snippets[index], there.written, page.written)
    return said[0] if said and _is_same(said[1], page.written) else ""


def _alt(snippet: Snippet, written: Language, wanted: Language) -> tuple[str, Language] | None:
    return (snippet.alt, written) if snippet.alt else spoken(snippet.alts, wanted)


def spoken(said: Mapping[Language, _Said], language: Language) -> tuple[_Said, Language] | None:
    """What is said in `language`, else in a variety of it, else in the first language."""
    near = (code for code in said if _is_same(code, language))
    code = language if language in said else next(near, next(iter(said), None))
    return None if code is None else (said[code], code)


def _is_same(one: Language, other: Language) -> bool:
    return one.partition("-")[0] == other.partition("-")[0]


def _original(page: "Filling", index: int) -> tuple["Filling", int] | None:
    """The snippet that an empty one stands for, and the text that it stands in."""
    if not page.outline.snippets[index].is_empty or page.original is None:
        return None
    standing = stand_ins(page.outline, page.original.outline)
    return (page.original, standing[index]) if index in standing else None


def _slots(body: Body) -> Iterator[Piece]:
    for block in body.blocks:
        yield from block.pieces
    for footnote in body.footnotes:
        yield from footnote.pieces
