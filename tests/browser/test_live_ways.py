"""The preview's page when notes move, servers end and readers go on."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, View
from tests.browser.living import MKDOCS, PATIENCE, Desk, desk, panel, says, stay, stayed, until
from tests.browser.test_live import until_there
from tests.hosts.preview_server import preview

Desks = Callable[..., Desk]
LONG = "\n\n".join(f"문단 {number}. " + "긴 글이 이어집니다. " * 12 for number in range(20))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Desks]:
    """Asked for before a page is: it ends after that is closed."""
    with ExitStack() as stack:
        yield lambda notes, mkdocs=MKDOCS, port=0: stack.enter_context(
            desk(tmp_path, notes, mkdocs, port)
        )


def test_a_rename_is_followed(start: Desks, open_page: Open) -> None:
    living = start({"처음 이름.md": f"# 글\n\n안녕 [[index]]\n\n{LONG}\n"})
    page = stay(open_page(living.address("처음 이름/")))
    page.evaluate("scrollTo(0, 800)")
    (living.folder / "처음 이름.md").rename(living.folder / "새 이름.md")
    until(page, "() => decodeURI(location.pathname) === '/새 이름/'")
    assert stayed(page)
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - 800) < 3
    living.edit(page, "새 이름.md", f"# 글\n\n바뀐 글 [[index]]\n\n{LONG}\n", "바뀐 글")
    assert stayed(page)
    assert page.locator("article a[href]").nth(1).evaluate("a => a.pathname") == "/"


def test_a_deleted_note_stays_in_view(start: Desks, open_page: Open) -> None:
    living = start({"글.md": "# 글\n\n안녕하세요\n"})
    page = stay(open_page(living.address("글/")))
    (living.folder / "글.md").unlink()
    notice = panel(page, ".notice")
    notice.wait_for(timeout=PATIENCE)
    assert "삭제" in notice.inner_text()
    says(page, "안녕하세요")
    living.edit(page, "글.md", "# 글\n\n다시 있습니다\n", "다시 있습니다")
    notice.wait_for(state="hidden", timeout=PATIENCE)
    assert stayed(page)


INSTANT = MKDOCS.replace(
    "theme: material", "theme: {name: material, features: [navigation.instant]}"
)


def test_instant_navigation_then_an_edit(start: Desks, open_page: Open) -> None:
    notes = {
        "하나.md": f"# 하나\n\n여기서 [[둘]]로 갑니다.\n\n{LONG}\n",
        "둘.md": f"# 둘\n\n둘째 글.\n\n> [!tip]- 접힌 것\n> 속\n\n{LONG}\n",
    }
    # The theme follows the links of a site at its own address only.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    living = start(notes, f"{INSTANT}site_url: http://127.0.0.1:{port}/\n", port)
    page = stay(open_page(living.address("하나/")))
    page.locator("article p a", has_text="둘").first.click()
    says(page, "둘째 글")
    page.wait_for_timeout(500)
    assert stayed(page), "instant navigation is on"
    page.locator("article details summary").click()
    page.evaluate("document.querySelector('article details').mine = true")
    after = notes["둘.md"].replace("둘째 글", "바뀐 둘째 글")
    living.edit(page, "둘.md", after, "바뀐 둘째 글")
    assert page.evaluate("document.querySelector('article details').mine")
    assert page.locator("article details").get_attribute("open") is not None
    # What was left is none of its business.
    living.write("하나.md", "# 하나\n\n다른 글.\n")
    page.wait_for_timeout(700)
    assert "다른 글" not in page.locator("article").inner_text()
    assert stayed(page)


@pytest.fixture
def free_page(browser: Browser) -> Iterator[Page]:
    """One that may lose its server."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_a_server_that_comes_back_is_found(tmp_path: Path, free_page: Page) -> None:
    page = free_page
    with desk(tmp_path, {"글.md": f"# 글\n\n안녕하세요\n\n{LONG}\n"}) as living:
        port = str(living.server.port)
        page.goto(living.address("글/"), wait_until="networkidle")
        stay(page).evaluate("scrollTo(0, 700)")
        living.server.stop(signal.SIGINT)
        notice = panel(page, ".notice")
        notice.wait_for(timeout=PATIENCE)
        assert notice.get_attribute("role") == "status"
        assert "연결이 끊겼습니다" in notice.inner_text()
    living.write("글.md", f"# 글\n\n그동안 바뀐 글\n\n{LONG}\n")
    with preview(tmp_path, "--port", port) as second:
        says(page, "그동안 바뀐 글")
        notice.wait_for(state="hidden", timeout=PATIENCE)
        assert page.evaluate("scrollY") > 600
        Desk(living.folder, second).edit(page, "글.md", "# 글\n\n이어진 글\n", "이어진 글")
        assert stayed(page)


