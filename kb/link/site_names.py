"""How names are compared.

In: a name as an author or a file system wrote it. Out: a key of `Site.names`.
"""

import re

from kb.names import nfc
from kb.patterns import pattern

NOTE_SUFFIX = pattern(r"\.(?:md|markdown)$", re.IGNORECASE)
"""What a link to a note may or may not end in."""


def name_key(name: str) -> str:
    """Names are compared without regard to case or composition."""
    return nfc(name).casefold()
