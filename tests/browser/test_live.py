"""What a reader has made of a page stays when its note is saved."""

import itertools
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import VIEWS, Open
from tests.browser.living import Desk, desk, panel, says, stay, stayed, until

QUESTION = "1. 다음 중 옳은 것은?\n\n   A. 하나\n   B. 둘\n   C. 셋\n\n   정답: B\n"
LONG = "\n\n".join(f"문단 {number}. " + "긴 글이 이어집니다. " * 12 for number in range(30))


def note(first: str = "첫 글입니다.", more: str = "", question: str = QUESTION) -> str:
    return f"""# 노트

{first}

{more}

> [!tip]- 접힌 것
> 속에 있는 글

```mermaid
graph TD; A-->B
```

| a | b |
|:--|:--|
| 1 | 2 |

```python
print(1)
```

{LONG}

## 문제

{question}

끝 문단입니다.
"""


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk(tmp_path_factory.mktemp("living"), {}) as started:
        yield started


names = itertools.count()


@pytest.fixture
def name(living: Desk) -> str:
    """Of a note that is there."""
    own = f"note-{next(names)}"
    living.write(f"{own}.md", note())
    until_there(living, own)
    return own


def until_there(living: Desk, own: str) -> None:
    end = time.monotonic() + 20
    while living.server.get(f"/{own}/").status != 200:
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def page(living: Desk, name: str, open_page: Open) -> Page:
    return stay(open_page(living.address(f"{name}/")))


def test_only_what_changed_is_touched(living: Desk, name: str, page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('article *')) each.mine = true")
    living.edit(page, f"{name}.md", note("두 번째 글입니다."), "두 번째 글")
    assert page.evaluate("[...document.querySelectorAll('article *')].every(each => each.mine)")
    assert stayed(page)


def test_open_details_and_drawings_stay(living: Desk, name: str, page: Page) -> None:
    page.locator("article details summary").first.click()
    page.wait_for_selector("kb-diagram svg")
    page.evaluate("document.querySelector('kb-diagram svg').mine = true")
    living.edit(page, f"{name}.md", note("다른 글", "새 문단입니다."), "새 문단")
    assert page.locator("article details").first.get_attribute("open") is not None
    assert page.evaluate("document.querySelector('kb-diagram svg').mine")
    # An author who opens it in the note opens it here as well.
    living.edit(page, f"{name}.md", note("셋째 글").replace("[!tip]-", "[!warning]-"), "셋째")
    assert page.locator("article details").first.get_attribute("open") is not None


def test_what_is_new_is_made_ready(living: Desk, name: str, page: Page) -> None:
    more = "```mermaid\ngraph TD; C-->D\n```\n\n| c |\n|:--|\n| 3 |\n\n```python\nprint(2)\n```\n"
    living.edit(page, f"{name}.md", note(more=f"{more}\n새 문단"), "새 문단")
    until(page, "() => document.querySelectorAll('kb-diagram svg[id]').length === 2")
    assert page.locator(".md-typeset__scrollwrap table").count() == 2
    living.edit(page, f"{name}.md", note("다시 처음"), "다시 처음")
    assert page.locator("kb-diagram").count() == 1
    assert page.locator(".md-typeset__scrollwrap").count() == 1


def test_what_is_read_stays_where_it_is(living: Desk, name: str, page: Page) -> None:
    place = """() => [...document.querySelectorAll('article p')]
        .find(each => each.textContent.startsWith('문단 15.')).getBoundingClientRect().top"""
    page.evaluate("window.scrollTo(0, 2500)")
    page.wait_for_timeout(200)
    before = page.evaluate(place)
    living.edit(page, f"{name}.md", note(more="새 문단입니다.\n\n" * 9), "새 문단")
    page.wait_for_timeout(200)
    assert abs(page.evaluate(place) - before) < 3
    living.edit(page, f"{name}.md", note("되돌린 글"), "되돌린 글")
    page.wait_for_timeout(200)
    assert abs(page.evaluate(place) - before) < 3


def test_an_answer_stays_while_other_text_changes(living: Desk, name: str, page: Page) -> None:
    page.wait_for_selector(".kb-quiz__acts button")
    page.locator(".kb-quiz input").nth(1).check()
    page.locator(".kb-quiz__acts button[type=submit]").click()
    until(page, "() => document.querySelector('.kb-quiz__result').textContent.includes('B')")
    other = QUESTION.replace("다음 중", "새 물음: 다음 중").replace("1.", "2.")
    living.edit(page, f"{name}.md", note("다른 글"), "다른 글")
    assert page.locator(".kb-quiz").get_attribute("data-state") == "right"
    assert "B" in page.locator(".kb-quiz__result").inner_text()
    # A question above it moves it down, and gives it other numbers.
    living.edit(page, f"{name}.md", note(question=f"{other}\n{QUESTION}"), "새 물음")
    states = page.locator(".kb-quiz").evaluate_all("all => all.map(each => each.dataset.state)")
    assert "right" in states
    until(page, "() => document.querySelectorAll('.kb-quiz__acts button[type=submit]').length == 2")


