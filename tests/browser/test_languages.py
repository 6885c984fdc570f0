"""From a page to the same page in another language, and both beside each other."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve

RATE, RATE_EN = "학습률/", "en/학습률/"
MOMENTUM, MOMENTUM_EN = "모멘텀/", "en/모멘텀/"
WIDE = View(1400, "light")


@pytest.fixture(scope="module")
def site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """With instant navigation, which finds pages by whole addresses."""
    folder = tmp_path_factory.mktemp("languages")
    shutil.copytree(Path(__file__).parent / "languages", folder, dirs_exist_ok=True)
    served = tmp_path_factory.mktemp("served")
    with serve(served) as address:
        config = folder / "mkdocs.yml"
        config.write_text(f"site_url: {address}\n{config.read_text(encoding='utf-8')}")
        shutil.copytree(build_vault(folder), served, dirs_exist_ok=True)
        yield address


def at(site: str, path: str) -> str:
    return site + quote(path, safe="/?=#")


def place(page: Page) -> str:
    """Where the reader is: tree, page and heading."""
    return unquote(page.url.split("/", 3)[3])


def scroll_to(page: Page, heading: str) -> None:
    page.evaluate(
        "id => scrollTo(0, document.getElementById(id).getBoundingClientRect().top + scrollY - 90)",
        heading,
    )


def move(page: Page, link: str) -> None:
    """Follow a link of the text, and stay in the same document if the theme does."""
    page.evaluate("window.isTheSame = true")
    page.locator(f"article a:text-is('{link}')").first.evaluate("link => link.click()")


# --- the way there ---


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_switch_leads_to_the_same_page_and_back(site: str, open_page: Open, view: View) -> None:
    for path, other in (
        (RATE, RATE_EN),
        (MOMENTUM, MOMENTUM_EN),
        ("최적화/경사하강법/", "en/최적화/gradient-descent/"),
        ("", "en/"),
        ("tags/", "en/tags/"),
        ("최적화/", "en/최적화/"),
    ):
        page = open_page(at(site, path), view)
        english = page.get_by_role("banner").get_by_role("link", name="English", exact=True)
        expect(english).to_have_attribute("lang", "en")
        english.click()
        page.wait_for_url(at(site, other))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_role("banner").get_by_role("link", name="한국어", exact=True).click()
        page.wait_for_url(at(site, path))
        expect(page.locator("html")).to_have_attribute("lang", "ko")


def test_it_works_without_scripts_and_by_keyboard(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE), java_script_enabled=False)
    link = page.locator("header .kb-switch a")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.locator("header .kb-switch a:focus").count():
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(at(site, RATE_EN))


def test_the_heading_that_is_read_is_kept(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE))
    switch = page.locator(".kb-switch a")
    scroll_to(page, "곡률이-클-때")
    switch.click()
    page.wait_for_url("**/en/**")
    assert place(page) == f"{RATE_EN}#where-the-curvature-is-large"
    # Back from what the address names, as long as it can be seen.
    page.locator(".kb-switch a").click()
    page.wait_for_url(f"{site}%**")
    assert place(page) == f"{RATE}#곡률이-클-때"


def test_at_the_beginning_no_heading_is_named(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE))
    page.locator(".kb-switch a").click()
    page.wait_for_url(at(site, RATE_EN))
    assert "#" not in page.url


def test_a_guest_has_the_headings_of_its_original(site: str, open_page: Open) -> None:
    page = open_page(at(site, MOMENTUM_EN))
    scroll_to(page, "쓰임")
    page.locator(".kb-switch a").click()
    page.wait_for_url(f"{site}%**")
    assert place(page) == f"{MOMENTUM}#쓰임"


def test_instant_navigation_brings_the_page_with_its_ways(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE))
    move(page, "모멘텀")
    page.wait_for_url(at(site, MOMENTUM))
    expect(page.locator("h1")).to_contain_text("모멘텀")
    assert page.evaluate("window.isTheSame"), "instant navigation is on"
    expect(page.locator(".kb-switch a")).to_have_attribute("href", at(site, MOMENTUM_EN))
    expect(page.locator(".kb-side-open")).to_have_count(0)
    page.go_back()
    expect(page.locator("h1")).to_contain_text("학습률")
    expect(page.locator(".kb-switch a")).to_have_attribute("href", at(site, RATE_EN))
    scroll_to(page, "정의")
    page.locator(".kb-switch a").click()
    page.wait_for_url("**/en/**")
    assert place(page) == f"{RATE_EN}#definition"
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_any_link_into_another_tree_brings_its_language(site: str, open_page: Open) -> None:
    page = open_page(at(site, MOMENTUM))
    move(page, "영어로 쓴 글")
    page.wait_for_url(at(site, RATE_EN))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".kb-switch a")).to_have_text("한국어")
    expect(page.get_by_role("banner").get_by_title("Switch to dark mode")).to_be_visible()
    assert page.evaluate("window.isTheSame") is None


def test_nobody_is_led_to_what_the_browser_prefers(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE), locale="en-US")
    page.wait_for_timeout(300)
    assert place(page) == RATE


# --- what is said where there is no translation ---


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_guest_says_so(site: str, open_page: Open, axe: Axe, view: View, language: str) -> None:
    path, words, link, home = {
        "en": (MOMENTUM_EN, "not been translated into English yet", "Korean site", MOMENTUM),
        "ko": ("precision/", "아직 한국어 번역이 없어", "영어 사이트", "en/precision/"),
    }[language]
    page = open_page(at(site, path), view)
    notice = page.get_by_role("note")
    expect(notice).to_contain_text(words)
    assert notice.evaluate("note => note.closest('[lang]').lang") == language
    assert page.locator("h1").bounding_box()["y"] < notice.bounding_box()["y"]  # type: ignore[index]
    assert axe(page) == []
    page.emulate_media(media="print")
    expect(notice).to_be_hidden()
    page.emulate_media(media="screen")
    notice.get_by_role("link", name=re.compile(link)).click()
    page.wait_for_url(at(site, home))
    expect(page.get_by_role("note")).to_have_count(0)


# --- addresses that lead nowhere ---


def show_missing(browser: Browser, site: str, path: str, *, scripts: bool = True) -> Page:
    """What most servers show at any address: the one page at the root."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    missing = page.request.get(f"{site}404.html").text()
    page.route(
        re.compile("nothing"),
        lambda route: route.fulfill(status=404, body=missing, content_type="text/html"),
    )
    page.goto(site + path, wait_until="networkidle")
    return page


