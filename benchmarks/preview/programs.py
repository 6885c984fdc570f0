"""The programs that show notes while they are written: ours, and the rivals.

In: a folder with `notes/`. Out: a command that serves it, and the file that sets it up.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rivals.engine import PACKAGES

ZENSICAL = "zensical==0.0.73"
"""The newest whose parts are all on the package index at the time of writing."""

PLAIN = """\
site_name: Preview
docs_dir: notes
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins:
  - search
  - tags
"""
OURS = """\
site_name: Preview
docs_dir: notes
theme:
  name: material
plugins:
  - kb:
      languages: [ko]
"""


@dataclass(frozen=True)
class Program:
    name: str
    configuration: str
    command: Callable[[], list[str]]
    runs: bool = False
    """It runs snippets."""


def _here(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _zensical() -> str:
    """Installed in an environment of its own: it is no part of ours."""
    folder = PACKAGES / "zensical"
    kept = folder / ".kb-version"
    if not kept.is_file() or kept.read_text(encoding="utf-8") != ZENSICAL:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--disable-pip-version-check", ZENSICAL], check=True)
        kept.write_text(ZENSICAL, encoding="utf-8")
    return str(folder / "bin" / "zensical")


def _mkdocs() -> list[str]:
    # click 8.3 takes the absence of --livereload for its contrary, and then nothing is watched.
    return [_here("mkdocs"), "serve", "--quiet", "--livereload", "-a", "127.0.0.1:PORT"]


OUR = Program("kb serve", OURS, lambda: [_here("kb"), "serve", "--port", "PORT"], runs=True)
RIVALS = (
    Program("mkdocs serve (Material)", PLAIN, _mkdocs),
    Program("mkdocs serve with our plugin", OURS, _mkdocs, runs=True),
    Program("zensical serve", PLAIN, lambda: [_zensical(), "serve", "-a", "127.0.0.1:PORT"]),
)
