"""The picture of a note's neighbourhood."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import expect

from tests.browser.collection import neighbours, write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve


@pytest.fixture(scope="module")
def near_site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    site = tmp_path_factory.mktemp("near") / "site"
    copytree(build_vault(Path(__file__).parent / "vault"), site)
    write_page(site, "near", "가운데", neighbours(14, [(0, 1), (2, 5), (5, 9), (3, 12)]))
    write_page(site, "many", "많은", neighbours(60, [(0, 59), (1, 2)]))
    write_page(site, "one", "하나", neighbours(1, []))
    for note in range(60):
        write_page(site, f"note-{note}", f"노트 {note}", "<p>글</p>")
    with serve(site) as address:
        yield address


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_it_is_drawn_for_everyone(near_site: str, open_page: Open, axe: Axe, view: View) -> None:
    page = open_page(f"{near_site}near/", view)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    summary = page.locator(".kb-neighbours summary")
    expect(summary).to_be_visible()
    picture = page.locator(".kb-neighbours svg")
    if view.width < 960:
        expect(picture).to_be_hidden()
        summary.click()
    expect(picture.locator("a")).to_have_count(14)
    expect(picture.locator(".kb-neighbours__edge")).to_have_count(4)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    box = picture.bounding_box()
    assert box is not None
    assert box["width"] <= view.width
    for title in picture.locator("text").all():
        at = title.bounding_box()
        assert at is not None
        assert at["x"] >= box["x"] - 1
        assert at["x"] + at["width"] <= box["x"] + box["width"] + 1


def test_nobody_goes_through_it_twice(near_site: str, open_page: Open) -> None:
    page = open_page(f"{near_site}near/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    summary = page.locator(".kb-neighbours summary")
    summary.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.kb-neighbours svg')") is None
    expect(page.locator(".kb-neighbours svg")).to_have_attribute("aria-hidden", "true")


def test_a_note_in_it_leads_to_its_page(near_site: str, open_page: Open) -> None:
    page = open_page(f"{near_site}near/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    note = page.locator(".kb-neighbours svg a").nth(5)
    note.hover()
    # The lines to it and from it stand out: to the middle, and to two others.
    expect(page.locator(".kb-neighbours [data-marked]")).to_have_count(3)
    expect(page.get_by_role("group", name="미리보기: 노트 5")).to_be_visible()
    note.click()
    page.wait_for_url("**/note-5/", wait_until="networkidle")


def test_a_crowd_is_cut_and_one_alone_is_not_drawn(near_site: str, open_page: Open) -> None:
    page = open_page(f"{near_site}many/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(page.locator(".kb-neighbours svg a")).to_have_count(40)
    expect(page.locator(".kb-neighbours__edge")).to_have_count(1)
    page = open_page(f"{near_site}one/")
    page.wait_for_timeout(500)
    expect(page.locator(".kb-neighbours > *")).to_have_count(0)
