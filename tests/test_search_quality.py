"""Searches find what is looked for: a sample of the queries of `benchmarks/search`."""

from pathlib import Path

import pytest

from benchmarks.search.asking import Searched
from benchmarks.search.queries import Query, load_queries, sample_of, within
from benchmarks.search.scoring import Score, score
from kb.node import find_node
from kb.publish.frontend import search_engine

NOTES = 200


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Score:
    vault = Path(__file__).parents[2] / "shared" / "corpus" / "vaults"
    if not vault.is_dir():
        pytest.skip(f"no notes at {vault}")
    if search_engine() is None or find_node() is None:
        pytest.skip("nothing here runs the search: no Node, or no bundle")
    queries = load_queries("tuned")
    every = sorted({path for query in queries.queries for path in query.answers})
    searched = Searched(vault, tmp_path_factory.mktemp("search"), sample_of(every, 3, NOTES))
    mine = within(queries, set(searched.paths))
    return score(mine, searched.ask([query.query for query in mine]))


def test_most_is_found_and_stands_first(asked: Score) -> None:
    assert len(asked.asked) > 100
    missed = [f"{each.query.kind}: {each.query.query}" for each in asked.failures]
    assert asked.recall >= 0.97, missed
    assert asked.mrr >= 0.95, missed


def test_no_class_is_left_behind(asked: Score) -> None:
    for kind in dict.fromkeys(each.query.kind for each in asked.asked):
        found = asked.of(kind)
        missed = [each.query.query for each in found.failures]
        assert found.recall >= (0.6 if kind == "inflected verb" else 0.85), (kind, missed)


def test_scores_are_what_they_are_called() -> None:
    query = Query("alias", "x", "x", ("a", "b"))
    found = score([query], [["c", "a"]])
    assert (found.recall, found.mrr) == (0.5, 0.5)
    assert found.failures[0].missing == ("b",)
    assert score([query], [[]]).mrr == 0
