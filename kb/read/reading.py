"""Read one note.

In: a vault's folder and an entry of its listing.
Out: a `Source`, whatever happened to the file in between.
"""

import os
from pathlib import Path

from kb.model import Source
from kb.read.decoding import decode
from kb.read.listing import Entry
from kb.read.scanning import unreadable
from kb.store import digest


def read(vault: Path, entry: Entry) -> Source:
    """The text of `entry`; where the file cannot be read, a finding and no text."""
    try:
        with open(os.path.join(vault, entry.file), "rb") as file:  # noqa: PTH118, PTH123
            data = file.read()
    except OSError as error:
        return Source(entry.path, entry.file, "", digest(b""), (unreadable(error),))
    text, findings = decode(data)
    return Source(entry.path, entry.file, text, digest(data), findings)
