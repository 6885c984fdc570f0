"""The page that a server shows where there is none.

In: a tree and all of them. Out: a `Page`, which is published as `404.html` in the tree's folder.

Some servers look for the nearest one; most know that of the site's root alone and show it at every
address. So it says the same in all languages, and a script leaves the one that the address is in.
"""

from html import escape

from kb.model import Page, PageKind, Tree, Version
from kb.names import Address, NotePath, Url
from kb.strings import mark, translate

_TITLE = mark("This page does not exist")
_TEXT = mark("It was moved, renamed, or never written.")
_HOME = mark("Go to the start page")


def missing_page(tree: Tree, trees: tuple[Tree, ...], root: str) -> Page:
    """`root` is the path of the site on its server: the page is shown at any address."""
    shown = trees if tree.prefix == "" else (tree,)
    title = translate(tree.language, _TITLE)
    return Page(
        kind=PageKind.FOLDER,
        tree=tree,
        address=Address("404"),
        url=_file(tree),
        file=_file(tree),
        path=NotePath(""),
        title=title,
        language=tree.language,
        description="",
        html="".join(_section(each, root, is_own=each == tree) for each in shown),
        toc=(),
        versions=tuple(
            Version(each.language, Url(f"{root}{_file(each)}"), own=False) for each in trees
        )
        if len(trees) > 1
        else (),
    )


def _file(tree: Tree) -> Url:
    return Url(f"{tree.prefix}404.html")


def _section(tree: Tree, root: str, *, is_own: bool) -> str:
    def word(text: str) -> str:
        return escape(translate(tree.language, text))

    home = escape(root + tree.prefix)
    level = 1 if is_own else 2
    return (
        f'<div class="kb-missing" lang="{escape(tree.language)}" data-tree="{home}">\n'
        f"<h{level}>{word(_TITLE)}</h{level}>\n<p>{word(_TEXT)}</p>\n"
        f'<p><a href="{home}">{word(_HOME)}</a></p>\n</div>\n'
    )
