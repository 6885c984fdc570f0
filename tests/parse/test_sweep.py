"""Which values a sweep gives: examples in sweep.md, properties below."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.names import Language, NotePath
from kb.parse.sweep import STEPS, read_sweep
from kb.problems import one_line, problem

HERE = Path(__file__).parent


def told(text: str) -> str:
    option, _, code = f"\n{text}".partition("\n---\n")
    parameters, findings = read_sweep(yaml.safe_load(option), code, (3, 5))
    assert not (parameters and findings)
    given = [
        f"{each.name}: {', '.join(map(repr, each.values))} → {each.start!r}" for each in parameters
    ]
    for finding in findings:
        line = one_line(problem(finding, NotePath("note.md"), Language("en")))
        given.append(line.removeprefix("note.md:"))
    return "\n".join(given)


def test_examples(check_cases: Callable[[Path, Callable[[str], str]], None]) -> None:
    check_cases(HERE / "sweep.md", told)


_PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates()
)
_ANYTHING = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.sampled_from(["lr", "n", "linspace", "logspace"]), _PLAIN),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)
_CODE = st.lists(
    st.sampled_from(
        ["lr = 0.1", "n = 5", "n = 'x'", "lr = -1", "lr += 1", "n: int = 3", "x.lr = 3", "(", "\0"]
    ),
    max_size=4,
).map("\n".join)


@given(_ANYTHING, _CODE)
def test_whatever_is_written_gives_parameters_or_one_finding(value: object, code: str) -> None:
    parameters, findings = read_sweep(value, code, (1, 1))
    assert len(findings) <= 1
    assert not (parameters and findings)
    for parameter in parameters:
        assert parameter.start in parameter.values
        assert 2 <= len(parameter.values) <= STEPS


@given(
    st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
    st.floats(1e-3, 1e6).map(lambda value: round(value, 3)),
    st.integers(2, 50),
)
def test_linspace_is_that_of_numpy_but_for_the_last_digits(
    low: float, width: float, count: int
) -> None:
    high = low + width
    wanted = {"linspace": [low, high, count]}
    ((parameter,), _) = read_sweep({"x": wanted}, f"x = {low!r}", (1, 1))
    expected = np.linspace(low, high, count)
    assert parameter.values == pytest.approx(expected, abs=1e-5 * width / (count - 1))
    assert parameter.values[0] == low
    assert parameter.values[-1] == high
