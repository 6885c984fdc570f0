"""A vault under `kb serve`, and a browser that looks at it.

In: notes. Out: a `Desk`: what is written there is what the browser is waited for to show.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.hosts.preview_server import Server, preview

MKDOCS = "site_name: x\ntheme: material\nplugins: [{kb: {languages: [ko, en]}}]\n"
COUNTING = """
window.stayed = true;
window.shown = 0;
document.addEventListener("kb:shown", () => { window.shown += 1; });
"""
"""Runs before any script of a page: a page that was loaded anew has counted nothing."""
PATIENCE = 20_000.0


@dataclass
class Desk:
    folder: Path
    """Of the notes."""
    server: Server

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def address(self, path: str) -> str:
        return self.server.address + path

    def edit(self, page: Page, name: str, text: str, wait_for: str) -> None:
        """Save, and wait until the article says `wait_for`."""
        self.write(name, text)
        says(page, wait_for)


@contextmanager
def desk(folder: Path, notes: dict[str, str], mkdocs: str = MKDOCS) -> Iterator[Desk]:
    notes = {"index.md": "# 처음\n", **notes}
    for name, text in notes.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(mkdocs, encoding="utf-8")
    with preview(folder) as server:
        yield Desk(folder / "docs", server)


def says(page: Page, text: str) -> None:
    page.wait_for_function(
        "text => document.querySelector('article')?.textContent.includes(text)",
        arg=text,
        timeout=PATIENCE,
    )


def until(page: Page, condition: str, arg: object = None) -> None:
    page.wait_for_function(condition, arg=arg, timeout=PATIENCE)


def stayed(page: Page) -> bool:
    """Whether the page was never loaded again since `stay` was called on it."""
    return bool(page.evaluate("window.here === true"))


def stay(page: Page) -> Page:
    page.evaluate("window.here = true")
    return page


def panel(page: Page, selector: str) -> Any:
    """What stands there in the panel; Playwright looks into shadow roots."""
    return page.locator(f"#kb-live-panel {selector}")


Opened = Callable[[str], Page]
