"""A browser, a site in it, and what is asked of every page."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.answering import copy_vault
from tests.browser.server import serve
from tools.front_end import PACKAGES

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that asks its maker for updates would spoil the check that nothing leaves the host.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
)
OWN = ("data:", "blob:", "chrome:", "chrome-extension:")
"""What comes out of the browser itself, as its viewer of documents does."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class View(NamedTuple):
    """What a reader holds: a window and a choice of colours."""

    width: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


VIEWS = [View(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]

LATER = (View(1280, "dark"), View(390, "light"))
"""In `make acceptance`."""

# A function that opens an address: options are those of Playwright's contexts.
Open = Callable[..., Page]
Axe = Callable[[Page], list[str]]
"""What axe finds wrong with a page, of the rules in `RULES`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # axe takes seconds a page: `make test` has it look at each in two of four views.
            if "axe" in item.name and any(f"{view}]" in item.name for view in LATER):
                item.add_marker(pytest.mark.acceptance)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,  # None: Playwright's own
            args=[*QUIET, *(["--no-sandbox"] if as_root else [])],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open pages that fail the test when a script fails or a request leaves the host."""
    contexts = []
    wrong: list[str] = []

    def open_page(url: str, view: View = VIEWS[0], first: str = "", **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": view.width, "height": 900},
            color_scheme="dark" if view.scheme == "dark" else "light",
            **options,
        )
        contexts.append(context)
        if first:  # a script that runs before any of the page's
            context.add_init_script(first)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script failed: {error}"))
        page.on(
            "requestfailed",
            lambda request: (
                # Whoever leaves a page stops what it still loads; what is missing is answered 404.
                wrong.append(f"not loaded: {request.url}")
                if request.failure != "net::ERR_ABORTED"
                else None
            ),
        )
        page.on(
            "response",
            lambda answer: (
                wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None
            ),
        )
        host = url.split("/")[2]
        page.on(
            "request",
            lambda request: (
                wrong.append(f"left the host: {request.url}")
                if not request.url.startswith((*OWN, f"http://{host}/"))
                else None
            ),
        )
        page.goto(url, wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (PACKAGES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def axe(axe_source: str) -> Axe:
    """What axe-core finds wrong with a page, one line a place."""

    def axe(page: Page) -> list[str]:
        page.evaluate(axe_source)
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: rules})",
            list(RULES),
        )
        return [
            f"{violation['id']}: {node['target']}: {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return axe


@pytest.fixture(scope="session")
def build_vault(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Build a folder of notes as a user does; give the site's folder."""

    def build_vault(vault: Path) -> Path:
        site = tmp_path_factory.mktemp("site") / "out"
        done = subprocess.run(
            [sys.executable, "-m", "kb", "build", str(vault), "--site-dir", str(site)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))},
        )
        assert done.returncode in {0, 1}, done.stdout + done.stderr
        assert (site / "index.html").is_file(), done.stdout + done.stderr
        return site

    return build_vault


@pytest.fixture(scope="session")
def parts_site(build_vault: Callable[[Path], Path]) -> Iterator[str]:
    """The vault beside this file: a note for each part that the browser has something to do for."""
    with serve(build_vault(Path(__file__).parent / "vault")) as address:
        yield address


@pytest.fixture(scope="session")
def bank_site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A site with a bank of questions."""
    with serve(build_vault(copy_vault(tmp_path_factory.mktemp("bank")))) as address:
        yield address


@pytest.fixture
def bank(bank_site: str) -> str:
    return f"{bank_site}quiz/"
