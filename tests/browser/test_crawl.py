"""A browser follows every link of whole sites: none is dead, no anchor is lost, no id is doubled.

The sites are this project's own notes and vaults that nobody here wrote.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from tests.browser.server import serve
from tests.conftest import OwnSite

CRAWL = (Path(__file__).parent / "crawl.js").read_text(encoding="utf-8")
SAMPLE = ("quartz-docs", "foam-docs")
REST = ("elky84", "jzhao", "johngrib", "kepano")


def crawl_in_browser(browser: Browser, site: Path) -> None:
    with serve(site) as address:
        page = browser.new_page()
        page.goto(f"{address}404.html")
        found = page.evaluate(CRAWL, address)
        page.close()
    assert found["dead"] == []
    assert found["lost"] == []
    assert found["doubled"] == []
    assert found["bare"] == [], "what leads nowhere is text without an address"
    reached = {unquote(url.removeprefix(address)) for url in found["pages"]}
    written = {
        file.relative_to(site).as_posix().removesuffix("index.html")
        for file in site.rglob("*.html")
        if file.name != "404.html" and not _redirects(file)
    }
    assert written - reached == set()


def _redirects(file: Path) -> bool:
    """An address that a note had, or its alias: nothing in the site leads there."""
    return 'http-equiv="refresh"' in file.read_text(encoding="utf-8")[:1000]


def test_the_crawler_sees_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "404.html").write_text("")
    (site / "alone.html").write_text("")
    wrong = (
        '<a href="gone/">1</a>',
        '<a href="#no-id">1</a>',
        '<p id="x"><b id="x">1</b>',
        '<span class="kb-unresolved"><a href="./">1</a></span>',
        '<img src="gone.png">',
        "",
    )
    for text in wrong:
        (site / "index.html").write_text(text)
        with pytest.raises(AssertionError):
            crawl_in_browser(browser, site)


def test_our_own_notes(browser: Browser, own_site: OwnSite) -> None:
    crawl_in_browser(browser, own_site.site)


@pytest.mark.parametrize("name", SAMPLE)
def test_vaults(
    browser: Browser, build_vault: Callable[[Path], Path], corpus: Path, name: str
) -> None:
    crawl_in_browser(browser, build_vault(corpus / "vaults" / name))


@pytest.mark.acceptance
@pytest.mark.parametrize("name", REST)
def test_all_vaults(
    browser: Browser, build_vault: Callable[[Path], Path], corpus: Path, name: str
) -> None:
    crawl_in_browser(browser, build_vault(corpus / "vaults" / name))
