"""The list of pages for search engines.

In: the URL of each page with the day of its last change ('' where it is not known), and the
site's address.
Out: `sitemap.xml` as MkDocs writes it, but with the day that each note was changed on, and the
same compressed.
"""

import gzip
from collections.abc import Iterable
from html import escape

from kb.names import Url


def make_sitemap(pages: Iterable[tuple[Url, str]], site_url: str) -> dict[str, bytes]:
    """The files by name; none where the site's address is not known."""
    if not site_url:
        return {}
    entries = []
    for url, modified in sorted(pages):
        place = f"\n         <loc>{escape(site_url + url)}</loc>"
        changed = modified[:10]
        when = f"\n         <lastmod>{escape(changed)}</lastmod>" if changed else ""
        entries.append(f"\n    <url>{place}{when}\n    </url>")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{''.join(entries)}\n</urlset>\n"
    ).encode()
    # Without a time stamp of its own the compressed file changes only when the list does.
    return {"sitemap.xml": text, "sitemap.xml.gz": gzip.compress(text, mtime=0)}
