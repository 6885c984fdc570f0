"""The theme's template becomes a `Skeleton`.

In: a function that renders a page through the theme, and one that renders an item of the contents.
Out: a `Skeleton`, or None where the template uses a page in a way that a skeleton cannot follow.

Each field is a sentinel in a first rendering. Each trait is found by rendering once more without
it (or with it) and comparing line by line. What was carved is then filled with pages of every
trait and compared with what the theme gives for them: a skeleton that was not proved is not used.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypedDict

from msgspec.structs import replace

from kb.model import Page, PageKind, TocItem, Tree, Version
from kb.names import Address, Anchor, NotePath, Url
from kb.publish.around import Around, body, head, switch
from kb.publish.skeleton import (
    HIDEABLE,
    Choice,
    ContentsParts,
    Field,
    Hole,
    Skeleton,
    Skeletons,
    base_url,
    encode,
    fill,
)

Render = Callable[[Page, str], str]
"""A page and the way to the site's root -> the whole HTML."""

RenderItem = Callable[[TocItem], str]
"""An item of the table of contents -> its HTML."""

_NOTHING = ("kb-nothing",)
"""A page that hides something, but nothing that the theme knows: even then white space differs."""

_SENTINEL = {field: f"KbHole{number}KbHole" for number, field in enumerate(Field)}
_FIELD = {sentinel: field for field, sentinel in _SENTINEL.items()}
_ANY_SENTINEL = re.compile("(" + "|".join(_FIELD) + ")")


class _Parts(TypedDict):
    """What both skeletons of a tree are carved with."""

    contents: ContentsParts
    render: Render
    render_item: RenderItem


class _Unfit(Exception):  # noqa: N818  it is an answer, and never leaves this module
    """The template does something with the page that a skeleton cannot follow."""


def carve(tree: Tree, around: Around, render: Render, render_item: RenderItem) -> Skeletons | None:
    """The skeletons of a tree's pages, proved on examples; None where there are none."""
    try:
        parts: _Parts = {
            "contents": _contents(tree, around, render, render_item),
            "render": render,
            "render_item": render_item,
        }
        skeletons = Skeletons(
            plain=_carve(_full(tree, around), around, hideable=(), **parts),
            hiding=_carve(_full(tree, around, hide=_NOTHING), around, hideable=HIDEABLE, **parts),
            around=around,
        )
    except _Unfit:
        return None
    proved = all(
        fill(skeletons, page) == encode(render(page, base_url(page.url)))
        for page in _examples(tree, around)
    )
    return skeletons if proved else None


def _full(tree: Tree, around: Around, hide: tuple[str, ...] = ()) -> Page:
    """A page of sentinels that has all a page can have."""
    return Page(
        kind=PageKind.NOTE,
        tree=tree,
        address=Address("x"),
        url=Url(_SENTINEL[Field.URL]),
        file="x/index.html",
        path=NotePath(""),
        title=_SENTINEL[Field.TITLE],
        language=tree.language,
        description=_SENTINEL[Field.DESCRIPTION],
        html=f"<h1>{_SENTINEL[Field.BODY]}</h1>",
        toc=(TocItem(title="KbItem", anchor=Anchor(_SENTINEL[Field.FIRST_ANCHOR])),),
        hide=hide,
        original=Url(_SENTINEL[Field.HOME]),
        versions=_versions(around),
    )


def _versions(around: Around) -> tuple[Version, ...]:
    trees = around.trees if len(around.trees) > 1 else ()
    return tuple(Version(tree.language, Url(f"{tree.prefix}x/"), own=True) for tree in trees)


def _carve(
    full: Page,
    around: Around,
    *,
    hideable: tuple[str, ...],
    contents: ContentsParts,
    render: Render,
    render_item: RenderItem,
) -> Skeleton:
    def lines(page: Page) -> list[str]:
        html = render(page, _SENTINEL[Field.BASE])
        for given, field in (
            (body(page), Field.BODY),
            (head(around, page), Field.HEAD),
            (switch(around, page), Field.SWITCH),
            (item, Field.CONTENTS),
        ):
            html = html.replace(given, _SENTINEL[field]) if given else html
        return html.splitlines(keepends=True)

    item = render_item(full.toc[0])
    base = lines(full)
    regions: list[tuple[int, int, Choice]] = []
    for trait, other, has in _variants(full, hideable):
        for start, end, theirs in _differences(base, lines(other)):
            ours = _holes("".join(base[start:end]))
            choice = Choice(trait, theirs, ours) if has else Choice(trait, ours, theirs)
            regions.append((start, end, choice))
    regions.sort(key=lambda region: region[:2])
    if any(before[1] > after[0] or before[:2] == after[:2] for before, after in pairwise(regions)):
        raise _Unfit
    parts: list[str | Hole | Choice] = []
    done = 0
    for start, end, choice in regions:
        parts += [*_holes("".join(base[done:start])), choice]
        done = end
    parts += _holes("".join(base[done:]))
    return Skeleton(tuple(parts), contents)


