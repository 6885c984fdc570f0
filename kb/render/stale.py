"""What a translation says of itself where it is behind its original, or not finished.

In: the network, and a note that is a translation. Out: HTML for the top of its page; '' where there
is nothing to say.
"""

from markupsafe import escape

from kb.model import (
    BlockChange,
    BlockPlace,
    ChangeKind,
    Network,
    Place,
    Translated,
    TranslationState,
)
from kb.names import NotePath, relative_url
from kb.strings import fill, mark

_KINDS = {
    ChangeKind.CHANGED: mark("Changed"),
    ChangeKind.NEW: mark("New in the original"),
    ChangeKind.GONE: mark("Gone from the original"),
}


def stale_notice(network: Network, path: NotePath) -> str:
    translated = network.translated.get(path)
    if translated is None or translated.original not in network.site.places:
        return ""
    if translated.state is TranslationState.STALE:
        return _Notice(network, path, translated).stale()
    if translated.state is TranslationState.UNFILLED:
        return _Notice(network, path, translated).unfilled()
    return ""


class _Notice:
    def __init__(self, network: Network, path: NotePath, translated: Translated) -> None:
        site = network.site
        self.path, self.translated = path, translated
        self.place, self.original = site.places[path], site.places[translated.original]
        self.headings = site.outlines[path].headings
        self.original_headings = site.outlines[translated.original].headings

    def stale(self) -> str:
        count = len(self.translated.changes)
        said = self._word(mark("Parts of the original that have changed since: {count}."), count)
        title = self._word(mark("What has changed"))
        items = "".join(f"<li>{self._change(each)}</li>\n" for each in self.translated.changes)
        return self._box(
            self._word(mark("This translation is older than its original")),
            f"<p>{said} {self._way()}</p>\n"
            f"<details><summary>{title}</summary>\n"
            f"<ul>\n{items}</ul>\n</details>\n",
        )

    def unfilled(self) -> str:
        count = len(self.translated.unfilled)
        said = self._word(mark("Parts that are still to be translated: {count}."), count)
        return self._box(
            self._word(mark("This translation is not finished")),
            f"<p>{said} {self._way()}</p>\n",
        )

    def _box(self, title: str, html: str) -> str:
        return (
            f'<div class="admonition note kb-stale" role="note">\n'
            f'<p class="admonition-title">{title}</p>\n{html}</div>\n'
        )

    def _way(self) -> str:
        href = escape(relative_url(self.original.url, self.place.url))
        words = self._word(mark("To the original"))
        return f'<a href="{href}" hreflang="{escape(self.original.language)}">{words}</a>'

    def _change(self, change: BlockChange) -> str:
        """Where in this page, where in the original, and how it begins there."""
        parts = [f"{self._word(_KINDS[change.kind])}: {self._here(change.translation)}"]
        shown, place = change.original, self.original
        if shown is not None:
            parts.append(f"→ {self._there(shown)}")
        elif change.translation is not None:
            shown, place = change.translation, self.place
        if shown is not None:
            parts.append(f"<q{self._lang(place)}>{escape(shown.words)}</q>")
        return " ".join(parts)

    def _here(self, place: BlockPlace | None) -> str:
        if place is None or place.heading < 0:
            href, words = "#kb-title", self.place.title
            title = next((each for each in self.headings if each.level == 1), None)
            href = f"#{title.anchor}" if title is not None else href
        else:
            heading = self.headings[place.heading]
            href, words = f"#{heading.anchor}", heading.text
        return f'<a href="{escape(href)}"{self._lang(self.place)}>{escape(words)}</a>'

    def _there(self, place: BlockPlace) -> str:
        url, words = relative_url(self.original.url, self.place.url), self.original.title
        if place.heading >= 0:
            heading = self.original_headings[place.heading]
            url, words = f"{url}#{heading.anchor}", heading.text
        language = escape(self.original.language)
        lang = self._lang(self.original)
        return f'<a href="{escape(url)}" hreflang="{language}"{lang}>{escape(words)}</a>'

    def _lang(self, place: Place) -> str:
        own = self.place.tree.language
        return f' lang="{escape(place.language)}"' if place.language != own else ""

    def _word(self, text: str, count: int = 0) -> str:
        return str(escape(fill(self.place.tree.language, text, count=count)))
