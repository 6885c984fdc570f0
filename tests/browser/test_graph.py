"""The graph: its picture, and the list that says the same."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.collection import GRAPH, write_data, write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


@pytest.fixture(scope="module")
def graph_page(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    site = tmp_path_factory.mktemp("graph") / "site"
    copytree(build_vault(Path(__file__).parent / "vault"), site)
    write_data(site, 200, 500)
    write_page(site, "graph", "그래프", GRAPH)
    for note in range(200):
        write_page(site, f"note-{note}", f"노트 {note}", "<p>글</p>")
    with serve(site) as address:
        yield f"{address}graph/"


def settled(page: Page) -> None:
    """Wait until the notes have found their places."""
    expect(page.locator(".kb-graph__canvas canvas").first).to_be_attached(timeout=20_000)
    expect(page.locator(".kb-graph__wait")).to_have_count(0, timeout=20_000)


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_finds_nothing(graph_page: str, open_page: Open, axe: Axe, view: View) -> None:
    page = open_page(graph_page, view)
    settled(page)
    assert axe(page) == []
    page.locator(".kb-graph__list button").first.click()
    expect(page.locator(".kb-graph__chosen")).to_be_visible()
    page.mouse.move(2, 2)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width


def test_the_keyboard_reaches_everything_that_the_picture_shows(
    graph_page: str, open_page: Open
) -> None:
    page = open_page(graph_page)
    settled(page)
    page.get_by_label("찾기").focus()
    page.keyboard.type("노트 12")
    expect(page.get_by_role("status").first).to_have_text("노트 9개")
    assert asked(page) == {"q": ["노트 12"]}
    first = page.locator(".kb-graph__list button").first
    first.focus()
    page.keyboard.press("Enter")
    heading = page.locator(".kb-graph__chosen h2")
    expect(heading).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="노트 열기")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".kb-graph__near a").first).to_be_focused()
    target = page.locator(".kb-graph__near a").first.get_attribute("href")
    expect(page.locator(".kb-preview")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(str(target), wait_until="networkidle")


def test_what_is_asked_for_can_be_sent_and_gone_back_to(graph_page: str, open_page: Open) -> None:
    page = open_page(f"{graph_page}?tag=%ED%95%99%EC%8A%B5/%EC%86%90%EC%8B%A4&note=note-2/")
    settled(page)
    expect(page.get_by_role("combobox", name="태그", exact=True)).to_have_value("학습")
    expect(page.get_by_label("하위 태그")).to_have_value("학습/손실")
    expect(page.locator(".kb-graph__chosen h2")).to_have_text("노트 2")
    page.get_by_role("combobox", name="태그", exact=True).select_option("vision")
    assert asked(page) == {"tag": ["vision"], "note": ["note-2/"]}
    page.get_by_label("언어").select_option("en")
    assert asked(page)["lang"] == ["en"]
    for title in page.locator(".kb-graph__list button > span:first-child").all_inner_texts():
        assert title.startswith("Note ")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("하위 태그")).to_have_value("학습/손실")
    page.get_by_role("button", name="모두 지우기").click()
    expect(page.get_by_role("status").first).to_have_text("노트 200개")
    assert asked(page) == {}


def test_more_of_a_long_list_is_a_button_away(graph_page: str, open_page: Open) -> None:
    page = open_page(graph_page, first=NO_WEBGL)
    items = page.locator(".kb-graph__list > li")
    expect(items).to_have_count(40)
    page.get_by_role("button", name="40개 더 보기").click()
    expect(items).to_have_count(80)
    expect(items.nth(40).get_by_role("button")).to_be_focused()


def test_without_webgl_there_is_the_list_and_a_sentence(
    graph_page: str, open_page: Open, axe: Axe
) -> None:
    page = open_page(graph_page, first=NO_WEBGL)
    expect(page.get_by_text("이 브라우저에는 WebGL이 없어")).to_be_visible()
    expect(page.locator(".kb-graph__list > li")).to_have_count(40)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert not [url for url in loaded if "/drawing-" in url]
    assert axe(page) == []


def test_without_javascript_the_page_reads(graph_page: str, open_page: Open) -> None:
    page = open_page(graph_page, java_script_enabled=False)
    expect(page.get_by_text("목록은 여기에 있습니다.")).to_be_visible()


def test_data_that_cannot_be_fetched_is_told(graph_page: str, open_page: Open) -> None:
    offline = "window.fetch = () => Promise.reject(new Error('offline'))"
    page = open_page(graph_page, first=offline)
    expect(page.get_by_text("노트 목록을 불러오지 못했습니다.")).to_be_visible()


def test_a_click_on_a_note_opens_it_and_a_drag_does_not(graph_page: str, open_page: Open) -> None:
    page = open_page(f"{graph_page}?note=note-2/")
    settled(page)
    page.wait_for_timeout(600)  # the chosen note comes to the middle
    box = page.locator(".kb-graph__canvas").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    assert page.url.startswith(graph_page)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="전체로 돌아가기").click()
    page.locator(".kb-graph__list button", has_text="노트 2").first.click()
    page.wait_for_timeout(600)
    page.mouse.move(x, y)
    expect(page.locator(".kb-graph__canvas")).to_have_css("cursor", "pointer")
    page.mouse.click(x, y)
    page.wait_for_url("**/note-2/", wait_until="networkidle")


def test_a_finger_chooses_before_it_opens(graph_page: str, open_page: Open) -> None:
    page = open_page(f"{graph_page}?note=note-2/", View(390, "light"), has_touch=True)
    settled(page)
    page.wait_for_timeout(600)
    page.get_by_role("button", name="전체로 돌아가기").tap()
    expect(page.locator(".kb-graph__chosen")).to_be_hidden()
    page.locator(".kb-graph__canvas").scroll_into_view_if_needed()
    box = page.locator(".kb-graph__canvas").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".kb-graph__chosen h2")).to_have_text("노트 2")


def test_little_motion_is_respected(graph_page: str, open_page: Open) -> None:
    page = open_page(graph_page, reduced_motion="reduce")
    settled(page)
    page.get_by_role("button", name="확대").click()
    expect(page.locator(".kb-graph__stage")).to_be_visible()


def test_colours_follow_the_reader(graph_page: str, open_page: Open) -> None:
    page = open_page(graph_page)
    settled(page)
    spot = page.locator(".kb-graph__spot").first
    colour = "element => getComputedStyle(element).backgroundColor"
    before = spot.evaluate(colour)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert spot.evaluate(colour) != before


def test_the_library_is_loaded_on_its_page_alone(parts_site: str, open_page: Open) -> None:
    page = open_page(parts_site)
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert loaded
    assert not [url for url in loaded if "/parts/" in url]
