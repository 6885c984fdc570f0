"""What the built front end weighs, holds and asks for."""

import gzip
import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.front_end import DIST, WEB, is_fresh

SCRIPT_BUDGET = 15_000
STYLES_BUDGET = 21_000
"""Bytes as sent, of the two files that every page loads; most of the style sheet says which
Hangul syllable is in which of ninety font files, of which a page loads a few."""


PART_BUDGETS = {
    "bank": 15_000,
    "drawing": 50_000,
    "figures": 3_000,
    "form": 6_000,
    "glossary": 4_500,
    "graph": 6_000,
    "layout": 4_000,
    "marks": 12_500,
    "neighbours": 3_000,
    "offline": 52_000,
    "previews": 5_000,
    "search": 8_000,
    "side": 3_000,
    "schedule": 4_500,
    "slider": 5_000,
    "tag-filter": 4_000,
    "worker": 30_000,
}
"""Bytes as sent, of what is loaded where a page needs it: sigma and graphology are the first."""


QUESTIONS_BUDGET = 27_000
"""The same of all that makes questions answerable, in pages and in the bank."""


SEARCH_BUDGET = 47_000
"""The same of all that opening the search loads, its index aside."""


class Bundle(NamedTuple):
    script: str
    styles: str
    files: list[str]
    folder: Path = DIST


@pytest.fixture
def built() -> Bundle:
    assert is_fresh(), "the front end is older than its sources: make bundle"
    manifest = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))
    return Bundle(manifest["script"], manifest["styles"], manifest["files"])


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def test_each_page_stays_within_its_budget(built: Bundle) -> None:
    assert packed(built.folder / built.script) < SCRIPT_BUDGET
    assert packed(built.folder / built.styles) < STYLES_BUDGET


def with_shared(waiting: list[Path], later: bool = True) -> set[Path]:
    """The same modules and all that they import; `later`: also when they are asked to."""
    asked = r"\"\./([\w-]+\.js)\"" if later else r"(?:from|import)\"\./([\w-]+\.js)\""
    found: set[Path] = set()
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            named = re.findall(asked, file.read_text(encoding="utf-8"))
            waiting += [file.parent / name for name in named]
    return found


@pytest.mark.parametrize("part", PART_BUDGETS)
def test_each_part_stays_within_its_budget(built: Bundle, part: str) -> None:
    (file,) = (built.folder / "parts").glob(f"{part}-*.js")
    assert packed(file) < PART_BUDGETS[part]


def test_all_that_questions_need_stays_within_its_budget(built: Bundle) -> None:
    """What a page with a question loads, and the bank: each file once, what they share as well."""
    parts = built.folder / "parts"
    found = with_shared([*parts.glob("bank-*.js"), *parts.glob("form-*.js")])
    assert any(file.name.startswith("schedule-") for file in found)
    # The words of all parts are in a file of their own, which is no part of these.
    words = "This diagram cannot be drawn"
    own = [file for file in found if words not in file.read_text(encoding="utf-8")]
    assert sum(map(packed, own)) < QUESTIONS_BUDGET


def test_all_that_a_search_loads_stays_within_its_budget(built: Bundle) -> None:
    parts = built.folder / "parts"
    found = with_shared([*parts.glob("search-*.js")], later=False)
    found |= {*parts.glob("worker-*.js"), *parts.glob("found-*.css")}
    assert not any(file.name.startswith("marks-") for file in found)
    assert sum(map(packed, found)) < SEARCH_BUDGET


def test_the_manifest_names_every_file(built: Bundle) -> None:
    there = {
        file.relative_to(built.folder).as_posix()
        for file in built.folder.rglob("*")
        if file.is_file()
    }
    # The search for programs and the preview's script are named apart: no site needs them.
    assert there - {"manifest.json", "search/engine.mjs", "live/live.js"} == set(built.files)
    assert {"search/engine.mjs", "live/live.js"} <= there
    assert {built.script, built.styles} <= there


def test_no_script_of_a_page_holds_mermaid(built: Bundle) -> None:
    assert "flowchart" not in (built.folder / built.script).read_text(encoding="utf-8")


def test_a_name_changes_with_the_content(built: Bundle) -> None:
    plain = {"licences.txt"} | {file for file in built.files if Path(file).name.startswith("OFL-")}
    for file in set(built.files) - plain:
        assert re.search(r"-[A-Z0-9]{8}\.(js|css|woff2)$", file), file


def test_styles_ask_no_other_host_and_only_for_files_that_are_there(built: Bundle) -> None:
    styles = (built.folder / built.styles).read_text(encoding="utf-8")
    for url in re.findall(r"url\((?:\"|')?([^\"')]+)", styles):
        assert url.startswith("data:") or url.removeprefix("./") in built.files


def test_each_shipped_font_has_its_licence(built: Bundle) -> None:
    texts = [file for file in built.files if "OFL-" in file]
    assert len(texts) == 3
    for file in texts:
        assert "SIL Open Font License" in (built.folder / file).read_text(encoding="utf-8").replace(
            "SIL OPEN FONT LICENSE", "SIL Open Font License"
        )


def test_the_lock_names_no_registry() -> None:
    packages = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert packages
    assert not any("resolved" in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)
