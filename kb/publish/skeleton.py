"""A page of the theme with the note taken out, and how a note is put in.

In: a `Skeleton`, plain data that `carve` made once for a tree, and a `Page`.
Out: the bytes that the theme's template gives for that page.

This module is all that writing a page needs: no theme, no MkDocs, no Jinja.
"""

from enum import StrEnum
from html import escape

from msgspec import Struct

from kb.model import Page, TocItem
from kb.publish.around import Around, body, head, switch

HIDEABLE = ("navigation", "toc", "footer", "tags", "path", "feedback")
"""What Material's templates ask for in a page's `hide`; every other word changes nothing."""


class Field(StrEnum):
    """What a hole is filled with."""

    BASE = "base"
    """The way from the page up to the site's root, such as `../..`."""
    TITLE = "title"
    DESCRIPTION = "description"
    URL = "url"
    HOME = "home"
    """Where its text is at home: elsewhere, if it is a guest."""
    HEAD = "head"
    SWITCH = "switch"
    BODY = "body"
    CONTENTS = "contents"
    FIRST_ANCHOR = "first-anchor"


class Hole(Struct, frozen=True, array_like=True, tag=1):
    field: Field


class Choice(Struct, frozen=True, array_like=True, tag=2):
    """A place that reads differently for pages that have something and pages that do not."""

    trait: str
    """`home`, `description`, `contents`, or `hide:` and a part of the theme."""
    having: tuple[str | Hole, ...]
    lacking: tuple[str | Hole, ...]


class ContentsParts(Struct, frozen=True, array_like=True):
    """What stands around and between the items of the table of contents."""

    open: str
    """Before an item's URL."""
    title: str
    """Between its URL and its title."""
    leaf: str
    """After the title of an item that has no children."""
    label: str
    """After the title of an item that has some, up to the label of their list."""
    children: str
    """From there to the first child."""
    between: str
    """Between two children."""
    close: str
    """After the last child."""
    between_top: str
    """Between two items of the first level."""


class Skeleton(Struct, frozen=True, array_like=True):
    parts: tuple[str | Hole | Choice, ...]
    contents: ContentsParts


class Skeletons(Struct, frozen=True, array_like=True):
    """Those of one tree."""

    plain: Skeleton
    hiding: Skeleton
    """For pages that hide parts of the theme."""
    around: Around


def covers(page: Page) -> bool:
    """Whether a skeleton is right for the page, which else needs the full template.

    The theme adds a heading to a body that has none, and names a page without a title otherwise.
    """
    return page.title != "" and "<h1" in page.html


def fill(skeletons: Skeletons, page: Page) -> bytes:
    """The finished file of `page`."""
    skeleton = skeletons.hiding if page.hide else skeletons.plain
    values = {
        Field.BASE: base_url(page.url),
        Field.TITLE: escape(page.title),
        Field.DESCRIPTION: escape(page.description),
        Field.URL: escape(page.url),
        Field.HOME: escape(page.home),
        Field.HEAD: head(skeletons.around, page),
        Field.SWITCH: switch(skeletons.around, page),
        Field.BODY: body(page),
    }
    if page.toc:
        values[Field.CONTENTS] = contents(skeleton.contents, page.toc)
        values[Field.FIRST_ANCHOR] = escape(page.toc[0].anchor)
    traits = traits_of(page)
    out: list[str] = []
    for part in skeleton.parts:
        if isinstance(part, str):
            out.append(part)
        elif isinstance(part, Hole):
            out.append(values[part.field])
        else:
            chosen = part.having if part.trait in traits else part.lacking
            out.extend(text if isinstance(text, str) else values[text.field] for text in chosen)
    return encode("".join(out))


def encode(text: str) -> bytes:
    """As MkDocs writes a page: what UTF-8 cannot hold becomes a character reference."""
    return text.encode("utf-8", errors="xmlcharrefreplace")


def traits_of(page: Page) -> set[str]:
    traits = {f"hide:{part}" for part in page.hide}
    if page.address == "":
        traits.add("home")
    if page.description:
        traits.add("description")
    if page.toc:
        traits.add("contents")
    return traits


def base_url(url: str) -> str:
    """From the page at `url` to the site's root, without a slash at the end.

    >>> base_url("notes/x/"), base_url("x.html")
    ('../..', '.')
    """
    return "/".join([".."] * url.count("/")) or "."


def contents(parts: ContentsParts, items: tuple[TocItem, ...]) -> str:
    return parts.between_top.join([_item(parts, item) for item in items])


def _item(parts: ContentsParts, item: TocItem) -> str:
    head = f"{parts.open}#{escape(item.anchor)}{parts.title}{item.title}"
    if not item.children:
        return head + parts.leaf
    children = parts.between.join([_item(parts, child) for child in item.children])
    return f"{head}{parts.label}{_label(item.title)}{parts.children}{children}{parts.close}"


def _label(html: str) -> str:
    """Jinja's `striptags | e`."""
    if "<" in html or "&" in html:
        from markupsafe import Markup  # noqa: PLC0415  most headings have no markup

        text = Markup(html).striptags()  # noqa: S704  taken apart, not trusted
    else:
        text = " ".join(html.split())
    # Jinja writes both quotes as decimal references.
    return escape(text, quote=False).replace('"', "&#34;").replace("'", "&#39;")