@pytest.mark.parametrize("shown", [["ko", "en"], ["en"]], ids="-".join)
def test_a_missing_page_speaks_the_language_of_its_address(
    browser: Browser, site: str, axe: Axe, shown: list[str]
) -> None:
    """Below the root anybody may have come."""
    title = "이 페이지는 없습니다" if "ko" in shown else "This page does not exist"
    page = show_missing(browser, site, "nothing/here/" if "ko" in shown else "en/nothing/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    sections = page.locator(".kb-missing").filter(visible=True)
    assert sections.evaluate_all("all => all.map(({lang}) => lang)") == shown
    assert axe(page) == []
    sections.last.get_by_role("link").click()
    page.wait_for_url(f"{site}en/")
    page.context.close()


def test_a_missing_page_without_scripts_speaks_all(browser: Browser, site: str) -> None:
    page = show_missing(browser, site, "en/nothing/", scripts=False)
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    expect(page.get_by_role("heading", name="이 페이지는 없습니다")).to_be_visible()
    page.context.close()


# --- side by side ---


SECOND = "section.kb-side"


def heights(page: Page) -> list[tuple[float, float]]:
    """Of the headings that correspond, in both columns."""
    pairs = page.evaluate(
        """() => JSON.parse(document.querySelector('.kb-versions').dataset.versions)[0].same
            .map(([here, there]) => [here, 'side-' + there]
                .map(id => {
                    const heading = document.getElementById(id);
                    const space = parseFloat(getComputedStyle(heading).paddingBlockStart);
                    return heading.getBoundingClientRect().top + space;
                }))"""
    )
    return [(left, right) for left, right in pairs]


def test_both_stand_side_by_side_aligned_by_heading(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE), WIDE)
    page.get_by_role("button", name="나란히 보기: English").click()
    column = page.get_by_role("region", name="나란히 보기: English")
    expect(column).to_be_visible()
    expect(column).to_be_focused()
    expect(column.locator("h1")).to_contain_text("Learning rate")
    expect(column.locator(".md-typeset")).to_have_attribute("lang", "en")
    expect(column.locator(".kb-diagram__drawing svg")).to_be_visible()
    page.wait_for_timeout(300)
    found = heights(page)
    assert len(found) == 6
    assert all(abs(left - right) < 1.5 for left, right in found), found
    # Also when the window changes, and what is folded opens.
    page.set_viewport_size({"width": 1240, "height": 800})
    column.locator("details summary").first.click()
    page.wait_for_timeout(300)
    found = heights(page)
    assert all(abs(left - right) < 1.5 for left, right in found), found
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("innerWidth")


