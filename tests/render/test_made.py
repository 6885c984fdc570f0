"""The pages that we make of all notes: lists by name and by day, redirects, choices, the feed."""

import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Settings
from kb.link import make_network, make_site
from kb.made import MadeKind, list_batches, list_made, make
from kb.model import Alias, FrontMatter, Heading, Network, Outline, Page
from kb.names import Anchor, Language, NotePath, slug
from kb.render.feed import moment
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
ATOM = "{http://www.w3.org/2005/Atom}"


def everything(network: Network, settings: Settings) -> dict[str, Page | bytes]:
    return {
        made.file: make(network, settings, made)
        for batch in list_batches(network)
        for made in list_made(network, settings, batch)
    }


def page_at(text: str, file: str, site_url: str = "") -> str:
    settings = Settings(site_name="Test & co", site_url=site_url, languages=BOTH)
    made = everything(Vault(text, BOTH).network, settings)[file]
    return made.html if isinstance(made, Page) else made.decode()


def show_page(text: str) -> str:
    """The page that the first line names."""
    file, _, vault = text.partition("\n")
    return page_at(vault, file, "https://example.org/")


def test_pages(check_cases: CheckCases) -> None:
    check_cases(HERE / "made.md", show_page)


# --- long lists ---


def network_of(count: int) -> Network:
    letters = "가나다라마바사abcdefs1"
    outlines = {}
    for number in range(count):
        title = f"{letters[number % len(letters)]}이것은 꽤 긴 제목입니다 {number}"
        names = [f"s별칭 {number}", f"나의 다른 이름 {number}"]
        front = FrontMatter(
            modified=f"{2015 + number % 3 * 5}-{1 + number % 12:02}-10",
            aliases=tuple(Alias(name, 2, 1, slug(name)) for name in names),
            lang=Language("ko"),
        )
        heading = Heading(1, title, title, Anchor("kb"), 5)
        outlines[NotePath(f"노트 모음/노트 {number}.md")] = Outline(
            front, (heading,), (), (), (), "", Language("ko"), (), "", title_heading=0
        )
    return make_network(make_site(outlines, (), Settings(languages=(Language("ko"),))))


@pytest.mark.parametrize("count", [300, 3000])
@pytest.mark.parametrize(("kind", "each"), [(MadeKind.ALL, 3), (MadeKind.CHANGES, 1)])
def test_a_long_list_has_every_note_on_pages_of_a_bearable_size(
    count: int, kind: MadeKind, each: int
) -> None:
    network = network_of(count)
    settings = Settings(languages=(Language("ko"),))
    pages = {
        file: page.html
        for file, page in everything(network, settings).items()
        if isinstance(page, Page) and file.startswith(f"{kind}/")
    }
    assert (len(pages) > 1) == (count > 1000)
    assert max(len(html.encode()) for html in pages.values()) < 180_000
    lists = [re.sub(r'(?s)<h2 id="kb-recent">.*?</ul>', "", html) for html in pages.values()]
    listed = [link for html in lists for link in re.findall(r'<li><a href="([^"]*%20\d+/)"', html)]
    assert len(listed) == count * each
    assert len({link.rpartition("%20")[2] for link in listed}) == count
    # What a page leads to within its section is there.
    for file, html in pages.items():
        folder = Path(file).parent
        for link in re.findall(r'<nav class="kb-jumps".*?</nav>', html, re.DOTALL):
            for href in re.findall(r'href="([^"#]+)"', link):
                assert str(folder / href)


# --- the feed ---


def feed_of(text: str) -> ET.Element:
    return ET.fromstring(page_at(text, "feed.xml", "https://example.org/notes/"))


def test_the_feed_is_what_rfc_4287_asks_for() -> None:
    vault = "\n".join(
        f"=== 노트 {number}.md\n---\nmodified: 2025-08-{1 + number % 28:02} 10:0{number % 10}\n"
        f"created: 2024\ntags: [a/b, <c>]\nlang: ko\n---\n# 제목 & <{number}> \x07\n\n"
        f"첫 문단은 이 노트가 무엇인지 알려 주는 문장입니다, {number}번.\n"
        for number in range(40)
    )
    feed = feed_of(vault)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 30
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "https://example.org/notes/feed.xml"
    assert links["alternate"] == "https://example.org/notes/"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        changed = datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert changed.tzinfo is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 30
    assert all(each and each.startswith("https://example.org/notes/") for each in ids)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    first = entries[0]
    assert (first.findtext(f"{ATOM}title") or "").startswith("제목 & <")
    assert (first.findtext(f"{ATOM}summary") or "").startswith("첫 문단")
    assert [each.get("term") for each in first.findall(f"{ATOM}category")] == ["a/b", "<c>"]
    assert first.findtext(f"{ATOM}published") == "2024-01-01T00:00:00Z"


def test_no_feed_without_an_address_or_dates() -> None:
    dated = "=== a.md\n---\nlang: ko\ncreated: 2025-01-01\n---\n"
    for text, url in ((dated, ""), ("=== a.md\nㄱ\n", "https://example.org/")):
        settings = Settings(site_name="Test", site_url=url, languages=BOTH)
        assert "feed.xml" not in everything(Vault(text, BOTH).network, settings)


@given(
    st.one_of(
        st.dates().map(str),
        st.dates().map(lambda day: str(day)[:7]),
        st.dates().map(lambda day: str(day)[:4]),
        st.datetimes().map(lambda time: time.isoformat(timespec="minutes")),
        st.datetimes(timezones=st.timezones()).map(
            lambda time: time.replace(tzinfo=None).isoformat(timespec="seconds") + "+09:00"
        ),
        st.datetimes().map(lambda time: f"{time.isoformat(timespec='seconds')}.5Z"),
    )
)
def test_any_date_of_front_matter_is_a_moment(day: str) -> None:
    found = moment(day)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", found)
    assert found.startswith(day[:10])
    assert datetime.fromisoformat(found).tzinfo is not None


# --- privacy ---


def test_a_private_note_is_on_no_page() -> None:
    text = (
        "=== a.md\n---\nlang: ko\ncreated: 2025-01-01\ntags: [x]\naliases: [shared]\n---\n# 공개\n"
        "=== b.md\n---\ndraft: true\nlang: ko\ncreated: 2025-01-02\ntags: [x, secret-tag]\n"
        "aliases: [shared, secret-alias]\nredirect_from: [/secret-old/]\n---\n# secret-title\n"
    )
    settings = Settings(site_name="Test", site_url="https://example.org/", languages=BOTH)
    made = everything(Vault(text, BOTH).network, settings)
    for file, done in made.items():
        shown = done.html if isinstance(done, Page) else done.decode()
        assert "secret" not in file + shown
    assert isinstance(made["kb-a/shared/index.html"], bytes)
