"""A search that is measured, and what is found of it.

In: made notes and a folder. Out: a site with its index, and a script `rival.js` by which a page
opens and asks it: `open()`, and `search(text, count)`, which gives the addresses of what it shows.
"""

import shutil
import subprocess
from dataclasses import KW_ONLY, dataclass, field
from pathlib import Path
from typing import Protocol

from benchmarks.measure import Measured, measure
from benchmarks.rivals.notes import Made
from tools.node import find_node

HERE = Path(__file__).parent
PACKAGES = HERE.parents[1] / "build" / "cache" / "rivals"
"""Where the others are installed: they are no part of ours."""


@dataclass(frozen=True)
class Built:
    site: Path
    index: list[Path]
    """All files that a search may load, its scripts included."""
    scripts: dict[str, Path]
    """The page's `rival.js`, for each way of asking the index, by its name."""
    build: Measured
    """Of the command that makes the index, whatever else it makes."""
    seconds: float
    """Of these, what the index takes."""
    about: str
    """What the command makes beside the index."""
    _: KW_ONLY
    parts: dict[str, str] = field(default_factory=dict)
    """What files of the index hold, by their names; scripts and the like have none."""
    beside: dict[str, Path] = field(default_factory=dict)
    """Files that the script asks for, by their addresses."""
    opening: Path | None = None
    """Opens the search in a page of the site, where that has an interface to be measured."""


class Engine(Protocol):
    name: str
    shown: int
    """How many results its own interface shows at first."""

    def build(self, notes: list[Made], folder: Path) -> Built: ...


def install() -> Path:
    """The packages that the lock names, unless they are there."""
    names = ("package.json", "package-lock.json", ".npmrc")
    kept = PACKAGES / "node_modules" / ".kb-lock"
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    if not kept.is_file() or kept.read_text(encoding="utf-8") != lock:
        PACKAGES.mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copy(HERE / name, PACKAGES / name)
        # Not `ci`: it refuses a lock that leaves out programs for systems of other makers.
        command = [*find_node().npm, "install", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(command, cwd=PACKAGES, check=True)
        kept.write_text(lock, encoding="utf-8")
    return PACKAGES / "node_modules"


def run(command: list[str], folder: Path) -> Measured:
    measured = measure(command, folder)
    if measured.status:
        raise SystemExit(f"{' '.join(command[:3])} ended with status {measured.status}")
    return measured


def files_in(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())
