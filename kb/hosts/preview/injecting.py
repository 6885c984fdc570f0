"""What the preview adds to a page: one script, between two comments.

In: a finished page. Out: the same page with the script; whoever takes out all from the first
comment to the second has the page as `kb build` writes it, byte for byte.
"""

from html import escape

BEGIN, END = b"<!--kb:live-->", b"<!--/kb:live-->"
SCRIPT = "/_/live.js"


def dress(page: bytes, token: str, digest: str) -> bytes:
    """`digest` is the one that messages and the ETag call the page by."""
    tag = f'<script id="kb-live" src="{SCRIPT}" data-token="{token}" data-digest="{digest}" defer>'
    added = BEGIN + tag.encode() + b"</script>" + END
    place = page.rfind(b"</body>")
    return page + added if place < 0 else page[:place] + added + page[place:]


def undress(page: bytes) -> bytes:
    """The page without what `dress` has added."""
    before, begin, rest = page.rpartition(BEGIN)
    return before + rest.partition(END)[2] if begin else page


def bare_page(language: str, title: str, text: str) -> bytes:
    """For when there is no page to show: an error of ours, or nothing was read yet."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title></head>'
        f"\n<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></body>\n</html>\n"
    ).encode()
