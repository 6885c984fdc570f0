"""A page that leads to another: for an alias, or for an address that a note had before.

In: where it lies and where it leads. Out: its bytes, without the theme: there may be thousands.
"""

from markupsafe import escape

from kb.model import Place
from kb.names import relative_url


def redirect(url: str, place: Place, site_url: str) -> bytes:
    """From `url` to the page at `place`. It works without scripts, and where a site is opened from
    disk as far as its other links do.
    """
    leads = escape(relative_url(place.url, url))
    original = escape(site_url + place.url) if site_url else leads
    title = escape(place.title)
    return (
        f'<!doctype html>\n<html lang="{escape(place.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="robots" content="noindex">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f'<meta http-equiv="refresh" content="0; url={leads}">\n'
        f'<link rel="canonical" href="{original}">\n</head>\n'
        f'<body><main><h1><a href="{leads}">{title}</a></h1></main></body>\n</html>\n'
    ).encode("utf-8", "xmlcharrefreplace")
