"""What readers see of translations: notices and the table, with and without scripts."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve
from tests.crawl import crawl

KOREAN = "# 학습률이 크면 손실이 출렁인다\n\n첫 문단이다.\n\n## 까닭\n\n{why}\n\n## 끝\n\n마지막.\n"
ENGLISH = "# A large rate swings\n\nThe first.\n\n## Why\n\nBecause.\n\n## End\n\nThe last.\n"
PAGES = ["translations/", "en/translations/", "en/rate/", "en/begun/"]


@pytest.fixture(scope="module")
def site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("translations")
    notes = folder / "notes"
    notes.mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: 번역\ndocs_dir: notes\nplugins:\n  - kb:\n      languages: [ko, en]\n",
        encoding="utf-8",
    )

    def write(name: str, text: str) -> None:
        (notes / name).write_text(text, encoding="utf-8")

    def translate(*arguments: str) -> None:
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache"))}
        command = [sys.executable, "-m", "kb", "translate", *arguments]
        subprocess.run(command, check=True, capture_output=True, env=environment)

    write("rate.md", KOREAN.format(why="왜냐하면."))
    write("rate.en.md", ENGLISH)
    write("begun.md", "# 시작만 한 노트\n\n[[rate|학습률]]을 본다.\n\n- 하나\n- 둘\n")
    write("alone.md", "# 아주길고띄어쓰지않은제목이하나있어서표가넓어질수도있는노트\n\n글.\n")
    translate("--mark", "--all", str(folder))
    translate("--new", str(notes / "begun.md"), "--to", "en")
    write("rate.md", KOREAN.format(why="다른 까닭이다."))
    built = build_vault(folder)
    found = crawl(built)
    assert (found.dead, found.lost, found.doubled) == ([], [], [])
    with serve(built) as address:
        yield address


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(site: str, open_page: Open, axe: Axe, path: str, view: View) -> None:
    page = open_page(site + path, view)
    for summary in page.locator(".kb-stale summary").all():
        summary.click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_stale_translation_leads_to_what_changed(
    site: str, open_page: Open, script: bool
) -> None:
    page = open_page(f"{site}en/rate/", java_script_enabled=script)
    notice = page.get_by_role("note")
    expect(notice).to_contain_text("This translation is older than its original")
    expect(notice.get_by_role("link", name="Why")).to_be_hidden()
    notice.locator("summary").click()
    notice.get_by_role("link", name="Why").click()
    expect(page).to_have_url(f"{site}en/rate/#why")
    notice.get_by_role("link", name="까닭").click()
    page.wait_for_url(re.compile(r"/rate/#%EA%B9%8C%EB%8B%AD$"))
    expect(page.get_by_role("heading", name="까닭")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_table_leads_to_each_version(site: str, open_page: Open, script: bool) -> None:
    page = open_page(f"{site}translations/", VIEWS[-1], java_script_enabled=script)
    row = page.get_by_role("row", name="학습률이 크면")
    expect(row.get_by_role("cell")).to_have_text(["원문", "원문이 바뀜 1"])
    expect(page.get_by_role("row", name="아주길고").get_by_role("cell")).to_have_text(
        ["원문", "번역 없음"]
    )
    # Every column stands on a phone's screen.
    box = row.get_by_role("cell").last.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= VIEWS[-1].width
    row.get_by_role("link", name="원문이 바뀜 1").click()
    page.wait_for_url(f"{site}en/rate/")


def test_what_is_to_be_filled_shows_no_mark(site: str, open_page: Open) -> None:
    page = open_page(f"{site}en/begun/")
    expect(page.get_by_role("note")).to_contain_text("Parts that are still to be translated: 3.")
    assert "%%" not in page.content()
    assert "translate:" not in page.content()
