"""The names that walk through the house, and the only place where they are made.

In: text as an author, a file system or a reader wrote it.
Out: names in NFC, each with a type of its own, so that a URL is never taken for a path.
"""

import re
import unicodedata
from typing import NewType
from urllib.parse import quote

from kb.patterns import pattern

NotePath = NewType("NotePath", str)
"""Where a note lies: relative to the vault, `/` between folders, NFC, with its suffix."""

Address = NewType("Address", str)
"""What a page is called within its tree: its path without suffix, NFC, not percent-encoded.

The page of a folder (its `index.md`, or the list that we make) ends in `/`; the root's is ''.
"""

Url = NewType("Url", str)
"""An address as a browser takes it: relative to the site's root, percent-encoded."""

Anchor = NewType("Anchor", str)
"""The id of a heading or block within its page."""

Tag = NewType("Tag", str)
"""A tag without its hash, levels separated by `/`, as the author typed it, NFC."""

Language = NewType("Language", str)
"""A BCP 47 language code in lower case, such as `ko` or `en`."""

# What stays as it is in the path of a URL: RFC 3986's unreserved and sub-delims but the quote,
# and every letter beyond ASCII is encoded, because servers and `mkdocs` agree on that only.
_PLAIN_IN_URL = "/~!$()*,;=:@&+"

_NOT_IN_ANCHOR = pattern(r"[^\w\- ]", re.UNICODE)
_SPACES = pattern(r"[\s\u00a0]+")


def nfc(text: str) -> str:
    """The composed form: macOS decomposes Hangul in file names."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tag(text: str) -> Tag:
    """A tag without what authors put before it: `#`, `@`, and slashes at its ends."""
    return Tag(nfc(text).strip().lstrip("#@").strip("/ ").strip())


def tag_key(name: str) -> str:
    """Tags are compared without regard to case, and white space within them counts as a hyphen.

    >>> tag_key("Technique/Gradient Descent")
    'technique/gradient-descent'
    """
    return "-".join(name.casefold().split())


def language(text: str) -> Language:
    return Language(text.strip().lower().replace("_", "-"))


def anchor(text: str) -> Anchor:
    """The id of a heading: Hangul stays, emoji and punctuation go, spaces become hyphens.

    >>> anchor("🎯 핵심 포인트")
    '핵심-포인트'
    """
    kept = _NOT_IN_ANCHOR.sub("", nfc(text)).lower().strip()
    return Anchor(_SPACES.sub("-", kept).strip("-"))


def quote_path(path: str) -> str:
    """A path as it stands in a URL: everything that is reserved there percent-encoded."""
    return quote(nfc(path), safe=_PLAIN_IN_URL)


def page_file(address: Address, directory_urls: bool = True) -> str:
    """The file that a page is written to, relative to the folder of its tree."""
    if address == "" or address.endswith("/"):
        return f"{address}index.html"
    return f"{address}/index.html" if directory_urls else f"{address}.html"


def page_url(prefix: str, address: Address, directory_urls: bool = True) -> Url:
    """The URL of a page: `prefix` is the folder of its tree, '' or such as `en/`."""
    file = page_file(address, directory_urls)
    if directory_urls:
        file = file.removesuffix("index.html")
    return Url(quote_path(prefix + file))


def relative_url(target: str, base: str) -> str:
    """`target` as seen from the page at `base`; both are relative to the site's root."""
    folder = base.split("/")[:-1]
    parts = target.split("/")
    shared = 0
    for ours, theirs in zip(folder, parts[:-1], strict=False):
        if ours != theirs:
            break
        shared += 1
    relative = "../" * (len(folder) - shared) + "/".join(parts[shared:])
    if not relative:
        return "./"
    # A first segment with a colon would be read as a scheme.
    head = relative.split("/", 1)[0]
    return f"./{relative}" if ":" in head else relative
