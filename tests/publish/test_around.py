"""What search engines and readers are told of a page's other languages."""

import re
from pathlib import Path
from typing import Any

import pytest

from kb.languages import name_in, open_graph_locale, own_name
from kb.model import Page, Tree, Version
from kb.names import Language, Url
from kb.publish import load_setup, load_shell, make_sitemap, publish_page
from kb.publish.around import head, make_around, put_into_head, switch
from tests.publish.pages import ENGLISH, FOLDERS, KOREAN, TREES, make_page, versions_of

SITE = "https://example.org/kb/"
GERMAN = Tree(Language("de"), "de/")
KNOWN = make_around(SITE, TREES)


def links(page: Page, site_url: str = SITE) -> dict[str, str]:
    """What `head` gives: hreflang and address."""
    found = re.findall(
        r'<link rel="alternate " hreflang="(.*?)" href="(.*?)">',
        head(make_around(site_url, TREES), page),
    )
    return dict(found)


def told(page: Page, **values: Any) -> dict[str, str]:
    around = make_around(values.get("site_url", SITE), TREES)
    return dict(re.findall(r'<meta \w+="(.*?)" content="(.*?)">', head(around, page)))


def test_translations_name_each_other_and_a_default() -> None:
    versions = versions_of("x/")
    korean = make_page("x", versions=versions)
    english = make_page("x", ENGLISH, versions=versions)
    assert links(korean) == {
        "ko": f"{SITE}x/",
        "en": f"{SITE}en/x/",
        "x-default": f"{SITE}x/",
    }
    assert links(english) == links(korean)


def test_without_a_translation_nothing_is_named() -> None:
    versions = versions_of("x/", own=False)
    assert links(make_page("x", versions=versions)) == {}
    guest = make_page("x", ENGLISH, versions=versions, original=Url("x/"))
    assert links(guest) == {}
    assert links(make_page("x")) == {}


def test_the_default_is_the_first_language_that_there_is() -> None:
    trees = (KOREAN, ENGLISH, GERMAN)
    versions = (
        Version(KOREAN.language, Url("x/"), own=False),
        Version(ENGLISH.language, Url("en/x/"), own=True),
        Version(GERMAN.language, Url("de/x/"), own=True),
    )
    html = head(make_around(SITE, trees), make_page("x", ENGLISH, versions=versions))
    assert re.findall(r'hreflang="(.*?)" href="(.*?)"', html) == [
        ("en", f"{SITE}en/x/"),
        ("de", f"{SITE}de/x/"),
        ("x-default", f"{SITE}en/x/"),
    ]


def test_what_is_written_counts_and_not_the_tree() -> None:
    versions = (
        Version(KOREAN.language, Url("x/"), own=True, written=Language("ja")),
        Version(ENGLISH.language, Url("en/x/"), own=True),
    )
    page = make_page("x", versions=versions, language=Language("ja"))
    assert set(links(page)) == {"ja", "en", "x-default"}
    assert told(page)["og:locale"] == "ja_JP"


def test_no_whole_address_is_written_where_none_is_known() -> None:
    page = make_page("x", versions=versions_of("x/"), original=Url("en/x/"))
    html = head(make_around("", TREES), page)
    assert "href" not in html
    assert "og:url" not in html


def test_a_guest_is_led_home_or_left_out() -> None:
    """Both at once would contradict each other."""
    guest = make_page("x", ENGLISH, versions=versions_of("x/", own=False), original=Url("x/"))
    assert told(guest)["og:url"] == f"{SITE}x/"
    assert "robots" not in told(guest)
    assert told(guest, site_url="")["robots"] == "noindex"
    assert "robots" not in told(make_page("x"), site_url="")


def test_a_start_page_may_be_the_original() -> None:
    """Its URL is empty."""
    guest = make_page("", ENGLISH, versions=versions_of("", own=False), original=Url(""))
    assert told(guest)["og:url"] == SITE
    assert links(guest) == {}
    assert told(guest, site_url="")["robots"] == "noindex"


def test_open_graph_names_languages_with_regions() -> None:
    page = make_page("x", versions=versions_of("x/"), title='"A" & <b>', description="d")
    assert told(page) == {
        "og:type": "article",
        "og:title": "&quot;A&quot; &amp; &lt;b&gt;",
        "og:description": "d",
        "og:url": f"{SITE}x/",
        "og:locale": "ko_KR",
        "og:locale:alternate": "en_US",
    }
    assert told(make_page(""))["og:type"] == "website"


def test_an_authors_own_open_graph_stays_alone() -> None:
    html = '<head><meta property="og:title" content="mine"></head><body></body>'
    put = put_into_head(html, head(KNOWN, make_page("x", versions=versions_of("x/"))))
    assert put.count("og:") == 1
    assert put.count("hreflang") == 3


