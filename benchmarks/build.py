"""How much faster is `kb build` than plain MkDocs with Material?

A vault of notes in the seed's form, 50 folders, one tree; the two programs by turns, so that both
meet the machine's good and bad moments. From nothing, after one edited body, after one edited
title, and with nothing changed. MkDocs knows no difference between these: it builds everything.

    python -m benchmarks.build [--notes 2000] [--rounds 3]
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Measured, measure
from benchmarks.vault import make_vault

FOLDERS = 50
BARS = {"from nothing": 5, "one edited body": 80, "one edited title": 40, "nothing changed": 300}
"""At least so many times faster, at 2,000 notes."""
MEMORY_BARS = {2000: 300, 10000: 600}
"""At most so many megabytes, all processes together."""

PLAIN = """\
site_name: Plain
docs_dir: notes
site_dir: plain-site
theme:
  name: material
  font: false
  features: [navigation.prune]
plugins:
  - search
  - tags
"""
OURS = """\
site_name: Ours
docs_dir: notes
site_dir: our-site
theme:
  name: material
plugins:
  - kb:
      languages: [ko]
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--peer-rounds", type=int, default=None)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(
            Path(name), chosen.notes, chosen.rounds, chosen.peer_rounds or chosen.rounds
        ).run()


class Bench:
    def __init__(self, folder: Path, notes: int, rounds: int, peer_rounds: int) -> None:
        self.folder = folder
        self.notes = notes
        self.rounds = rounds
        self.peer_rounds = peer_rounds
        self.plain = folder / "plain"
        self.ours = folder / "ours"
        self.files: list[Path] = []
        self.edits = self.forgotten = 0

    def run(self) -> int:
        for place, text in ((self.plain, PLAIN), (self.ours, OURS)):
            self.files = make_vault(place / "notes", self.notes, FOLDERS)
            (place / "mkdocs.yml").write_text(text, encoding="utf-8")
        peer: list[Measured] = []
        found: dict[str, list[Measured]] = {situation: [] for situation in BARS}
        steps: dict[str, Callable[[], None]] = {
            "from nothing": self.forget,
            "one edited body": self.edit_body,
            "one edited title": self.edit_title,
            "nothing changed": lambda: None,
        }
        for number in range(self.rounds):
            if number < self.peer_rounds:
                peer.append(self.build_plain())
            for situation, prepare in steps.items():
                prepare()
                found[situation].append(self.build_ours())
        return self.report(peer, found, self.peaks())

    def peaks(self) -> list[Measured]:
        """Builds of which only the memory counts: looking at it takes time from the processes."""
        measured = []
        for prepare in (self.forget, self.edit_body):
            prepare()
            measured.append(self.build_ours(memory=True))
        return measured

    def build_plain(self) -> Measured:
        script = str(Path(sys.executable).with_name("mkdocs"))
        return _must(measure([script, "build", "-q"], self.plain, memory=False))

    def build_ours(self, *, memory: bool = False) -> Measured:
        script = str(Path(sys.executable).with_name("kb"))
        return _must(measure([script, "build"], self.ours, memory=memory))

    def forget(self) -> None:
        """Moved aside, not deleted: who has just deleted thousands of files makes new ones slowly,
        as ext4 looks for inodes that were not freed within the last seconds.
        """
        self.forgotten += 1
        for name in ("build", "our-site"):
            if (self.ours / name).exists():
                (self.ours / name).rename(self.folder / f"{name}-{self.forgotten}")

    def edit_body(self) -> None:
        self._edit("## 🔍 주요개념\n", f"## 🔍 주요개념\n\n바뀐 문장 {self.edits}.\n")

    def edit_title(self) -> None:
        self._edit("\n# ", f"\n# 바뀐 제목 {self.edits} ")

    def _edit(self, old: str, new: str) -> None:
        self.edits += 1
        file = self.files[(self.edits * 397) % len(self.files)]
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def report(
        self, peer: list[Measured], found: dict[str, list[Measured]], peaks: list[Measured]
    ) -> int:
        plain = statistics.median(m.seconds for m in peer)
        spread = ", ".join(f"{m.seconds:.1f}" for m in peer)
        print(f"{self.notes} notes, {FOLDERS} folders; medians of {self.rounds} rounds")
        print(f"plain mkdocs build: {plain:.2f} s ({spread})")
        for situation, all_measured in found.items():
            seconds = [m.seconds for m in all_measured]
            middle = statistics.median(seconds)
            bar = f" (bar {BARS[situation]})" if self.notes == 2000 else ""
            each = ", ".join(f"{s:.2f}" for s in seconds)
            print(
                f"kb build, {situation}: {middle:.2f} s ({each}), "
                f"{plain / middle:.1f} times faster{bar}"
            )
        peak = max(each.pss_mb for each in peaks)
        resident = max(each.rss_mb for each in peaks)
        bar = f" (bar {MEMORY_BARS[self.notes]})" if self.notes in MEMORY_BARS else ""
        print(
            f"peak memory of all processes: {peak:.0f} MB proportional{bar}; "
            f"{resident:.0f} MB when shared pages count in each process"
        )
        pages = sum(1 for _ in (self.ours / "our-site").rglob("*.html"))
        size = sum(f.stat().st_size for f in (self.ours / "our-site").rglob("*.html"))
        print(f"our pages: {pages}, {size / pages / 1000:.1f} kB each")
        return 0


def _must(measured: Measured) -> Measured:
    if measured.status:
        raise SystemExit(f"a build ended with status {measured.status}")
    return measured


if __name__ == "__main__":
    sys.exit(main())
