"""The bank of questions, as a reader uses it: by keyboard alone wherever something is answered."""

import json
import re
from base64 import b64decode, b64encode

import pytest
from playwright.sync_api import Route, expect

from tests.browser.answering import (
    BATCH,
    LEARNING,
    answer,
    attempt,
    heading,
    open_with,
    right_letter,
    stored,
    tab_to,
)
from tests.browser.conftest import VIEWS, Axe, Open, View

# --- the page ---


def test_without_javascript_the_questions_are_listed(bank_site: str, open_page: Open) -> None:
    page = open_page(f"{bank_site}quiz/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="노트별 문제")).to_be_visible()
    assert "스크립트가 없어도" in page.content()
    expect(page.get_by_text("비밀을 지키지 못합니다")).to_be_visible()
    link = page.get_by_role("link", name=re.compile("배치 크기를 두 배로"))
    assert link.get_attribute("href") == (f"../%EB%B0%B0%EC%B9%98-%ED%81%AC%EA%B8%B0/#q-{BATCH}")
    link.click()
    assert page.locator(f"#q-{BATCH}").is_visible()


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("tree", ["", "en/"])
def test_axe_finds_nothing(
    bank_site: str, open_page: Open, axe: Axe, view: View, tree: str
) -> None:
    page = open_page(f"{bank_site}{tree}quiz/", view)
    buttons = page.locator(".kb-bank__way button")

    def look() -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= view.width

    expect(buttons.first).to_be_visible()
    look()
    buttons.first.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_be_focused()
    look()
    answer(page, "a")
    expect(page.locator(".kb-quiz__result")).not_to_be_empty()
    look()
    page.goto(page.url, wait_until="networkidle")
    page.locator("#kb-bank-minutes").fill("30")
    buttons.last.press("Enter")
    expect(page.get_by_role("timer")).to_be_visible()
    answer(page, "a")
    look()
    page.locator(".kb-quiz__acts .kb-button", has_text=re.compile("^(제출|Submit)$")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look()
    page.get_by_role("dialog").get_by_role("button").first.press("Enter")
    expect(page.locator(".kb-bank__score")).to_be_visible()
    look()


def test_the_filter_stands_in_the_address(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    status = page.locator(".kb-bank__counts")
    expect(status).to_contain_text("문제 4개")
    tags = page.get_by_role("combobox", name="태그")
    shown = [" ".join(each.split()) for each in tags.locator("option").all_text_contents()]
    assert shown == [
        "모든 태그",
        "평가 (1)",
        "지표 (1)",
        "학습 (3)",
        "배치 (1)",
        "최적화 (2)",
        "학습률 (2)",
    ]
    tags.select_option("학습")
    expect(status).to_contain_text("문제 3개")
    expect(page.get_by_role("button", name="시작 (3): 연습")).to_be_visible()
    page.get_by_role("combobox", name="상태").select_option("wrong")
    expect(status).to_contain_text("문제 0개")
    assert "state=wrong" in page.url
    page.get_by_role("combobox", name="상태").select_option("")
    page.reload()
    expect(tags).to_have_value("학습")
    expect(status).to_contain_text("문제 3개")
    page.goto(f"{bank}?language=en&state=new&tag=%EC%97%86%EB%8A%94")
    expect(page.get_by_role("combobox", name="언어")).to_have_value("en")
    expect(page.locator(".kb-bank__counts")).to_contain_text("문제 1개")


# --- one by one ---


def test_a_whole_practice_by_keyboard_alone(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    tab_to(page, "순서 섞기")
    page.keyboard.press("Space")
    tab_to(page, "시작 (4): 연습")
    page.keyboard.press("Enter")
    heading(page, "연습: 4문제 중 1번")
    expect(page.locator(".kb-bank-list")).to_be_hidden()
    result = page.locator(".kb-quiz__result")
    expect(result).to_have_attribute("role", "status")
    # Nothing is chosen: it says so, and leads to the first option.
    tab_to(page, "정답 확인")
    page.keyboard.press("Enter")
    expect(result).to_have_text("먼저 보기를 고르십시오.")
    expect(page.locator(".kb-quiz input").first).to_be_focused()
    assert not page.locator(".kb-quiz__why, .kb-quiz__mark").count()
    # Arrows choose and check nothing.
    page.keyboard.press("ArrowDown")
    expect(result).to_have_text("먼저 보기를 고르십시오.")
    page.keyboard.press("Enter")
    expect(result).to_have_text("틀렸습니다. 정답: C")
    group = page.get_by_role("group", name="배치 크기를 두 배로 늘릴 때 흔히 함께 하는 일은?")
    expect(group).to_be_visible()
    chosen = page.get_by_role("radio", name=re.compile("활성화 함수를"))
    expect(chosen).to_be_checked()
    expect(chosen).to_have_accessible_description("오답 · 내가 고른 답 역시 상관이 없습니다.")
    expect(page.get_by_role("button", name="다음 문제")).to_be_focused()
    # What is pressed twice by chance skips nothing.
    page.keyboard.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_have_text("연습: 4문제 중 1번")
    page.wait_for_timeout(400)
    for number in (2, 3, 4):
        page.keyboard.press("Enter")
        heading(page, f"연습: 4문제 중 {number}번")
        answer(page, right_letter(page))
        expect(page.locator(".kb-quiz__result")).to_have_text(re.compile("^맞았습니다"))
        page.wait_for_timeout(400)
    expect(page.get_by_role("button", name="결과 보기")).to_be_focused()
    page.keyboard.press("Enter")
    heading(page, "연습 끝")
    expect(page.get_by_text("4문제 중 3문제를 맞혔습니다")).to_be_visible()
    assert [each["right"] for each in sorted(stored(page), key=lambda each: each["at"])] == [
        False,
        True,
        True,
        True,
    ]
    # Then only the one that was wrong.
    tab_to(page, "틀린 문제 다시 풀기")
    page.keyboard.press("Enter")
    heading(page, "오답: 1문제 중 1번")
    tab_to(page, "그만하기")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="시작 (1): 오답")).to_be_visible()
    expect(page.get_by_role("combobox", name="태그")).to_be_focused()


def test_numbers_and_korean_keys_choose(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    page.locator(".kb-bank__way button").first.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator(".kb-quiz input").nth(1)).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator(".kb-quiz input").nth(0)).to_be_checked()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ㅊ', code: 'KeyC', bubbles: true, cancelable: true}))"
    )
    expect(page.locator(".kb-quiz input").nth(2)).to_be_checked()


