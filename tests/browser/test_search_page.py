"""The page of the search, and the pages that its results lead to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import VIEWS, Open, View
from tests.browser.searching import INSTANT, at, field, search, serve_vault, settle, titles

Axe = Callable[[Page], list[str]]
MARKS = "mark.kb-found"


@pytest.fixture(scope="module")
def site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serve_vault(tmp_path_factory.mktemp("search"), build_vault) as address:
        yield address


@pytest.fixture(scope="module")
def instant(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the theme brings pages without loading them anew."""
    with serve_vault(tmp_path_factory.mktemp("instant"), build_vault, INSTANT) as address:
        yield address


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("query", ["", "?q=%ED%95%99%EC%8A%B5%EB%A5%A0", "?q=xyzzyx"])
def test_axe_finds_nothing(site: str, open_page: Open, axe: Axe, view: View, query: str) -> None:
    page = open_page(at(site, f"search/{query}"), view)
    expect(field(page)).to_be_visible()
    if query:
        settle(page)
        page.wait_for_timeout(500)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width


def test_the_address_says_what_is_asked_for(site: str, open_page: Open) -> None:
    page = open_page(at(site, "search/?q=햑습률&exact=1"))
    expect(page.locator(".kb-search__nothing")).to_be_visible()
    page.get_by_role("button", name="비슷한 말도 찾기").click()
    expect(titles(page).first).to_have_text("학습률")
    assert asked(page) == {"q": ["햑습률"]}
    field(page).fill("학습률")
    page.wait_for_timeout(700)
    assert asked(page) == {"q": ["학습률"]}
    page.get_by_role("button", name="문제", exact=False).first.click()
    expect(field(page)).to_have_value("학습률 has:quiz")
    assert asked(page) == {"q": ["학습률 has:quiz"]}
    expect(titles(page)).to_have_text(["경사하강법"])
    page.reload()
    expect(field(page)).to_have_value("학습률 has:quiz")
    expect(titles(page)).to_have_text(["경사하강법"])
    page.go_back()
    expect(field(page)).to_have_value("학습률")
    page.go_forward()
    expect(field(page)).to_have_value("학습률 has:quiz")


def test_the_dialog_leads_to_the_page(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습률")
    page.get_by_role("link", name="검색 페이지로 보기").click()
    page.wait_for_url("**/search/?q=*")
    expect(field(page)).to_have_value("학습률")
    expect(titles(page).first).to_have_text("학습률")
    # There is one search: here its key leads to the field that is there.
    field(page).blur()
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_way_back_leads_to_what_was_found(site: str, open_page: Open) -> None:
    page = open_page(at(site, "search/"))
    field(page).fill("모멘텀")
    expect(titles(page).first).to_have_text("모멘텀")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("모멘텀")
    page.go_back()
    expect(field(page)).to_have_value("모멘텀")
    expect(titles(page).first).to_have_text("모멘텀")


def test_matched_words_are_marked_and_in_view(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "보정")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("긴 글")
    marks = page.locator(MARKS)
    expect(marks.first).to_have_text("보정")
    expect(marks).to_have_count(3)
    expect(marks.first).to_be_in_viewport()
    bar = page.get_by_role("group", name="찾은 말")
    expect(bar).to_contain_text("3곳 중 1번째")
    bar.get_by_role("button", name="다음 자리").click()
    bar.get_by_role("button", name="다음 자리").click()
    # It opens what is folded.
    expect(marks.last).to_be_in_viewport()
    bar.get_by_role("button", name="표시 지우기").click()
    expect(marks).to_have_count(0)
    assert asked(page) == {}
    page.emulate_media(media="print")


def test_words_with_particles_and_in_other_spacing_are_marked(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "손실함수")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("손실 함수")
    expect(page.locator(f"h1 {MARKS}").first).to_be_visible()


def test_a_heading_that_fits_is_scrolled_to(site: str, open_page: Open) -> None:
    page = open_page(site, View(1280, "light"))
    page.set_viewport_size({"width": 1280, "height": 400})
    search(page, "끝의 이야기")
    page.locator(".kb-search__heading").first.click()
    heading = page.locator("h2", has_text="끝의 이야기")
    expect(heading).to_be_in_viewport()
    expect(heading.locator(MARKS).first).to_be_visible()


def test_a_result_on_the_page_that_is_there(site: str, open_page: Open) -> None:
    page = open_page(at(site, "긴-글/"))
    page.evaluate("window.stayed = true")
    search(page, "보정")
    page.keyboard.press("Enter")
    expect(page.locator(MARKS).first).to_be_in_viewport()
    assert page.evaluate("window.stayed") is True
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_marks_are_no_html(site: str, open_page: Open) -> None:
    hostile = quote("<img src=x onerror=hit()>")
    page = open_page(
        at(site, "낯선-글/") + f"?h={hostile}&h=" + "가" * 3000 + "&h=(a%2B)%2B%24&h=%ED%A0",
        first="window.hit = () => { window.hits = 1; };",
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.hits") is None


def test_with_instant_navigation(instant: str, open_page: Open) -> None:
    page = open_page(instant)
    page.evaluate("window.stayed = true")
    search(page, "보정")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("긴 글")
    expect(page.locator(MARKS).first).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_have_count(0)
    search(page, "모멘텀")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("모멘텀")
    expect(page.locator(MARKS).first).to_be_visible()
    expect(page.get_by_role("group", name="찾은 말")).to_have_count(1)
    assert page.evaluate("window.stayed") is True
    # Into the page of the search, and back.
    search(page, "학습률")
    page.get_by_role("link", name="검색 페이지로 보기").click()
    expect(page.locator("h1")).to_have_text("검색")
    expect(titles(page).first).to_have_text("학습률")


def test_the_page_in_the_other_language(site: str, open_page: Open) -> None:
    page = open_page(at(site, "en/search/?q=loss"))
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_role("group", name="Filters")).to_be_visible()
    expect(titles(page).first).to_have_text("Learning rate")
