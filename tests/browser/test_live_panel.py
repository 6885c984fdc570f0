"""The panel that says what is wrong with a note while it is written."""

import itertools
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.living import Desk, desk, panel, stay, stayed, until
from tests.browser.test_live import until_there

BROKEN = "# 글\n\n여기 [[경사하강]] 링크가 있습니다. <b>x</b>\n"
names = itertools.count()


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    notes = {"경사하강법.md": "# 경사하강법\n\n글.\n"}
    with desk(tmp_path_factory.mktemp("living"), notes) as started:
        yield started


@pytest.fixture
def name(living: Desk) -> str:
    own = f"note-{next(names)}"
    living.write(f"{own}.md", "# 글\n\n멀쩡한 글입니다.\n")
    until_there(living, own)
    return own


def open_note(living: Desk, name: str, open_page: Open, view: View = VIEWS[0]) -> Page:
    page = stay(open_page(living.address(f"{name}/"), view))
    page.set_default_timeout(10_000)
    until(page, f"() => {TOGGLE}.textContent.includes('고칠 곳 없음')")
    return page


ROOT = "document.querySelector('#kb-live-panel').shadowRoot"
TOGGLE = f"{ROOT}.querySelector('.toggle')"
PROBLEM = f"{ROOT}.querySelector('.problem')"


def shown_list(page: Page) -> None:
    """Open the list, once it has something to say."""
    until(page, f"() => /고칠 곳 [0-9]|[0-9] problem/.test({TOGGLE}.textContent)")
    if not panel(page, ".body").is_visible():
        panel(page, ".toggle").click()


def test_a_new_error_opens_the_list(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    assert not panel(page, ".body").is_visible()
    assert panel(page, ".toggle").get_attribute("aria-expanded") == "false"
    living.edit(page, f"{name}.md", BROKEN, "경사하강")
    until(page, f"() => {TOGGLE}.textContent.includes('고칠 곳 1개')")
    # A warning can wait.
    assert not panel(page, ".body").is_visible()
    living.write(f"{name}.md", "---\ntitle: [\n---\n\n# 깨진 글\n")
    panel(page, ".problem.error").wait_for()
    assert panel(page, ".place").inner_text().startswith(f"{name}.md:")
    assert panel(page, ".severity").inner_text() == "오류"
    assert panel(page, ".said").inner_text().startswith("새 오류: ")
    # It takes the focus from nobody.
    assert page.evaluate("document.activeElement === document.body")
    living.edit(page, f"{name}.md", BROKEN, "경사하강")
    until(page, f"() => {PROBLEM}?.textContent.includes('경고')")
    assert panel(page, ".place").inner_text() == f"{name}.md:3:4"
    assert panel(page, ".source mark").inner_text() == "[[경사하강]]"
    assert "경사하강" in panel(page, ".message").inner_text()
    living.edit(page, f"{name}.md", "# 글\n\n다 고쳤습니다.\n", "다 고쳤습니다")
    until(page, f"() => {TOGGLE}.textContent.includes('고칠 곳 없음')")
    assert stayed(page)


def test_the_keyboard_is_enough(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    broken = f"{BROKEN}\n[[없는 노트 하나]]\n"
    living.edit(page, f"{name}.md", broken, "없는 노트")
    until(page, f"() => {TOGGLE}.textContent.includes('2개')")
    page.locator("article a").first.focus()
    inside = f"{ROOT}.activeElement?.textContent"
    page.keyboard.press("F8")
    assert page.evaluate(inside) == f"{name}.md:3:4"
    page.keyboard.press("F8")
    assert page.evaluate(inside) == f"{name}.md:5:1"
    page.keyboard.press("Shift+F8")
    assert page.evaluate(inside) == f"{name}.md:3:4"
    # A letter is nobody's shortcut here.
    page.keyboard.press("f")
    assert page.evaluate(inside) == f"{name}.md:3:4"
    page.keyboard.press("Escape")
    assert not panel(page, ".body").is_visible()
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_a_mend_is_applied_by_its_button(living: Desk, name: str, open_page: Open) -> None:
    living.write("Gradient Descent.md", "# Gradient Descent\n\nText of it.\n")
    page = open_note(living, name, open_page)
    living.edit(page, f"{name}.md", "# 글\n\n여기 [[Gradient Descen]] 링크.\n", "Descen")
    shown_list(page)
    button = panel(page, ".mend").first
    button.wait_for()
    button.focus()
    page.keyboard.press("Enter")
    until(page, f"() => {TOGGLE}.textContent.includes('고칠 곳 없음')")
    until(page, f"() => {ROOT}.querySelector('.said').textContent.startsWith('고쳤습니다: ')")
    text = (living.folder / f"{name}.md").read_text(encoding="utf-8")
    assert "[[Gradient Descent" in text
    # The focus is still in the panel.
    assert page.evaluate("document.activeElement.id") == "kb-live-panel"


def test_a_place_is_told_to_the_editor(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    living.edit(page, f"{name}.md", BROKEN, "경사하강")
    shown_list(page)
    asked = []
    page.route(
        "**/_/edit",
        lambda route: (asked.append(route.request), route.fulfill(json={"opened": True}))[1],
    )
    panel(page, ".place").first.click()
    until(page, f"() => {ROOT}.querySelector('.said').textContent !== ''")
    assert json.loads(asked[0].post_data or "") == {"path": f"{name}.md", "line": 3, "column": 4}
    assert asked[0].headers["x-kb-token"] == living.server.token


def test_what_strangers_wrote_is_text(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    hostile = "# 글\n\n[[<img src=x onerror=alert(1)>]] 그리고\n"
    living.edit(page, f"{name}.md", hostile, "그리고")
    shown_list(page)
    assert panel(page, "img").count() == 0
    assert "<img" in panel(page, ".list").inner_text()


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_finds_nothing(
    living: Desk, name: str, view: View, open_page: Open, axe: Axe
) -> None:
    page = open_note(living, name, open_page, view)
    assert axe(page) == []
    living.edit(page, f"{name}.md", BROKEN, "경사하강")
    shown_list(page)
    page.wait_for_timeout(1800)
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= view.width
    box = panel(page, ".body").bounding_box()
    assert box is not None
    assert 0 <= box["x"]
    assert box["x"] + box["width"] <= view.width


def test_on_paper_there_is_none(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    page.emulate_media(media="print")
    assert not panel(page, ".toggle").is_visible()


def test_the_page_looks_as_it_does_without(living: Desk, name: str, open_page: Open) -> None:
    page = open_note(living, name, open_page)
    page.evaluate("scrollTo(0, 0)")
    with_it = page.locator("article").screenshot()
    page.evaluate("document.querySelector('#kb-live-panel').remove()")
    assert page.locator("article").screenshot() == with_it


def test_in_english_it_speaks_english(living: Desk, open_page: Open) -> None:
    living.write("words.en.md", "# Words\n\nAn [[unknown note]] here.\n")
    until_there(living, "en/words")
    page = open_page(living.address("en/words/"))
    shown_list(page)
    assert panel(page, ".severity").inner_text() == "Warning"
    assert panel(page, ".toggle").inner_text().startswith("1 problem")
    place = panel(page, ".place")
    assert place.get_attribute("aria-label") == "Open words.en.md:3:4 in the editor"