def test_links_within_a_question_lead_right(bank: str, open_page: Open) -> None:
    page = open_page(f"{bank}?tag=%ED%95%99%EC%8A%B5%EB%A5%A0")
    page.get_by_label("순서 섞기").uncheck()
    page.locator(".kb-bank__way button").first.press("Enter")
    heading(page, "연습: 2문제 중 1번")
    page.locator(".kb-quiz").get_by_role("link", name="배치 크기").click()
    expect(page.get_by_role("heading", name=re.compile("^배치 크기"))).to_be_visible()


def test_several_right_answers_hints_and_what_is_said_of_the_whole(
    bank: str, open_page: Open, axe: Axe
) -> None:
    """As the data is where a note has all of it."""

    def enrich(route: Route) -> None:
        read = json.loads(b64decode(route.fetch().body()))
        for question in read:
            question |= {"several": True, "checked": True}
            question["hints"] = [["한 번 더 <em>읽기</em>", "ko"]]
            question["explanation"] = ["<p>둘 다 맞습니다.</p>", "ko"]
            question["stem"][0] += "<pre><code>x = 1</code></pre>"
            for option in question["answers"]:
                option[1] = option[0] in "AB"
        route.fulfill(body=b64encode(json.dumps(read).encode()).decode())

    page = open_page(bank)
    page.route("**/questions/*.txt", enrich)
    page.locator(".kb-bank__way button").first.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_be_focused()
    form = page.locator("form.kb-quiz")
    group = form.get_by_role("group").first
    expect(group).to_have_accessible_description("x = 1 여러 개를 고를 수 있습니다.")
    form.get_by_text("힌트").press("Enter")
    expect(form.get_by_text("읽기")).to_be_visible()
    boxes = form.get_by_role("checkbox")
    for key in ("a", "c", "c", "d"):
        page.keyboard.press(key)
    assert [box.is_checked() for box in boxes.all()][:4] == [True, False, False, True]
    page.keyboard.press("Enter")
    expect(form.locator(".kb-quiz__result")).to_contain_text("정답: A, B")
    expect(form.locator(".kb-quiz__result")).to_contain_text("2개 가운데 1개")
    expect(form.get_by_text("둘 다 맞습니다.")).to_be_visible()
    expect(form.get_by_text("코드를 실행해 확인한")).to_be_visible()
    assert axe(page) == []
    assert [each["right"] for each in stored(page)] == [False]


def test_mistakes_only(bank: str, open_page: Open) -> None:
    page = open_with(
        open_page,
        bank,
        attempt(LEARNING, 2, right=True, key="1"),
        attempt(LEARNING, 1, right=False, key="2"),
        attempt(BATCH, 2, right=False, key="3"),
        attempt(BATCH, 1, right=True, key="4"),
        attempt("gone", 1, right=False),
    )
    button = page.get_by_role("button", name="시작 (1): 오답")
    button.press("Enter")
    heading(page, "오답: 1문제 중 1번")
    expect(page.get_by_role("group", name=re.compile("학습률이 너무"))).to_be_visible()
