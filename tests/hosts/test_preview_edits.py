"""After any edits the preview shows what a fresh build writes, byte for byte.

A vault of 200 notes with snippets, questions, translations and attachments is edited under the
running server, and after every fiftieth edit each file of a fresh build of a copy is asked for.
"""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kb.hosts.preview.injecting import undress
from tests.crawl import files_of, first_difference
from tests.hosts.made_vault import make_vault, put
from tests.hosts.preview_server import ROOT, Server, preview
from tests.hosts.random_edits import Author, Edit

NOTES = 200
BETWEEN = 50
"""Edits between two comparisons."""
CATCHING_UP = 120.0
"""Seconds; the machine may be busy, and code that runs takes its time."""
SHOWN = 8
"""Differences that are told."""
WATCHED = "watched.md"
"""A note whose text is waited for: what was written before it has been heard of, too."""


def caught_up(server: Server, project: Path, number: int) -> None:
    """All edits are heard of, all runs have ended."""
    put(project / "docs" / WATCHED, f"# 보는 글\n\n{number}째\n")
    end = time.monotonic() + CATCHING_UP
    while f"{number}째" not in server.get(f"/{Path(WATCHED).stem}/").text:
        assert time.monotonic() < end, f"edit {number} is not shown"
        time.sleep(0.02)
    while not server.state()["settled"]:
        assert time.monotonic() < end, "the preview does not settle"
        time.sleep(0.02)


def built(project: Path, folder: Path, theme: Path | None) -> dict[str, bytes]:
    """What `kb build` makes of a copy with nothing remembered, but for the theme if it is given:
    what is judged is what pages show of notes.
    """
    copy, site = folder / project.name, folder / "site"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("build"))
    if theme is not None:
        for name in ("shell", "templates"):
            if (theme / name).is_dir():
                shutil.copytree(theme / name, copy / "build" / "cache" / name)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "kb", "build", str(copy), "--site-dir", str(site)],
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    # Problems are what random notes are made of.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    files = files_of(site)
    shutil.rmtree(folder)
    return files


def served(server: Server, name: str) -> tuple[int, bytes]:
    """The file as it would be written."""
    answer = server.get("/" + name.removesuffix("index.html"))
    return answer.status, undress(answer.body) if name.endswith(".html") else answer.body


def compare(server: Server, fresh: dict[str, bytes], once: set[str]) -> list[str]:
    """What is not as in a fresh build; `once` are names of files that were there at some time."""
    wrong = []
    for name, content in fresh.items():
        status, body = served(server, name)
        # Of a missing page the preview shows what it would say of any other.
        if status != (200 if name != "404.html" else status) or body != content:
            wrong.append(f"{name}: {status}, {first_difference(body, content)}")
    for name in sorted(once - fresh.keys()):
        status, _ = served(server, name)
        if status == 200:
            wrong.append(f"{name}: is served and not built")
    return wrong


def explained(wrong: list[str], later: list[str], edits: list[Edit], seed: int) -> str:
    told = [f"{len(wrong)} files differ with seed {seed}, {len(later)} of them 5 seconds later"]
    told += [*wrong[:SHOWN], "edits since the last comparison:"]
    told += [f"{number}: {edit}" for number, edit in enumerate(edits)]
    return "\n".join(told)


def edits_give_what_fresh_builds_give(
    folder: Path, seed: int, count: int, *, from_nothing: bool
) -> None:
    chance = random.Random(seed)
    project = folder / "project"
    author = Author(project, make_vault(project, NOTES, chance), chance)
    once: set[str] = set()
    with preview(project) as server:
        for start in range(0, count, BETWEEN):
            edits = []
            for _ in range(BETWEEN):
                edits.append(author.edit())
                if chance.random() < 0.4:
                    time.sleep(chance.random() * 0.2)
            caught_up(server, project, start)
            theme = None if from_nothing else project / "build" / "cache"
            fresh = built(project, folder / f"fresh-{start}", theme)
            once |= {name for name in fresh if name.endswith(".html")}
            wrong = compare(server, fresh, once)
            assert len(fresh) > NOTES
            if wrong:
                time.sleep(5)
                pytest.fail(explained(wrong, compare(server, fresh, once), edits, seed))
        assert urlsplit(server.address).path == "/"
        assert server.stop() == 0
        assert "Traceback" not in server.output


def test_edits_give_what_fresh_builds_give(tmp_path: Path) -> None:
    edits_give_what_fresh_builds_give(tmp_path, seed=8, count=100, from_nothing=False)


@pytest.mark.acceptance
@pytest.mark.parametrize("seed", range(4))
def test_many_edits_give_what_fresh_builds_give(tmp_path: Path, seed: int) -> None:
    edits_give_what_fresh_builds_give(tmp_path, seed, count=500, from_nothing=True)
