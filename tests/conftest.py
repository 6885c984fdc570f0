"""Options and fixtures that every room's tests share."""

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests.cases import read_cases, update_cases

# How long an example takes tells of the machine, which may be busy, not of the code.
hypothesis.settings.register_profile("sample", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.register_profile("whole", deadline=None, max_examples=200)
hypothesis.settings.load_profile(os.environ.get("KB_EXAMPLES", "sample"))

CheckCases = Callable[[Path, Callable[[str], str]], None]

SHARED = Path(__file__).parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected parts of examples")


@pytest.fixture
def corpus() -> Path:
    """The folder of real notes; the test is skipped where it is missing."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}")
    return folder


@pytest.fixture
def seed() -> Path:
    """The note that started the project; the test is skipped where it is missing."""
    file = SHARED / "seed" / "learning-rate-oscillation-neural-network.md"
    if not file.is_file():
        pytest.skip(f"no seed note at {file}")
    return file


@pytest.fixture
def check_cases(request: pytest.FixtureRequest) -> CheckCases:
    """Compare every example of a file with what a function makes of its input."""

    def check(file: Path, give: Callable[[str], str]) -> None:
        if request.config.getoption("--update"):
            update_cases(file, give)
        wrong = []
        for case in read_cases(file):
            given = give(case.given).rstrip("\n")
            if given != case.expected.rstrip("\n"):
                wrong.append(
                    f"{file.name}:{case.line}: {case.title}\n"
                    f"--- expected\n{case.expected}\n--- given\n{given}"
                )
        assert not wrong, "\n\n".join(wrong)

    return check
