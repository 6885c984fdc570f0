"""A file that was read: bytes, decoded once, named once."""

from msgspec import Struct

from kb.names import NotePath
from kb.problems import Finding


class Source(Struct, frozen=True):
    path: NotePath
    file: str
    """The same path as the file system spells it (macOS decomposes)."""
    text: str
    """Decoded, without byte order mark, lines ended by `\\n`."""
    digest: str
    """Of the bytes, in hexadecimal."""
    findings: tuple[Finding, ...] = ()
    """What was wrong with the bytes."""
