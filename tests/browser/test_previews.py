"""Previews of links, as they are met by pointer, by keyboard and by neither."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import VIEWS, Axe, Open, View

LONG = "모든-부분/"


# Links as a page may have them, wherever they stand.
OTHERS = """
<p><a href="../%ED%86%B5%EA%B3%84/">통계 폴더</a> <a href="../assets/images/favicon.png">그림</a>
<a href="https://example.org/">다른 곳</a> <a href="./">이 글</a> <a href="#">위</a></p>
<p style="text-align: right"><a href="../%EB%AA%A8%EB%93%A0-%EB%B6%80%EB%B6%84/">오른쪽</a></p>
<p style="position: fixed; bottom: 0; left: 40%">
<a href="../%EB%AA%A8%EB%93%A0-%EB%B6%80%EB%B6%84/">바닥</a></p>
"""


def add_others(page: Page) -> None:
    script = "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)"
    page.evaluate(script, OTHERS)


@pytest.fixture
def linked(parts_site: str) -> str:
    return parts_site + quote("이어진-글/")


def link(name: str) -> str:
    """The selector of a link in the text."""
    return f"article a:text-is('{name}')"


def rest(page: Page) -> None:
    """As long as a preview takes to come, and somewhat more."""
    page.wait_for_timeout(900)


def test_a_pointer_that_rests_shows_the_beginning(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover(link("한 걸음"))
    preview = page.get_by_role("group", name="미리보기: 학습률")
    expect(preview).to_be_visible()
    expect(preview).to_contain_text("한 걸음의 크기입니다.")
    expect(page.locator(link("한 걸음"))).to_have_attribute("aria-details", "kb-preview")
    # It can be reached with the pointer and stays while that is on it.
    preview.hover()
    rest(page)
    expect(preview).to_be_visible()
    page.mouse.move(5, 5)
    expect(preview).to_have_count(0)
    expect(page.locator("[aria-details]")).to_have_count(0)


def test_a_pointer_that_passes_asks_for_nothing(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover(link("모든-부분"))
    expect(page.locator(".kb-preview")).to_be_visible()  # the part is loaded
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.hover(link("한 걸음"))
    page.mouse.move(5, 5)
    rest(page)
    assert asked == []
    expect(page.locator(".kb-preview")).to_have_count(0)


def test_nothing_is_seen_before_there_is_something_to_see(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    held: list[Route] = []
    page.route("**/%ED%95%99%EC%8A%B5%EB%A5%A0/", lambda route: held.append(route))  # noqa: PLW0108 - looks at its signature
    page.hover(link("한 걸음"))
    rest(page)
    expect(page.locator(".kb-preview")).to_have_count(0)
    held[0].continue_()
    expect(page.locator(".kb-preview")).to_be_visible()


def test_the_keyboard_shows_scrolls_and_closes_it(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.locator(link("모든-부분")).press("Shift")  # so that the focus is the keyboard's
    preview = page.get_by_role("group", name="미리보기: 모든 부분")
    expect(preview).to_be_visible()
    page.keyboard.press("Tab")
    expect(preview).to_be_focused()
    page.keyboard.press("End")
    page.wait_for_function("document.querySelector('.kb-preview').scrollTop > 0")
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)
    expect(page.locator(link("모든-부분"))).to_be_focused()
    rest(page)
    expect(preview).to_have_count(0)
    # Onward, and back: it comes again.
    page.keyboard.press("Tab")
    expect(page.get_by_role("group", name="미리보기: 학습률")).to_be_visible()
    page.keyboard.press("Tab")  # short: nothing in it to stop at
    expect(page.locator("article a:focus")).to_have_text("모든-부분 > 그림")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(preview).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(link("모든-부분"))).to_be_focused()
    expect(preview).to_have_count(0)


def test_the_link_that_has_the_focus_when_the_part_has_come_is_shown(
    linked: str, open_page: Open
) -> None:
    page = open_page(linked)
    page.locator(link("모든-부분")).press("Shift")
    page.keyboard.press("Tab")  # at once: the part is still on its way
    expect(page.get_by_role("group", name="미리보기: 학습률")).to_be_visible()


def test_escape_sends_it_away_from_a_pointer_as_well(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover(link("한 걸음"))
    expect(page.locator(".kb-preview")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".kb-preview")).to_have_count(0)
    page.hover(link("한 걸음"), position={"x": 2, "y": 4})
    rest(page)
    expect(page.locator(".kb-preview")).to_have_count(0)
    page.mouse.move(5, 5)
    page.hover(link("한 걸음"))
    expect(page.locator(".kb-preview")).to_be_visible()


def test_a_section_is_shown_where_the_link_names_one(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover("article a[href$='%EA%B7%B8%EB%A6%BC']")
    preview = page.get_by_role("group", name="미리보기: 모든 부분 › 그림")
    expect(preview).to_contain_text("데이터")
    expect(preview).not_to_contain_text("강조는")
    page.hover("article a[href='#%EC%95%84%EB%9E%98'], article a[href='#아래']")
    expect(page.get_by_role("group", name=re.compile("› 아래$"))).to_contain_text("맨 아래의 글")


@pytest.mark.parametrize("name", ["통계 폴더", "그림", "다른 곳", "이 글", "위"])
def test_what_has_no_text_of_its_own_has_no_preview(
    linked: str, open_page: Open, name: str
) -> None:
    page = open_page(linked)
    add_others(page)
    page.hover(link(name))
    rest(page)
    expect(page.locator(".kb-preview")).to_have_count(0)


def test_a_page_that_cannot_be_fetched_changes_nothing(linked: str, open_page: Open) -> None:
    page = open_page(linked, first="window.fetch = () => Promise.reject(new Error('offline'))")
    page.hover(link("한 걸음"))
    rest(page)
    expect(page.locator(".kb-preview")).to_have_count(0)
    page.click(link("한 걸음"))
    expect(page.locator("h1")).to_contain_text("학습률")


def test_fingers_follow_links_at_once(linked: str, open_page: Open) -> None:
    page = open_page(linked, View(390, "light"), has_touch=True, is_mobile=True)
    page.locator(link("한 걸음")).tap()
    expect(page.locator("h1")).to_contain_text("학습률")
    rest(page)
    expect(page.locator(".kb-preview")).to_have_count(0)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("name", ["모든-부분", "오른쪽", "바닥"])
def test_no_edge_of_the_window_cuts_it(
    linked: str, open_page: Open, axe: Axe, view: View, name: str
) -> None:
    page = open_page(linked, view)
    add_others(page)
    page.hover(link(name))
    preview = page.locator(".kb-preview")
    expect(preview).to_be_visible()
    page.wait_for_timeout(200)
    box = preview.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view.width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 900
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    assert axe(page) == []


def test_what_is_shown_does_nothing(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover(link("모든-부분"))
    preview = page.locator(".kb-preview")
    expect(preview).to_be_visible()
    active = "a, button, input, summary, script, iframe, form, [id], [onclick], [style]"
    expect(preview.locator(active)).to_have_count(0)
    expect(preview).to_contain_text("☐ 읽기")
    expect(preview).to_contain_text("☑ 쓰기")


def test_a_hostile_page_brings_nothing_in(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    body = """<html lang=en><body><article><h1 id=x>A &lt;b&gt;</h1><p id=y onclick=alert(1)>Text
    <img src=nothing.png onerror="window.hit = 1"><img src="https://example.org/spy.png">
    <a href="javascript:window.hit=1">here</a><script>window.hit = 1</script>
    <svg onload="window.hit = 1"></svg><math><mi href="javascript:1">x</mi></math>
    </p></article></body></html>"""
    page.route(
        "**/%ED%95%99%EC%8A%B5%EB%A5%A0/",
        lambda route: route.fulfill(body=body, content_type="text/html"),
    )
    page.route("**/nothing.png", lambda route: route.fulfill(body=b"", content_type="image/png"))
    page.hover(link("한 걸음"))
    preview = page.get_by_role("group", name="미리보기: A <b>")
    expect(preview).to_be_visible()
    expect(preview).to_have_attribute("lang", "en")
    attributes = (
        "[...document.querySelectorAll('.kb-preview *')].flatMap(e => e.getAttributeNames())"
    )
    assert set(page.evaluate(attributes)) <= {"class", "src"}
    assert page.evaluate("window.hit") is None


def test_it_is_not_printed(linked: str, open_page: Open) -> None:
    page = open_page(linked)
    page.hover(link("한 걸음"))
    expect(page.locator(".kb-preview")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".kb-preview")).to_be_hidden()
