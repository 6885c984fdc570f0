"""A page of another MkDocs plugin, as readers find it.

In: its HTML, as Markdown or the plugin has given it, without the theme. Out: a `Document`.
"""

from collections.abc import Mapping
from html.parser import HTMLParser

from msgspec.structs import replace

from kb.measuring import measure
from kb.model import Document, DocumentKind, DocumentSection, DocumentText
from kb.names import Anchor, Language, Url, nfc

_UNSEEN = frozenset("script style svg template math head title noscript iframe object".split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt figcaption figure footer form"
    " header hr li main nav ol p pre section summary table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_PERMALINK = "headerlink"
"""The class of the sign behind a heading that leads to it."""


def foreign_document(url: str, title: str, html: str, languages: tuple[Language, ...]) -> Document:
    """`languages` are those of the trees; a page in none of them counts as one in the first."""
    url = "" if url in (".", "./") else url
    reading = _Reading()
    reading.feed(html)
    reading.close()
    reading.finish()
    title = nfc(" ".join(title.split()))
    sections, passages = reading.sections, reading.passages
    if sections and sections[0].level == 1 and title in ("", sections[0].text):
        # It says the title once more.
        title = sections.pop(0).text
        passages = [replace(each, section=max(each.section - 1, -1)) for each in passages]
    measured = measure("\n".join([title, *(passage.text for passage in passages)]))
    return Document(
        DocumentKind.PAGE,
        f"/{url}",
        0,
        Url(url),
        title or url,
        measured if measured in languages else languages[0],
        sections=tuple(sections),
        passages=tuple(passages),
    )


def is_hidden(meta: Mapping[str, object]) -> bool:
    """Whether its front matter keeps it from being found, as Material has it."""
    search = meta.get("search")
    return isinstance(search, Mapping) and search.get("exclude") is True


class _Reading(HTMLParser):
    """Words in the order of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[DocumentSection] = []
        self.passages: list[DocumentText] = []
        self._words: list[str] = []
        self._unseen: list[str] = []
        """The elements that hide what is in them, and those of the same name within."""
        self._heading: tuple[str, Anchor] | None = None
        self._code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.append(tag)
        elif tag in _UNSEEN or (tag == "a" and _PERMALINK in named.get("class", "").split()):
            self._unseen.append(tag)
        elif tag in _HEADINGS:
            self.finish()
            self._heading = tag, Anchor(named.get("id", ""))
        elif tag in _BLOCKS:
            self.finish()
            self._code += tag == "pre"
        elif tag == "br" or tag in _CELLS:
            self._words.append("\n" if self._code else " ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self.finish()
            self._code -= tag == "pre" and self._code > 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def finish(self) -> None:
        """Make a section or passage of the words since the last."""
        text = nfc("".join(self._words))
        text = text.strip("\n").rstrip() if self._code else " ".join(text.split())
        self._words.clear()
        heading, self._heading = self._heading, None
        if not text:
            return
        if heading is not None:
            tag, anchor = heading
            self.sections.append(DocumentSection(text, anchor, _HEADINGS[tag]))
        else:
            section = len(self.sections) - 1
            self.passages.append(DocumentText(section, text, code=bool(self._code)))
