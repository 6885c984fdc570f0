"""What we put around a page beside the theme: what search engines are told of it, the ways to its
other languages, and what scripts know of these.

In: the trees of a site, and a page. Out: HTML, in places of which each page of a tree has one.

A page in a foreign tree, a guest, says the same as its original, so search engines are led there by
its canonical URL alone: Google's documentation advises against `noindex` for the choice among
pages of one site, because the two signals contradict each other, and what was said of the copy may
be taken as said of the original. Only where the site's address is unknown, so that there are no
whole addresses to write, a guest asks not to be listed.

Nobody is led to another language by what the browser prefers: an address shows what it says, to
readers and search engines alike, and whoever wants another language finds it in the header.
"""

from html import escape
from typing import Any

from msgspec import Struct, json

from kb.languages import open_graph_locale, own_name
from kb.model import Page, PageKind, Tree, Version
from kb.names import Language, relative_url

_ALTERNATE = "alternate "
"""The space matters to Material only, which looks for `[rel=alternate]`: it takes every page that
one leads to for a site of its own, asks for the site map in it, and takes over clicks on links
there, forgetting which heading they lead to. To HTML, `rel` is a list of words."""


class Around(Struct, frozen=True, array_like=True):
    """The same for all pages of a site."""

    site_url: str
    """Ends in a slash; '' where it is not known."""
    trees: tuple[Tree, ...]
    names: dict[Language, str]
    """What the languages of the trees call themselves."""
    others: tuple[tuple[str, str, str], ...] = ()
    """Sites in further languages, which `mkdocs.yml` names: language, name and URL."""

    @property
    def is_menu(self) -> bool:
        """Two languages need none: one of them is the page's."""
        return len(self.trees) + len(self.others) > 2

    @property
    def prefixes(self) -> str:
        """The folders of the trees, as JSON."""
        return _json([tree.prefix for tree in self.trees])


def make_around(
    site_url: str, trees: tuple[Tree, ...], others: tuple[tuple[str, str, str], ...] = ()
) -> Around:
    ours = {tree.language for tree in trees}
    return Around(
        site_url,
        trees,
        {tree.language: own_name(tree.language) for tree in trees} if len(trees) > 1 else {},
        tuple(other for other in others if other[0] not in ours) if len(trees) > 1 else (),
    )


def head(around: Around, page: Page) -> str:
    """For search engines and for those who show links: what stands at the end of `<head>`."""
    site_url = around.site_url
    lines = []
    translated = translations(page)
    if page.original is not None and not site_url:
        lines.append('<meta name="robots" content="noindex">')
    if site_url and translated:
        # Readers of a language that is not there get the default one.
        choices = [(_written(version), version) for version in translated]
        for language, version in [*choices, ("x-default", translated[0])]:
            href = escape(site_url + version.url)
            lines.append(f'<link rel="{_ALTERNATE}" hreflang="{escape(language)}" href="{href}">')
    kind = "article" if page.kind is PageKind.NOTE else "website"
    graph = [("type", kind), ("title", page.title)]
    if page.description:
        graph.append(("description", page.description))
    if site_url:
        graph.append(("url", site_url + page.home))
    graph.append(("locale", open_graph_locale(page.language)))
    graph += [
        ("locale:alternate", open_graph_locale(_written(version)))
        for version in translated
        if version.url != page.url
    ]
    lines += [f'<meta property="og:{name}" content="{escape(content)}">' for name, content in graph]
    return "\n".join([*lines, ""])


def put_into_head(html: str, own: str) -> str:
    """A whole page with what `head` gives; what an author's template says of Open Graph stays."""
    before, end, after = html.partition("</head>")
    if 'property="og:' in before:
        own = "".join(
            line for line in own.splitlines(keepends=True) if "<meta property" not in line
        )
    return f"{before}{own}{end}{after}"


def switch(around: Around, page: Page) -> str:
    """Links to the page in the other languages; '' where there are none.

    Each has a target, so that Material's instant navigation leaves it to the browser: it would
    keep the language of `<html>` and the words of the header.
    """
    if not page.versions:
        return ""
    links = [
        _link(around, page, version)
        for version in page.versions
        if around.is_menu or version.language != page.tree.language
    ]
    for language, name, url in around.others:
        code = escape(language)
        where = f'href="{escape(url)}" lang="{code}" hreflang="{code}"'
        links.append(f'<a {where} target="_self" class="{_ITEM}">{escape(name)}</a>')
    if not around.is_menu:
        return "".join(links)
    return "".join(f'<li class="md-select__item">{link}</li>' for link in links)


_ITEM = "md-select__link"


def _link(around: Around, page: Page, version: Version) -> str:
    code = escape(version.language)
    name = escape(around.names[version.language])
    classes = _ITEM if around.is_menu else "md-header__button kb-switch__link"
    current = ' aria-current="true"' if version.language == page.tree.language else ""
    return (
        f'<a href="{escape(_seen_from(page, version))}" lang="{code}" '
        f'hreflang="{escape(_written(version))}" data-tree="{code}" '
        f'target="_self" class="{classes}"{current}>{name}</a>'
    )


def _seen_from(page: Page, version: Version) -> str:
    """The page for missing pages is shown at any address: it gives paths from the root."""
    url = version.url
    return url if url.startswith("/") else relative_url(url, page.url)


def body(page: Page) -> str:
    """The page's own text, and for scripts where it is in other languages: instant navigation
    leaves the header as it is, and brings this.
    """
    if not page.versions:
        return page.html
    versions = [
        {
            "tree": version.language,
            "lang": _written(version),
            "url": _seen_from(page, version),
            **({"own": True} if version.own else {}),
            **({"same": version.same} if version.same else {}),
        }
        for version in page.versions
        if version.language != page.tree.language
    ]
    own = ' data-guest="true"' if page.original is not None else ""
    # In single quotes: there are as many double ones as bytes of sense.
    data = escape(_json(versions), quote=False)
    data = data.replace("'", "&#39;")
    return f"{page.html}<div class=\"kb-versions\" hidden{own} data-versions='{data}'></div>\n"


def translations(page: Page) -> tuple[Version, ...]:
    """The page and those that say the same in other languages, in the order of trees; none for a
    guest, and where there is no other.
    """
    own = tuple(version for version in page.versions if version.own)
    return own if len(own) > 1 and page.original is None else ()


def _written(version: Version) -> Language:
    return version.written or version.language


def _json(value: Any) -> str:
    return json.encode(value).decode()
