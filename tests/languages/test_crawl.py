"""What search engines demand of a site in several languages, and readers of its links."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.crawl import crawl
from tests.languages.conftest import THREE, TWO, Built
from tests.languages.reading import SITE, Link, Seen, tree_of

Ask = Callable[[tuple[str, ...]], Built]
BOTH = pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
IN_A_LANGUAGE = {"to-english", "아담", "chain-b", "chain-c"}
"""The words of links that name a note in a language: its suffix, or another name of the note that
they stand in."""


@BOTH
def test_languages_lead_to_each_other(languages: tuple[str, ...], built: Ask) -> None:
    pages = built(languages).pages
    for url, seen in pages.items():
        if not seen.alternates:
            continue
        own = {code: led for code, led in seen.alternates.items() if code != "x-default"}
        assert len(own) > 1, url
        assert len(set(own.values())) == len(own), url
        assert [code for code, led in own.items() if led == url] == [seen.text.lower()], url
        assert seen.alternates["x-default"] in own.values(), url
        for code, led in seen.alternates.items():
            assert led in pages, (url, led)
            assert pages[led].alternates == seen.alternates, (url, led)
            assert code in ("x-default", pages[led].text.lower()), (url, led)


@BOTH
def test_canonical_addresses_are_their_own(languages: tuple[str, ...], built: Ask) -> None:
    pages = built(languages).pages
    for url, seen in pages.items():
        home = pages[seen.canonical]
        assert home.canonical == seen.canonical, url
        assert home.text == seen.text, url
        assert home.heading == seen.heading, url
        if home is not seen:
            assert tree_of(url, languages) != tree_of(home.url, languages), url


@BOTH
def test_guests_are_not_of_the_language(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    guests = {url for url, seen in site.pages.items() if seen.canonical != url}
    assert guests
    assert not guests & site.in_map
    for url, seen in site.pages.items():
        assert not guests & set(seen.alternates.values()), url
    for url in guests:
        seen = site.pages[url]
        assert not seen.alternates, url
        assert seen.notices, url
        assert seen.text != seen.html, url
        # The notice says so in the reader's language, and leads home.
        assert any(link.url == seen.canonical for link in seen.links), url
    # What has no tree of its language says so at home as well.
    foreign = {url for url, seen in site.pages.items() if seen.text.split("-")[0] != seen.html}
    assert {url for url, seen in site.pages.items() if seen.notices} == foreign >= guests


@BOTH
def test_the_map_lists_what_is_at_home(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    for url in site.in_map:
        seen = site.pages[url]
        assert seen.canonical == url
        assert not seen.robots, url
    left = {url for url, seen in site.pages.items() if seen.canonical == url} - site.in_map
    # Nobody looks for a choice among notes that share an alias, nor for a search without a query,
    # and only authors for translations.
    assert all(re.match(r"/(?:\w\w/)?(?:a|search|translations)/", url) for url in left), left


@BOTH
def test_data_of_a_tree_hold_what_is_written_in_it(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    for number, language in enumerate(languages):
        prefix = f"{language}/" if number else ""
        feed = site.folder / prefix / "feed.xml"
        if not feed.is_file():
            continue
        for url in re.findall(r'<link href="([^"]+)"', feed.read_text(encoding="utf-8")):
            led = unquote(url).replace(SITE, "/", 1)
            if led in site.pages:
                assert site.pages[led].canonical == led, (language, led)
                assert tree_of(led, languages) == language


@BOTH
def test_links_stay_in_the_language(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    out = []
    for url, seen in site.pages.items():
        for link in seen.links:
            page = link.url.partition("#")[0]
            if page in site.pages and tree_of(page, languages) != tree_of(url, languages):
                out += [] if may_leave(seen, link) else [f"{url}: {link.words} -> {link.url}"]
    assert not out, "\n".join(out)


def may_leave(seen: Seen, link: Link) -> bool:
    """By the switch, home from a guest, or where the author has named a language."""
    is_way = "hreflang" in link.attributes
    home = link.url.partition("#")[0] == seen.canonical
    return is_way or home or link.words in IN_A_LANGUAGE


@BOTH
def test_every_page_is_reached_within_its_language(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    for number, language in enumerate(languages):
        waiting = [f"/{language}/" if number else "/"]
        reached: set[str] = set()
        while waiting:
            url = waiting.pop()
            if url in reached or url not in site.pages:
                continue
            reached.add(url)
            links = (link.url.partition("#")[0] for link in site.pages[url].links)
            waiting += [led for led in links if led and tree_of(led, languages) == language]
        own = {url for url in site.pages if tree_of(url, languages) == language}
        assert own - reached == set(), language


@BOTH
def test_every_link_leads_somewhere(languages: tuple[str, ...], built: Ask) -> None:
    found = crawl(built(languages).folder, start=None)
    assert not found.dead
    assert not found.doubled
    assert not found.lost


@BOTH
def test_aliases_lead_to_what_is_at_home(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    for file in sorted(site.folder.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        found = re.search(r'http-equiv="refresh" content="0; *url=([^"]+)"', html)
        if found is None:
            continue
        canonical = re.search(r'rel="canonical" href="([^"]+)"', html)
        assert canonical is not None, file
        led = unquote(canonical[1]).replace(SITE, "/", 1).partition("#")[0]
        assert led in site.pages, (file, led)
        assert site.pages[led].canonical == led, (file, led)


@BOTH
def test_what_is_not_found_is_said_in_the_language(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    for number, language in enumerate(languages):
        file = Path(site.folder, language if number else "", "404.html")
        html = file.read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in html, language
