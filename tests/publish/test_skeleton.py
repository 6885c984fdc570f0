"""A filled skeleton is, byte for byte, what the theme's template gives for that page."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from mkdocs.utils import get_relative_url

from kb.model import Page, TocItem
from kb.names import Anchor, Language, Url
from kb.publish import Shell, ShellFolder, load_setup, load_shell, publish_page, render_full
from kb.publish.skeleton import HIDEABLE, base_url
from tests.publish.pages import ENGLISH, FOLDERS, KOREAN, TREES, make_page, pages, versions_of


def make_shell(folder: Path, text: str = "", **values: Any) -> Shell:
    (folder / "docs").mkdir(exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    setup = load_setup(file if text else None, None if text else folder / "docs", Language("en"))
    values = {"folders": FOLDERS, "told_in": Language("en"), **values}
    return load_shell(setup, TREES, cache=folder / "cache", **values)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return make_shell(
        tmp_path_factory.mktemp("shell"),
        "site_name: A & <B>\nsite_url: https://example.org/a'b/\nsite_description: '\"x\" & y'\n",
    )


def test_a_filled_skeleton_is_what_the_theme_gives(shell: Shell) -> None:
    assert not shell.needs_full_template

    @settings(max_examples=300)
    @given(page=pages())
    def holds(page: Page) -> None:
        assert publish_page(shell, page) == render_full(shell, page)

    holds()


LEAF = TocItem("x", Anchor("x"))
DEEP = TocItem("a <em>b</em> & c", Anchor("a"), (LEAF, TocItem("d", Anchor("d"), (LEAF,))))


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.language)
@pytest.mark.parametrize(
    "page",
    [
        {},
        {"address": ""},
        {"address": "assets/javascripts/x"},
        {"address": "a/b/c/d/e/f"},
        {"address": "%&'()/한글 글/"},
        {"title": "a: b -- \"c\" & <script>alert('x')</script> {{ config }} {% raw %}"},
        {"description": "\"double\" 'single' & <b>"},
        {"toc": (LEAF, LEAF, LEAF)},
        {"toc": (DEEP, LEAF)},
        *({"hide": (part,), "toc": (LEAF,)} for part in (*HIDEABLE, "unknown")),
        {"hide": HIDEABLE},
        {"html": "<p>without a heading</p>"},
        {"title": ""},
        {"versions": versions_of("x/")},
        {"versions": versions_of("x/", own=False), "original": Url("en/x/")},
        {"original": Url("x&y/"), "hide": ("toc",), "description": "d"},
        {"html": "<h1>lone \ud800 surrogate</h1>"},
    ],
    ids=str,
)
def test_these_pages(shell: Shell, tree: Any, page: dict[str, Any]) -> None:
    made = make_page(**{"address": "x", "tree": tree, **page})
    assert publish_page(shell, made) == render_full(shell, made)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theme: {name: material, font: {text: Nanum Gothic}, palette: {scheme: slate}}",
        "theme: {name: material, features: [navigation.tabs, navigation.path, toc.integrate]}",
        "theme: {name: material, features: [navigation.footer, navigation.indexes]}",
        "extra: {social: [{icon: material/home, link: 'https://example.org'}]}",
        "extra_css: [a.css]\nextra_javascript: [{path: b.js, type: module}, c.js]",
        "markdown_extensions: [toc: {title: In here}]",
        "use_directory_urls: false",
    ],
)
def test_other_settings_of_material_have_skeletons_too(tmp_path: Path, text: str) -> None:
    shell = make_shell(tmp_path, text)
    assert not shell.needs_full_template
    for page in (make_page(""), make_page("a/b", toc=(LEAF,), description="d")):
        assert publish_page(shell, page) == render_full(shell, page)


@pytest.mark.parametrize(
    "text",
    [
        "theme: mkdocs",
        "theme: {name: material, custom_dir: mine}",
        "{repo_url: 'https://x.org', theme: {name: material, features: [content.action.view]}}",
        "nav: [x.md]",
        "extra: {analytics: {feedback: {ratings: [{icon: material/home, note: '{url}'}]}}}",
    ],
)
def test_whatever_a_skeleton_cannot_follow_goes_through_the_template(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/main.html").write_text('{% extends "base.html" %}')
    shell = make_shell(tmp_path, text)
    assert shell.needs_full_template
    assert b"<p>text</p>" in publish_page(shell, make_page("x"))


def test_nothing_is_asked_of_another_host(tmp_path: Path) -> None:
    page = publish_page(make_shell(tmp_path), make_page("x")).decode()
    loads = [line for line in page.splitlines() if "src=" in line or "<link" in line]
    assert loads
    assert not [line for line in loads if "//" in line]


def test_each_tree_speaks_its_language(shell: Shell) -> None:
    for tree, words in ((KOREAN, "콘텐츠로 이동"), (ENGLISH, "Skip to content")):
        html = publish_page(shell, make_page("x", tree, toc=(LEAF,))).decode()
        assert f'<html lang="{tree.language}"' in html
        assert words in html


def test_the_navigation_is_short_and_marks_nothing(shell: Shell) -> None:
    html = publish_page(shell, make_page("노트/x")).decode()
    assert "노트 &amp; 메모" in html
    assert '<a href="../../%EB%85%B8%ED%8A%B8/" class="md-nav__link">' in html
    assert html.count("md-nav__item") == 3
    assert "active" not in html.split("md-nav--primary")[1].split("</nav>")[0]


@pytest.mark.parametrize(("count", "shown"), [(50, 51), (51, 1)])
def test_too_many_folders_are_no_navigation(tmp_path: Path, count: int, shown: int) -> None:
    many = tuple(ShellFolder("", f"f{n}", Url(f"f{n}/")) for n in range(count))
    html = publish_page(make_shell(tmp_path, folders=many), make_page("x")).decode()
    assert html.count("md-nav__item") == shown


@pytest.mark.parametrize("url", ["", "a/", "a/b/", "a.html", "a/b.html", "v1.2/", "a/v1.2/b/"])
def test_the_way_to_the_root(url: str) -> None:
    assert base_url(url) == get_relative_url(".", url)


def test_filling_imports_neither_mkdocs_nor_jinja(tmp_path: Path) -> None:
    make_shell(tmp_path)
    script = f"""
import sys
from pathlib import Path
from kb.publish import load_setup, load_shell, publish_page
from tests.publish.pages import FOLDERS, TREES, make_page
folder = Path({str(tmp_path)!r})
setup = load_setup(None, folder / "docs", "en")
shell = load_shell(setup, TREES, FOLDERS, folder / "cache", told_in="en")
assert b"<h1" in publish_page(shell, make_page("x"))
heavy = [name for name in sys.modules if name.split(".")[0] in ("mkdocs", "jinja2")]
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", script], check=True)
