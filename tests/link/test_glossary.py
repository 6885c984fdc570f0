"""Which terms notes give in two languages, and what is told of them."""

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from kb.config import ParseSettings, Settings
from kb.glossary import findings_of_terms
from kb.link import make_site
from kb.link.glossary import find_pairs, make_glossary
from kb.model import Outline, Site, Source
from kb.names import Language, NotePath, nfc
from kb.parse import parse
from kb.problems import problem
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_pairs(text: str) -> str:
    return "\n".join(
        " | ".join(
            (
                ", ".join(pair.korean),
                ", ".join(pair.foreign),
                ", ".join(pair.short),
                str(len({use.path for use in pair.uses})),
                pair.note,
            )
        )
        for pair in find_pairs(Vault(text, BOTH).site)
    )


def test_pairs(check_cases: CheckCases) -> None:
    check_cases(HERE / "glossary.md", show_pairs)


def show_slips(text: str) -> str:
    site = with_glossary(Vault(text, BOTH).site)
    return "\n".join(
        str(problem(finding, path, Language("en"))) for path, finding in findings_of_terms(site)
    )


def with_glossary(site: Site) -> Site:
    return replace(site, glossary=make_glossary(site))


def test_slips(check_cases: CheckCases) -> None:
    check_cases(HERE / "term_slips.md", show_slips)


def test_a_pair_does_not_depend_on_the_order_of_notes() -> None:
    text = "이 모델 학습률(learning rate)"
    notes = {f"{name}.md": text for name in "ab"} | {"c.md": "**학습률**(learning rate)"}
    for names in (list(notes), list(reversed(notes))):
        vault = Vault("\n".join(f"=== {name}\n{notes[name]}" for name in names), BOTH)
        (pair,) = find_pairs(vault.site)
        assert (pair.korean, len(pair.uses)) == (("학습률",), 3)


class Judged(NamedTuple):
    """A pair, as somebody found it in its note."""

    is_true: bool
    place: str
    korean: str
    foreign: str


def judged() -> list[Judged]:
    lines = (HERE / "glossary_sample.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    return [Judged(row[0] == "yes", *row[1:]) for row in rows]


def outlines_of(vault: Path) -> dict[NotePath, Outline]:
    found = {}
    for file in sorted(vault.rglob("*.md")):
        path = NotePath(nfc(file.relative_to(vault).as_posix()))
        text = file.read_text(encoding="utf-8", errors="replace")
        found[path] = parse(Source(path, path, text, ""), ParseSettings()).outline
    return found


@pytest.fixture
def johngrib(corpus: Path) -> Site:
    settings = Settings(site_name="x", languages=BOTH)
    return make_site(outlines_of(corpus / "vaults" / "johngrib"), (), settings)


def check_sample(site: Site, least: int) -> None:
    """Of the pairs that somebody looked at nearly all are still found, and nearly all are true."""
    pairs = find_pairs(site)
    assert len(pairs) >= 300
    found = {
        (korean, foreign) for pair in pairs for korean in pair.korean for foreign in pair.foreign
    }
    rows = judged()
    assert len(rows) == 100
    kept = [row for row in rows if (row.korean, row.foreign) in found]
    assert len(kept) >= least
    assert sum(row.is_true for row in kept) >= 0.95 * len(kept)


@pytest.mark.acceptance
def test_a_real_vault_has_hundreds_of_pairs_and_nearly_all_are_true(johngrib: Site) -> None:
    check_sample(johngrib, 95)


def test_the_notes_of_the_sample_alone_say_the_same(corpus: Path) -> None:
    vault = corpus / "vaults" / "johngrib"
    outlines = {}
    for path in sorted({row.place.rpartition(":")[0] for row in judged()}):
        text = (vault / path).read_text(encoding="utf-8", errors="replace")
        source = Source(NotePath(path), path, text, "")
        outlines[NotePath(path)] = parse(source, ParseSettings()).outline
    check_sample(make_site(outlines, (), Settings(site_name="x", languages=BOTH)), 90)


@pytest.mark.acceptance
def test_few_authors_are_told_of_a_slip(johngrib: Site) -> None:
    """A hint that most would not follow is noise: one in a thousand notes was looked at, and is
    the sound of a word that three other notes translate.
    """
    assert len(make_glossary(johngrib).slips) <= 3
