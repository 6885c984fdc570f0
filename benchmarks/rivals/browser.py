"""What a reader waits for, in Chromium: the first result, and the results of each key.

In: a site with its index, queries. Out: times, bytes over the wire, memory, and what was found.
"""

import os
import shutil
import statistics
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.rivals.engine import HERE, Built
from benchmarks.rivals.queries import Query, keys_of
from benchmarks.rivals.server import Server, serve

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHOWN = 10
"""Results that are judged."""
PATIENCE = 3.0
"""Seconds: where opening takes longer, it is not done again."""
LOADING = 60_000
"""Milliseconds until a page without an index must be there; a search may take its time."""
PAGE = "_rival/page.html"

# In the page, because what lies between it and us takes longer than a key.
_OPEN = """async ([text, count]) => {
  const start = performance.now();
  await rival.open();
  const found = await rival.search(text, count);
  const end = performance.now();
  return [end - start, found, performance.timeOrigin + end];
}"""
_SEARCH = "([text, count]) => rival.search(text, count)"
_TYPE = """async ([states, count]) => {
  const took = [];
  for (const text of states) {
    const start = performance.now();
    await rival.search(text, count);
    took.push(performance.now() - start);
  }
  return took;
}"""


@dataclass(frozen=True)
class Opening:
    text: str
    milliseconds: float
    requests: int
    parts: dict[str, int]
    """Bytes over the wire, by what they are."""

    @property
    def sent(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True)
class Read:
    openings: list[Opening]
    keys: list[tuple[float, str]]
    """Milliseconds of each and what stood in the field, when what a word needs is there."""
    found: dict[str, list[str]]
    """The addresses that each query gives, best first."""
    memory: float
    """Megabytes that the page takes more than before it was opened, after all queries."""

    @property
    def first_result(self) -> float:
        return statistics.median(each.milliseconds for each in self.openings)

    @property
    def first_bytes(self) -> int:
        """Of the worst: a bar must hold for every query."""
        return max(each.sent for each in self.openings)

    @property
    def usual_bytes(self) -> float:
        return statistics.median(each.sent for each in self.openings)

    @property
    def key(self) -> float:
        return statistics.quantiles([took for took, _ in self.keys], n=20)[-1]


def read(shown: int, built: Built, adapter: Path, asked: list[Query], typed: list[Query]) -> Read:
    """`shown`: how many results the search's own interface shows at first."""
    beside = {PAGE: HERE / "pages" / "page.html", "_rival/rival.js": adapter, **built.beside}
    with serve(built.site, beside) as (address, server), open_browser() as browser:
        for file in built.index:
            server.compress(file)
        openings = []
        script = built.opening.read_text(encoding="utf-8") if built.opening else _OPEN
        for query in typed:
            start = address if built.opening else address + PAGE
            opening = _opening(browser, server, start, script, [query.text, shown])
            if opening:
                took, sent = opening
                parts: dict[str, int] = defaultdict(int)
                for where, size in sent:
                    name = where.partition("?")[0].rpartition("/")[2]
                    parts[built.parts.get(name, name.rpartition(".")[2])] += size
                openings.append(Opening(query.text, took, len(sent), parts))
                if took > PATIENCE * 1000:
                    break
        with _page(browser, address + PAGE) as page:
            before = _renderers()
            page.evaluate(_OPEN, [typed[0].text, shown])
            keys: list[tuple[float, str]] = []
            for query in typed:
                states = [text for text in keys_of(query.text) if text.strip()]
                for rehearsed in (True, False):
                    took = page.evaluate(_TYPE, [states, shown])
                    keys += [] if rehearsed else zip(took, states, strict=True)
            found = {query.text: page.evaluate(_SEARCH, [query.text, SHOWN]) for query in asked}
            memory = _renderers() - before
        return Read(openings, keys, found, memory)


def _opening(
    browser: Browser, server: Server, start: str, script: str, asked: list[Any]
) -> tuple[float, list[tuple[str, int]]] | None:
    """Milliseconds to the first result, and what was sent; None where nothing is found."""
    # A context has its own cache: nothing is left of the one before.
    with _page(browser, start) as page:
        server.begin()
        took, found, end = page.evaluate(script, asked)
        # What comes later, such as excerpts, does not hold up the first result.
        sent = [(address, size) for when, address, size in server.sent if when * 1000 <= end]
        return (took, sent) if found else None


@contextmanager
def open_browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if as_root else []
        )
        yield browser
        browser.close()


@contextmanager
def _page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty page with the script of a search, or the start page of its site."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.set_default_timeout(LOADING)
        page.on("pageerror", _stop)
        page.goto(address, wait_until="networkidle")
        if address.endswith(PAGE):
            page.wait_for_function("window.rival")
        yield page
    finally:
        context.close()


def _stop(error: Any) -> None:
    raise SystemExit(f"a script of a search failed: {error}")


def _renderers() -> float:
    """Megabytes of all processes that pages live in; what they share counts once."""
    total = 0.0
    for process in psutil.Process().children(recursive=True):
        try:
            if "--type=renderer" in process.cmdline():
                total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6
