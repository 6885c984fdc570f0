"""A page of a built site as browsers, screen readers and search engines take it.

In: a page's HTML and its URL. Out: a `Seen`. Nothing of kb is asked, so that it can be judged.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

SITE = "https://notes.example/"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass
class Link:
    words: str
    href: str
    """As it is written,"""
    url: str
    """and where it leads: decoded, with its fragment; from the site's root, or whole."""
    where: str
    """The classes and names of the elements around it."""
    attributes: dict[str, str]


@dataclass
class Seen:
    url: str
    """Decoded, from the site's root."""
    html: str = ""
    """`lang` of the whole page,"""
    text: str = ""
    """and what `<h1>` is in by it, or by what stands around it."""
    heading: str = ""
    """What `<h1>` says."""
    canonical: str = ""
    robots: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    """hreflang -> URL."""
    links: list[Link] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """What is said above the text about its language."""
    spoken: list[tuple[str, str]] = field(default_factory=list)
    """Pieces of text, each with the language that it is in by the nearest `lang`."""

    @property
    def switch(self) -> list[Link]:
        """The links of the header that lead to other languages."""
        return [
            link
            for link in self.links
            if "header" in link.where.split()
            and "hreflang" in link.attributes
            and "aria-current" not in link.attributes
        ]


NOTICE = "kb-notice"


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen(unquote(url))
        self.base = urljoin(SITE, url.lstrip("/"))
        self.open: list[tuple[str, str, str]] = []
        """Elements that are open: name, classes, language."""
        self.link: Link | None = None
        self.in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        outer = self.open[-1][2] if self.open else ""
        language = own.get("lang", outer)
        seen = self.seen
        if "id" in own:
            seen.ids.append(own["id"])
        if tag == "html":
            seen.html = own.get("lang", "")
        elif tag == "h1" and not seen.text:
            seen.text = language
        elif tag == "meta" and own.get("name") == "robots":
            seen.robots = own.get("content", "")
        elif tag == "link":
            words = own.get("rel", "").split()
            if "canonical" in words:
                assert not seen.canonical, "two canonical links"
                seen.canonical = self.lead(own["href"])
            elif "alternate" in words and "hreflang" in own:
                assert own["hreflang"] not in seen.alternates, own
                assert urlsplit(own["href"]).netloc, "search engines want whole addresses"
                seen.alternates[own["hreflang"]] = self.lead(own["href"])
        if tag == "a" and "href" in own:
            where = " ".join(f"{name} {classes}" for name, classes, _ in self.open)
            self.link = Link("", own["href"], self.lead(own["href"]), where, own)
            seen.links.append(self.link)
        if NOTICE in own.get("class", "").split():
            seen.notices.append("")
        self.in_heading = self.in_heading or (tag == "h1" and not seen.heading)
        if tag not in _VOID:
            self.open.append((tag, own.get("class", ""), language))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = None
        self.in_heading = self.in_heading and tag != "h1"
        while self.open and any(name == tag for name, _, _ in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.in_heading:
            self.seen.heading += data
        if self.link is not None:
            self.link.words += data
        if any(NOTICE in classes.split() for _, classes, _ in self.open) and data.strip():
            self.seen.notices[-1] += data
        if data.strip() and self.open and self.open[-1][0] not in ("script", "style"):
            self.seen.spoken.append((data.strip(), self.open[-1][2]))

    def lead(self, href: str) -> str:
        if href.startswith("#"):
            return unquote(href)
        whole = urljoin(self.base, href)
        return unquote(whole.replace(SITE, "/", 1))


def read_page(html: str, url: str) -> Seen:
    reader = _Reader(url)
    reader.feed(html)
    return reader.seen


def read_site(site: Path) -> dict[str, Seen]:
    """Every page by its URL, decoded; without what only leads elsewhere."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        html = file.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html or name.endswith("404.html"):
            continue
        url = f"/{name.removesuffix('index.html')}"
        found[url] = read_page(html, url)
    return found


def tree_of(url: str, languages: tuple[str, ...]) -> str:
    """In which tree a page lies."""
    own = (code for code in languages[1:] if url.startswith(f"/{code}/"))
    return next(own, languages[0])
