"""An Atom feed of the notes that changed last (RFC 4287).

In: a site, a tree, and where the site is published. Out: XML, the same bytes for the same notes.
"""

import re
from html import escape

from kb.model import Site, Tree
from kb.names import Address, NotePath, page_url
from kb.patterns import pattern
from kb.render.changes import newest_notes

ENTRIES = 30
"""How many notes a feed holds."""

# What no XML document may contain, not even as a reference (XML 1.0, 2.2).
_NOT_IN_XML = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", re.UNICODE)


def feed(site: Site, tree: Tree, site_name: str, site_url: str) -> bytes:
    """`site_url` ends in a slash; there is at least one note with a date."""
    newest = newest_notes(site, tree, ENTRIES)
    home = site_url + page_url(tree.prefix, Address(""), site.directory_urls)
    entries = "".join(_entry(site, path, moment(day), site_url) for day, path in newest)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_text(tree.language)}">\n'
        f"<title>{_text(site_name)}</title>\n<id>{_text(home)}</id>\n"
        f'<link rel="alternate" type="text/html" href="{_text(home)}"/>\n'
        f'<link rel="self" type="application/atom+xml" '
        f'href="{_text(f"{site_url}{tree.prefix}feed.xml")}"/>\n'
        f"<updated>{max(moment(day) for day, _ in newest)}</updated>\n"
        f"<author><name>{_text(site_name)}</name></author>\n{entries}</feed>\n"
    ).encode()


def _entry(site: Site, path: NotePath, changed: str, site_url: str) -> str:
    place, outline = site.places[path], site.outlines[path]
    url = _text(site_url + place.url)
    parts = [
        f"<title>{_text(place.title)}</title>\n<id>{url}</id>\n",
        f'<link rel="alternate" type="text/html" hreflang="{_text(place.language)}" ',
        f'href="{url}"/>\n<updated>{changed}</updated>\n',
    ]
    if outline.front_matter.created:
        parts.append(f"<published>{moment(outline.front_matter.created)}</published>\n")
    if "tags" not in outline.front_matter.hide:
        parts += (f'<category term="{_text(tag)}"/>\n' for tag in outline.distinct_tags().values())
    if outline.description:
        parts.append(f"<summary>{_text(outline.description)}</summary>\n")
    return f'<entry xml:lang="{_text(place.language)}">\n{"".join(parts)}</entry>\n'


def moment(day: str) -> str:
    """A date of front matter, which may be as short as a year, as RFC 3339 wants it.

    >>> moment("2025-08"), moment("2025-08-17T14:30+09:00")
    ('2025-08-01T00:00:00Z', '2025-08-17T14:30:00+09:00')
    """
    date, _, clock = day.partition("T")
    date += "-01-01"[len(date) - 4 :] if len(date) < 10 else ""
    found = re.match(r"([\d:.]*)(.*)", clock)
    time, zone = found.groups() if found else ("", "")
    time += "00:00:00"[len(time) :] if not time else ":00" if len(time) == 5 else ""
    return f"{date}T{time}{zone or 'Z'}"


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))