CODE = "# 글\n\n```python run\nimport time\n{sleep}print('값은', {value})\n```\n\n끝.\n"


def test_old_outputs_say_so_until_new_ones_come(start: Desks, open_page: Open) -> None:
    notes = {"글.md": CODE.format(sleep="", value=1)}
    living = start(notes)
    page = stay(open_page(living.address("글/")))
    says(page, "값은 1")
    until(page, "() => !document.querySelector('[data-kb-old]')")
    height = page.locator(".kb-output").bounding_box()
    living.write("글.md", CODE.format(sleep="time.sleep(3)\n", value=2))
    page.wait_for_selector(".kb-output[data-kb-old]", timeout=PATIENCE)
    output = page.locator(".kb-output")
    assert output.get_attribute("aria-busy") == "true"
    assert "이전 결과 · 다시 실행 중" in output.inner_text()
    assert "값은 1" in output.inner_text()
    now = output.bounding_box()
    assert height is not None
    assert now is not None
    assert now["height"] == height["height"]
    says(page, "값은 2")
    until(page, "() => !document.querySelector('[data-kb-old]')")
    assert output.get_attribute("aria-busy") is None
    assert page.locator(".kb-live-old").count() == 0
    assert stayed(page)


SWEEP = """# 글

{first}

```python run
#| sweep: {{rate: [0.1, 0.2, 0.3]}}
rate = 0.2
print("값은", rate * {by})
```

끝.
"""


def test_a_slider_stays_where_its_reader_left_it(start: Desks, open_page: Open) -> None:
    living = start({"글.md": SWEEP.format(first="첫 글", by=10)})
    page = stay(open_page(living.address("글/")))
    slider = page.locator(".kb-slider input[type=range]")
    slider.wait_for(timeout=PATIENCE)
    slider.focus()
    page.keyboard.press("ArrowRight")
    says(page, "값은 3.0")
    # At once: its place is not in the address yet.
    living.edit(page, "글.md", SWEEP.format(first="다른 글", by=10), "다른 글")
    assert slider.input_value() == "2"
    assert "값은 3.0" in page.locator(".kb-slider__outputs").inner_text()
    assert slider.evaluate("input => input === document.activeElement")
    until(page, "() => location.search.includes('0.3')")
    # Other code: what it gives is other, for the same value.
    living.edit(page, "글.md", SWEEP.format(first="다른 글", by=100), "값은 30.0")
    until(page, "() => document.querySelector('.kb-slider input').value === '2'")
    assert stayed(page)


def test_pages_that_are_no_notes_follow_as_well(start: Desks, open_page: Open) -> None:
    living = start({"글.md": "---\ntags: [하나]\n---\n# 글\n"})
    until_there(living, "tags")
    page = open_page(living.address("tags/"))
    living.write("글.md", "---\ntags: [하나, 둘째]\n---\n# 글\n")
    says(page, "둘째")


DRAWN = """# 글

{first}

```python run
import matplotlib.pyplot as plt
plt.plot([1, {last}])
```
"""


def test_an_enlarged_figure_stays_open_and_follows(start: Desks, open_page: Open) -> None:
    living = start({"글.md": DRAWN.format(first="첫 글", last=2)})
    page = stay(open_page(living.address("글/")))
    page.get_by_role("button", name="그림 확대").press("Enter")
    dialog = page.get_by_role("dialog", name="확대한 그림")
    drawing = dialog.locator("svg").first
    drawing.wait_for(timeout=PATIENCE)
    living.edit(page, "글.md", DRAWN.format(first="다른 글", last=2), "다른 글")
    assert drawing.is_visible()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached", timeout=PATIENCE)
    assert page.evaluate("document.activeElement.closest('figure') !== null")
    before = page.locator("figure svg").first.inner_html()
    living.write("글.md", DRAWN.format(first="다른 글", last=7))
    until(
        page,
        "before => { const now = document.querySelector('figure svg');"
        " return now && now.innerHTML !== before; }",
        before,
    )
    page.get_by_role("button", name="그림 확대").press("Enter")
    assert "7" in dialog.locator("svg").first.get_attribute("aria-label")
    assert stayed(page)


def test_beside_its_translation_a_page_follows(start: Desks, open_page: Open) -> None:
    english = "# Note\n\n## Part\n\nWords.\n"
    living = start({"글.md": "# 글\n\n## 부분\n\n첫 글입니다.\n", "글.en.md": english})
    page = stay(open_page(living.address("글/?side=en"), View(1400, "light")))
    column = page.locator("section.kb-side")
    column.get_by_text("Words.").wait_for(timeout=PATIENCE)
    living.edit(page, "글.md", "# 글\n\n## 부분\n\n다른 글입니다.\n", "다른 글")
    assert column.get_by_text("Words.").is_visible()
    assert stayed(page)