@pytest.mark.parametrize(
    ("language", "locale", "name", "in_english"),
    [
        ("ko", "ko_KR", "한국어", "Korean"),
        ("en", "en_US", "English", "English"),
        ("en-gb", "en_GB", "English (United Kingdom)", "English (United Kingdom)"),
        ("pt-br", "pt_BR", "português (Brasil)", "Portuguese (Brazil)"),
        ("zh", "zh_CN", "中文", "Chinese"),
        ("zh-hant", "zh_TW", "中文 (繁體)", "Chinese (Traditional)"),
        ("ja", "ja_JP", "日本語", "Japanese"),
        ("qqz", "qqz", "qqz", "qqz"),
    ],
)
def test_languages_have_names_and_regions(
    language: str, locale: str, name: str, in_english: str
) -> None:
    code = Language(language)
    assert open_graph_locale(code) == locale
    assert own_name(code) == name
    assert name_in(code, Language("en")) == in_english


def test_two_languages_are_a_link_and_more_are_a_menu() -> None:
    page = make_page("a/x", versions=versions_of("a/x/"))
    html = switch(KNOWN, page)
    assert re.findall(r'href="(.*?)" lang="(.*?)" hreflang="(.*?)"', html) == [
        ("../../en/a/x/", "en", "en")
    ]
    assert ">English</a>" in html
    menu = switch(make_around(SITE, (*TREES, GERMAN)), page)
    assert menu.count(' lang="ko"') == menu.count(' lang="en"') == 1
    assert 'aria-current="true">한국어' in menu


def shell_of(folder: Path, text: str, trees: tuple[Tree, ...] = TREES) -> Any:
    (folder / "docs").mkdir()
    file = folder / "mkdocs.yml"
    file.write_text(f"site_name: x\nsite_url: {SITE}\n{text}", encoding="utf-8")
    english = Language("en")
    return load_shell(
        load_setup(file, None, english), trees, FOLDERS, folder / "cache", told_in=english
    )


def test_a_site_in_a_further_language_stays_in_the_menu(tmp_path: Path) -> None:
    """Ours lead to the page; what `mkdocs.yml` says of the same languages leads to a start page."""
    shell = shell_of(
        tmp_path,
        "extra: {alternate: [{name: English, link: /en/, lang: en},"
        " {name: 中文, link: 'https://zh.example.org/', lang: zh}]}",
    )
    html = publish_page(shell, make_page("x", versions=versions_of("x/"))).decode()
    menu = html.split("md-select__list")[1].split("</ul>")[0]
    assert re.findall(r'href="(.*?)"', menu) == ["./", "../en/x/", "https://zh.example.org/"]
    assert not shell.needs_full_template


def test_a_site_in_one_language_keeps_the_authors_menu(tmp_path: Path) -> None:
    text = "extra: {alternate: [{name: 中文, link: 'https://zh.example.org/', lang: zh}]}"
    html = publish_page(shell_of(tmp_path, text, (KOREAN,)), make_page("x")).decode()
    assert 'href="https://zh.example.org/"' in html.split("md-header__inner")[1]
    assert "kb-switch" not in html


def test_another_theme_has_the_ways_in_the_text(tmp_path: Path) -> None:
    shell = shell_of(tmp_path, "theme: mkdocs")
    html = publish_page(shell, make_page("x", versions=versions_of("x/"))).decode()
    assert re.search(r'<nav aria-label="언어"><a href="../en/x/"', html)
    assert 'hreflang="x-default"' in html


def test_a_missing_page_speaks_every_language_where_servers_know_no_other(tmp_path: Path) -> None:
    extras = shell_of(tmp_path, "").made.extras
    both, english = extras["404.html"].decode(), extras["en/404.html"].decode()
    assert re.findall(r'<div class="kb-missing" lang="(\w+)" data-tree="(.*?)">', both) == [
        ("ko", "/kb/"),
        ("en", "/kb/en/"),
    ]
    assert both.count("<h1") == english.count("<h1") == 1
    assert english.count("kb-missing") == 1
    # Shown at any address: it names paths from the root.
    assert 'href="/kb/404.html"' in english
    assert 'href="/kb/en/404.html"' in both
    assert "hreflang" not in both.split("</head>")[0]


def test_the_site_map_names_translations() -> None:
    pages = [(Url("x/"), ""), (Url("en/x/"), "2024-01-01"), (Url("y/"), "")]
    translated = [((KOREAN.language, Url("x/")), (ENGLISH.language, Url("en/x/")))]
    text = make_sitemap(pages, SITE, translated)["sitemap.xml"].decode()
    entries = dict(
        re.findall(r"<loc>(.*?)</loc>(.*?)</url>", text, flags=re.DOTALL),
    )
    named = [
        re.findall(r'rel="alternate" hreflang="(.*?)" href="(.*?)"', entries[SITE + url])
        for url in ("x/", "en/x/", "y/")
    ]
    assert named[0] == named[1]
    assert named[0] == [
        ("ko", f"{SITE}x/"),
        ("en", f"{SITE}en/x/"),
        ("x-default", f"{SITE}x/"),
    ]
    assert named[2] == []
    assert "xhtml" not in make_sitemap(pages, SITE)["sitemap.xml"].decode()
