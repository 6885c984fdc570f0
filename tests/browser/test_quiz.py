"""Questions in notes' pages: answered by keyboard and by pointer, heard, printed, kept."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from kb.model import QuizPartKind
from tests.browser.collection import write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve
from tests.render.test_quiz import Part, a_quiz, page_of

NOTE = quote("문제/훈련/")
TWICE = quote("문제/두-번/")
STEM, CHOICE, HINT, WHY, ABOUT = QuizPartKind


def several() -> str:
    """A question with two right answers of three, hints, and words on the whole."""
    parts: list[Part] = [
        (STEM, 0, ("<p>여럿을 묻습니다.</p><pre>코드</pre>",)),
        *((CHOICE, number, (f"보기 {number}",)) for number in range(3)),
        (HINT, 0, ("<p>첫 힌트입니다.</p>",)),
        (HINT, 1, ("<p>둘째 힌트입니다.</p>",)),
        (WHY, 1, ("<p>가운데는 아닙니다.</p>",)),
        (ABOUT, 0, ('<p id="about">전체 설명입니다.</p>',)),
    ]
    return page_of(a_quiz("AC", several=True), parts).partition("</h1>")[2]


@pytest.fixture(scope="module")
def quizzes(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    # What is remembered of a project lies in it.
    project = copytree(Path(__file__).parent / "quizzes", tmp_path_factory.mktemp("quizzes") / "of")
    site = build_vault(project)
    write_page(site, "several", "여럿", several())
    with serve(site) as address:
        yield address


def form(page: Page, number: int = 0) -> Locator:
    """Ready to be answered."""
    found = page.locator(".kb-quiz").nth(number)
    expect(found.locator(".kb-quiz__acts > button").first).to_be_visible()
    return found


def answer(found: Locator, *letters: str) -> None:
    for letter in letters:
        found.locator(f"input[value='{letter}']").check()
    found.locator("button[type=submit]").click()


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("name", [NOTE, f"en/{NOTE}", "several/"])
def test_axe_finds_nothing_before_and_after(
    quizzes: str, open_page: Open, axe: Axe, view: View, name: str
) -> None:
    page = open_page(quizzes + name, view)
    found = form(page)
    assert axe(page) == []
    answer(found, "A")
    expect(found.get_by_role("status")).not_to_be_empty()
    assert axe(page) == []
    found.get_by_role("button", name=re.compile("다시 풀기|Try again")).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    for target in page.locator(
        ".kb-quiz :is(label, .kb-button, summary, .kb-quiz__ways > a):visible"
    ).all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 24, target


def test_the_keyboard_alone(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE)
    found = form(page)
    status = found.get_by_role("status")
    found.locator("input").first.focus()
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("radio", name="B The learning rate is too high")).to_be_checked()
    expect(status).to_be_empty()  # nothing is checked by a change
    page.keyboard.press("d")
    expect(found.locator("input[value=D]")).to_be_focused()
    page.keyboard.press("1")
    expect(found.locator("input[value=A]")).to_be_checked()
    expect(status).to_be_empty()
    page.keyboard.press("e")
    page.keyboard.press("Control+b")
    expect(found.locator("input[value=A]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(status).to_have_text("틀렸습니다. 정답: B")
    again = found.get_by_role("button", name="다시 풀기")
    expect(again).to_be_focused()
    expect(found.locator("[data-state=wrong][data-chosen]")).to_contain_text("오답 · 내가 고른 답")
    expect(found.locator(".kb-quiz__choice[data-state=right]")).to_contain_text("정답")
    page.keyboard.press("Enter")  # a key that is held down begins nothing
    expect(again).to_be_visible()
    page.wait_for_timeout(450)
    page.keyboard.press("Enter")
    expect(found.locator("fieldset")).to_be_focused()
    expect(status).to_be_empty()
    expect(found.locator("input:checked")).to_have_count(0)
    page.keyboard.press("b")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status).to_have_text("맞았습니다. 정답: B")


def test_keys_are_left_alone_elsewhere(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE)
    form(page)
    page.locator("h1").click()
    page.keyboard.press("b")
    expect(page.locator(".kb-quiz input:checked")).to_have_count(0)
    page.evaluate(
        "document.querySelector('.kb-quiz fieldset').insertAdjacentHTML('beforeend', "
        "'<input type=text id=typed>')"
    )
    page.locator("#typed").press_sequentially("abc1")
    expect(page.locator("#typed")).to_have_value("abc1")
    expect(page.locator(".kb-quiz input:checked")).to_have_count(0)


def test_what_a_screen_reader_is_told(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE)
    found = form(page)
    expect(found).to_match_aria_snapshot(
        """
        - group "A team sees the loss oscillate while it trains a network. \
Which cause is the MOST probable?":
          - radio "A The learning rate is too low"
          - radio "B The learning rate is too high"
          - radio "C The batches are not small enough"
          - radio "D The weights begin too small"
        - button "정답 확인"
        - button "보기 섞기"
        - paragraph:
          - link "In English"
        - status
        - group: 정답과 해설
        """
    )
    assert found.locator("legend").get_attribute("lang") == "en"
    answer(found, "A")
    wrong = found.locator("input[value=A]")
    expect(wrong).to_have_accessible_description(
        "오답 · 내가 고른 답 손실이 느리게 줄 뿐 진동하지 않습니다."
    )
    expect(found.locator("input[value=B]")).to_have_accessible_description("정답")


def test_nothing_chosen_is_told(quizzes: str, open_page: Open) -> None:
    found = form(open_page(quizzes + NOTE))
    found.get_by_role("button", name="정답 확인").click()
    expect(found.get_by_role("status")).to_have_text("먼저 보기를 고르십시오.")
    expect(found.locator("input").first).to_be_focused()
    answer(found, "B")
    expect(found.get_by_role("status")).to_have_text("맞았습니다. 정답: B")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("AC", "맞았습니다. 정답: A, C"),
        ("A", "아깝습니다. 정답 2개 가운데 1개를 골랐습니다. 정답: A, C"),
        ("ABC", "아깝습니다. 정답은 모두 골랐지만 오답도 함께 골랐습니다. 정답: A, C"),
        ("B", "틀렸습니다. 정답: A, C"),
    ],
)
def test_several_are_right(quizzes: str, open_page: Open, chosen: str, told: str) -> None:
    found = form(open_page(f"{quizzes}several/"))
    group = found.get_by_role("group", name="여럿을 묻습니다.")
    expect(group).to_have_accessible_description("코드 답을 여러 개 고를 수 있습니다.")
    answer(found, *chosen)
    expect(found.get_by_role("status")).to_have_text(told)
    expect(found.locator(".kb-quiz__said")).to_have_text("전체 설명입니다.")
    assert found.locator("#about").count() == 1
    expect(found).to_have_attribute("data-state", "right" if chosen == "AC" else "wrong")


def test_one_hint_leads_to_the_next(quizzes: str, open_page: Open) -> None:
    found = form(open_page(f"{quizzes}several/"))
    hints = found.locator(".kb-quiz__hint")
    expect(hints.nth(1)).to_be_hidden()
    expect(found.get_by_text("첫 힌트입니다.")).to_be_hidden()
    hints.nth(0).locator("summary").press("Enter")
    expect(found.get_by_text("첫 힌트입니다.")).to_be_visible()
    expect(hints.nth(1)).to_be_visible()
    expect(found.get_by_text("둘째 힌트입니다.")).to_be_hidden()


def test_the_last_answer_is_remembered_and_not_shown(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE)
    found = form(page)
    answer(found, "A")
    expect(found.get_by_role("status")).not_to_be_empty()
    page.wait_for_timeout(300)
    page.reload()
    found = form(page)
    last = found.locator(".kb-quiz__last")
    expect(last).to_have_text(re.compile(r"^\d{4}년 \d+월 \d+일에 틀린 문제입니다\.$"))
    expect(found.get_by_role("status")).to_be_empty()
    expect(found.locator("input:checked")).to_have_count(0)
    answer(found, "B")
    expect(last).to_be_hidden()
    page.wait_for_timeout(450)
    found.get_by_role("button", name="다시 풀기").click()
    expect(last).to_have_text(re.compile("맞힌 문제입니다"))


def letters(found: Locator) -> list[str]:
    return found.locator(".kb-quiz__letter").all_inner_texts()


def test_options_are_shuffled_for_whoever_wants_it(quizzes: str, open_page: Open) -> None:
    # With this chance the order is always another one.
    page = open_page(quizzes + NOTE, first="Math.random = () => 0")
    found, listed, in_list = form(page), form(page, 1), form(page, 2)
    assert letters(found) == ["A", "B", "C", "D"]
    shuffle = found.get_by_role("button", name="보기 섞기")
    expect(shuffle).to_have_attribute("aria-pressed", "false")
    shuffle.click()
    expect(shuffle).to_have_attribute("aria-pressed", "true")
    assert letters(found) == ["B", "C", "D", "A"]
    assert letters(in_list) == ["B", "A"]
    # `위의 모두` means the others by where they stand.
    assert letters(listed) == ["A", "B", "C", "D"]
    expect(listed.get_by_role("button", name="보기 섞기")).to_have_count(0)
    page.reload()
    found = form(page)
    assert letters(found) == ["B", "C", "D", "A"]
    found.locator("input").first.focus()
    page.keyboard.press("4")  # as it is shown
    expect(found.locator("input[value=A]")).to_be_checked()
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(found.get_by_role("status")).to_have_text("맞았습니다. 정답: B")
    expect(found.locator(".kb-quiz__choice").last).to_contain_text("손실이 느리게")


def test_without_javascript_all_can_be_read(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE, java_script_enabled=False)
    found = page.locator(".kb-quiz").first
    expect(found.get_by_role("radio")).to_have_count(4)
    expect(found.get_by_role("button")).to_have_count(0)
    expect(found.locator(".kb-quiz__why").first).to_be_hidden()
    expect(page.get_by_text("비밀을 지킬 수 없습니다")).to_have_count(1)
    found.locator("input").first.focus()
    page.keyboard.press("Enter")  # a form without a button sends nothing
    expect(page).to_have_url(quizzes + NOTE)
    found.locator("summary").click()
    key = found.locator(".kb-quiz__key")
    expect(key).to_have_text("정답: B The learning rate is too high")
    expect(found.locator(".kb-quiz__why").first).to_be_visible()


@pytest.mark.parametrize("answered", [False, True])
def test_paper_asks_first(quizzes: str, open_page: Open, answered: bool) -> None:
    page = open_page(quizzes + NOTE)
    found = form(page)
    if answered:
        answer(found, "A")
        expect(found.get_by_role("status")).not_to_be_empty()
    keys = page.locator(".kb-quiz-keys")
    expect(keys).to_be_hidden()
    page.emulate_media(media="print")
    expect(found.locator("legend")).to_be_visible()
    expect(found.locator(".kb-quiz__acts")).to_be_hidden()
    expect(found.get_by_text("손실이 느리게")).to_have_count(2 if answered else 1)
    for each in found.get_by_text("손실이 느리게").all():
        expect(each).to_be_hidden()
    expect(keys.locator("> ul > li")).to_have_count(3)
    first = keys.locator("> ul > li").first
    expect(first).to_contain_text("A team sees the loss oscillate")
    expect(first.locator("> strong")).to_have_text("B")
    expect(first.get_by_text("손실이 느리게")).to_be_visible()
    last = page.locator(".kb-quiz").last.bounding_box()
    box = keys.bounding_box()
    assert last is not None
    assert box is not None
    assert box["y"] >= last["y"] + last["height"]
    page.emulate_media(media="screen")
    expect(keys).to_be_hidden()
    expect(keys.locator(".kb-quiz__why")).to_have_count(0)


def test_a_link_to_a_question_gives_it_the_focus(quizzes: str, open_page: Open) -> None:
    page = open_page(f"{quizzes}{NOTE}#^second")
    found = form(page, 1)
    expect(found.locator("fieldset")).to_be_focused()
    page.keyboard.press("b")
    expect(found.locator("input[value=B]")).to_be_checked()
    own = form(page, 0).get_attribute("id")
    page.evaluate("id => { location.hash = id; }", own)
    # Whoever is answering another question already has left that one.
    expect(form(page, 0).locator("fieldset")).to_be_focused()


def test_the_other_language_asks_the_same(quizzes: str, open_page: Open) -> None:
    page = open_page(quizzes + NOTE)
    form(page).get_by_role("link", name="In English").click()
    expect(page).to_have_url(re.compile(f"/en/{NOTE}#q-"))
    found = form(page)
    expect(found.locator("fieldset")).to_be_focused()
    answer(found, "A")
    expect(found.get_by_role("status")).to_have_text("Not right. Answer: B")
    found.get_by_role("link", name="한국어로").click()
    expect(page).to_have_url(re.compile(f"/{NOTE}#q-"))


def test_a_note_that_is_shown_twice_asks_twice(quizzes: str, open_page: Open, axe: Axe) -> None:
    page = open_page(quizzes + TWICE)
    one, other = form(page, 0), form(page, 2)
    assert one.get_attribute("data-question") == other.get_attribute("data-question")
    answer(one, "A")
    expect(one.get_by_role("status")).to_have_text("틀렸습니다. 정답: B")
    expect(other.locator("input:checked")).to_have_count(0)
    expect(other.get_by_role("status")).to_be_empty()
    expect(other.locator(".kb-quiz__last")).to_contain_text("틀린 문제입니다")
    answer(other, "B")
    expect(one.get_by_role("status")).to_have_text("틀렸습니다. 정답: B")
    assert axe(page) == []


@pytest.mark.parametrize("name", ["훈련", "두 번째 문제", "훈련 > 두 번째"])
def test_a_preview_asks_and_does_not_answer(quizzes: str, open_page: Open, name: str) -> None:
    page = open_page(quizzes + quote("이어진-글/"))
    page.hover(f"article a:text-is('{name}')")
    preview = page.locator(".kb-preview")
    expect(preview).to_be_visible()
    expect(preview).to_contain_text("B" if name == "훈련" else "다음 코드는 무엇을 출력합니까?")
    for secret in ("정답", "손실이 느리게", "비밀"):
        expect(preview).not_to_contain_text(secret)
    expect(preview.locator("form, input, fieldset")).to_have_count(0)


def test_only_pages_with_questions_load_the_part(quizzes: str, open_page: Open) -> None:
    loaded = "performance.getEntriesByType('resource').map(({name}) => name).join()"
    assert "/form-" not in open_page(quizzes + quote("이어진-글/")).evaluate(loaded)
    assert "/form-" in open_page(quizzes + NOTE).evaluate(loaded)


def test_pages_that_come_without_a_reload(
    build_vault: Callable[[Path], Path], open_page: Open, tmp_path: Path
) -> None:
    """Material's instant navigation follows the links of a site at its own address only."""
    with serve(tmp_path) as address:
        project = copytree(Path(__file__).parent / "quizzes", tmp_path / "project")
        settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
        settings = settings.replace("https://example.org/", address)
        theme = "theme:\n  name: material\n  features: [navigation.instant]\n"
        (project / "mkdocs.yml").write_text(settings + theme, encoding="utf-8")
        copytree(build_vault(project), tmp_path, dirs_exist_ok=True)
        page = open_page(address + quote("이어진-글/"))
        page.evaluate("window.kept = true")
        page.locator("article a:text-is('두 번째 문제')").click()
        expect(form(page, 1).locator("fieldset")).to_be_focused()
        assert page.evaluate("window.kept")
        # Into another tree the browser leads: the words of the header change as well.
        form(page, 0).get_by_role("link", name="In English").click()
        expect(page).to_have_url(re.compile("/en/"))
        found = form(page)
        expect(found.locator("fieldset")).to_be_focused()
        answer(found, "B")
        expect(found.get_by_role("status")).to_have_text("Right. Answer: B")
        page.go_back()
        expect(form(page, 2).get_by_role("button", name="정답 확인")).to_have_count(1)
        page.close()  # what it fetches ahead must not find the server gone
