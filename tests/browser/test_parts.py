"""What the browser does for each part of a page, and that a page reads without it."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import VIEWS, Axe, Open, View


def at(site: str, path: str) -> str:
    return site + quote(path)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("path", ["", "모든-부분/", "도표/", "틀린-도표/", "딥러닝/", "끼워-넣기/"])
def test_axe_finds_nothing(
    parts_site: str, open_page: Open, axe: Axe, path: str, view: View
) -> None:
    page = open_page(at(parts_site, path), view)
    if "도표" in path:
        page.wait_for_selector("kb-diagram:last-of-type[data-state]")
    assert axe(page) == []


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_nothing_is_wider_than_the_window(parts_site: str, open_page: Open, view: View) -> None:
    page = open_page(at(parts_site, "모든-부분/"), view)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= view.width


def test_diagrams_are_drawn_and_named(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "도표/"))
    expect(page.locator("kb-diagram[data-state=drawn] svg")).to_have_count(2)
    expect(page.get_by_role("img", name="훈련의 흐름")).to_be_visible()
    expect(page.get_by_role("img", name="도표", exact=True)).to_be_visible()
    expect(page.locator("pre.kb-mermaid").first).to_be_hidden()


def test_diagrams_follow_the_colours(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "도표/"))
    diagram = page.locator("kb-diagram").first
    expect(diagram).to_have_attribute("data-state", "drawn")
    before = diagram.locator("svg").get_attribute("id")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    expect(diagram).to_have_attribute("data-theme", "dark")
    expect(diagram.locator(f"svg:not([id='{before}'])")).to_have_count(1)
    expect(diagram.locator("svg")).to_have_count(1)


def test_a_wrong_diagram_says_so_and_keeps_its_source(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "틀린-도표/"))
    expect(page.get_by_text("이 도표는 그릴 수 없어")).to_be_visible()
    expect(page.get_by_text("Parse error on line 2")).to_be_visible()
    expect(page.locator("pre.kb-mermaid")).to_be_visible()


def test_mermaid_is_loaded_only_where_a_diagram_is(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "모든-부분/"))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert loaded
    assert not [url for url in loaded if "/diagrams/" in url]


def test_the_navigation_opens_down_to_the_page(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "딥러닝/최적화/학습률/"))
    current = page.locator(".md-nav--primary [aria-current=page]")
    expect(current).to_have_count(1)
    expect(current).to_have_text("학습률")
    nested = page.locator(".md-nav--primary .kb-nav .kb-nav > li")
    expect(nested).to_have_count(2)
    page.get_by_role("link", name="모멘텀").first.click()
    expect(page.locator("h1")).to_contain_text("모멘텀")
    expect(current).to_have_text("모멘텀")


def test_the_navigation_stays_as_it_is_when_folders_cannot_be_fetched(
    parts_site: str, open_page: Open
) -> None:
    offline = "window.fetch = () => Promise.reject(new Error('offline'))"
    page = open_page(at(parts_site, "통계/평균/"), first=offline)
    expect(page.locator(".md-nav--primary .md-nav__item--active a")).to_have_text("통계")
    expect(page.locator(".kb-nav")).to_have_count(0)


def test_only_what_scrolls_is_a_tab_stop(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "모든-부분/"), View(390, "light"))
    expect(page.locator("pre:has-text('def step') code")).to_have_attribute("tabindex", "0")
    expect(page.locator("pre:has-text('데이터') code")).not_to_have_attribute("tabindex", "0")


def test_hangul_stands_upright_and_english_slants(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "모든-부분/"))
    style = "element => getComputedStyle(element).fontStyle"
    emphasis = page.locator("article em").first
    assert emphasis.evaluate(style) == "normal"
    emphasis.evaluate("element => { element.lang = 'en' }")
    assert emphasis.evaluate(style) == "italic"
    emphasis.evaluate("element => { element.innerHTML = 'is <span lang=ko>학습률</span> so' }")
    assert emphasis.locator("span").evaluate(style) == "normal"
    wrapping = "element => getComputedStyle(element).wordBreak"
    paragraph = page.locator("article p").last
    assert paragraph.evaluate(wrapping) == "keep-all"
    paragraph.evaluate("element => { element.lang = 'en' }")
    assert paragraph.evaluate(wrapping) == "normal"


def test_english_is_hyphenated_where_lines_are_short(parts_site: str, open_page: Open) -> None:
    hyphens = "element => getComputedStyle(element).hyphens"
    for width, shown in ((1280, "manual"), (390, "auto")):
        page = open_page(at(parts_site, "모든-부분/"), View(width, "light"))
        paragraph = page.locator("article p").last
        paragraph.evaluate("element => { element.innerHTML = 'so <code>so</code>' }")
        assert paragraph.evaluate(hyphens) == "manual"
        paragraph.evaluate("element => { element.lang = 'en' }")
        assert paragraph.evaluate(hyphens) == shown
        assert paragraph.locator("code").evaluate(hyphens) == "manual"


def test_pages_read_without_javascript(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "도표/"), java_script_enabled=False)
    expect(page.locator("pre.kb-mermaid").first).to_be_visible()
    expect(page.locator("pre.kb-mermaid").first).to_contain_text("데이터")


def test_paper_shows_a_diagram(parts_site: str, open_page: Open) -> None:
    page = open_page(at(parts_site, "도표/"), View(1280, "dark"))
    expect(page.locator("kb-diagram[data-state=drawn]")).to_have_count(2)
    page.emulate_media(media="print")
    first = page.locator("kb-diagram").first
    shown = [first.locator(each).is_visible() for each in ("pre", ".kb-diagram__drawing")]
    assert shown.count(True) == 1
