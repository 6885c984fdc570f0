"""The commands that README.md and the guide show are run, on a small vault made for them.

Each line of a fence `sh` runs in a fresh folder that holds the vault as a project (`notes/` beside
`mkdocs.yml`) and once more as `~/vault`, and must end with status 0. What cannot be run here is
listed in `NOT_RUN`, each with its reason; a line that is neither is a failure.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli import kb
from kb.cli.commands import commands

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "notes" / "guide"
PAGES = [
    ROOT / "README.md",
    # The fences of the page of problems make the files of its examples; test_docs.py runs them.
    *sorted(page for page in GUIDE.glob("*.md") if not page.name.startswith("problems.")),
]
NOT_RUN = {
    "make": "it sets up the house that we are in",
    "pip install": "it installs",
    "python3 -m http.server": "it ends only when somebody ends it",
    "rsync": "it needs another machine",
    "kb serve": "it ends only when somebody ends it; tests/hosts/test_preview.py starts it",
    "kb build ~/vault --site-dir out --executor dask": "it needs a cluster; tests/run/test_dask.py",
    "pytest --kb": "it is pytest within pytest; tests/hosts/test_pytest_plugin.py runs it",
}
"""How a line begins that is not run, and why."""
OTHERS_OPTIONS = {
    "--kb": "pytest",
    "--cache-clear": "pytest",
    "--directory": "http.server",
    "--goto": "Visual Studio Code",
    "--delete": "rsync",
    "--exclude": "rsync",
}
"""Options that pages name and other programs have."""

QUESTION = """
**Question:** Which rate diverges?

- A) 0.1
- B) 0.9

**Answer: B) 0.9**
"""
VAULT = {
    "gradient descent.md": "# Gradient descent\n\nSee [[momentum]]. #optimisation/first-order\n",
    "momentum.md": "---\ntags: [optimization/momentum]\n---\n# Momentum\n\n## Why it works\n\n"
    f"It remembers. See [[gradient descent]].\n{QUESTION}\n```python run\n1 + 1\n```\n",
    "경사하강법.md": "# 경사하강법\n\n[[모멘텀]]을 봅니다. 손실이 진동하면 학습률을 줄입니다.\n",
    "모멘텀.md": "---\ntags: [최적화기법/모멘텀]\n---\n# 모멘텀\n\n## 왜 되는가\n\n"
    "[[경사하강법]]을 기억합니다.\n\n```python run\n1 + 1\n```\n",
}
BEFORE = {
    "kb translate --new": {"notes/momentum.md": VAULT["모멘텀.md"]},
    "kb translate --mark": {
        "notes/momentum.md": VAULT["모멘텀.md"],
        "notes/momentum.en.md": VAULT["momentum.md"],
    },
    "kb search ~/vault --queries": {"queries.txt": "학습률\nmomentum\n"},
}
"""Files that a line needs beside the vault, by how it begins."""

_FENCE = re.compile(r"^(`{3,})sh\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


def _lines(page: Path) -> Iterator[tuple[str, ...]]:
    """The words of each line, without its comment."""
    for fence in _FENCE.finditer(page.read_text("utf-8")):
        for line in fence[2].splitlines():
            if words := tuple(shlex.split(line, comments=True)):
                yield words


def _shown() -> list[tuple[str, ...]]:
    """Each once, however many pages show it."""
    return [*dict.fromkeys(line for page in PAGES for line in _lines(page))]


def _begins(words: tuple[str, ...], beginning: str) -> bool:
    return " ".join(words).startswith(beginning)


def _run_here() -> list[tuple[str, ...]]:
    return [line for line in _shown() if not any(_begins(line, each) for each in NOT_RUN)]


def _make(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("line", _run_here(), ids=" ".join)
def test_a_command_that_a_page_shows_ends_well(
    line: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, home = tmp_path / "work", tmp_path / "home"
    _make(work / "notes", VAULT)
    _make(home / "vault", VAULT)
    _make(work, {"mkdocs.yml": "site_name: Notes\ndocs_dir: notes\nplugins:\n  - kb\n"})
    for beginning, files in BEFORE.items():
        if _begins(line, beginning):
            _make(work, files)
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    words = [str(home / word[2:]) if word.startswith("~/") else word for word in line]
    monkeypatch.setattr("sys.argv", words)
    assert words[0] == "kb", "neither a command of ours nor in NOT_RUN"
    assert kb(words[1:]) == 0


def test_nothing_is_left_out_that_no_page_shows() -> None:
    shown = _shown()
    for beginning in (*NOT_RUN, *BEFORE):
        assert any(_begins(line, beginning) for line in shown), beginning


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_option_that_a_page_names_exists(page: Path) -> None:
    ours = {
        option
        for command in commands.commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    text = page.read_text("utf-8")
    code = [*re.findall(r"`[^`\n]+`", text), *(fence[2] for fence in _FENCE.finditer(text))]
    named = {option for each in code for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", each)}
    assert named - ours - OTHERS_OPTIONS.keys() - {"--help"} == set()
