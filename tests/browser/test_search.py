"""The search above any page: by keyboard, by pointer and finger, by input method and by ear."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import VIEWS, Open, View
from tests.browser.searching import (
    Composer,
    at,
    field,
    open_search,
    options,
    search,
    serve_vault,
    settle,
    titles,
)

Axe = Callable[[Page], list[str]]
DESCENT = "최적화/경사하강법/"
LONG = "긴-글/"


@pytest.fixture(scope="module")
def site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with serve_vault(tmp_path_factory.mktemp("search"), build_vault) as address:
        yield address


# --- opening ---


@pytest.mark.parametrize("keys", ["/", "Control+k", "Meta+k"])
def test_keys_open_it_and_escape_closes_it(site: str, open_page: Open, keys: str) -> None:
    page = open_page(site)
    page.get_by_role("link", name="학습률").first.focus()
    page.keyboard.press(keys)
    expect(page.get_by_role("dialog", name="검색")).to_be_visible()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="학습률").first).to_be_focused()


def test_the_field_in_the_header_opens_it(site: str, open_page: Open) -> None:
    page = open_page(site)
    page.locator(".md-header .kb-search-open").click()
    expect(field(page)).to_be_focused()
    page.mouse.click(5, 400)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_slash_in_a_field_is_a_slash(site: str, open_page: Open) -> None:
    page = open_page(at(site, "tags/"))
    page.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    page.locator("textarea").press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("textarea")).to_have_value("/")


def test_nothing_is_loaded_before_it_opens(site: str, open_page: Open) -> None:
    asked: list[str] = []
    page = open_page(site)
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert [url for url in asked if "search" in url] == []


def test_what_is_typed_before_it_has_come_is_searched_for(site: str, open_page: Open) -> None:
    page = open_page(site)
    held: list[Route] = []
    page.route("**/parts/search-*.js", lambda route: held.append(route))  # noqa: PLW0108 - looks at its signature
    page.keyboard.press("/")
    page.keyboard.type("모멘텀")
    expect(field(page)).to_have_value("모멘텀")
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(200)
    for route in held[1:]:
        route.continue_()
    expect(titles(page).first).to_have_text("모멘텀")


# --- results ---


def test_results_come_with_every_key(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    for typed in ("학", "학ㅅ", "학스", "학습", "학습ㄹ", "학습률"):
        field(page).fill(typed)
        expect(titles(page).first).to_contain_text("학습률")
    expect(page.locator(".kb-search__title mark").first).to_have_text("학습률")


def test_what_was_found_is_grouped(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "경사하강법")
    notes = page.get_by_role("group", name="노트", exact=True)
    expect(notes.get_by_role("option").first).to_contain_text("경사하강법")
    expect(page.get_by_role("group", name="태그", exact=True).last).to_contain_text(
        "최적화/경사하강법"
    )
    field(page).fill("진동")
    expect(page.locator(".kb-search__heading")).to_have_text("학습률과 진동")
    field(page).fill("SGD")
    expect(page.locator(".kb-search__alias")).to_have_text("SGD — ‘경사하강법’의 별칭")


def test_the_sentence_that_fits_is_shown_and_marked(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "골짜기")
    excerpt = page.locator(".kb-search__excerpt").first
    expect(excerpt).to_contain_text("학습률이 크면 골짜기의 양쪽 벽을 오가며 진동합니다.")
    expect(excerpt.locator("mark")).to_have_text(re.compile("^골짜기"))


def test_arrows_choose_and_enter_opens(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습률")
    found = field(page)
    expect(found).to_have_attribute("aria-expanded", "true")
    expect(found).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    assert found.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(found).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("학습률")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_with_control_it_opens_in_a_tab_of_its_own(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "모멘텀")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    expect(opened.value.locator("h1")).to_contain_text("모멘텀")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_pointer_opens_and_the_field_keeps_the_focus(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "모멘텀")
    box = options(page).first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    expect(field(page)).to_be_focused()
    page.mouse.up()
    expect(page.locator("h1")).to_contain_text("모멘텀")


def test_operators_are_completed(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    page.keyboard.type("#최적")
    group = page.get_by_role("group", name="이어서 입력")
    expect(group.get_by_role("option").first).to_contain_text("#최적화")
    page.keyboard.press("Tab")
    expect(field(page)).to_have_value(re.compile("^#최적화"))
    expect(titles(page).first).to_be_visible()


def test_filters_narrow_and_count(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습률")
    filters = page.get_by_role("group", name="결과 좁히기")
    quiz = filters.get_by_role("button", name=re.compile("^문제"))
    expect(quiz).to_have_attribute("aria-pressed", "false")
    count = int(quiz.locator(".kb-count").inner_text())
    quiz.click()
    expect(field(page)).to_have_value(re.compile("has:quiz"))
    expect(titles(page)).to_have_count(count)
    expect(titles(page).first).to_have_text("경사하강법")
    pressed = filters.get_by_role("button", name=re.compile("^문제"))
    expect(pressed).to_have_attribute("aria-pressed", "true")
    expect(pressed).to_be_focused()
    pressed.press("Enter")
    expect(field(page)).to_have_value("학습률")


def test_what_was_corrected_is_told_with_a_way_back(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "햑습률")
    expect(titles(page).first).to_have_text("학습률")
    told = page.locator(".kb-search__corrected")
    expect(told).to_contain_text("‘학습률’")
    told.get_by_role("button", name="‘햑습률’만 찾기").click()
    expect(page.locator(".kb-search__nothing")).to_contain_text("‘햑습률’에 맞는 것이 없습니다")
    expect(field(page)).to_be_focused()
    page.get_by_role("button", name="비슷한 말도 찾기").click()
    expect(titles(page).first).to_have_text("학습률")
    page.locator(".kb-search__corrected").get_by_role("button", name="학습률", exact=True).click()
    expect(field(page)).to_have_value("학습률")


def test_the_other_keyboard_layout(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "gkrtmqfbf")
    expect(titles(page).first).to_have_text("학습률")


def test_nothing_found_leads_to_what_is_near(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습용품점")
    nothing = page.locator(".kb-search__nothing")
    expect(nothing).to_contain_text("‘학습용품점’에 맞는 것이 없습니다")
    near = page.get_by_role("group", name="비슷한 이름").get_by_role("option")
    expect(near.first).to_be_visible()
    near.first.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_recent_searches(site: str, open_page: Open) -> None:
    page = open_page(site)
    for query, title in (("모멘텀", "모멘텀"), ("학습률", "학습률")):
        search(page, query)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text(title)
    open_search(page)
    field(page).fill("")
    recent = page.get_by_role("group", name="최근 검색어").get_by_role("option")
    expect(recent).to_have_text(["학습률", "모멘텀"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("모멘텀")
    expect(titles(page).first).to_have_text("모멘텀")
    field(page).fill("")
    page.get_by_role("button", name="모두 지우기").click()
    expect(recent).to_have_count(0)


# --- how it is typed ---


def test_syllables_being_composed_are_searched_for(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    composer = Composer(page)
    for step in ("ㅎ", "하", "학"):
        composer.compose(step)
        expect(field(page)).to_have_value(step)
    composer.commit("학")
    for step in ("ㅅ", "스", "습"):
        composer.compose(step)
        expect(field(page)).to_have_value(f"학{step}")
        expect(titles(page).first).to_contain_text("학습률")
    # The composition is still the input method's: nothing has taken it.
    composer.compose("습")
    expect(field(page)).to_have_value("학습")


def test_enter_ends_a_composition_and_opens_nothing(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    composer = Composer(page)
    composer.compose("모멘텀")
    expect(titles(page).first).to_have_text("모멘텀")
    composer.press("Enter")
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog")).to_be_visible()
    composer.commit("모멘텀")
    expect(field(page)).to_have_value("모멘텀")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("모멘텀")


def test_who_types_faster_than_answers_come_sees_the_last(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)

    def late(route: Route) -> None:
        # The first to be asked for come last.
        page.wait_for_timeout(50)
        route.continue_()

    page.route("**/assets/kb/search/*.json", late)
    page.keyboard.type("gradient desc", delay=5)
    page.keyboard.press("Control+a")
    page.keyboard.type("모멘텀", delay=5)
    expect(titles(page).first).to_have_text("모멘텀")
    page.wait_for_timeout(1200)
    expect(titles(page).first).to_have_text("모멘텀")
    expect(field(page)).to_have_value("모멘텀")


def test_enter_waits_for_the_answer_to_what_was_typed(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    page.keyboard.type("학습률")
    expect(titles(page).first).to_have_text("학습률")
    page.keyboard.press("Control+a")
    page.keyboard.type("모멘텀", delay=0)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("모멘텀")


def test_offline_after_the_first_search(site: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(site, wait_until="networkidle")
    search(page, "학습률")
    context.set_offline(True)
    field(page).fill("학습")
    expect(titles(page).first).to_contain_text("학습률")
    field(page).fill("학습률 ")
    expect(titles(page).first).to_have_text("학습률")
    page.keyboard.press("Escape")
    search(page, "학습률")
    expect(titles(page).first).to_have_text("학습률")
    field(page).fill("precision")
    expect(page.locator(".kb-search__failed, .kb-search__hit").first).to_be_visible()
    context.set_offline(False)
    if page.locator(".kb-search__failed").count():
        page.get_by_role("button", name="다시 시도").click()
    expect(titles(page).first).to_have_text("Average precision")
    assert wrong == []
    context.close()


# --- who reads it ---


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("query", ["", "학습률", "햑습률", "쀍뗣뷁", "#최적"])
def test_axe_finds_nothing(site: str, open_page: Open, axe: Axe, view: View, query: str) -> None:
    page = open_page(site, view)
    open_search(page)
    if query:
        field(page).fill(query)
        expect(options(page).or_(page.locator(".kb-search__nothing")).first).to_be_visible()
        page.wait_for_timeout(500)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    box = page.locator("dialog.kb-search").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view.width


def test_screen_readers_are_told(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습률")
    expect(page.get_by_role("combobox", name="검색")).to_be_focused()
    expect(page.get_by_role("listbox", name="검색 결과")).to_be_visible()
    expect(page.locator("dialog").get_by_role("status")).to_have_text(
        re.compile(r"^노트 \d+개를 찾았습니다")
    )
    field(page).fill("쀍뗣뷁")
    expect(page.locator("dialog").get_by_role("status")).to_contain_text("맞는 것이 없습니다")
    english = open_page(at(site, "en/"))
    search(english, "learning rate")
    expect(english.get_by_role("combobox", name="Search")).to_be_focused()
    status = english.locator("dialog").get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d+ notes? found"))


def test_each_language_is_marked(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "precision")
    expect(page.locator(".kb-search__hit .kb-search__text").first).to_have_attribute("lang", "en")


def test_readers_are_led_to_their_language(site: str, open_page: Open) -> None:
    page = open_page(at(site, "en/"))
    search(page, "학습률")
    expect(titles(page).first).to_have_text("Learning rate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/**")
    expect(page.locator("h1")).to_contain_text("Learning rate")


def test_a_finger_on_a_telephone(site: str, open_page: Open) -> None:
    page = open_page(site, View(390, "light"), has_touch=True, is_mobile=True)
    page.locator(".md-header .kb-search-open").tap()
    expect(field(page)).to_be_focused()
    field(page).fill("학습률")
    expect(titles(page).first).to_have_text("학습률")
    box = page.locator("dialog.kb-search").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"]) == (0, 0, 390)
    page.get_by_role("button", name=re.compile("^코드")).tap()
    expect(field(page)).to_have_value(re.compile("has:code"))
    options(page).first.tap()
    expect(page.locator("h1")).to_contain_text("학습률")


def test_nothing_jumps(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    dialog, form = page.locator("dialog.kb-search"), page.locator("dialog .kb-search__form")
    page.wait_for_timeout(300)
    before = dialog.bounding_box(), form.bounding_box()
    for query in ("학", "학습률", "햑습률", "쀍뗣뷁", ""):
        field(page).fill(query)
        page.wait_for_timeout(400)
        assert (dialog.bounding_box(), form.bounding_box()) == before


def test_it_is_not_printed(site: str, open_page: Open) -> None:
    page = open_page(site)
    search(page, "학습률")
    page.emulate_media(media="print")
    expect(page.locator("dialog.kb-search")).to_be_hidden()
    expect(page.locator(".kb-search-open")).to_be_hidden()


def test_without_javascript_it_leads_to_the_lists(site: str, open_page: Open) -> None:
    page = open_page(site, java_script_enabled=False)
    page.locator(".md-header .kb-search-open").click()
    expect(page.locator("h1")).to_have_text("검색")
    expect(page.get_by_text("검색에는 스크립트가 필요합니다.")).to_be_visible()
    page.get_by_role("navigation", name="노트를 찾는 길").get_by_role(
        "link", name="모든 노트"
    ).click()
    expect(page.locator("h1")).to_have_text("모든 노트")


# --- whatever is typed ---

HOSTILE = {
    "long": "학습률 gradient " * 700,
    "one word": "가" * 10_000,
    "html": '<img src=x onerror="hit()"><script>hit()</script>',
    "expressions": r"(a+)+$ [\d .*?^|\\ {1,9999} (?<!x)",
    "controls": "a\u0001\u0002\u200b\u202e\ufeff\u2028학습률\u0007",
    "operators": 'tag: -"" "" #- title: has: lang: created:>> - " -tag:"',
    "percent": "%ZZ%00%F0 ?q=x&h=y #frag ../../",
    "prototype": "constructor __proto__ toString hasOwnProperty valueOf",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_query_breaks_or_slows_the_page(site: str, open_page: Open, name: str) -> None:
    page = open_page(site, first="window.hit = () => { window.hits = 1; };")
    open_search(page)
    field(page).fill(HOSTILE[name])
    page.wait_for_timeout(1500)
    assert page.evaluate("window.hits") is None
    longest = page.evaluate(
        """() => new Promise(resolve => {
            const began = performance.now();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        })"""
    )
    assert longest < 200
    field(page).fill("모멘텀")
    expect(titles(page).first).to_have_text("모멘텀")


def test_half_a_character_is_searched_for(site: str, open_page: Open) -> None:
    page = open_page(site)
    open_search(page)
    page.evaluate(
        """() => {
            const field = document.querySelector('dialog input');
            field.value = '학습률 \\ud83d \\udc00';
            field.dispatchEvent(new InputEvent('input', {bubbles: true}));
        }"""
    )
    settle(page)


def test_what_strangers_wrote_is_shown_as_text(site: str, open_page: Open) -> None:
    page = open_page(site, first="window.hit = () => { window.hits = 1; };")
    for query in ("낯선", "별명", "수상한", "onmouseover"):
        search(page, query)
        expect(titles(page).first).to_have_text("<img src=x onerror=hit()> 낯선 제목")
        page.wait_for_timeout(300)
        names = page.evaluate(
            "[...document.querySelectorAll('.kb-search__list *')].map(e => e.localName)"
        )
        assert set(names) <= {"a", "b", "div", "span", "mark", "svg", "path", "button"}
        page.keyboard.press("Escape")
    assert page.evaluate("window.hits") is None
