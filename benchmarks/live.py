"""What does an edit cost while a vault is open?

Processor time of one process until the state of the vault is known, after an edit of a text, of a
question, of a title, and after a note has come and gone; the same in notes that could be read and
parsed in that time; the memory after many edits; and how long it takes to open the vault again.

    python -m benchmarks.live [--notes 2000] [--edits 50]
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from msgspec.structs import replace

from benchmarks.vault import make_vault
from kb.config import ParseSettings
from kb.live import Live
from kb.names import Language, NotePath
from kb.parse import parse
from kb.project import Project, load_project
from kb.read import read, scan

KOREAN = Language("ko")
BARS = {"text": 40, "question": 80, "title": 150, "come and gone": 1_000}
"""Milliseconds, at 10,000 notes."""
MEMORY_BAR = 400
"""Megabytes, at 10,000 notes."""
GROWTH_BAR = 1.1
"""The memory after all edits, by that after the first few."""
OPENING = """
import sys, time
started = time.process_time()
from benchmarks.live import open_vault
open_vault(sys.argv[1])
print(time.process_time() - started)
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=2000)
    options.add_argument("--edits", type=int, default=50)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(Path(name), chosen.notes, chosen.edits).run()


def project_in(folder: Path) -> Project:
    return replace(load_project(folder / "notes", KOREAN), cache=folder / "cache")


def open_vault(folder: str) -> Live:
    return Live(project_in(Path(folder)), KOREAN)


class Bench:
    def __init__(self, folder: Path, notes: int, edits: int) -> None:
        self.folder, self.vault, self.edits = folder, folder / "notes", edits
        self.chance = random.Random(1)
        make_vault(self.vault, notes, 50)
        self.live = Live(project_in(folder), KOREAN, jobs=2)
        self.notes = [*self.live.state.prepared.site.places]

    def run(self) -> int:
        reading = self.reading()
        count = len(self.notes)
        print(f"{count} notes; milliseconds of processor time in one process, median and most")
        print(f"reading and parsing one note: {reading:.1f}")
        failed = 0
        for happen in (self.text, self.question, self.title, self.come_and_gone, self.text):
            happen()
        first = self.memory()
        for kind, happen in (
            ("text", self.text),
            ("question", self.question),
            ("title", self.title),
            ("come and gone", self.come_and_gone),
        ):
            spent = [happen() for _ in range(self.edits if kind == "text" else 9)]
            median, bar = statistics.median(spent), BARS[kind]
            failed += count == 10_000 and median > bar
            print(
                f"{kind}: {median:.0f}, {max(spent):.0f}; as {median / reading:.0f} notes", end=""
            )
            print(f" (bar {bar} at 10,000 notes)")
        last = self.memory()
        failed += last > MEMORY_BAR or last / first > GROWTH_BAR
        print(f"memory: {first:.0f} MB, and {last:.0f} MB after all edits (bar {MEMORY_BAR})")
        self.live.close()
        command = [sys.executable, "-c", OPENING, str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(f"opened again in a new process: {float(done.stdout):.2f} s of processor time")
        return int(failed > 0)

    def reading(self) -> float:
        entries = scan(self.vault).notes[:50]
        parse(read(self.vault, entries[0]), ParseSettings())
        start = time.process_time()
        for entry in entries:
            parse(read(self.vault, entry), ParseSettings())
        return (time.process_time() - start) / len(entries) * 1000

    def memory(self) -> float:
        return psutil.Process().memory_info().rss / 1e6

    def text(self) -> float:
        path = self.chance.choice(self.notes)
        file = self.vault / path
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text}\n문장 {self.chance.random()}.\n", encoding="utf-8")
        return self.updated(path)

    def question(self) -> float:
        path = self.chance.choice([*self.live.state.prepared.network.quizzes])
        file = self.vault / path
        site = self.live.state.prepared.site
        stem = self.chance.choice(site.outlines[path].quizzes).stem
        text = file.read_text(encoding="utf-8")
        assert stem in text
        file.write_text(text.replace(stem, f"{stem} {self.chance.random()}", 1), encoding="utf-8")
        return self.updated(path)

    def title(self) -> float:
        path = self.chance.choice(self.notes)
        file = self.vault / path
        new = f"# 제목 {self.chance.random()}"
        text = re.sub(r"(?m)^# .*$", new, file.read_text(encoding="utf-8"), count=1)
        file.write_text(text, encoding="utf-8")
        return self.updated(path)

    def come_and_gone(self) -> float:
        """The mean of both."""
        path = NotePath("topic-00/new.md")
        (self.vault / path).write_text("# 새 글\n\n[[note-00001]]\n", encoding="utf-8")
        come = self.updated(path)
        (self.vault / path).unlink()
        return (come + self.updated(path)) / 2

    def updated(self, path: NotePath) -> float:
        start = time.process_time()
        self.live.update({path})
        return (time.process_time() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
