"""Tags that a browser would take for more than their author meant: `<path>` in a sentence.

In: a tag of raw HTML, what was open before it, and what follows. Out: whether it is text.

A parser of HTML drops all that follows an element of SVG outside of an `<svg>`, and all that
follows a `<script>` or `<title>` that nothing closes; and of `--depth=<n>` it shows `--depth=`.
Nothing that an author wrote may vanish like that.
"""

import re

from kb.safe_html import SHOWN

# The gate leaves these out and keeps what stands in them, or means to leave that out as well.
_LEFT_OUT = frozenset(
    "acronym applet area base basefont bgsound big body button canvas data datalist dialog dir "
    "embed fieldset form frame frameset head hgroup html image keygen legend link map marquee "
    "menu menuitem meta meter nobr object optgroup option output param progress search slot "
    "strike".split()
)
_SWALLOWING = frozenset(
    "iframe noembed noframes noscript object plaintext script select style template textarea title "
    "xmp".split()
)
FOREIGN = frozenset(("svg", "math"))
"""Elements that bring a vocabulary of their own."""


def is_text(element: str, *, closing: bool, within_foreign: bool, follows: str) -> bool:
    """Whether the tag of `element` is to be shown as it was typed.

    `follows` is the raw HTML between this tag and the end of its block.
    """
    element = element.lower()
    if within_foreign or element in FOREIGN or element in SHOWN or "-" in element:
        return False
    if element in _SWALLOWING:
        return not closing and not re.search(rf"</{element}\s*>", follows, re.IGNORECASE)
    return element not in _LEFT_OUT
