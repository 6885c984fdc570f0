"""`kb cache`: sizes, what goes, and that nothing else does."""

from pathlib import Path

import pytest

from kb.cli import kb
from kb.cli.cache import PARTS
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture
from tests.cli.test_commands import write
from tests.crawl import files_of

CONFIGURATION = "site_name: x\ndocs_dir: notes\nplugins:\n  - kb\n"


@pytest.fixture
def cache(place: Path) -> Path:
    """What a build of two notes, one with a snippet, has remembered."""
    write(place, "mkdocs.yml", CONFIGURATION)
    write(place, "notes/x.md", "# X\n\n```python run\nprint(1)\n```\n\n[[y]]\n")
    write(place, "notes/y.md", "# Y\n\n#tag and #tags\n")
    assert kb(["build"]) == 0
    return place / "build/cache"


def test_every_part_has_a_name(cache: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert {file.name for file in cache.iterdir()} - {"lock"} <= PARTS.keys()
    assert kb(["cache"]) == 0
    first, *parts = capsys.readouterr().out.splitlines()
    assert first.endswith(" kB in build/cache")
    assert any(line.endswith(" kB  what snippets gave") or "snippets" in line for line in parts)
    assert kb(["cache", "--size"]) == 0
    assert capsys.readouterr().out.splitlines() == [first, *parts]


def test_all_of_it_goes_and_the_next_build_is_the_same(
    cache: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "build/cache/mine.txt", "not yours")
    before = files_of(place / "build/site")
    assert kb(["cache", "--clear"]) == 0
    assert {file.name for file in cache.iterdir()} == {"lock", "mine.txt"}
    assert "Deleted: " in capsys.readouterr().out
    assert kb(["build"]) == 0
    assert files_of(place / "build/site") == before


def test_what_no_snippet_gives_any_more_goes(cache: Path, place: Path) -> None:
    runs = cache / "runs"
    first = set(files_of(runs))
    write(place, "notes/x.md", "# X\n\n```python run\nprint(2)\n```\n")
    assert kb(["build"]) == 0
    both = set(files_of(runs))
    assert len(both) == len(first) + 1
    assert kb(["cache", "--prune"]) == 0
    left = set(files_of(runs))
    assert len(left) == len(first)
    assert left < both
    assert left != first
    # What is left is known.
    stamps = {file: file.stat().st_mtime_ns for file in runs.iterdir()}
    assert kb(["build"]) == 0
    assert kb(["run", "notes/x.md"]) == 0
    assert {file: file.stat().st_mtime_ns for file in runs.iterdir()} == stamps


def test_where_nothing_is_remembered(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/x.md", "# X")
    for option in ("--size", "--prune", "--clear"):
        assert kb(["cache", "vault", option]) == 0
        assert capsys.readouterr().out.startswith("0 B in ")


def test_a_link_out_of_the_cache_is_not_followed(cache: Path, place: Path) -> None:
    write(place, "outside/file", "mine")
    (cache / "runs").rename(place / "moved")
    (cache / "runs").symlink_to(place / "outside")
    assert kb(["cache", "--clear"]) == 0
    assert files_of(place / "outside") == {"file": b"mine"}
