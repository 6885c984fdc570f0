"""The bank of questions, as a reader uses it: by keyboard alone wherever something is answered."""

import json
import re
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import VIEWS, Open, View
from tests.browser.server import serve

Axe = Callable[[Page], list[str]]
Build = Callable[[Path], Path]

VAULT = Path(__file__).parent / "bank"
CONFIGURATION = (
    "site_name: 문제 은행 시험\ndocs_dir: notes\nplugins:\n  - kb:\n      languages: [ko, en]\n"
)
DAY = 86_400_000
LEARNING, BATCH = "94584b0638", "7c844271a5"
"""Ids of questions of the vault: on learning rates, on the size of batches."""


def copy_vault(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    shutil.copytree(VAULT, folder / "notes")
    return folder


@pytest.fixture(scope="module")
def site(build_vault: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(build_vault(copy_vault(tmp_path_factory.mktemp("bank")))) as address:
        yield address


@pytest.fixture
def bank(site: str) -> str:
    return f"{site}quiz/"


def focused(page: Page) -> str:
    """What a screen reader calls the element that has the focus."""
    name: str = page.evaluate(
        "(e => e.getAttribute('aria-label') || (e.labels && e.labels[0]?.innerText)"
        " || (e === document.body ? '' : e.innerText || e.tagName))(document.activeElement)"
    )
    return " ".join(name.split())


def tab_to(page: Page, name: str, backwards: bool = False) -> None:
    for _ in range(80):
        if name in focused(page):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{name} cannot be reached; the focus is on {focused(page)}")


def heading(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The heading of what is asked; it has the focus when it comes."""
    found = page.locator(".kb-bank__heading")
    expect(found).to_have_text(words)
    expect(found).to_be_focused()
    return found


def stored(page: Page, name: str = "attempts") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        """name => new Promise((done, fail) => {
            const opening = indexedDB.open('kb-quiz');
            opening.onerror = () => fail(opening.error);
            opening.onsuccess = () => {
                const asking = opening.result.transaction(name).objectStore(name).getAll();
                asking.onsuccess = () => { opening.result.close(); done(asking.result); };
            };
        })""",
        name,
    )
    return found


def attempt(question: str, days_ago: float, *, right: bool, key: str = "") -> str:
    """As JavaScript that gives an attempt."""
    given = {"question": question, "chosen": ["A"], "right": right, "mode": "page"}
    own = json.dumps(key or f"{question}-{days_ago}")
    return f"{{...{json.dumps(given)}, key: {own}, at: Date.now() - {days_ago * DAY}}}"


def write_version_1(*attempts: str) -> str:
    """A script that leaves the database as the first version of it was."""
    return f"""(() => new Promise((done, fail) => {{
        const opening = indexedDB.open('kb-quiz', 1);
        opening.onerror = () => fail(opening.error);
        opening.onupgradeneeded = () => {{
            const store = opening.result.createObjectStore('attempts', {{keyPath: 'key'}});
            store.createIndex('at', 'at');
            store.createIndex('question', 'question');
            for (const each of [{", ".join(attempts)}]) store.add(each);
        }};
        opening.onsuccess = () => {{ opening.result.close(); done(); }};
    }}))()"""


def open_with(open_page: Open, bank: str, *attempts: str, **options: Any) -> Page:
    """The bank for a reader who has answered before."""
    page = open_page(bank.replace("quiz/", "404.html"), **options)
    page.evaluate(write_version_1(*attempts))
    page.goto(bank, wait_until="networkidle")
    return page


def answer(page: Page, *keys: str) -> None:
    """Choose by letters from the heading, and check."""
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")


def right_letter(page: Page) -> str:
    """Which option is right, by what the vault says."""
    shown = page.locator(".kb-quiz__choice").all_inner_texts()
    for text in shown:
        letter, _, words = " ".join(text.split()).partition(" ")
        for right in ("진동하거나", "코사인", "두 배 가까이", "Recall"):
            if right in words:
                return letter
    raise AssertionError(shown)


# --- the page ---


def test_without_javascript_the_questions_are_listed(site: str, open_page: Open) -> None:
    page = open_page(f"{site}quiz/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="노트별 문제")).to_be_visible()
    assert "스크립트가 없어도" in page.content()
    expect(page.get_by_text("비밀을 지키지 못합니다")).to_be_visible()
    link = page.get_by_role("link", name=re.compile("배치 크기를 두 배로"))
    assert link.get_attribute("href") == (f"../%EB%B0%B0%EC%B9%98-%ED%81%AC%EA%B8%B0/#q-{BATCH}")
    link.click()
    assert page.locator(f"#q-{BATCH}").is_visible()


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("tree", ["", "en/"])
def test_axe_finds_nothing(site: str, open_page: Open, axe: Axe, view: View, tree: str) -> None:
    page = open_page(f"{site}{tree}quiz/", view)
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
    expect(result).to_have_text("먼저 보기를 골라 주세요.")
    expect(page.locator(".kb-quiz input").first).to_be_focused()
    assert not page.locator(".kb-quiz__why, .kb-quiz__mark").count()
    # Arrows choose and check nothing.
    page.keyboard.press("ArrowDown")
    expect(result).to_have_text("먼저 보기를 골라 주세요.")
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
            for answer in question["answers"]:
                answer[1] = answer[0] in "AB"
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


# --- an exam ---


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
    dialog = page.get_by_role("dialog", name="시험을 제출할까요?")
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
    ease = page.get_by_role("group", name="얼마나 어려웠나요?")
    expect(ease.get_by_role("button")).to_have_count(3)
    expect(ease.get_by_role("button", name=re.compile("적당했음"))).to_be_focused()
    page.wait_for_timeout(400)
    tab_to(page, "쉬웠음")
    page.keyboard.press("Enter")
    heading(page, "복습: 2문제 중 2번")
    answer(page, "a" if right_letter(page) != "A" else "b")
    expect(page.locator(".kb-quiz__result")).to_contain_text("틀렸습니다.")
    expect(page.get_by_role("group", name="얼마나 어려웠나요?")).to_have_count(0)
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


# --- what is kept ---


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
