"""The way to the search, in Material's header and in other themes."""

import re
from pathlib import Path

import pytest

from kb.model import Tree
from kb.names import Language, Url
from kb.publish import SearchField, load_setup, load_shell, publish_page, render_full
from tests.publish.pages import ENGLISH, FOLDERS, KOREAN, TREES, make_page

ENGLISH_SPOKEN = Language("en")


def html_of(
    folder: Path, tree: Tree, text: str, *, trees: tuple[Tree, ...] = TREES, offline: bool = False
) -> str:
    (folder / "docs").mkdir()
    file = folder / "mkdocs.yml"
    file.write_text(f"site_name: x\n{text}", encoding="utf-8")
    shell = load_shell(
        load_setup(file, None, ENGLISH_SPOKEN),
        trees,
        FOLDERS,
        folder / "cache",
        told_in=ENGLISH_SPOKEN,
        searches={
            each.prefix: SearchField(each.language, Url(f"{each.prefix}search/"), offline=offline)
            for each in trees
        },
    )
    page = make_page("a/x", tree)
    html = publish_page(shell, page)
    assert html == render_full(shell, page)
    return html.decode()


def field_of(html: str) -> tuple[str, str]:
    """The attributes of the link, and its words."""
    found = re.search(r"<a([^>]*kb-search-open[^>]*)>(.*?)</a>", html, re.DOTALL)
    assert found is not None
    words = re.search(r"<span>(.*?)</span>", found[2])
    assert words is not None
    return found[1], words[1]


@pytest.mark.parametrize(
    ("tree", "href", "words"),
    [(KOREAN, "../../search/", "검색"), (ENGLISH, "../../../en/search/", "Search")],
)
def test_the_header_leads_to_the_search_of_its_tree(
    tmp_path: Path, tree: Tree, href: str, words: str
) -> None:
    html = html_of(tmp_path, tree, "")
    attributes, shown = field_of(html.split("</header>")[0])
    assert f'href="{href}"' in attributes
    assert f'data-language="{tree.language}"' in attributes
    assert "data-offline" not in attributes
    assert shown == words
    # Material's own search is not there.
    assert "md-search" not in html


def test_one_tree_has_it_as_well(tmp_path: Path) -> None:
    attributes, _ = field_of(html_of(tmp_path, KOREAN, "", trees=(KOREAN,)))
    assert 'href="../../search/"' in attributes


def test_a_site_for_disks_says_so(tmp_path: Path) -> None:
    attributes, _ = field_of(html_of(tmp_path, KOREAN, "", offline=True))
    assert "data-offline" in attributes


def test_another_theme_has_it_in_front_of_the_text(tmp_path: Path) -> None:
    html = html_of(tmp_path, ENGLISH, "theme: mkdocs\n")
    before, _, after = html.partition("<h1")
    attributes, words = field_of(before)
    assert 'href="../../search/"' in attributes
    assert words == "Search"
    assert "kb-search-open" not in after
