"""Which tags are taken for one another, and which never."""

import random
import string
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.link import changed_pairs, similar_pairs
from kb.link.tag_findings import similar_tags
from kb.model import Site
from kb.names import Language
from kb.problems import problem
from tests.conftest import CheckCases
from tests.link.collections import tagged_site

HERE = Path(__file__).parent


def show_pairs(text: str) -> str:
    """Each line is a collection of its own."""
    return "\n".join(
        f"{one} ~ {other}"
        for line in text.splitlines()
        for one, other in similar_pairs(line.split())
    )


def test_pairs(check_cases: CheckCases) -> None:
    check_cases(HERE / "similar_tags.md", show_pairs)


def told(site: Site) -> list[str]:
    keys = [key for _, key in site.tags]
    found = similar_tags(site, similar_pairs(keys))
    return [str(problem(finding, path, Language("en"))) for path, finding in found]


def test_the_rarer_one_is_told_wherever_it_is_used() -> None:
    notes = [["a", "loss-oscillation"]] * 5 + [["a", "loss-oscilation"]] * 2
    first, second = told(tagged_site(notes))
    assert first.startswith("folder/note-00005.md:4:5: the tag `loss-oscilation` is almost")
    assert "`loss-oscillation`, which 5 notes have" in first
    assert second.startswith("folder/note-00006.md:4:5:")


def test_of_two_that_many_notes_have_none_is_a_slip() -> None:
    assert told(tagged_site([["metric"]] * 9 + [["metrics"]] * 8)) == []


def test_case_is_told_though_both_lead_to_one_place() -> None:
    (only,) = told(tagged_site([["React"], ["React"], ["react"]]))
    assert only.startswith("folder/note-00002.md:3:5: the tag `react` is almost `React`")


def test_a_slip_in_a_first_level_is_told_once_for_each_note() -> None:
    notes = [["technique/x", "technique/y"]] * 5 + [["techniques/z", "techniques/w"]]
    (only,) = told(tagged_site(notes))
    assert only.startswith("folder/note-00005.md:3:5: the tag `techniques` is almost `technique`")


TAGS = st.lists(st.text("abes-1가개거/", min_size=1, max_size=9), max_size=12)


@given(TAGS, TAGS)
def test_what_is_remembered_gives_what_is_found_anew(before: list[str], now: list[str]) -> None:
    assert changed_pairs(now, before, similar_pairs(before)) == similar_pairs(now)


@given(TAGS)
def test_pairs_are_of_tags_that_are_there(keys: list[str]) -> None:
    for one, other in similar_pairs(keys):
        assert one < other
        assert {one, other} <= set(keys)


def test_twenty_thousand_tags_are_not_compared_each_with_each() -> None:
    chance = random.Random(1)
    letters = string.ascii_lowercase
    keys = {"".join(chance.choices(letters, k=11)) for _ in range(20_000)}
    started = time.perf_counter()
    similar_pairs(keys)
    # Two hundred million comparisons would take minutes.
    assert time.perf_counter() - started < 10
