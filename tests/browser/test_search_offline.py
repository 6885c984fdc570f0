"""A site that is read from a disk: browsers allow no module, no worker and no fetch there."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import VAULT, field, search, titles
from tests.browser.server import serve


@pytest.fixture(scope="module")
def folder(build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("offline") / "project"
    shutil.copytree(VAULT, project)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - kb:\n", "  - kb:\n      offline: true\n"), "utf-8")
    return build_vault(project)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def check(page: Page, start: str) -> None:
    page.goto(start, wait_until="load")
    search(page, "보정")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("긴 글")
    assert "긴-글.html?h=" in unquote(page.url)
    expect(page.locator("mark.kb-found").first).to_be_in_viewport()
    search(page, "햑습률")
    expect(titles(page).first).to_have_text("학습률")
    page.get_by_role("link", name="검색 페이지로 보기").click()
    expect(page.locator("h1")).to_have_text("검색")
    expect(field(page)).to_have_value("햑습률")
    expect(titles(page).first).to_have_text("학습률")
    filters = page.get_by_role("group", name="결과 좁히기")
    filters.get_by_role("button", name="영어").click()
    expect(titles(page).first).to_have_text("Learning rate")


def test_it_is_searched_from_the_disk(folder: Path, page: Page) -> None:
    check(page, (folder / "index.html").as_uri())


def test_it_is_searched_from_a_server_as_well(folder: Path, page: Page) -> None:
    with serve(folder) as address:
        check(page, f"{address}index.html")


def test_it_is_searched_in_the_other_language(folder: Path, page: Page) -> None:
    page.goto((folder / "en" / "index.html").as_uri(), wait_until="load")
    search(page, "oscillates")
    expect(titles(page).first).to_have_text("Learning rate")
