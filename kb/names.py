"""The names that walk through the house, and the only place where they are made.

In: text as an author, a file system or a reader wrote it.
Out: names in NFC, each with a type of its own, so that a URL is never taken for a path.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NewType
from urllib.parse import quote
from zlib import crc32

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

Slug = NewType("Slug", str)
"""A name as one part of an address, in lower case: any file system can hold it."""

Language = NewType("Language", str)
"""A BCP 47 language code in lower case, such as `ko` or `en`."""

# What stays as it is in the path of a URL: RFC 3986's unreserved and sub-delims but the quote,
# and every letter beyond ASCII is encoded, because servers and `mkdocs` agree on that only.
_PLAIN_IN_URL = "/~!$()*,;=:@&+"

# What a file's name cannot hold on one system or another, and what URLs take for their own.
_NOT_IN_SLUG = pattern(r'[\s/\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')
_RESERVED = pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|index)(?:\..*)?")
_LONGEST_SLUG = 200
"""In bytes; file systems take 255, and a suffix may follow."""

_NOT_IN_ANCHOR = pattern(r"[^\w\- ]", re.UNICODE)
_SPACES = pattern(r"[\s\u00a0]+")


def nfc(text: str) -> str:
    """The composed form: macOS decomposes Hangul in file names."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tag(text: str) -> Tag:
    """A tag without what authors put before it: `#`, `@`, and slashes at its ends."""
    return Tag(nfc(text).strip().lstrip("#@").strip("/ ").strip())


@lru_cache(maxsize=1 << 15)
def tag_key(name: str) -> str:
    """Tags are compared without regard to case, and white space within them counts as a hyphen.

    >>> tag_key("Technique/Gradient Descent")
    'technique/gradient-descent'
    """
    return "-".join(name.casefold().split())


def tag_anchor(key: str) -> Anchor:
    """The id of a tag on the page that lists it, by its `tag_key`.

    Ours and the theme's own ids begin with `kb-` and `__`. No tag begins with a slash.
    """
    return Anchor(f"/{key}" if key.startswith(("kb-", "__")) else key)


def slug(text: str) -> Slug:
    """A name as part of an address: white space and slashes become hyphens, letters stay.

    >>> slug("Stochastic Gradient/Descent"), slug("경사 하강법"), slug("C++"), slug("...")
    ('stochastic-gradient-descent', '경사-하강법', 'c++', '_1a43b61b')
    """
    lowered = nfc(text.casefold())
    found = _NOT_IN_SLUG.sub("-", lowered).strip("-. ")
    if len(found) > _LONGEST_SLUG // 4 and len(found.encode()) > _LONGEST_SLUG:
        cut = found.encode()[: _LONGEST_SLUG - 9].decode(errors="ignore")
        found = f"{cut.rstrip('-. ')}-{_short_digest(lowered)}"
    if not found:
        # Nothing but signs: a name that no letters can give.
        return Slug(f"_{_short_digest(lowered)}")
    # Windows takes `con.txt` for the console; an `index` would be the folder's own page.
    return Slug(f"_{found}" if _RESERVED.fullmatch(found) else found)


def _short_digest(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


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
    return file_url(prefix + page_file(address, directory_urls), directory_urls)


def file_url(file: str, directory_urls: bool = True) -> Url:
    """The URL of the page that is written to `file`, relative to the site's folder."""
    return Url(quote_path(file.removesuffix("index.html") if directory_urls else file))


@lru_cache(maxsize=256)
def _folders(url: str) -> tuple[list[str], str]:
    """The folders of a page, and the way from it up to the root."""
    folders = url.split("/")[:-1]
    return folders, "../" * len(folders)


def relative_url(target: str, base: str) -> str:
    """`target` as seen from the page at `base`; both are relative to the site's root."""
    folder, up = _folders(base)
    # Thousands of links of a list lead elsewhere: no folder of theirs is shared.
    if folder and not target.startswith(f"{folder[0]}/"):
        return up + target
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
