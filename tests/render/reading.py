"""What a reader gets from a page: its words, its headings, and where its links lead."""

from html.parser import HTMLParser

_VOID = frozenset("area base br col hr img input link meta source track wbr".split())
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd label mark math q s samp small span "
    "strong sub sup time u var wbr mi mn mo mrow msup msqrt mtext".split()
)


class Reader(HTMLParser):
    """Lines of text, one for each block; `h2: words` for a heading; `-> target` for each link."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words = ""
        self._heading = ""
        self._permalinks = 0
        self._source = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("class") == "headerlink":
            self._permalinks += 1
            return
        if tag not in _INLINE:
            self._end()
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading = f"{tag}: "
        for name in ("href", "src", "data"):
            if found.get(name):
                self._words += f" ({found[name]}) "
        if tag == "img":
            self._words += f" {found.get('alt')} "

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._permalinks:
            self._permalinks -= 1
            return
        if tag not in _INLINE:
            self._end()

    def handle_data(self, data: str) -> None:
        if not self._permalinks:
            self._words += data

    def _end(self) -> None:
        words = " ".join(self._words.split())
        if words:
            self.lines.append(f"{self._heading}{words}")
        self._words = self._heading = ""


def read_page(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader._end()
    return reader.lines
