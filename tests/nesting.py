"""Whether a browser keeps the elements of a page as they were written, each id stands there once,
and each link within the page leads to one.

The oracle is html5ever, which parses as browsers do: it moves what stands where it may not, such
as a list within a paragraph. Written and parsed, the same tags must follow each other.
"""

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

import nh3

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Tags(HTMLParser):
    """The tags in their order, and all ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.ids: Counter[str] = Counter()
        self.used: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"<{tag}>")
        self.names.add(tag)
        found = dict(attrs)
        if found.get("id"):
            self.ids[found["id"] or ""] += 1
        href = found.get("href") or ""
        if href.startswith("#"):
            self.used.add(unquote(href[1:]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.tags.append(f"</{tag}>")


def wrong(html: str) -> list[str]:
    """What a browser would change, and ids that stand there twice."""
    written = Tags(html)
    names = written.names
    parsed = Tags(
        nh3.clean(
            html,
            tags=names,
            clean_content_tags=set(),
            attributes={name: {"id"} for name in names},
            link_rel=None,
            url_schemes={"http", "https"},
        )
    )
    found = [f"twice: {name}" for name, count in written.ids.items() if count > 1]
    found += [f"leads nowhere: #{name}" for name in sorted(written.used - written.ids.keys())]
    if written.tags != parsed.tags:
        place = next(
            (
                n
                for n, pair in enumerate(zip(written.tags, parsed.tags, strict=False))
                if pair[0] != pair[1]
            ),
            min(len(written.tags), len(parsed.tags)),
        )
        found.append(
            f"written {''.join(written.tags[max(place - 5, 0) : place + 5])}, "
            f"parsed {''.join(parsed.tags[max(place - 5, 0) : place + 5])}"
        )
    return found
