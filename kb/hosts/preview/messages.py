"""What the server and an open page say to each other over the WebSocket `/_/live`.

In: JSON text of a page. Out: JSON text for it. Each message names itself by "type"; the twin of
this file is `web/src/live/messages.ts`.
"""

import msgspec
from msgspec import Struct

from kb.problems import Severity


class Message(Struct, frozen=True, tag_field="type", tag=str.lower):
    """Its "type" is the name of its class in small letters."""


class Open(Message, frozen=True):
    """A page says which page it shows: when it begins, and after each instant navigation."""

    page: str
    """The path of its address: "/en/foo/"; what follows a ? or # does not matter."""
    digest: str = ""
    """The ETag, without quotes, of what it shows; '' where it does not know."""


class Page(Message, frozen=True):
    """The page as it is now."""

    page: str
    """As `Open` said it,"""
    digest: str
    html: str
    """and what GET would give: the whole of it, with our script."""


class Moved(Message, frozen=True):
    """The page's address is no longer there."""

    page: str
    to: str | None
    """Its new one; None: the note was deleted."""


class Held(Message, frozen=True):
    """The page cannot be shown now; what stands there is the last that could be."""

    page: str
    problem: str
    """One sentence."""


class Running(Message, frozen=True):
    """What is shown of some snippets is that of older code."""

    page: str
    snippets: tuple[int, ...]
    """Which, counted from 0 in the order of the note; () once all is new."""
    done: int
    """Of `all` that run."""
    all: int


class ShownProblem(Struct, frozen=True):
    """A `Problem` as a page shows it, told in the language of the page's tree."""

    id: str
    """What `/_/mend` is told; it is another once the problem or its line is another."""
    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str
    source: str
    """The text of the line,"""
    mend: str | None = None
    """and what the button says that mends it, where there is one safe way."""
    detail: str = ""
    """More than a sentence can say: the traceback of a snippet."""


class Problems(Message, frozen=True):
    """Those of the page's own note, and how many the vault has."""

    page: str
    problems: tuple[ShownProblem, ...]
    errors: int
    """Of the whole vault,"""
    warnings: int
    """as are these."""


class Reload(Message, frozen=True):
    """The theme, a style or the configuration is another: the page must be loaded again."""


Told = Page | Moved | Held | Running | Problems | Reload
"""What the server says."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Open)


def encode(message: Told) -> str:
    return _ENCODER.encode(message).decode()


def decode(text: str | bytes) -> Open:
    """Raises `msgspec.DecodeError` for anything but what a page of ours says."""
    return _DECODER.decode(text)
