"""A page's footnotes: those of its own text and of what it embeds, in one row of numbers.

In: references, in the order in which they stand in the page. Out: their numbers, and the list at
the end of the page; a footnote may refer to the next.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.render.fill import Filling


class Footnotes:
    """Counts; a label means a footnote only within the text that it stands in."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._references: dict[int, int] = {}
        """Number -> how often it was referred to."""
        self._texts: list[tuple[Filling, str]] = []
        """Where each was first referred to, and its label."""

    def number(self, text: "Filling", label: str) -> int:
        key = (id(text), label)
        number = self._numbers.get(key)
        if number is None:
            self._texts.append((text, label))  # which keeps `text`, and so its `id`, alive
            number = self._numbers[key] = len(self._texts)
        return number

    def reference(self, text: "Filling", label: str) -> tuple[int, int]:
        """The footnote's number, and the how manieth reference to it this is."""
        number = self.number(text, label)
        count = self._references[number] = self._references.get(number, 0) + 1
        return number, count

    def html(self) -> str:
        """All that were referred to; filling one may append others."""
        items = []
        for number, (text, label) in enumerate(self._texts, 1):
            note = next((note for note in text.body.footnotes if note.label == label), None)
            inside = text.html(note.pieces) if note is not None else ""
            items.append(f'<li id="fn:{number}"{text.foreign}>\n{inside}</li>\n')
        if not items:
            return ""
        return f'<div class="footnote">\n<hr>\n<ol>\n{"".join(items)}</ol>\n</div>\n'
