"""The filter on pages of tags."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.collection import TAG_FILTER, write_data, write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve


@pytest.fixture(scope="module")
def tag_page(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    site = tmp_path_factory.mktemp("tags") / "site"
    copytree(build_vault(Path(__file__).parent / "vault"), site)
    write_data(site, 300, 0)
    write_page(site, "tags", "학습", TAG_FILTER.format(tag="학습"))
    with serve(site) as address:
        yield f"{address}tags/"


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def tags_of_notes(page: Page) -> list[list[str]]:
    expect(page.locator(".kb-tag-filter__notes > li").first).to_be_visible()
    shown = page.locator(".kb-tag-filter__notes .kb-count").all_inner_texts()
    return [each.split() for each in shown]


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("query", ["", "?and=vision&or=%ED%95%99%EC%8A%B5&not=math"])
def test_axe_finds_nothing(
    tag_page: str, open_page: Open, axe: Axe, view: View, query: str
) -> None:
    page = open_page(tag_page + query, view)
    expect(page.get_by_label("하나라도 포함할 태그").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width


def test_the_keyboard_asks_and_takes_back(tag_page: str, open_page: Open) -> None:
    page = open_page(tag_page)
    status = page.get_by_role("status").first
    lists = page.get_by_text("있던 목록")
    expect(lists).to_be_visible()
    page.get_by_role("combobox", name="모두 포함할 태그").focus()
    page.keyboard.type("#vision")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="태그 빼기: vision")).to_be_visible()
    expect(status).to_have_text("노트 77개")
    expect(lists).to_be_hidden()
    assert asked(page) == {"and": ["vision"]}
    page.get_by_role("combobox", name="제외할 태그").focus()
    page.keyboard.type("cnn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="태그 빼기: vision/cnn")).to_be_visible()
    assert asked(page) == {"and": ["vision"], "not": ["vision/cnn"]}
    for tags in tags_of_notes(page):
        assert "#vision" in tags
        assert "#vision/cnn" not in tags
        assert any(tag.startswith("#학습") for tag in tags)
    page.get_by_role("button", name="태그 빼기: vision", exact=True).press("Enter")
    expect(page.get_by_role("combobox", name="모두 포함할 태그")).to_be_focused()
    assert asked(page) == {"not": ["vision/cnn"]}
    page.get_by_role("button", name="모두 지우기").press("Enter")
    expect(lists).to_be_visible()
    expect(page.locator(".kb-tag-filter__notes")).to_be_hidden()
    assert asked(page) == {}


def test_alternatives(tag_page: str, open_page: Open) -> None:
    page = open_page(f"{tag_page}?or=math&or=vision/cnn")
    shown = tags_of_notes(page)
    assert shown
    for tags in shown:
        assert {"#math/선형대수", "#vision/cnn"} & set(tags)


def test_back_and_forward_go_through_what_was_asked(tag_page: str, open_page: Open) -> None:
    page = open_page(tag_page)
    field = page.get_by_role("combobox", name="하나라도 포함할 태그")
    for tag in ("math", "vision"):
        field.fill(tag)
        field.press("Enter")
        expect(page.get_by_role("button", name=f"태그 빼기: {tag}")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="태그 빼기: vision")).to_have_count(0)
    expect(page.get_by_role("button", name="태그 빼기: math")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("있던 목록")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("button", name="태그 빼기: math")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="태그 빼기: math")).to_be_visible()


def test_what_fits_no_tag_is_told(tag_page: str, open_page: Open) -> None:
    page = open_page(tag_page)
    field = page.get_by_role("combobox", name="모두 포함할 태그")
    field.fill("<b>없는 태그</b>")
    field.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("맞는 태그가 없습니다: <b>없는 태그</b>")
    assert asked(page) == {}


def test_tags_are_completed_from_what_is_shown(tag_page: str, open_page: Open) -> None:
    page = open_page(f"{tag_page}?and=math")
    expect(page.locator("#kb-tag-options option").first).to_be_attached()
    values = "all => all.map(option => option.value)"
    offered = page.locator("#kb-tag-options option").evaluate_all(values)
    assert "학습" in offered
    assert "vision" not in offered


def test_a_link_into_the_lists_shows_them(tag_page: str, open_page: Open) -> None:
    page = open_page(f"{tag_page}?and=vision")
    expect(page.get_by_text("있던 목록")).to_be_hidden()
    page.evaluate("location.hash = 'list'")
    expect(page.get_by_text("있던 목록")).to_be_visible()
    assert asked(page) == {}


def test_what_cannot_be_fetched_leaves_the_lists(tag_page: str, open_page: Open) -> None:
    offline = "window.fetch = () => Promise.reject(new Error('offline'))"
    page = open_page(f"{tag_page}?and=vision", first=offline)
    expect(page.get_by_text("노트 목록을 불러오지 못했습니다.")).to_be_visible()
    expect(page.get_by_text("있던 목록")).to_be_visible()


def test_without_javascript_the_lists_are_there(tag_page: str, open_page: Open) -> None:
    page = open_page(tag_page, java_script_enabled=False)
    expect(page.get_by_text("있던 목록")).to_be_visible()