def _variants(full: Page, hideable: tuple[str, ...]) -> Iterator[tuple[str, Page, bool]]:
    """A trait, a page that differs from `full` in it alone, and whether that page has it."""
    yield "home", replace(full, address=Address("")), True
    yield "description", replace(full, description=""), False
    yield "contents", replace(full, toc=()), False
    for part in hideable:
        yield f"hide:{part}", replace(full, hide=(part,)), True


def _differences(
    ours: list[str], theirs: list[str]
) -> Iterator[tuple[int, int, tuple[str | Hole, ...]]]:
    if ours == theirs:
        return
    # Lines that occur once hold the two together: with the others, blank ones above all, the time
    # would grow with the square of the navigation.
    counted = Counter(theirs)
    matcher = difflib.SequenceMatcher(lambda line: counted[line] > 1, ours, theirs, autojunk=False)
    for operation, start, end, their_start, their_end in matcher.get_opcodes():
        if operation != "equal":
            yield start, end, _holes("".join(theirs[their_start:their_end]))


def _holes(text: str) -> tuple[str | Hole, ...]:
    pieces = _ANY_SENTINEL.split(text)
    return tuple(Hole(_FIELD[piece]) if piece in _FIELD else piece for piece in pieces if piece)


def _contents(tree: Tree, around: Around, render: Render, render_item: RenderItem) -> ContentsParts:
    def item(name: str, *children: TocItem) -> TocItem:
        return TocItem(f"KbTitle{name}", Anchor(f"KbAnchor{name}"), children)

    def cut(text: str, *separators: str) -> list[str]:
        """The pieces between the separators, each of which must occur once and in order."""
        pieces = []
        for separator in separators:
            if text.count(separator) != 1:
                raise _Unfit
            before, text = text.split(separator)
            pieces.append(before)
        return [*pieces, text]

    one, two, mother = item("One"), item("Two"), item("Mother", item("One"), item("Two"))
    first, second = render_item(one), render_item(two)
    opening, title, leaf = cut(first, "#KbAnchorOne", "KbTitleOne")
    head, between, close = cut(render_item(mother), first, second)
    mother_open, mother_title, rest = cut(
        # The title occurs again in the label of the list of children.
        head.replace("KbTitleMother", "KbTitleHere", 1),
        "#KbAnchorMother",
        "KbTitleHere",
    )
    label, children = cut(rest, "KbTitleMother")
    if (mother_open, mother_title) != (opening, title):
        raise _Unfit
    page = render(replace(_full(tree, around), toc=(one, two)), ".")
    _, between_top, _ = cut(page, first, second)
    return ContentsParts(opening, title, leaf, label, children, between, close, between_top)


def _examples(tree: Tree, around: Around) -> Iterator[Page]:
    """Pages of every trait, with the characters that a template could treat specially."""
    leaf = TocItem("<em>a</em> &amp; b", Anchor("a-b"))
    plain = Page(
        kind=PageKind.NOTE,
        tree=tree,
        address=Address("가/x"),
        url=Url(f"{tree.prefix}%EA%B0%80/x&y/"),
        file=f"{tree.prefix}가/x&y/index.html",
        path=NotePath("가/x&y.md"),
        title="\"A\" & <b> 'c' {{ 가 }}",
        language=tree.language,
        description='"quoted" & <b>',
        html="<h1>x</h1>\n<p>{{ x }} &amp; <code>{% y %}</code></p>",
        toc=(replace(leaf, children=(leaf, replace(leaf, children=(leaf,)))), leaf),
        modified="2024-01-01",
        versions=_versions(around),
    )
    yield plain
    yield replace(plain, versions=(), original=Url("x&y/"))
    yield replace(plain, original=Url(""), toc=())
    yield replace(plain, description="", toc=())
    yield replace(plain, address=Address(""), url=Url(tree.prefix), file=f"{tree.prefix}index.html")
    yield replace(plain, hide=HIDEABLE)
    yield replace(plain, hide=("x",))
    yield replace(plain, hide=("toc",), toc=(leaf,))
    yield replace(plain, hide=("navigation",), description="")
    yield replace(plain, address=Address(""), url=Url(tree.prefix), description="", toc=())
