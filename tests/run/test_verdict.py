"""A verdict that was forged on its way is none."""

import pytest

from kb.model import State
from kb.run import finish_step
from kb.run.task import StepOutcome
from kb.run.verdict import limited_verdict, read_verdict


@pytest.mark.parametrize(
    "verdict",
    [{}, {"": True}, {"A" * 9: True}, {str(number): True for number in range(27)}],
    ids=["empty", "nameless", "long", "many"],
)
def test_what_is_too_large_is_none(verdict: dict[str, bool]) -> None:
    assert limited_verdict(verdict) == {}
    assert read_verdict(verdict) == {}


def test_none_stays_none() -> None:
    assert limited_verdict(None) is None


def test_control_characters_reach_no_page() -> None:
    outcome = StepOutcome(0, State.RAN, verdict={"A\x1b[31m": True, "\x00": False})
    assert finish_step(outcome).verdict == {"A": True}
