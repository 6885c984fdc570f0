"""What a file is, by the end of its name.

In: nothing. Out: suffixes, in lower case with their dot. A note may be called `httpbin.org` or
`v1.2`, so a dot alone does not make a file.
"""

import re

from kb.patterns import pattern

PICTURES = frozenset((".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"))
SOUNDS = frozenset((".3gp", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav"))
FILMS = frozenset((".mkv", ".mov", ".mp4", ".ogv", ".webm"))
DOCUMENT = ".pdf"
NOTES = frozenset((".md", ".markdown"))

FILE = pattern(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|mp[34]|m4a|mov|mkv|webm|og[gv]|opus|wav|flac|3gp|"
    r"pdf|canvas|base|excalidraw|zip|csv|json|txt|html?|docx?|pptx?|xlsx?|py|ipynb)$",
    re.IGNORECASE,
)
"""The name of something that is no note."""
