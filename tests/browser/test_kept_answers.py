"""What a reader of the bank has answered: kept, taken along, and never lost."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.answering import (
    BATCH,
    LEARNING,
    answer,
    attempt,
    copy_vault,
    heading,
    open_with,
    right_letter,
    stored,
)
from tests.browser.conftest import Open
from tests.browser.server import serve

Build = Callable[[Path], Path]


def test_what_an_older_version_has_stored_is_there(bank: str, open_page: Open) -> None:
    given = [attempt(LEARNING, 3, right=True, key="a"), attempt("gone", 2, right=False, key="b")]
    page = open_with(open_page, bank, *given)
    expect(page.locator(".kb-bank__counts")).to_contain_text("맞힌 문제 1개")
    assert sorted(each["key"] for each in stored(page)) == ["a", "b"]
    assert stored(page, "exams") == []
    assert page.evaluate("indexedDB.databases().then(all => all[0].version)") == 2


def test_a_newer_database_is_left_alone_and_the_page_says_so(bank: str, open_page: Open) -> None:
    page = open_page(bank.replace("quiz/", "404.html"))
    page.evaluate(
        "new Promise(done => { const o = indexedDB.open('kb-quiz', 99);"
        " o.onsuccess = () => { o.result.close(); done(); } })"
    )
    page.goto(bank, wait_until="networkidle")
    expect(page.locator(".kb-bank__lost")).to_contain_text("저장할 수 없어")
    assert page.evaluate("indexedDB.databases().then(all => all[0].version)") == 99


FORBIDDEN = (
    "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('', "
    "'SecurityError'); }})"
)
FULL = (
    "IDBObjectStore.prototype.add = () => { throw new DOMException('', 'QuotaExceededError'); };"
    "IDBObjectStore.prototype.put = IDBObjectStore.prototype.add"
)


@pytest.mark.parametrize("first", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_storage_it_works_and_says_so(bank: str, open_page: Open, first: str) -> None:
    page = open_page(bank, first=first)
    page.locator(".kb-bank__way button").first.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_be_focused()
    answer(page, right_letter(page))
    expect(page.locator(".kb-quiz__result")).to_have_text(re.compile("^맞았습니다"))
    page.get_by_role("button", name="그만하기").press("Enter")
    page.get_by_role("button", name="문제 고르기로 돌아가기").press("Enter")
    expect(page.locator(".kb-bank__lost")).to_contain_text("페이지를 닫으면 푼 내용이 사라집니다")
    expect(page.locator(".kb-bank__counts")).to_contain_text("맞힌 문제 1개")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="파일로 저장").press("Enter")
    saved = json.loads(downloading.value.path().read_text(encoding="utf-8"))
    assert [each["right"] for each in saved["attempts"]] == [True]


def test_two_tabs_lose_no_answers_and_tell_each_other(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    other = page.context.new_page()
    other.goto(bank, wait_until="networkidle")
    for tab in (page, other):
        tab.get_by_label("순서 섞기").uncheck()
        tab.locator(".kb-bank__way button").first.press("Enter")
        expect(tab.locator(".kb-bank__heading")).to_be_visible()
    third = page.context.new_page()
    third.goto(bank, wait_until="networkidle")
    for tab in (page, other):
        tab.bring_to_front()
        tab.locator(".kb-bank__heading").focus()
        answer(tab, "a")
        expect(tab.locator(".kb-quiz__result")).to_contain_text("틀렸습니다.")
    expect(third.locator(".kb-bank__counts")).to_contain_text("틀린 문제 1개")
    kept = stored(page)
    assert len(kept) == 2
    assert kept[0]["at"] != kept[1]["at"]


def test_a_clock_that_is_set_back_changes_no_order(bank: str, open_page: Open) -> None:
    page = open_with(open_page, bank, attempt(BATCH, -3, right=True, key="from the future"))
    page.get_by_label("순서 섞기").uncheck()
    page.locator(".kb-bank__way button").first.press("Enter")
    expect(page.locator(".kb-bank__heading")).to_be_focused()
    answer(page, "a")
    expect(page.locator(".kb-quiz__result")).to_contain_text("틀렸습니다.")
    first, second = sorted(stored(page), key=lambda each: float(each["at"]))
    assert first["key"] == "from the future"
    assert second["at"] == first["at"] + 1
    page.reload()
    expect(page.locator(".kb-bank__counts")).to_contain_text("틀린 문제 1개")


def test_a_file_takes_answers_to_another_browser(
    bank: str, open_page: Open, tmp_path: Path
) -> None:
    ours = open_with(open_page, bank, attempt(LEARNING, 2, right=True))
    with ours.expect_download() as downloading:
        ours.get_by_role("button", name="파일로 저장").press("Enter")
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    theirs = open_with(open_page, bank, attempt(BATCH, 1, right=False))
    status = theirs.locator(".kb-bank__keeping").get_by_role("status")

    def add(from_file: Path) -> None:
        with theirs.expect_file_chooser() as choosing:
            theirs.get_by_role("button", name="파일에서 더하기").press("Enter")
        choosing.value.set_files(from_file)

    add(file)
    expect(status).to_have_text("더한 기록 1개")
    expect(theirs.locator(".kb-bank__counts")).to_contain_text("맞힌 문제 1개, 틀린 문제 1개")
    before = stored(theirs)
    add(file)
    expect(status).to_have_text("더한 기록 0개")
    assert stored(theirs) == before
    other = tmp_path / "other.json"
    other.write_text('{"format": "kb-quiz", "version": 1, "attempts": [{"key": 1}]}')
    add(other)
    expect(status).to_contain_text("문제 기록 파일이 아니거나")
    assert stored(theirs) == before


def test_a_question_inserted_before_it_takes_nothing_from_it(
    build_vault: Build, open_page: Open, tmp_path: Path
) -> None:
    vault = copy_vault(tmp_path)
    served = tmp_path / "served"
    shutil.copytree(build_vault(vault), served)
    with serve(served) as address:
        page = open_with(open_page, f"{address}quiz/", attempt(BATCH, 1, right=True))
        counts = page.locator(".kb-bank__counts")
        expect(counts).to_contain_text("안 푼 문제 3개, 맞힌 문제 1개")
        note = vault / "notes/배치-크기.md"
        text = note.read_text(encoding="utf-8")
        new = "**Question:** 새 물음은?\n\n**Options:**\n\n- A) 하나\n- B) 둘\n\n"
        new += "**정답: A) 하나**\n\n"
        asked = text.index("**Question:**")
        note.write_text(text[:asked] + new + text[asked:], encoding="utf-8")
        shutil.copytree(build_vault(vault), served, dirs_exist_ok=True)
        page.reload()
        expect(counts).to_contain_text("안 푼 문제 4개, 맞힌 문제 1개")
        assert [each["question"] for each in stored(page)] == [BATCH]


def test_what_is_lost_on_the_way_can_be_asked_for_again(bank: str, open_page: Open) -> None:
    page = open_page(bank)
    page.get_by_label("순서 섞기").uncheck()
    offline = "window.fetch = () => Promise.reject(new TypeError('off'))"
    page.evaluate(f"() => {{ window.real = fetch; {offline}; }}")
    page.locator(".kb-bank__way button").first.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("문제를 불러오지 못했습니다.")
    page.evaluate("() => { window.fetch = window.real; }")
    page.get_by_role("button", name="다시 시도").press("Enter")
    heading(page, "연습: 4문제 중 1번")


def test_what_cannot_be_fetched_is_told(bank: str, open_page: Open) -> None:
    page = open_page(bank, first="window.fetch = () => Promise.reject(new Error('offline'))")
    expect(page.get_by_role("alert")).to_contain_text("문제를 불러오지 못했습니다.")
    expect(page.get_by_role("button", name="다시 시도")).to_be_visible()
    expect(page.get_by_role("heading", name="노트별 문제")).to_be_visible()
