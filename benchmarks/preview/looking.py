"""An author's browser: when a page is there, and when it shows what was saved.

In: addresses, and a text to wait for. Out: the moments at which they were there, in seconds since
1970, told by the page itself: what lies between it and us takes longer than what is measured.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page

PATIENCE = 180.0
"""Seconds."""
RETRY = 0.02
"""Seconds until a page that is not there yet is asked for again."""

# Rivals load the page anew: what is waited for has to outlive it. A text is there when it stands in
# what is read, and takes room; the code of a snippet holds what its figure will, so figures are
# looked at alone where one is waited for.
WATCH = r"""
(() => {
  const stamp = () => performance.timeOrigin + performance.now();
  const wanted = () => JSON.parse(sessionStorage.getItem("bench") ?? "null");
  const fits = (node, {text, within}) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element?.isConnected || !node.textContent.includes(text)) return false;
    const own = element.closest(".md-content " + within);
    const inner = own ? [element] : [...element.querySelectorAll(".md-content " + within)];
    return inner.some(each => each.textContent.includes(text) && each.getClientRects().length);
  };
  const look = nodes => {
    const want = wanted();
    if (!want || !nodes.some(node => fits(node, want))) return;
    sessionStorage.removeItem("bench");
    console.debug(`bench seen ${want.text} ${stamp()}`);
  };
  new MutationObserver(records => {
    look(records.flatMap(each => each.type === "characterData" ? [each.target]
      : [...each.addedNodes]));
  }).observe(document, {childList: true, characterData: true, subtree: true});
  new PerformanceObserver(entries => {
    for (const each of entries.getEntriesByName("first-contentful-paint")) {
      console.debug(`bench shown ${performance.timeOrigin + each.startTime}`);
    }
  }).observe({type: "paint", buffered: true});
})();
"""


@dataclass(frozen=True)
class Wanted:
    text: str
    """That no page shows yet,"""
    within: str = "*"
    """and what it must stand in: a selector."""


class Author:
    """One tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def shown(self, address: str) -> float:
        """When the page, asked for until it is there, was first painted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with self.page.expect_console_message(_says("bench shown "), timeout=10_000) as at:
                    self._go(address)
                self.page.wait_for_selector(".md-content h1")
                return float(at.value.text.split()[-1]) / 1000
            except (Error, LookupError):
                time.sleep(RETRY)
        raise SystemExit(f"{address} was not there after {PATIENCE:.0f} s")

    def _go(self, address: str) -> None:
        response = self.page.goto(address, wait_until="commit")
        if response is None or response.status != 200:
            raise LookupError(address)

    def open(self, address: str) -> None:
        """And wait until it is read in peace."""
        self.page.goto(address, wait_until="load")
        self.page.wait_for_timeout(400)

    def waits(self, save: Callable[[], None], wanted: Wanted) -> float:
        """Seconds from when `save` has ended until the page shows what is wanted."""
        text = json.dumps({"text": wanted.text, "within": wanted.within})
        self.page.evaluate("text => sessionStorage.setItem('bench', text)", text)
        told = _says(f"bench seen {wanted.text} ")
        with self.page.expect_console_message(told, timeout=PATIENCE * 1000) as seen:
            save()
            saved = time.time()
        return float(seen.value.text.split()[-1]) / 1000 - saved


def _says(beginning: str) -> Callable[[ConsoleMessage], bool]:
    return lambda message: message.text.startswith(beginning)


@contextmanager
def author(context: BrowserContext) -> Iterator[Author]:
    context.add_init_script(WATCH)
    page = context.new_page()
    try:
        yield Author(page)
    finally:
        context.close()
