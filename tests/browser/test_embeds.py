"""Notes within notes, in a real browser."""

from urllib.parse import quote
from urllib.request import urlopen

from playwright.sync_api import expect

from tests.browser.conftest import VIEWS, Open
from tests.nesting import Tags, wrong

PATH = quote("끼워-넣기/")


def article(html: str) -> str:
    return html.partition("<article")[2].partition("</article>")[0].partition(">")[2]


def test_the_browser_keeps_what_was_written(parts_site: str, open_page: Open) -> None:
    with urlopen(parts_site + PATH) as answer:
        written = article(answer.read().decode())
    page = open_page(parts_site + PATH, java_script_enabled=False)
    assert written.count('class="kb-embed"') > 5
    assert Tags(article(page.content())).tags == Tags(written).tags
    assert wrong(written) == []


def test_an_embed_is_named_and_leads_to_its_note(parts_site: str, open_page: Open) -> None:
    page = open_page(parts_site + PATH)
    group = page.get_by_role("group", name="끼워 넣은 노트: 이어진 글")
    expect(group.get_by_role("heading", name="아래", level=3)).to_be_visible()
    link = group.get_by_role("link", name="이어진 글")
    expect(link).to_have_attribute("href", f"../{quote('이어진-글/')}")


def test_embedded_headings_are_not_in_the_contents(parts_site: str, open_page: Open) -> None:
    page = open_page(parts_site + PATH)
    contents = page.locator(".md-sidebar--secondary .md-nav__link")
    assert [link.strip() for link in contents.all_inner_texts()] == ["노트", "파일"]


def test_a_document_is_a_link_where_no_viewer_helps(parts_site: str, open_page: Open) -> None:
    page = open_page(parts_site + PATH)
    link = page.get_by_role("link", name="문서.pdf")
    expect(link).to_be_visible()
    assert page.locator(".kb-document object").bounding_box()["height"] == 300  # type: ignore[index]
    page.emulate_media(media="print")
    expect(page.locator(".kb-document object")).to_be_hidden()
    expect(link).to_be_visible()


def test_a_phone_is_wide_enough(parts_site: str, open_page: Open) -> None:
    page = open_page(parts_site + PATH, VIEWS[-1])
    assert page.evaluate("document.documentElement.scrollWidth") <= VIEWS[-1].width
