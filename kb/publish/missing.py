"""The page that a server shows where there is none.

In: a tree. Out: a `Page`, which is published as `404.html` in the tree's folder.
"""

from html import escape

from kb.model import Page, PageKind, Tree
from kb.names import Address, NotePath, Url
from kb.strings import mark, translate


def missing_page(tree: Tree, root: str) -> Page:
    """`root` is the path of the site on its server: the page is shown at any address."""
    title = translate(tree.language, mark("This page does not exist"))
    text = translate(tree.language, mark("It was moved, renamed, or never written."))
    home = translate(tree.language, mark("Go to the start page"))
    return Page(
        kind=PageKind.FOLDER,
        tree=tree,
        address=Address("404"),
        url=Url(f"{tree.prefix}404.html"),
        file=f"{tree.prefix}404.html",
        path=NotePath(""),
        title=title,
        language=tree.language,
        description="",
        html=(
            f"<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n"
            f'<p><a href="{escape(root + tree.prefix)}">{escape(home)}</a></p>\n'
        ),
        toc=(),
    )
