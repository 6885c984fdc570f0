"""Ids within a page: each stands there once, whatever the page shows of other notes.

In: the ids of a note as its author and its headings have them. Out: the same for the page's own
text, so that links to them hold; others for each part of a note that is embedded.
"""

from kb.model import Outline


class _Taken:
    """What is shared by all texts of a page."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.texts = 0


class Ids:
    """The ids of one text that stands in a page."""

    def __init__(self, outline: Outline) -> None:
        anchors = [heading.anchor for heading in outline.headings]
        blocks = (f"^{name}" for name in outline.block_ids)
        self._prefix = ""
        self._names: dict[str, str] = {name: name for name in (*anchors, *blocks, *outline.ids)}
        """As the note has them -> as the page has them."""
        self._defined: set[str] = set(anchors)
        self._taken = _Taken()
        self._taken.ids.update(self._names)

    def of_embed(self) -> "Ids":
        """The ids of another text in the same page."""
        other = object.__new__(Ids)
        self._taken.texts += 1
        other._prefix = f"embed-{self._taken.texts}-"
        other._names, other._defined, other._taken = {}, set(), self._taken
        return other

    def define(self, name: str) -> str:
        """The value of an `id`; a second one of that name gets another."""
        if name in self._defined:
            return self._free(name)
        self._defined.add(name)
        return self.refer(name)

    def refer(self, name: str) -> str:
        """The same where something refers to it, before or behind."""
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self._free(name)
        return found

    def _free(self, name: str) -> str:
        wanted = found = f"{self._prefix}{name}"
        number = 1
        while found in self._taken.ids:
            number += 1
            found = f"{wanted}-{number}"
        self._taken.ids.add(found)
        return found