def test_a_question_that_changed_can_be_answered(living: Desk, name: str, page: Page) -> None:
    page.wait_for_selector(".kb-quiz__acts button")
    page.locator(".kb-quiz input").nth(1).check()
    changed = QUESTION.replace("다음 중 옳은 것은?", "다음 중 참인 것은?")
    living.edit(page, f"{name}.md", note(question=changed), "참인 것은")
    page.wait_for_selector(".kb-quiz__acts button")
    assert page.locator(".kb-quiz input").nth(1).is_checked()
    page.locator(".kb-quiz__acts button[type=submit]").click()
    until(page, "() => document.querySelector('.kb-quiz__result').textContent.includes('B')")


def test_a_selection_before_the_change_stays(living: Desk, name: str, page: Page) -> None:
    page.evaluate("""() => {
        const text = document.querySelector('article p').firstChild;
        getSelection().setBaseAndExtent(text, 0, text, 2);
    }""")
    living.edit(page, f"{name}.md", note("첫 글입니다. 그리고 더."), "그리고 더")
    assert page.evaluate("getSelection().toString()") == "첫 "


def test_contents_and_title_follow(living: Desk, name: str, page: Page) -> None:
    text = note(more="## 새 절\n\n글").replace("# 노트", "# 다른 이름")
    living.edit(page, f"{name}.md", text, "새 절")
    assert page.title().startswith("다른 이름")
    assert page.locator(".md-nav--secondary a[href='#새-절']").count() > 0


def test_a_search_that_is_typed_goes_on(living: Desk, name: str, page: Page) -> None:
    page.keyboard.press("/")
    field = page.locator("dialog.kb-search input")
    field.press_sequentially("노")
    living.edit(page, f"{name}.md", note("바뀐 글"), "바뀐 글")
    page.keyboard.insert_text("트")
    assert field.input_value() == "노트"
    assert page.locator("dialog.kb-search").get_attribute("open") is not None


def test_what_changed_is_marked_for_a_moment(living: Desk, name: str, page: Page) -> None:
    living.write(f"{name}.md", note("표시될 글"))
    says(page, "표시될 글")
    marked = page.evaluate("""() => document.getAnimations().filter(each => each.id === 'kb-live')
        .map(each => each.effect.target.textContent)""")
    assert marked == ["표시될 글"]
    assert "kb-live" not in page.locator("article").inner_html()


def test_without_motion_nothing_is_marked(living: Desk, name: str, open_page: Open) -> None:
    page = open_page(living.address(f"{name}/"), reduced_motion="reduce")
    living.edit(page, f"{name}.md", note("조용한 글"), "조용한 글")
    assert page.evaluate("document.getAnimations().every(each => each.id !== 'kb-live')")


def test_edits_are_followed_only_where_that_is_wanted(living: Desk, name: str, page: Page) -> None:
    end = note().replace("끝 문단입니다.", "끝이 바뀌었습니다.")
    living.edit(page, f"{name}.md", end, "끝이 바뀌었습니다.")
    assert page.evaluate("scrollY") == 0
    panel(page, ".toggle").click()
    panel(page, "#follow").check()
    page.reload(wait_until="networkidle")
    living.edit(page, f"{name}.md", note().replace("끝 문단", "이 끝 문단"), "이 끝 문단")
    until(page, "() => scrollY > 500")


def test_twenty_saves_end_with_the_last(living: Desk, name: str, page: Page) -> None:
    for number in range(20):
        living.write(f"{name}.md", note(f"저장 {number}번째."))
        time.sleep(0.02)
    says(page, "저장 19번째.")
    page.wait_for_timeout(600)
    assert "저장 19번째." in page.locator("article").inner_text()
    assert stayed(page)


def test_two_windows_show_the_same(living: Desk, name: str, page: Page, open_page: Open) -> None:
    other = open_page(living.address(f"{name}/"), VIEWS[2])
    living.write(f"{name}.md", note("둘 다 봅니다."))
    says(page, "둘 다 봅니다.")
    says(other, "둘 다 봅니다.")


def test_a_broken_note_is_mended_again(living: Desk, name: str, page: Page) -> None:
    living.edit(page, f"{name}.md", "---\ntitle: [\n---\n\n# 깨진 글\n", "깨진 글")
    living.edit(page, f"{name}.md", note("고친 글"), "고친 글")
    page.wait_for_selector("kb-diagram svg")
    page.wait_for_selector(".kb-quiz__acts button")
    assert stayed(page)


def test_terms_are_marked_once(living: Desk, open_page: Open) -> None:
    """Where words of a text are underlined by a script, an edit of it leaves whole words."""
    living.write(
        "용어.md", "---\ntranslations: {en: loss function}\n---\n# 손실 함수 (loss function)\n"
    )
    living.write("글.md", "# 글\n\n여기서 손실 함수를 봅니다.\n")
    until_there(living, "글")
    page = open_page(living.address("글/"))
    for number in range(3):
        living.edit(
            page, "글.md", f"# 글\n\n여기서 손실 함수를 {number}번 봅니다.\n", f"{number}번"
        )
        page.wait_for_timeout(200)
        text = page.locator("article p").first.inner_text()
        assert text == f"여기서 손실 함수를 {number}번 봅니다."
