"""Texts of a figure that are in several languages.

In: matplotlib, and what puts words in the place of marks. Out: the same matplotlib, whose texts are
laid out and drawn with words, also where the author's own code asks how much room they take.
"""

import sys
from collections.abc import Callable
from typing import Any


def word_texts(said: Callable[[str], str]) -> None:
    """As soon as matplotlib is there; once."""
    module = sys.modules.get("matplotlib.text")
    if module is None or getattr(module.Text, "_kb_worded", False):
        return
    wrapped = module.Text._get_wrapped_text  # noqa: SLF001  what a text is laid out by, and drawn

    def worded(self: Any) -> str:
        written = self._text
        self._text = said(written)
        try:
            return str(wrapped(self))
        finally:
            self._text = written

    module.Text._get_wrapped_text = worded  # noqa: SLF001  the same
    module.Text._kb_worded = True  # noqa: SLF001  the same
