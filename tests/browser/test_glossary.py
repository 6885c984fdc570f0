"""The glossary, and terms that readers ask about by pointer, keyboard and touch."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve

TERMS = ".kb-term"
BOX = ".kb-explanation"


@pytest.fixture(scope="session")
def terms_site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Notes in two languages that give terms; instant navigation is on."""
    vault = tmp_path_factory.mktemp("terms") / "vault"
    shutil.copytree(Path(__file__).parent / "terms", vault)
    site = build_vault(vault)
    with serve(site) as address:
        # The theme follows links at once that are in the sitemap of the place where it is.
        sitemap = site / "sitemap.xml"
        said = sitemap.read_text(encoding="utf-8").replace("https://notes.example/", address)
        sitemap.write_text(said, encoding="utf-8")
        yield address


@pytest.fixture
def note(terms_site: str) -> str:
    return terms_site + quote("읽을-글/")


def marked(page: Page) -> list[str]:
    expect(page.locator(TERMS).first).to_be_visible()
    return page.locator(TERMS).all_inner_texts()


def test_each_term_is_marked_once_where_it_first_stands(note: str, open_page: Open) -> None:
    page = open_page(note)
    # Not in headings, code, links and formulas; not where the text itself says what it means; and
    # GD and gradient descent are 경사하강법 again.
    assert marked(page) == ["학습률", "경사 하강법", "조기 종료", "모멘텀"]
    assert (
        page.locator(f"{TERMS} >> nth=2").evaluate("e => e.nextSibling.data").startswith("를 다시")
    )


def test_english_terms_are_marked_in_an_english_note(terms_site: str, open_page: Open) -> None:
    page = open_page(terms_site + "en/" + quote("읽을-글/"))
    assert marked(page) == ["learning rates", "early stopping", "Momentum"]
    page.locator(TERMS).first.hover()
    expect(page.locator(BOX)).to_contain_text("학습률")
    expect(page.locator(f"{BOX} [lang=ko]")).to_have_text("학습률")


def test_a_question_is_left_alone(terms_site: str, open_page: Open) -> None:
    page = open_page(terms_site + quote("문제/"))
    assert marked(page) == ["학습률"]
    expect(page.locator(f".kb-quiz {TERMS}")).to_have_count(0)


def test_a_pointer_is_told_the_term_and_may_go_to_it(note: str, open_page: Open) -> None:
    page = open_page(note)
    term = page.locator(TERMS, has_text="경사 하강법")
    term.hover()
    box = page.get_by_role("group", name="용어: 경사 하강법")
    expect(box).to_be_visible()
    expect(box.locator("[lang=en]").first).to_have_text("Gradient Descent")
    expect(term).to_have_attribute("aria-expanded", "true")
    # It stays while the pointer is on it, and goes when that has left.
    box.hover()
    page.wait_for_timeout(600)
    expect(box).to_be_visible()
    page.mouse.move(5, 500)
    expect(box).to_have_count(0)
    expect(term).to_have_attribute("aria-expanded", "false")


def test_escape_sends_it_away_and_the_pointer_stays(note: str, open_page: Open) -> None:
    page = open_page(note)
    page.locator(TERMS).first.hover()
    expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_count(0)
    page.wait_for_timeout(500)
    expect(page.locator(BOX)).to_have_count(0)


def test_the_keyboard_goes_through_it_and_on(note: str, open_page: Open) -> None:
    page = open_page(note)
    terms = page.locator(TERMS)
    page.locator("article a", has_text="학습률").focus()
    page.keyboard.press("Tab")
    expect(terms.first).to_be_focused()
    expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="용어집에서 보기")).to_be_focused()
    page.keyboard.press("Escape")
    expect(terms.first).to_be_focused()
    expect(page.locator(BOX)).to_have_count(0)
    # Enter shows it again, and closes it.
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_have_count(0)
    page.keyboard.press("Tab")
    expect(terms.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(quote("경사하강법/")) + "$"))


def test_a_finger_shows_it_and_another_place_closes_it(note: str, open_page: Open) -> None:
    page = open_page(note, VIEWS[2], has_touch=True, is_mobile=True)
    page.locator(TERMS).first.tap()
    expect(page.locator(BOX)).to_be_visible()
    page.locator("h1").tap()
    expect(page.locator(BOX)).to_have_count(0)


def test_it_leads_to_the_entry_of_the_glossary(note: str, open_page: Open) -> None:
    page = open_page(note)
    page.locator(TERMS).first.hover()
    page.get_by_role("link", name="용어집에서 보기").click()
    expect(page.get_by_role("heading", name="용어집")).to_be_visible()
    entry = page.locator("li:target")
    expect(entry).to_contain_text("학습률")
    expect(entry.locator("[lang=en]").first).to_have_text("Learning Rate")
    expect(page.locator(BOX)).to_have_count(0)


def test_instant_navigation_marks_the_next_page(terms_site: str, open_page: Open) -> None:
    page = open_page(terms_site + quote("그냥/"))
    expect(page.locator(TERMS)).to_have_count(0)
    page.evaluate("window.stays = true")
    page.locator("article a", has_text="읽을 글").click()
    expect(page.get_by_role("heading", name="학습률 이야기")).to_be_visible()
    assert marked(page) == ["학습률", "경사 하강법", "조기 종료", "모멘텀"]
    assert page.evaluate("window.stays") is True


def test_no_word_moves(note: str, open_page: Open) -> None:
    lines = "[...document.querySelectorAll('article p')].map(p => p.getBoundingClientRect().height)"
    page = open_page(note)
    assert marked(page)
    now = page.evaluate(lines)
    blocked = open_page(note, java_script_enabled=False)
    before = blocked.locator("article p").evaluate_all(
        "ps => ps.map(p => p.getBoundingClientRect().height)"
    )
    assert now[: len(before)] == before[: len(now)]


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_everybody_can_read_it(terms_site: str, open_page: Open, axe: Axe, view: View) -> None:
    for address in ("glossary/", "en/glossary/"):
        page = open_page(terms_site + address, view)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = open_page(terms_site + quote("읽을-글/"), view)
    page.locator(TERMS).first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.locator(TERMS).nth(1).hover()
    expect(page.locator(BOX)).to_be_visible()
    assert axe(page) == []


def test_the_glossary_reads_without_scripts(terms_site: str, open_page: Open) -> None:
    page = open_page(terms_site + "glossary/", java_script_enabled=False)
    entry = page.locator("#term-조기종료")
    expect(entry).to_contain_text("조기 종료")
    expect(entry).to_contain_text("early stopping")
    expect(entry.get_by_role("link")).to_have_count(2)
    page.get_by_role("navigation", name="바로 가기").get_by_role("link", name="ㅈ").click()
    expect(page).to_have_url(re.compile(re.escape(quote("#kb-ㅈ", safe="#")) + "$"))
