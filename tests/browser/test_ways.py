"""The ways through all notes: every page of them reads for everyone, with and without scripts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve

PAGES = ["tags/", "tags/최적화/", "all/", "changes/", "a/sgd/", "en/tags/", "en/all/"]


@pytest.fixture(scope="module")
def ways_site(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("ways")
    (folder / "mkdocs.yml").write_text(
        "site_name: 길\ndocs_dir: notes\nsite_url: https://example.org/\n"
        "plugins:\n  - kb:\n      languages: [ko, en]\n",
        encoding="utf-8",
    )
    for number in range(30):
        letter = "가나다라마바사아자차카타파하ABC"[number % 17]
        note = folder / "notes" / "방법" / f"노트-{number}.md"
        note.parent.mkdir(parents=True, exist_ok=True)
        shared = "SGD" if number < 2 else f"S{number}"
        note.write_text(
            f"---\nlang: ko\nmodified: 2025-{1 + number % 12:02}-05\n"
            f"tags: [최적화/경사-{number % 4}, 학습률, 드문-{number}]\n"
            f"aliases: [{shared}, 별칭 {number}]\n"
            f"redirect_from: /old/{number}/\n---\n# {letter} 제목 {number}\n\n"
            f"본문에도 태그가 있습니다 #최적화/본문 그리고 더 있습니다.\n",
            encoding="utf-8",
        )
    (folder / "notes" / "one.en.md").write_text(
        "---\ntags: [method/one]\naliases: [SGD]\n---\n# One\n\nThe only one in English.\n"
    )
    with serve(build_vault(folder)) as address:
        yield address


def follow(link: Locator) -> None:
    """Without hovering over it: a preview that still loads when the page goes is no failure."""
    link.evaluate("link => link.click()")


def at(site: str, path: str) -> str:
    return site + quote(path)


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("path", [*PAGES, "방법/노트-1/"])
def test_axe_finds_nothing(
    ways_site: str, open_page: Open, axe: Axe, path: str, view: View
) -> None:
    page = open_page(at(ways_site, path), view)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_tag_in_a_note_leads_to_its_notes(ways_site: str, open_page: Open, script: bool) -> None:
    page = open_page(at(ways_site, "방법/노트-1/"), java_script_enabled=script)
    follow(page.get_by_role("link", name="#최적화/본문"))
    expect(page).to_have_url(re.compile(r"/tags/%EC%B5%9C%EC%A0%81%ED%99%94/#"))
    heading = page.get_by_role("heading", name="최적화/본문")
    expect(heading).to_be_in_viewport()
    notes = page.locator("h2[id='최적화/본문'] + ul.kb-notes > li")
    expect(notes).to_have_count(30)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_an_alias_and_an_old_address_lead_to_the_note(
    ways_site: str, open_page: Open, script: bool
) -> None:
    for path in ("a/별칭-7/", "old/7/"):
        page = open_page(at(ways_site, path), java_script_enabled=script)
        page.wait_for_url(at(ways_site, "방법/노트-7/"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("제목 7")


def test_a_shared_alias_lets_the_reader_choose(ways_site: str, open_page: Open) -> None:
    page = open_page(at(ways_site, "a/sgd/"))
    choices = page.locator(".kb-choices > li > a")
    expect(choices).to_have_count(2)
    follow(choices.first)
    page.wait_for_url(at(ways_site, "방법/노트-0/"))
    # In the English tree one note has it.
    english = open_page(at(ways_site, "en/a/sgd/"))
    english.wait_for_url(at(ways_site, "en/one/"))


def test_a_letter_leads_to_its_names(ways_site: str, open_page: Open) -> None:
    page = open_page(at(ways_site, "all/"), java_script_enabled=False)
    page.get_by_role("navigation", name="바로 가기").get_by_role("link", name="ㅎ").click()
    expect(page.get_by_role("heading", name="ㅎ", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("link", name="하 제목 13", exact=True)).to_be_visible()


WAYS = ["태그", "모든 노트", "바뀐 노트", "그래프", "번역"]


def test_every_section_leads_to_every_other(ways_site: str, open_page: Open) -> None:
    for path, words in {"tags/": "태그", "all/": "모든 노트", "changes/": "바뀐 노트"}.items():
        page = open_page(at(ways_site, ""), java_script_enabled=False)
        ways = page.get_by_role("navigation", name="노트를 찾는 길")
        expect(ways.get_by_role("link")).to_have_text(WAYS)
        ways.get_by_role("link", name=words).click()
        expect(page).to_have_url(at(ways_site, path))
        ways = page.get_by_role("navigation", name="노트를 찾는 길")
        expect(ways.get_by_role("link")).to_have_text([way for way in WAYS if way != words])


def test_the_navigation_offers_them_and_marks_the_one(ways_site: str, open_page: Open) -> None:
    page = open_page(at(ways_site, "tags/최적화/"))
    entry = page.locator(".md-nav--primary .md-nav__link--active", has_text="태그")
    expect(entry).to_be_visible()
