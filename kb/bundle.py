"""What runs in the browser, as it was built.

In: kb/web/dist, made by tools/front_end.py and shipped in the wheel.
Out: which files a site copies, and which two of them each page refers to.

kb/web itself holds no Python: it is data of this package and found beside this file.
"""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

DIST = Path(__file__).parent / "web" / "dist"


class Bundle(Struct, frozen=True):
    """Names are relative to `folder`, `/` between folders; they carry a hash of the content."""

    script: str
    """The classic script that each page loads; it finds the rest from its own address."""
    styles: str
    """The style sheet that each page loads."""
    files: tuple[str, ...]
    """All files to copy, these two included, in their folders."""
    folder: Path = DIST


class MissingBundleError(Exception):
    """The front end has not been built: only possible in a working copy of the sources."""


@cache
def bundle() -> Bundle:
    """The front end of this installation."""
    try:
        text = (DIST / "manifest.json").read_bytes()
    except FileNotFoundError as error:
        message = f"{DIST} has not been built; `make setup` builds it"
        raise MissingBundleError(message) from error
    return msgspec.json.decode(text, type=Bundle)