def test_no_id_is_there_twice_and_links_stay_in_their_column(site: str, open_page: Open) -> None:
    page = open_page(at(site, f"{RATE}?side=en"), WIDE)
    column = page.locator(SECOND)
    expect(column).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({id}) => id)")
    assert len(ids) == len(set(ids))
    broken = column.evaluate(
        """column => [...column.querySelectorAll('a[href^="#"], label[for], [aria-labelledby]')]
            .flatMap(each => (each.getAttribute('href')?.slice(1) ?? each.getAttribute('for')
                ?? each.getAttribute('aria-labelledby')).split(' '))
            .filter(id => !document.getElementById(decodeURIComponent(id)))"""
    )
    assert broken == []
    hrefs = column.locator("a[href]:not([href^='#'])").evaluate_all(
        "links => links.map(({href}) => href)"
    )
    assert hrefs
    assert all(href.startswith(at(site, "en/")) for href in hrefs), hrefs
    expect(column.locator("input:enabled")).to_have_count(0)
    expect(column.get_by_role("button")).to_have_text(["둘째 단 닫기"])


def test_the_address_keeps_it_and_closing_returns(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE), WIDE)
    scroll_to(page, "곡률이-작을-때")
    page.wait_for_timeout(200)
    before = page.evaluate("document.getElementById('곡률이-작을-때').getBoundingClientRect().top")
    button = page.locator(".kb-side-open")
    button.evaluate("button => button.click()")
    expect(page.locator(SECOND)).to_be_visible()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert place(page) == f"{RATE}?side=en"
    after = page.evaluate(
        """() => { const heading = document.getElementById('곡률이-작을-때');
            return heading.getBoundingClientRect().top
                + parseFloat(getComputedStyle(heading).paddingBlockStart); }"""
    )
    # What is read stays in sight.
    assert abs(after - before) < 3
    page.keyboard.press("Escape")
    expect(page.locator(SECOND)).to_have_count(0)
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert place(page) == RATE
    assert page.locator("[style*='--kb-side-space']").count() == 0
    # The same by the keyboard alone, and by its own button.
    page.keyboard.press("Enter")
    expect(page.locator(SECOND)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(SECOND)).to_have_count(0)
    expect(button).to_be_focused()


def test_whoever_is_sent_the_address_sees_the_same(site: str, open_page: Open) -> None:
    page = open_page(at(site, f"{RATE_EN}?side=ko"), WIDE)
    column = page.get_by_role("region", name="Side by side: 한국어")
    expect(column).to_be_visible()
    expect(column.locator("h1")).to_contain_text("학습률")
    assert page.evaluate("document.activeElement === document.body")


def test_instant_navigation_leaves_it_behind(site: str, open_page: Open) -> None:
    page = open_page(at(site, f"{RATE}?side=en"), WIDE)
    expect(page.locator(SECOND)).to_be_visible()
    move(page, "모멘텀")
    page.wait_for_url(at(site, MOMENTUM))
    expect(page.locator(SECOND)).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("모멘텀")
    expect(page.locator(".md-sidebar--primary")).to_be_visible()
    page.go_back()
    expect(page.locator(SECOND)).to_be_visible()
    assert page.evaluate("window.isTheSame")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_side_by_side(site: str, open_page: Open, axe: Axe, scheme: str) -> None:
    page = open_page(at(site, f"{RATE}?side=en"), View(1400, scheme))
    expect(page.locator(".kb-side .kb-diagram__drawing svg")).to_be_visible()
    assert axe(page) == []


def test_on_a_telephone_and_on_paper_there_is_one_column(site: str, open_page: Open) -> None:
    page = open_page(at(site, f"{RATE}?side=en"), View(390, "light"))
    expect(page.locator(".kb-side-open")).to_be_hidden()
    expect(page.locator(SECOND)).to_have_count(0)
    page.set_viewport_size({"width": 1300, "height": 800})
    expect(page.locator(SECOND)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(SECOND)).to_be_hidden()
    assert (
        page.locator("#정의").evaluate("heading => getComputedStyle(heading).paddingBlockStart")
        == "0px"
    )


def test_a_page_that_does_not_come_is_told(site: str, open_page: Open) -> None:
    page = open_page(at(site, RATE), WIDE)
    page.route(re.compile("/en/"), lambda route: route.fulfill(status=200, body="nothing"))
    page.locator(".kb-side-open").click()
    expect(page.get_by_role("status").filter(has_text="불러오지 못했습니다")).to_be_visible()
    expect(page.locator(SECOND)).to_have_count(0)
