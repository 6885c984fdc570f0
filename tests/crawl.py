"""Follows the links of a built site as it lies on disk.

In: a site's folder. Out: what is dead, doubled, or not whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src") and not (tag == "link" and ("rel", "canonical") in attrs):
                self.links.append(value)


@dataclass
class Crawl:
    pages: set[str] = field(default_factory=set)
    dead: list[str] = field(default_factory=list)
    """`page -> link` whose file is not there."""
    lost: list[str] = field(default_factory=list)
    """`page -> link` whose file is there but not the id."""
    doubled: list[str] = field(default_factory=list)
    """`page: id` that occurs twice."""
    broken: list[str] = field(default_factory=list)
    """Pages that are not whole."""


def crawl(site: Path, start: str | None = "index.html") -> Crawl:
    """Follow every link from `start`; None: look at every page that lies in the folder."""
    result = Crawl()
    if start is None:
        waiting = [str(file.relative_to(site)) for file in site.rglob("*.html")]
    else:
        waiting = [start] if (site / start).is_file() else []
    ids: dict[str, set[str]] = {}
    fragments: list[tuple[str, str, str]] = []
    while waiting:
        page = waiting.pop()
        if page in result.pages:
            continue
        result.pages.add(page)
        text = (site / page).read_text(encoding="utf-8")
        if not text.rstrip().endswith("</html>"):
            result.broken.append(page)
        found = _Links()
        found.feed(text)
        ids[page] = set(found.ids)
        result.doubled += [f"{page}: {i}" for i in ids[page] if found.ids.count(i) > 1]
        if page.endswith("404.html"):
            continue
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(
                urlsplit(urljoin(f"/{'/'.join(map(str, Path(page).parts))}", link)).path
            )
            file = target.lstrip("/")
            if parts.path == "":
                file = page
            elif file == "" or file.endswith("/"):
                file += "index.html"
            if not (site / file).is_file():
                result.dead.append(f"{page} -> {link}")
                continue
            if file.endswith(".html"):
                waiting.append(file)
                if parts.fragment:
                    fragments.append((page, file, unquote(parts.fragment)))
    result.lost = [
        f"{page} -> {file}#{fragment}"
        for page, file, fragment in fragments
        if file in ids and fragment not in ids[file] and not fragment.startswith("__")
    ]
    return result


def files_of(site: Path) -> dict[str, bytes]:
    """Every file but our mark, with its bytes."""
    return {
        str(file.relative_to(site)): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file() and file.name != ".kb-site"
    }


def differences(site: Path, other: Path) -> list[str]:
    """Each file that is not the same in both, with where it differs first: a whole site would
    be printed otherwise, and the reason cut off."""
    return differences_of(files_of(site), files_of(other))


def differences_of(here: Mapping[str, bytes], there: Mapping[str, bytes]) -> list[str]:
    """The same of files by their names."""
    return [
        f"{name}: {first_difference(here.get(name), there.get(name))}"
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    ]


def first_difference(here: bytes | None, there: bytes | None) -> str:
    if here is None or there is None:
        return "only in the second" if here is None else "only in the first"
    at = next(
        (n for n, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
        min(len(here), len(there)),
    )
    start = max(0, at - 60)
    return f"{here[start : at + 120]!r} is not {there[start : at + 120]!r}"
