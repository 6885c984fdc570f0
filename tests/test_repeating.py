"""What a second run gives otherwise: the comparison by itself, and with code that really runs."""

from pathlib import Path

import pytest

from kb.config import Settings
from kb.model import (
    Claims,
    Description,
    Figure,
    Markup,
    Output,
    Parameter,
    Result,
    Snippet,
    State,
    Stream,
    Sweep,
    Text,
)
from kb.names import Language, NotePath
from kb.pipeline import prepare
from kb.planning import Piece, Plan
from kb.problems import problem
from kb.repeating import find_unstable, run_twice
from kb.runs import Kept, Ran, Runs

PATH = NotePath("x.md")
PIECE = Piece(PATH, 0, Snippet("f()", 4, 3, (3, 1)), ())


def runs(result: Result) -> Runs:
    plan = Plan(PATH, (PIECE,), {}, {}, ())
    return Runs({PATH: plan}, {PATH: Ran("", "", (), Kept((result,), ()))})


def told(first: Result, second: Result) -> list[str]:
    found = find_unstable(runs(first), runs(second))
    return [problem(finding, path, Language("en")).message for path, finding in found]


def gave(*outputs: Output, state: State = State.RAN, held: int = 0) -> Result:
    return Result(state, outputs, Claims(held, 0))


def printed(text: str) -> Text:
    return Text(Stream.STDOUT, text)


def drawn(svg: str) -> Figure:
    return Figure(640, 480, svg, b"", Description())


SWEEP = (Parameter("lr", (1, 2), 1),)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (gave(printed("a\nb\n")), gave(printed("a\nc\n")), "first 'b', then 'c'"),
        (gave(printed("a\n")), gave(printed("a\nb\n")), "first '', then 'b'"),
        (
            gave(printed("0" * 200 + "가" + "1" * 200)),
            gave(printed("0" * 200 + "나" + "1" * 200)),
            f"first '…{'0' * 15}가{'1' * 44}…', then '…{'0' * 15}나{'1' * 44}…'",
        ),
        (gave(printed("a"), drawn("1")), gave(printed("a"), drawn("2")), "in its figure 1"),
        (gave(drawn("1"), drawn("1")), gave(drawn("1"), drawn("2")), "in its figure 2"),
        (gave(state=State.FAILED), gave(), "ran once and failed the other time"),
        (gave(Markup("a")), gave(Markup("b")), "gives something else each time"),
        (gave(printed("a")), gave(), "gives something else each time"),
        (gave(held=1), gave(held=2), "gives something else each time"),
        (
            Result(State.RAN, sweep=Sweep(SWEEP, "1")),
            Result(State.RAN, sweep=Sweep(SWEEP, "2")),
            "at a step of its slider",
        ),
    ],
)
def test_the_first_difference_is_told(first: Result, second: Result, words: str) -> None:
    (message,) = told(first, second)
    assert message.endswith(words)
    assert told(first, first) == []


def test_code_that_asks_the_clock_or_for_an_address_is_found(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "steady.md").write_text(
        "```python run\nimport random\nimport numpy as np\nprint(random.random())\n"
        "np.random.default_rng().normal(size=3), np.random.rand(), {'a', 'b', 'c'}\n```\n",
        encoding="utf-8",
    )
    (vault / "unsteady.md").write_text(
        "```python run\nprint('always')\n```\n\n"
        "```python run\nimport time\nprint(time.time_ns())\n```\n",
        encoding="utf-8",
    )
    settings = Settings(site_name="x", languages=(Language("en"),))
    prepared = prepare(vault, settings, tmp_path / "cache", jobs=2)
    found = run_twice(prepared, tmp_path / "again", 2, lambda _done, _all: None)
    assert [(path, finding.rule, finding.line) for path, finding in found] == [
        ("unsteady.md", "UNSTABLE_TEXT", 6)
    ]
