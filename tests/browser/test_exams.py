"""Exams and reviews in the bank of questions, by keyboard alone."""

import re

from playwright.sync_api import Page, expect

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
from tests.browser.conftest import Open

# --- exams ---


def begin_exam(page: Page, minutes: int) -> None:
    tab_to(page, "순서 섞기")
    page.keyboard.press("Space")
    for name, value in (("문제 수", 3), ("시간(분)", minutes), ("합격 기준", 60)):
        tab_to(page, name)
        page.keyboard.press("Control+a")
        page.keyboard.type(str(value))
    tab_to(page, "시작 (3): 시험")
    page.keyboard.press("Enter")
    heading(page, "시험: 3문제 중 1번")


def test_a_whole_exam_by_keyboard_alone(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    begin_exam(page, 30)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"남은 시간 (30:00|29:5\d)"))
    answer(page, "c")  # right, and on to the next
    heading(page, "시험: 3문제 중 2번")
    assert page.locator(".kb-quiz__mark, .kb-quiz__why, [data-state]").count() == 0
    tab_to(page, "다시 볼 문제")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="⚑ 다시 볼 문제")).to_have_attribute(
        "aria-pressed", "true"
    )
    overview = page.get_by_role("navigation", name="전체 문제")
    cells = overview.get_by_role("button")
    expect(cells).to_have_count(3)
    assert [" ".join((cell.text_content() or "").split()) for cell in cells.all()] == [
        "1 답함",
        "2 답하지 않음, 다시 볼 문제",
        "3 답하지 않음",
    ]
    tab_to(page, "3 답하지 않음")
    page.keyboard.press("Enter")
    heading(page, "시험: 3문제 중 3번")
    page.keyboard.press("b")  # wrong
    tab_to(page, "제출")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="시험을 제출하시겠습니까?")
    expect(dialog).to_contain_text("답하지 않은 문제 1개, 다시 볼 문제 1개")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="제출")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "제출")
    page.keyboard.press("Enter")
    heading(page, "시험 결과")
    expect(page.locator(".kb-bank__score")).to_have_text(
        "불합격: 33% (기준 60%), 3문제 중 1문제 정답"
    )
    rows = [" ".join(row.split()) for row in page.locator("tbody tr").all_inner_texts()]
    assert rows == [
        "평가/지표 0 / 1 0%",
        "학습/최적화 0 / 1 0%",
        "학습률 0 / 1 0%",
        "학습 1 / 2 50%",
        "학습/배치 1 / 1 100%",
    ]
    read = page.locator(".kb-bank__weak a").all_inner_texts()
    assert read == ["재현율", "학습률과 스케줄"]
    asked = page.locator(".kb-bank__asked")
    assert [each.get_attribute("open") is not None for each in asked.all()] == [False, True, True]
    assert asked.nth(1).locator("summary").inner_text() == "2번 문제: 답하지 않음"
    expect(asked.nth(1)).to_contain_text("답하지 않았습니다. 정답: B")
    expect(asked.nth(2)).to_contain_text("학습률이 너무 작을 때의 모습입니다.")
    # What nobody answered is no attempt.
    kept = stored(page)
    assert [(each["mode"], each["right"]) for each in sorted(kept, key=lambda e: e["at"])] == [
        ("exam", True),
        ("exam", False),
    ]
    tab_to(page, "문제 고르기로 돌아가기", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator(".kb-bank__counts")).to_contain_text("맞힌 문제 1개, 틀린 문제 1개")
    expect(page.locator(".kb-bank__under-way")).to_have_count(0)


def test_an_exam_goes_on_after_a_reload(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    begin_exam(page, 30)
    answer(page, "d")
    heading(page, "시험: 3문제 중 2번")
    page.locator("[aria-pressed]").press("Enter")
    expect(page.locator("[data-flagged]")).to_have_count(1)
    page.wait_for_timeout(200)
    page.reload()
    under_way = page.get_by_role("group", name="시험")
    expect(under_way).to_contain_text("3문제 중 1문제에 답했습니다.")
    under_way.get_by_role("button", name="이어서 풀기").press("Enter")
    heading(page, "시험: 3문제 중 2번")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"남은 시간 29:\d\d"))
    expect(page.locator("[aria-pressed=true]")).to_be_visible()
    page.get_by_role("button", name="이전").press("Enter")
    heading(page, "시험: 3문제 중 1번")
    expect(page.get_by_role("radio", name=re.compile("데이터를 절반"))).to_be_checked()
    page.reload()
    page.get_by_role("button", name="그만두기").press("Enter")
    expect(page.locator(".kb-bank__under-way")).to_have_count(0)
    assert stored(page) == []


def test_the_end_of_the_time_is_announced_and_submits(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    page.clock.install()
    page.reload()
    begin_exam(page, 6)
    page.keyboard.press("c")
    said = page.locator(".kb-bank__said")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_be_empty()
    page.clock.run_for(61_000)
    expect(said).to_have_text("5분 남았습니다.")
    page.clock.run_for(240_000)
    expect(said).to_have_text("1분 남았습니다.")
    page.clock.run_for(61_000)
    heading(page, "시험 결과")
    expect(page.get_by_text("시간이 끝나 시험을 제출했습니다.")).to_be_visible()
    expect(page.locator(".kb-bank__score")).to_contain_text("33%")


# --- review ---


def test_a_whole_review_by_keyboard_alone(bank: str, open_page: Open) -> None:
    page = open_with(
        open_page,
        bank,
        attempt(LEARNING, 40, right=True),
        attempt(BATCH, 30, right=False),
        attempt("5bbfed168d", 0.001, right=True),
    )
    table = page.get_by_role("region", name="앞으로의 복습").get_by_role("table")
    rows = [row.split() for row in table.locator("tbody tr").all_inner_texts()]
    assert rows[0] == ["오늘", "2"]
    assert rows[1] == ["내일", "0"]
    assert sum(int(row[-1]) for row in rows) == 3
    assert len(rows) == 8
    tab_to(page, "시작 (2): 복습")
    page.keyboard.press("Enter")
    heading(page, "복습: 2문제 중 1번")  # what has waited for the longest time
    answer(page, right_letter(page))
    expect(page.locator(".kb-quiz__result")).to_have_text(re.compile("^맞았습니다"))
    ease = page.get_by_role("group", name="얼마나 어려웠습니까?")
    expect(ease.get_by_role("button")).to_have_count(3)
    expect(ease.get_by_role("button", name=re.compile("적당했음"))).to_be_focused()
    page.wait_for_timeout(400)
    tab_to(page, "쉬웠음")
    page.keyboard.press("Enter")
    heading(page, "복습: 2문제 중 2번")
    answer(page, "a" if right_letter(page) != "A" else "b")
    expect(page.locator(".kb-quiz__result")).to_contain_text("틀렸습니다.")
    expect(page.get_by_role("group", name="얼마나 어려웠습니까?")).to_have_count(0)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    heading(page, "복습 끝")
    (rating,) = stored(page, "ratings")
    assert rating["ease"] == "easy"
    kept = {each["key"]: each for each in stored(page)}
    assert kept[rating["attempt"]]["mode"] == "review"
    tab_to(page, "문제 고르기로 돌아가기")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="시작 (0): 복습")).to_have_attribute(
        "aria-disabled", "true"
    )
    rows = [row.split() for row in table.locator("tbody tr").all_inner_texts()]
    assert rows[0] == ["오늘", "0"]
    assert rows[1] == ["내일", "1"]  # what was wrong
