"""The list of pages for search engines.

In: the URL of each page with the day of its last change ('' where it is not known), the site's
address, and what says the same in several languages.
Out: `sitemap.xml` as MkDocs writes it, but with the day that each note was changed on and its
translations, and the same compressed.
"""

import gzip
from collections.abc import Iterable
from html import escape

from kb.names import Language, Url

Translated = tuple[tuple[Language, Url], ...]
"""The pages that say the same, each with what it is written in; in the order of trees."""


def make_sitemap(
    pages: Iterable[tuple[Url, str]], site_url: str, translated: Iterable[Translated] = ()
) -> dict[str, bytes]:
    """The files by name; none where the site's address is not known."""
    if not site_url:
        return {}
    entries = []
    links: dict[Url, str] = {}
    for versions in translated:
        named = "".join(_link(*version, site_url) for version in _with_default(versions))
        links.update((url, named) for _, url in versions)
    for url, modified in sorted(pages):
        place = f"\n         <loc>{escape(site_url + url)}</loc>"
        changed = modified[:10]
        when = f"\n         <lastmod>{escape(changed)}</lastmod>" if changed else ""
        entries.append(f"\n    <url>{place}{when}{links.get(url, '')}\n    </url>")
    namespace = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if links else ""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f"{namespace}>{''.join(entries)}\n</urlset>\n"
    ).encode()
    # Without a time stamp of its own the compressed file changes only when the list does.
    return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text, mtime=0)}


def _with_default(versions: Translated) -> Iterable[tuple[str, Url]]:
    """Readers of another language get the one of the first tree."""
    return (*versions, ("x-default", versions[0][1]))


def _link(language: str, url: Url, site_url: str) -> str:
    href = escape(site_url + url)
    return f'\n         <xhtml:link rel="alternate" hreflang="{escape(language)}" href="{href}"/>'
