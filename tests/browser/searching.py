"""A reader who searches, in tests: the field, what it found, and syllables being composed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.server import serve

VAULT = Path(__file__).parent / "search"
INSTANT = "theme:\n  name: material\n  features: [navigation.instant]\n"


@contextmanager
def serve_vault(folder: Path, build_vault: Callable[[Path], Path], more: str = "") -> Iterator[str]:
    """The vault beside this file, built and served; `more` goes into its `mkdocs.yml`."""
    shutil.copytree(VAULT, folder / "project")
    config = folder / "project" / "mkdocs.yml"
    served = folder / "served"
    served.mkdir()
    with serve(served) as address:
        own = config.read_text(encoding="utf-8")
        config.write_text(f"site_url: {address}\n{more}{own}", encoding="utf-8")
        shutil.copytree(build_vault(folder / "project"), served, dirs_exist_ok=True)
        yield address


def at(site: str, path: str) -> str:
    return site + quote(path, safe="/?=#&%")


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def titles(page: Page) -> Locator:
    """Of the notes that were found."""
    return page.locator(".kb-search__hit .kb-search__title")


def open_search(page: Page) -> Locator:
    """By its key; the field has the focus at once, and what fills it has come."""
    page.keyboard.press("/")
    found = field(page)
    expect(found).to_be_focused()
    expect(found).to_have_attribute("aria-controls", "kb-search-list")
    return found


def search(page: Page, query: str) -> None:
    """Type it, and wait for what is found, or that it is said that nothing is."""
    found = open_search(page)
    found.fill(query)
    settle(page)


def settle(page: Page) -> None:
    expect(
        page.locator(".kb-search__hit, .kb-search__nothing, a.kb-search__short").first
    ).to_be_visible()
    expect(page.locator("[aria-busy]")).to_have_count(0)


class Composer:
    """An input method: what is being composed stands in the field, underlined, until it is done."""

    def __init__(self, page: Page) -> None:
        self.cdp: CDPSession = page.context.new_cdp_session(page)

    def compose(self, text: str) -> None:
        place: dict[str, Any] = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.cdp.send("Input.imeSetComposition", {"text": text, **place})

    def commit(self, text: str) -> None:
        self.cdp.send("Input.insertText", {"text": text})

    def press(self, key: str) -> None:
        """A key that the input method takes: pages are told its number is 229."""
        event = {"key": key, "code": key, "windowsVirtualKeyCode": 229}
        self.cdp.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **event})
        self.cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
