"""What every note of this project has, as its readers see it in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, OwnSite

NOTES = ROOT / "notes"
TREES = {"": "ko", "en/": "en"}
_FIGURE = re.compile(r'<figure class="kb-figure".*?</figure>', re.DOTALL)
_NAME = re.compile(r'<svg role="img" aria-label="([^"]+)"')
_CAPTION = re.compile(r"<figcaption>(?:<span[^>]*>[^<]*</span>)?\s*(.*?)</figcaption>", re.DOTALL)
_HANGUL = re.compile("[가-힣]")


def stems() -> Iterator[str]:
    """Of the notes that teach something."""
    for file in sorted(NOTES.glob("*.md")):
        stem = file.name.removesuffix(".md")
        if stem != "index" and not stem.endswith(".en"):
            yield stem


def html(site: Path, tree: str, stem: str) -> str:
    return (site / tree / stem / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("stem", [*stems()])
def test_each_note_asks_shows_and_names_its_sources(
    own_site: OwnSite, stem: str, tree: str
) -> None:
    page = html(own_site.site, tree, stem)
    assert '<form class="kb-quiz"' in page
    assert '<div class="kb-slider"' in page
    assert 'class="footnote"' in page


@pytest.mark.parametrize("tree", TREES)
@pytest.mark.parametrize("stem", [*stems()])
def test_each_figure_is_described_in_the_language_of_its_page(
    own_site: OwnSite, stem: str, tree: str
) -> None:
    figures = _FIGURE.findall(html(own_site.site, tree, stem))
    assert figures
    for figure in figures:
        for said in (_NAME.search(figure), _CAPTION.search(figure)):
            assert said is not None
            assert bool(_HANGUL.search(said[1])) is (tree == ""), said[1]


@pytest.mark.parametrize("stem", [*stems()])
def test_keys_of_questions_are_proved(stem: str) -> None:
    """Each note proves one at least; where a key cannot be computed, there is another one."""
    assert "verdict" in (NOTES / f"{stem}.md").read_text(encoding="utf-8")
