"""Each page of each tree says of itself what a table that was written by hand says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.languages.conftest import THREE, TWO, VAULT, Built, build
from tests.languages.reading import Seen, tree_of

HERE = Path(__file__).parent
TABLES = {TWO: HERE / "two-trees.txt", THREE: HERE / "three-trees.txt"}
MADE = re.compile(r"/(?:[a-z]{2}/)?(?:tags|all|changes|graph|a|translations|glossary|search)/")
"""Lists that depend on more than the table says; the crawl looks at them."""

Ask = Callable[[tuple[str, ...]], Built]


class Row(NamedTuple):
    page: str
    note: str
    html: str
    text: str
    canonical: str
    hreflang: str
    notice: str
    robots: str
    map: str
    switch: str


def rows(file: Path) -> list[list[str]]:
    """What stands below the line that names the columns; comments and empty lines aside."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = [
        [cell.strip() for cell in line.split(" | ")]
        for line in lines
        if " | " in line and not line.startswith("#")
    ]
    assert len({len(cells) for cells in found}) == 1, file.name
    return found[1:]


def title_of(note: str) -> str:
    """Of a note of the vault; each has a heading of the first level."""
    text = (VAULT / note).read_text(encoding="utf-8")
    return next(line[2:] for line in text.splitlines() if line.startswith("# "))


def given_by(seen: Seen, row: Row, built: Built, listed: set[str]) -> Row:
    """The same row as the page fills it."""
    own = tree_of(seen.url, built.languages)
    ways = {tree_of(link.url, built.languages): link.url for link in seen.switch}
    is_its = row.note == "-" or title_of(row.note) in seen.heading
    return Row(
        page=seen.url,
        note=row.note if is_its else f"a page with the heading {seen.heading}",
        html=seen.html,
        text=seen.text.lower(),
        canonical="=" if seen.canonical == seen.url else seen.canonical,
        hreflang=_pairs(
            {code.replace("x-default", "*"): led for code, led in seen.alternates.items()}
        ),
        notice="yes" if seen.notices else "no",
        robots=seen.robots or "-",
        map="yes" if seen.url in listed else "no",
        switch=_pairs({tree: url for tree, url in ways.items() if tree != own}),
    )


def _pairs(found: dict[str, str]) -> str:
    return " ".join(sorted(f"{key}={url}" for key, url in found.items()))


def _sorted(cell: str) -> str:
    return " ".join(sorted(cell.split(" ")))


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_every_cell(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    listed = site.in_map
    wrong = []
    for row in (Row(*cells) for cells in rows(TABLES[languages])):
        seen = site.pages.get(row.page)
        if seen is None:
            wrong.append(f"{row.page}: there is no such page")
            continue
        given = given_by(seen, row, site, listed)
        for column, expected, got in zip(Row._fields, row, given, strict=True):
            if column in ("hreflang", "switch"):
                expected = _sorted(expected)  # noqa: PLW2901
            if (got or "-") != expected:
                wrong.append(f"{row.page}: {column} is {got or '-'}, not {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_every_page_has_a_row(languages: tuple[str, ...], built: Ask) -> None:
    told = {cells[0] for cells in rows(TABLES[languages])}
    pages = {url for url in built(languages).pages if not MADE.match(url)}
    assert pages - told == set()


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_the_table_is_whole(languages: tuple[str, ...]) -> None:
    """Every note that is no draft is in it, and every page has a way to every tree."""
    found = [Row(*cells) for cells in rows(TABLES[languages])]
    notes = {row.note for row in found} - {"-"}
    files = {path.relative_to(VAULT).as_posix() for path in VAULT.rglob("*.md")}
    assert notes == files - {"드롭아웃.en.md"}
    for row in found:
        trees = {tree_of(row.page, languages), *re.findall(r"(\w+)=", row.switch)}
        assert trees == set(languages), row.page


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_where_links_lead(languages: tuple[str, ...], built: Ask) -> None:
    site = built(languages)
    wrong = []
    for words, *expected in rows(HERE / "links.txt"):
        for number, language in enumerate(languages):
            url = f"/{f'{language}/' if number else ''}링크/"
            (link,) = [each for each in site.pages[url].links if each.words == words]
            wanted = expected[number]
            if languages == TWO and words in _OTHER_IN_TWO:
                wanted = _OTHER_IN_TWO[words][number]
            if link.url != wanted:
                wrong.append(f"{url}: {words} leads to {link.url}, not {wanted}")
    assert not wrong, "\n".join(wrong)


_OTHER_IN_TWO = {"to-french": ("/loss/", "/en/loss/"), "to-loss": ("/손실/", "/en/손실/")}
"""Where French has no tree, the French note keeps its own page in the default one."""

FINDINGS = {
    ("broken.md", "broken-link"),
    ("regularization.md", "translation-same-language"),
}


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_what_is_told_of_the_notes(languages: tuple[str, ...], built: Ask) -> None:
    told = re.findall(
        r"vault/([^:\n]+):\d+:\d+: .*\[([\w-]+)\]$", built(languages).said, re.MULTILINE
    )
    assert set(told) == FINDINGS


def test_without_an_address_guests_ask_not_to_be_listed(tmp_path: Path) -> None:
    """There is no whole address that their canonical link could lead to."""
    site = build(tmp_path / "project", TWO, site_url="")
    guests = {row[0] for row in rows(TABLES[TWO]) if row[4] != "="}
    assert {url for url, seen in site.pages.items() if "noindex" in seen.robots} == guests
    assert guests <= {url for url, seen in site.pages.items() if seen.notices}
    assert not any(seen.alternates or seen.canonical for seen in site.pages.values())


@pytest.mark.parametrize("url", ["/mixed/", "/en/mixed/"])
def test_a_paragraph_in_another_language_says_so(url: str, built: Ask) -> None:
    spoken = built(TWO).pages[url].spoken
    languages = {text[:6]: language for text, language in spoken}
    assert languages["A team"] == "en"
    assert languages["앞의 문장은"] == "ko"
