"""Embeds and links as obsidian-export has them, a program that writes Obsidian's notes as Markdown.

Its tests are notes and what they become. A page made of the one and a page made of the other say
the same; where they do not, obsidian_export.md has the difference and the reason.
"""

import difflib
import shutil
from pathlib import Path

import pytest

from kb.config import Settings
from kb.names import NotePath
from kb.pipeline import Prepared, prepare
from tests.cases import read_cases
from tests.conftest import CheckCases
from tests.render.reading import read_page

DIFFERENCES = Path(__file__).parent / "obsidian_export.md"
FOLDERS = (
    "main-samples",
    "infinite-recursion",
    "non-ascii",
    "same-filename-different-directories",
    "single-file",
    "filter-by-tags",
)
"""All but those that test what a Rust program can do with it while it writes."""


@pytest.fixture
def suite(corpus: Path) -> Path:
    folder = corpus / "suites" / "obsidian-export"
    if not folder.is_dir():
        pytest.skip(f"no suite at {folder}")
    return folder


def lines(prepared: Prepared, path: NotePath) -> list[str]:
    html = prepared.note_page(path, prepared.workspace.bodies()).html
    # What we show below a note depends on its neighbours, not all of which it wrote.
    return read_page(html.partition('<section class="kb-links"')[0])


def differences(suite: Path, tmp_path: Path) -> dict[str, str]:
    """For each note that obsidian-export writes, the lines that differ: `-` its, `+` ours."""
    found = {}
    for folder in FOLDERS:
        # What it wrote stands among the notes that it did not write, so that links lead there.
        theirs = tmp_path / f"{folder}-theirs"
        shutil.copytree(suite / "input" / folder, theirs)
        shutil.copytree(suite / "expected" / folder, theirs, dirs_exist_ok=True)
        vaults = [
            prepare(vault, Settings(site_name="x"), tmp_path / f"cache-{number}-{folder}")
            for number, vault in enumerate((theirs, suite / "input" / folder))
        ]
        for file in sorted((suite / "expected" / folder).rglob("*.md")):
            path = NotePath(file.relative_to(suite / "expected" / folder).as_posix())
            left, right = (
                lines(prepared, path) if path in prepared.site.outlines else ["(left out)"]
                for prepared in vaults
            )
            difference = [
                line for line in difflib.ndiff(left, right) if line.startswith(("- ", "+ "))
            ]
            found[f"{folder}/{path}"] = "\n".join(difference)
    return found


def test_each_difference_has_its_reason(
    suite: Path, tmp_path: Path, check_cases: CheckCases
) -> None:
    found = differences(suite, tmp_path)
    assert len(found) == 24
    listed = [case.given for case in read_cases(DIFFERENCES)]
    assert listed == [path for path, difference in found.items() if difference]
    check_cases(DIFFERENCES, found.__getitem__)
