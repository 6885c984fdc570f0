"""Every tag has a place, and there are no thousand empty pages."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Site
from kb.names import tag_key
from kb.render import render_tags
from tests.link.collections import many_tags, tagged_site


def pages_of(site: Site) -> dict[str, str]:
    return {page.file: render_tags(site, page).html for page in site.tag_pages}


def assert_every_tag_is_listed(site: Site) -> None:
    """Where a tag's URL leads, its notes are listed, on as many parts as they need."""
    pages = pages_of(site)
    assert len(pages) == len(site.tag_pages)
    listed: dict[str, list[int]] = {}
    for page in site.tag_pages:
        for index, key in enumerate(page.keys):
            count = len(site.tags[page.tree.language, key].notes)
            start = page.start if index == 0 else 0
            stop = count if page.stop is None or index < len(page.keys) - 1 else page.stop
            listed.setdefault(key, []).extend(range(start, stop))
    for (_, key), tagged in site.tags.items():
        assert listed[key] == list(range(len(tagged.notes)))
        url, _, fragment = str(tagged.url).partition("#")
        (page,) = [page for page in site.tag_pages if page.url == url]
        assert key in page.keys
        assert fragment or not page.letter


@pytest.mark.parametrize("nested", [True, False], ids=["first/second", "flat"])
@pytest.mark.parametrize(("different", "notes"), [(1228, 400), (1600, 400)])
def test_a_thousand_tags_have_few_pages(nested: bool, different: int, notes: int) -> None:
    tags = many_tags(random.Random(3), different, notes, nested=nested)
    site = tagged_site(tags)
    assert len({tag_key(tag) for own in tags for tag in own}) == different
    pages = pages_of(site)
    assert len(pages) < 60
    assert max(len(html.encode()) for html in pages.values()) < 180_000
    assert_every_tag_is_listed(site)


def test_popular_flat_tags_beside_unique_ones() -> None:
    chance = random.Random(5)
    popular = [f"popular-{number}" for number in range(228)]
    site = tagged_site([f"one-{n}", f"two-{n}", *chance.sample(popular, 3)] for n in range(400))
    assert len(pages_of(site)) < 60
    assert_every_tag_is_listed(site)


def test_a_huge_first_level_goes_on_in_parts() -> None:
    site = tagged_site([f"huge/{number % 7}", "huge"] for number in range(5000))
    pages = pages_of(site)
    assert 5 < len(pages) < 60
    assert max(len(html.encode()) for html in pages.values()) < 200_000
    assert_every_tag_is_listed(site)
    # Every part leads to every other.
    first = pages["tags/huge/index.html"]
    assert 'href="@2/"' in first
    assert 'href="../"' in pages["tags/huge/@2/index.html"]


def test_a_first_level_of_thousands_of_tags_goes_on_in_parts() -> None:
    site = tagged_site([f"huge/자식-{number}"] for number in range(3000))
    pages = pages_of(site)
    assert max(len(html.encode()) for html in pages.values()) < 200_000
    assert_every_tag_is_listed(site)


@given(
    st.lists(
        st.lists(
            st.text("ab가각/.-: ?#_C", min_size=1, max_size=9).map(lambda t: t.strip("/ ") or "x")
        ),
        max_size=9,
    )
)
def test_whatever_tags_are_called_each_has_a_page_of_its_own_name(notes: list[list[str]]) -> None:
    site = tagged_site(notes)
    assert_every_tag_is_listed(site)
    files = [page.file.casefold() for page in site.tag_pages]
    assert len(set(files)) == len(files)
    assert all(".." not in file.split("/") for file in files)


def test_a_tag_without_notes_is_spelt_as_in_the_first_one_below_it() -> None:
    site = tagged_site([["ML/Zeta"], ["Ml/beta"], ["mL/alpha/x"], ["DL"], ["dl/cnn"]])
    names = {key: tagged.name for (_, key), tagged in site.tags.items()}
    assert names["ml"] == "mL"
    assert names["ml/alpha"] == "mL/alpha"
    assert names["dl"] == "DL"


def test_of_spellings_that_as_many_notes_have_the_first_note_s_is_taken() -> None:
    site = tagged_site([["Adam"], ["ADAM"], ["adam"], ["ADAM"], ["adam"]])
    (tagged,) = site.tags.values()
    assert tagged.name == "ADAM"
    assert site.varied_tags == (("ko", "adam"),)


def test_no_tag_takes_the_address_of_a_letter() -> None:
    site = tagged_site([*(["-@a"] for _ in range(3)), *([f"a{number}"] for number in range(70))])
    assert "A" in {page.letter for page in site.tag_pages}
    assert_every_tag_is_listed(site)
