"""Names: what holds for all of them."""

import unicodedata
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.names import Address, anchor, page_file, page_url, relative_url, tag

SEGMENTS = st.text(
    alphabet=st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="/"), min_size=1
).filter(lambda text: text not in {".", ".."})
ADDRESSES = st.lists(SEGMENTS, max_size=4).map("/".join).map(Address)


@given(ADDRESSES, ADDRESSES, st.booleans())
def test_a_relative_url_leads_where_the_absolute_one_does(
    here: Address, there: Address, directory_urls: bool
) -> None:
    base = page_url("", here, directory_urls)
    target = page_url("en/", there, directory_urls)
    root = "https://example.org/"
    assert urljoin(root + base, relative_url(target, base)) == root + target


@given(ADDRESSES)
def test_a_url_names_the_file_and_nothing_else(address: Address) -> None:
    url = page_url("", address)
    assert url.isascii()
    assert not set('?#[]^|"<>` \\') & set(url)
    file = unquote(url) + ("index.html" if not url or url.endswith("/") else "")
    assert file == unicodedata.normalize("NFC", page_file(address))


@given(st.text())
def test_an_anchor_can_stand_in_an_attribute_and_a_link(text: str) -> None:
    found = anchor(text)
    assert not any(character.isspace() or character in "\"'<>&#" for character in found)
    assert anchor(found) == found


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("🎯 핵심 포인트", "핵심-포인트"),
        ("C++ & Rust", "c-rust"),
        ("1. 하나", "1-하나"),
        ("가", "가"),
        ("snake_case", "snake_case"),
        ("🎯", ""),
    ],
)
def test_anchors(heading: str, expected: str) -> None:
    assert anchor(heading) == expected


@pytest.mark.parametrize(
    ("typed", "expected"), [("#a/b", "a/b"), ("@a", "a"), (" /a/ ", "a"), ("가", "가")]
)
def test_tags(typed: str, expected: str) -> None:
    assert tag(typed) == expected
