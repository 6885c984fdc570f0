"""Options and fixtures that every room's tests share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

from kb.store import locked
from tests.cases import read_cases, update_cases

# How long an example takes tells of the machine, which may be busy, not of the code.
hypothesis.settings.register_profile("sample", deadline=None, max_examples=40, derandomize=True)
hypothesis.settings.register_profile("whole", deadline=None, max_examples=200)
hypothesis.settings.load_profile(os.environ.get("KB_EXAMPLES", "sample"))

CheckCases = Callable[[Path, Callable[[str], str]], None]

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected parts of examples")


class OwnSite(NamedTuple):
    """This project's own notes as `make site` shows them."""

    site: Path
    vault: Path
    cache: Path
    said: str
    """By the build, in English."""


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> OwnSite:
    """Built once for all processes that test: to run our snippets takes a minute."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "own-site"
    made = OwnSite(folder / "site", folder / "notes", folder / "build" / "cache", "")
    told = folder / "told.txt"
    with locked(folder):
        if not told.is_file():
            shutil.copy(ROOT / "mkdocs.yml", folder)
            shutil.copytree(ROOT / "notes", folder / "notes", dirs_exist_ok=True)
            done = subprocess.run(
                [sys.executable, "-m", "kb", "build", "--site-dir", str(made.site)],
                cwd=folder,
                env=os.environ | {"LANG": "en_US.UTF-8"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            told.write_text(done.stdout, encoding="utf-8")
    return made._replace(said=told.read_text(encoding="utf-8"))


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
