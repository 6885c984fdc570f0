"""Pages to publish: a few by hand, any by hypothesis."""

from typing import Any

from hypothesis import strategies as st

from kb.model import Page, PageKind, TocItem, Tree, Version
from kb.names import Address, Anchor, Language, NotePath, Url, page_file, page_url
from kb.publish import ShellFolder
from kb.publish.skeleton import HIDEABLE

KOREAN = Tree(Language("ko"), "")
ENGLISH = Tree(Language("en"), "en/")
TREES = (KOREAN, ENGLISH)
FOLDERS = (
    ShellFolder("", "노트 & 메모", Url("%EB%85%B8%ED%8A%B8/")),
    ShellFolder("", "<b>", Url("assets/")),
    ShellFolder("en/", "Notes", Url("en/notes/")),
)


def make_page(address: str, tree: Tree = KOREAN, **values: Any) -> Page:
    folder = address == "" or address.endswith("/")
    title = values.get("title", address or "Start")
    return Page(
        **{
            "kind": PageKind.FOLDER if folder else PageKind.NOTE,
            "tree": tree,
            "address": Address(address),
            "url": page_url(tree.prefix, Address(address)),
            "file": tree.prefix + page_file(Address(address)),
            "path": NotePath("" if folder else f"{address}.md"),
            "title": title,
            "language": tree.language,
            "description": "",
            "html": "<h1>x</h1>\n<p>text</p>",
            "toc": (),
            **values,
        }
    )


_ODD = st.sampled_from(["&", "<", ">", '"', "'", "{{ x }}", "{% y %}", "한글", "🎯", "%", "--"])
_TEXT = st.lists(_ODD | st.text(max_size=6), max_size=5).map("".join)
_SEGMENT = st.text(
    st.characters(exclude_characters="/\\", exclude_categories=("Cs", "Cc")), min_size=1, max_size=6
).filter(lambda segment: segment.strip(". ") != "")
_TITLE_HTML = _TEXT.map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
) | st.sampled_from(["<em>a</em>  b", "<code>a &lt; b</code>", 'a "b" &#39;', "a\n  b", ""])
_ANCHOR = st.sampled_from(["a", "한글-제목", "a-1", 'x"y', "a&b"]).map(Anchor)


def _items(children: st.SearchStrategy[tuple[TocItem, ...]]) -> st.SearchStrategy[Any]:
    return st.lists(st.builds(TocItem, _TITLE_HTML, _ANCHOR, children), max_size=3).map(tuple)


_CONTENTS = st.recursive(st.just(()), _items, max_leaves=8)


def versions_of(url: str, *, own: bool = True) -> tuple[Version, ...]:
    """A page at `url` of each tree, of which the second may be a guest."""
    headings = ((Anchor("가"), Anchor("a'\"&<")),)
    return (
        Version(KOREAN.language, Url(url), own=True),
        Version(ENGLISH.language, Url(f"en/{url}"), own, same=headings),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    segments = draw(st.lists(_SEGMENT, max_size=6))
    address = "/".join(segments) + draw(st.sampled_from(["", "/"])) if segments else ""
    return make_page(
        address,
        draw(st.sampled_from(TREES)),
        title=draw(_TEXT),
        description=draw(_TEXT),
        html="<h1>" + draw(_TEXT) + "</h1>" + draw(_TEXT),
        toc=draw(_CONTENTS),
        hide=draw(st.lists(st.sampled_from([*HIDEABLE, "x"]), max_size=3).map(tuple)),
        versions=draw(st.sampled_from([(), versions_of("x&y/"), versions_of("x/", own=False)])),
        original=draw(st.sampled_from([None, Url(""), Url("en/x&y/")])),
    )
