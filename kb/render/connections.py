"""The notes around a note: which lead to it, which are related, where it leads.

In: the network, a note and its related notes. Out: HTML for the end of its page; '' where the note
stands alone.

Everything is a list. From these a script draws the neighbourhood: `data-edges` says which of the
notes listed are linked with each other, by their numbers in the order of first appearance.
"""

from collections.abc import Iterable, Iterator

from markupsafe import escape

from kb.letters import title_order
from kb.model import Link, Network, Place, Related
from kb.names import NotePath, relative_url
from kb.render.ways import count
from kb.strings import fill, mark, translate

SHOWN = 20
"""Notes that lead here and are shown at once; the rest can be unfolded."""
SENTENCES = 3
"""At most so many sentences are quoted of a note."""


def connections(
    network: Network, path: NotePath, place: Place, related: tuple[Related, ...]
) -> str:
    """A section with up to three lists; `place` is that of the page, which may be a guest's."""
    return _Connections(network, path, place, related).html()


class _Connections:
    def __init__(
        self, network: Network, path: NotePath, place: Place, related: tuple[Related, ...]
    ) -> None:
        self.network = network
        self.site = network.site
        self.path = path
        self.place = place
        self.language = self.place.tree.language
        self.places = self.site.seen[self.language]
        """The pages that readers of this one are led to."""
        self.sources = self._sources()
        targets = (each.path for each in network.linked[path].targets if each is not None)
        self.targets = self._once(each for each in targets if each in self.site.places)
        near = {self._shown(each) for each in (*self.sources, *self.targets)}
        self.related = tuple(note for note in related if self._shown(note.path) not in near)

    def _shown(self, path: NotePath) -> NotePath:
        """The note that readers of this tree see in its place."""
        return self.site.version_in(self.language, path)

    def _once(self, paths: Iterable[NotePath]) -> list[NotePath]:
        """Without what says the same, or is the page itself."""
        own = self._shown(self.path)
        found = {shown: path for path in paths if (shown := self._shown(path)) != own}
        return list(found.values())

    def html(self) -> str:
        parts = [self._backlinks(), self._mentions(), self._related(), self._targets()]
        if not any(parts):
            return ""
        title = self._word(mark("Connections"))
        return (
            f'<section class="kb-links" aria-labelledby="kb:links">\n'
            f'<h2 id="kb:links">{title}</h2>\n{"".join(parts)}{self._neighbours()}</section>\n'
        )

    def _sources(self) -> dict[NotePath, list[Link]]:
        """The notes that lead here, by title, with their links."""
        found: dict[NotePath, list[Link]] = {}
        for source, index in (
            (link.source, link.link) for link in self.network.backlinks.get(self.path, ())
        ):
            found.setdefault(source, []).append(self.site.outlines[source].links[index])
        # Of a note and its translation, which both lead here, the one that readers see.
        for source in [*found]:
            shown = self._shown(source)
            if shown != source and shown in found:
                del found[source]
        return {source: found[source] for source in sorted(found, key=self._order)}

    def _order(self, path: NotePath) -> tuple[tuple[bytes, str], NotePath]:
        return title_order(self.places[path].title, self.language), path

    def _backlinks(self) -> str:
        items = [
            f"<li>{self._link(source)}{_sentences(links)}</li>\n"
            for source, links in self.sources.items()
        ]
        if not items:
            return ""
        html = f'<ul class="kb-backlinks">\n{"".join(items[:SHOWN])}</ul>\n'
        if len(items) > SHOWN:
            more = escape(fill(self.language, mark("{count} more"), count=len(items) - SHOWN))
            html += (
                f"<details><summary>{more}</summary>\n"
                f'<ul class="kb-backlinks">\n{"".join(items[SHOWN:])}</ul>\n</details>\n'
            )
        return self._headed(mark("Linked from"), len(items)) + html

    def _mentions(self) -> str:
        """Only where the author has asked for them."""
        items = [
            f"<li>{self._link(mention.source)} <q>{escape(mention.words)}</q></li>\n"
            for mention in self.network.mentions.get(self.path, ())
        ]
        if not items:
            return ""
        listed = f'<ul class="kb-mentions">\n{"".join(items)}</ul>\n'
        return self._headed(mark("Named without a link"), len(items)) + listed

    def _related(self) -> str:
        items = []
        for note in self.related:
            tags = "".join(f'<span class="kb-tag">#{escape(tag)}</span> ' for tag in note.tags)
            items.append(f"<li>{self._link(note.path)} {tags}</li>\n")
        if not items:
            return ""
        listed = f'<ul class="kb-related">\n{"".join(items)}</ul>\n'
        return self._headed(mark("Related notes")) + listed

    def _targets(self) -> str:
        """Folded: the text has them as well."""
        items = "".join(f"<li>{self._link(target)}</li>\n" for target in self.targets)
        if not items:
            return ""
        title = self._word(mark("Links to"))
        number = count(self.place.tree, len(self.targets))
        return (
            f'<details class="kb-links__out"><summary>{title} {number}</summary>\n'
            f"<ul>\n{items}</ul>\n</details>\n"
        )

    def _neighbours(self) -> str:
        listed = (*self.sources, *(note.path for note in self.related), *self.targets)
        numbers = {path: number for number, path in enumerate(dict.fromkeys(listed))}
        linked = {*self.sources, *self.targets}
        edges = sorted({pair for path in numbers for pair in self._edges(path, numbers, linked)})
        pairs = ",".join(f"[{one},{other}]" for one, other in edges)
        return f'<div class="kb-neighbours" data-edges="[{pairs}]"></div>\n'

    def _edges(
        self, path: NotePath, numbers: dict[NotePath, int], linked: set[NotePath]
    ) -> Iterator[tuple[int, int]]:
        """The links of one of them with others; not those between two that are only related."""
        own = numbers[path]
        for target in self.network.linked[path].targets:
            if target is None or target.path == path or target.path not in numbers:
                continue
            if path in linked or target.path in linked:
                other = numbers[target.path]
                yield min(own, other), max(own, other)

    def _link(self, path: NotePath) -> str:
        place = self.places[path]
        href = escape(relative_url(place.url, self.place.url))
        return f'<a href="{href}"{self._lang(place)}>{escape(place.title)}</a>'

    def _lang(self, place: Place) -> str:
        return f' lang="{escape(place.language)}"' if place.language != self.language else ""

    def _headed(self, words: str, notes: int = 0) -> str:
        number = f" {count(self.place.tree, notes)}" if notes else ""
        return f"<h3>{self._word(words)}{number}</h3>\n"

    def _word(self, text: str) -> str:
        return str(escape(translate(self.language, text)))


def _sentences(links: Iterable[Link]) -> str:
    """What stands around the links, each sentence once."""
    quoted = dict.fromkeys(
        (link.sentence, link.start, link.end)
        for link in links
        # A link that is all of its sentence says no more than the note's name.
        if link.start or link.end < len(link.sentence)
    )
    items = "".join(
        f"<li>{escape(sentence[:start])}<mark>{escape(sentence[start:end])}</mark>"
        f"{escape(sentence[end:])}</li>"
        for sentence, start, end in [*quoted][:SENTENCES]
    )
    return f'<ul class="kb-sentences">{items}</ul>' if items else ""
