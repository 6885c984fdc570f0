"""No formula ends the process, whatever it nests, and none changes another."""

import subprocess
import sys

import pytest

from kb.parse.mathml import MathError, to_mathml

DEEP = [
    "{",
    "\\frac{",
    "\\left(",
    "\\sqrt ",
    "x^{",
    "\\begin{matrix}",
    "\\mathrm{",
    "\\color{red} x",
    "\\displaystyle x",
    "\\sqrt[",
    "x!",
    "\\overset ",
    "\\frac 1",
    "\\not",
    "\\bm",
    "\\sqrt ^",
    "\\floor ",
]


@pytest.mark.parametrize("length", [1_000, 40_000])
def test_deep_formulas_do_not_end_the_process(length: int) -> None:
    code = (
        "import sys, threading\n"
        "from kb.parse.mathml import MathError, to_mathml\n"
        f"for unit in {DEEP!r}:\n"
        "    try:\n"
        f"        to_mathml(unit * ({length} // len(unit)), True)\n"
        "    except MathError:\n"
        "        pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_definitions_that_multiply_do_not_end_the_process() -> None:
    body = "{" * 1_000 + "#1" + "}" * 1_000
    source = f"\\def\\a#1{{{body}}}" + "\\a{" * 30 + "x" + "}" * 30
    code = (
        "import sys\n"
        "from kb.parse.mathml import MathError, to_mathml\n"
        "try:\n"
        f"    to_mathml({source!r}, True)\n"
        "except MathError as error:\n"
        "    print(error.reason)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_long_formula_gives_what_a_short_one_gives() -> None:
    long = to_mathml(" + ".join(["x"] * 1_000), False)
    assert long.count("<mi>x</mi>") == 1_000


def test_an_overlong_formula_is_refused() -> None:
    with pytest.raises(MathError, match="too long"):
        to_mathml("x" * 40_001, False)
