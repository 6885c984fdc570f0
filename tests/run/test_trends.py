"""What a row of values does, in words that a person would agree with."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Trend
from kb.run.figures.trends import trend_of
from tests.cases import Case, read_cases, update_cases

CASES = Path(__file__).parent / "trends.md"


def trend(expression: str) -> str:
    noise = np.random.default_rng(3).normal(size=100)
    names = {**vars(np), "n": np.arange(100), "noise": noise}
    return str(trend_of(np.asarray(eval(expression, names), dtype=float)))


def test_examples_are_up_to_date(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update"):
        update_cases(CASES, trend)


@pytest.mark.parametrize("case", [*read_cases(CASES)], ids=lambda case: case.title)
def test_what_values_do(case: Case) -> None:
    assert trend(case.given) == case.expected


VALUES = st.lists(st.floats(width=64), max_size=60)


@given(VALUES)
def test_any_values_have_a_trend(values: list[float]) -> None:
    assert trend_of(np.array(values, dtype=float)) in Trend


MIRRORED = {
    Trend.RISING: Trend.FALLING,
    Trend.FALLING: Trend.RISING,
    Trend.PEAK: Trend.VALLEY,
    Trend.VALLEY: Trend.PEAK,
}


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=60))
def test_upside_down_the_trend_is_upside_down(values: list[int]) -> None:
    found = trend_of(np.array(values, dtype=float))
    assert trend_of(-np.array(values, dtype=float)) == MIRRORED.get(found, found)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=60), st.sampled_from([0.5, 8, 1024]))
def test_units_change_nothing(values: list[int], unit: float) -> None:
    found = trend_of(np.array(values, dtype=float))
    assert trend_of(unit * np.array(values, dtype=float)) == found
