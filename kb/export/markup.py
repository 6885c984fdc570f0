"""HTML of a page that leaves its page.

In: finished HTML, and where it stood. Out: the same as well-formed XHTML without what only the page
can do: links lead to the site or are just words, pictures go along as files, formulas stay MathML.
"""

import re
from collections.abc import Callable
from hashlib import blake2b
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from kb.export.origin import Origin
from kb.model import Answer, Question, Worded

_SITE = "https://kb.invalid/"
"""Stands for the site's root while addresses are put together; never written."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_DROPPED = frozenset("script style button template input select textarea iframe object".split())
"""Elements that go with all that is in them."""
_ALLOWED = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub "
    "sup table tbody td tfoot th thead tr u ul var".split()
)
_BLOCKS = {"details": "div", "summary": "p", "section": "div", "aside": "div", "figure": "div"}
_STRICT = {
    **_BLOCKS,
    "figcaption": "div",
    "del": "span",
    "ins": "span",
    "mark": "span",
} | dict.fromkeys(("s", "u", "ruby", "rt", "rp"), "span")
"""What QTI 2.1 has other names for, or none."""
_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt", "width", "height"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
_SPACES = re.compile(r"\s+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MATHML = "http://www.w3.org/1998/Math/MathML"
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def plain(text: str) -> str:
    """`text` without what no XML may hold."""
    return _NOT_XML.sub("", text)


class Pictures:
    """The files that go along."""

    def __init__(self, origin: Origin, address: Callable[[str], str] | None = None) -> None:
        """`address` tells how a file that goes along is called in the HTML; None: none can go."""
        self._origin, self._address = origin, address
        self.files: dict[str, bytes] = {}
        """By a name that is safe and unique."""

    def source(self, url: str) -> str:
        """What `src` is to be for a file of the site, by its address there; '' where the picture
        cannot be shown.
        """
        path = unquote(urlsplit(url).path)
        data = self._origin.picture(path) if self._address is not None else None
        if data is None or self._address is None:
            return urljoin(self._origin.site_url, url) if self._origin.site_url else ""
        name = _safe_name(path, data)
        self.files[name] = data
        return self._address(name)


def _safe_name(path: str, data: bytes) -> str:
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    short = _NO_NAME.sub("-", stem or suffix).strip("-.")[:40] or "picture"
    own = blake2b(path.encode() + b"\n" + data, digest_size=4).hexdigest()
    return f"{short}-{own}{dot and '.'}{_NO_NAME.sub('', suffix)[:8]}" if dot else f"{short}-{own}"


class Leaving(NamedTuple):
    """How HTML leaves a page."""

    origin: Origin
    strict: bool = False
    """For QTI: only elements that its schema knows."""

    def html(self, question: Question, words: Worded, pictures: Pictures) -> str:
        """A part of a question. `lang` is said where it is written in another language."""
        if not words.html:
            return ""
        writer = _Writer(self, question.url, pictures)
        writer.feed(plain(words.html))
        writer.close()
        inside = "".join(writer.done()).strip()
        if not words.language or words.language == question.language:
            return inside
        element = "div" if writer.has_blocks else "span"
        lang = _language(words.language, strict=self.strict)
        return f"<{element}{lang}>{inside}</{element}>"

    def offered(self, question: Question, answer: Answer, pictures: Pictures) -> str:
        """An option, which says nothing but its letter where true and false are asked for."""
        return self.html(question, answer.content, pictures) or escape(answer.letter)


def _language(code: str, *, strict: bool) -> str:
    lang = escape(code)
    return f' xml:lang="{lang}"' if strict else f' lang="{lang}"'


_BLOCK_LIKE = frozenset("blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split())


class _Writer(HTMLParser):
    """Writes what it reads, as far as it may stay."""

    def __init__(self, leaving: Leaving, url: str, pictures: Pictures) -> None:
        super().__init__(convert_charrefs=True)
        self._leaving, self._pictures = leaving, pictures
        self._page = _SITE + url.partition("#")[0]
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []
        """Elements as they were read, and as they are written; '' for those that are left out."""
        self._dropped = 0
        self.has_blocks = False

    def done(self) -> list[str]:
        while self._open:
            self._close()
        return self._out

    @property
    def _in_math(self) -> bool:
        return any(read == "math" for read, _ in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._void(tag, dict(attrs))
            return
        given = dict(attrs)
        if self._dropped or tag in _DROPPED or tag == "svg":
            if tag == "svg" and not self._dropped:
                self.handle_data(given.get("aria-label") or "")
            self._dropped += 1
            self._open.append((tag, "!"))
            return
        written, attributes = self._as_written(tag, given)
        self._open.append((tag, written))
        self.has_blocks = self.has_blocks or written in _BLOCK_LIKE
        if written:
            self._out.append(f"<{written}{attributes}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not any(read == tag for read, _ in self._open):
            return
        while self._close() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._out.append(escape(data, quote=False))

    def _close(self) -> str:
        read, written = self._open.pop()
        if written == "!":
            self._dropped -= 1
        elif written:
            self._out.append(f"</{written}>")
        return read

    def _as_written(self, tag: str, given: dict[str, str | None]) -> tuple[str, str]:
        """What an element becomes, with its attributes; '' where only what is in it stays."""
        if tag == "math":
            return tag, f' xmlns="{_MATHML}"{self._attributes(("display",), given)}'
        if self._in_math:
            names = [name for name in given if not name.startswith(("on", "data-", "xmlns"))]
            return tag, self._attributes(names, given)
        tag = (_STRICT if self._leaving.strict else _BLOCKS).get(tag, tag)
        if tag not in _ALLOWED:
            return "", ""
        if tag == "a":
            href = self._href(given.get("href") or "")
            if not href or "headerlink" in (given.get("class") or ""):
                return "", ""
            given = {**given, "href": href}
        own = self._attributes(_ATTRIBUTES.get(tag, ()), given)
        lang = given.get("lang")
        return tag, own + (_language(lang, strict=self._leaving.strict) if lang else "")

    def _void(self, tag: str, given: dict[str, str | None]) -> None:
        if self._dropped or tag not in _ALLOWED:
            return
        if tag == "img":
            source = self._source(given.get("src") or "")
            alt = given.get("alt") or ""
            if not source:
                self.handle_data(alt)
                return
            given = {**given, "src": source, "alt": alt}
        self.has_blocks = self.has_blocks or tag == "hr"
        self._out.append(f"<{tag}{self._attributes(_ATTRIBUTES.get(tag, ()), given)}/>")

    def _attributes(
        self, names: "list[str] | tuple[str, ...]", given: dict[str, str | None]
    ) -> str:
        return "".join(
            f' {name}="{escape(_SPACES.sub(" ", given[name] or ""))}"'
            for name in names
            if name in given
        )

    def _href(self, href: str) -> str:
        """Where a link leads for who is not on the site; '' where nobody knows."""
        whole = urljoin(self._page, href)
        if not whole.startswith(_SITE):
            return whole if urlsplit(whole).scheme in ("http", "https", "mailto") else ""
        site = self._leaving.origin.site_url
        return urljoin(site, whole[len(_SITE) :]) if site else ""

    def _source(self, source: str) -> str:
        whole = urljoin(self._page, source)
        if not whole.startswith(_SITE):
            return whole if urlsplit(whole).scheme in ("http", "https", "data") else ""
        return self._pictures.source(whole[len(_SITE) :])
