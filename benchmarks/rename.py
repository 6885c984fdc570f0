"""How long does it take to rename a note that 500 others link to?

A vault of 10,000 notes in the seed's form with links among them; `kb rename` there and back by
turns, with what the builds before have remembered; beside it what it takes just to read and
write 500 files.

    python -m benchmarks.rename [--notes 10000] [--links 500] [--rounds 3]
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.vault import make_vault

FOLDERS = 50
BAR = 3.0
"""Seconds at most, at 10,000 notes and 500 links, with a warm cache."""

CONFIGURATION = """\
site_name: Renamed
docs_dir: notes
theme:
  name: material
plugins:
  - kb:
      languages: [ko]
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=10_000)
    options.add_argument("--links", type=int, default=500)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        folder = Path(name)
        files = make_linked_vault(folder, chosen.notes, chosen.links)
        run(folder, "note-00000", "first")
        warm(folder)
        there, back, copies, processor = [], [], [], []
        for number in range(chosen.rounds):
            new = f"renamed-{number}"
            start = processor_seconds()
            there.append(run(folder, "first", new))
            processor.append(processor_seconds() - start)
            warm(folder)
            back.append(run(folder, new, "first"))
            warm(folder)
            copies.append(rewrite(files[1 : chosen.links + 1]))
        seconds = statistics.median([*there, *back])
        each = ", ".join(f"{s:.2f}" for s in (*there, *back))
        print(f"{chosen.notes} notes, {chosen.links} of them link to the one that is renamed")
        print(f"kb rename: {seconds:.2f} s ({each}); bar {BAR} s at 10000 notes and 500 links")
        used = statistics.median(processor)
        print(f"time of processors that it takes: {used:.2f} s; on a busy machine look at this")
        print(f"reading and writing as many files: {statistics.median(copies):.2f} s")
    return 0


def make_linked_vault(folder: Path, notes: int, links: int) -> list[Path]:
    """Every note links to three others; `links` of them to the first as well."""
    files = make_vault(folder / "notes", notes, FOLDERS)
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    chance = random.Random(2)
    for number, file in enumerate(files):
        names = [other.stem for other in chance.sample(files[1:], 3)]
        if 0 < number <= links:
            names.append(f"{files[0].stem}|{number}")
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n{' '.join(f'[[{name}]]' for name in names)}\n")
    return files


def run(folder: Path, old: str, new: str) -> float:
    command = [sys.executable, "-m", "kb", "rename", "--no-alias", old, new]
    measured = measure(command, folder, memory=False)
    if measured.status:
        raise SystemExit(f"kb rename {old} {new} ended with status {measured.status}")
    return measured.seconds


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def warm(folder: Path) -> None:
    """Any command that reads the notes remembers them."""
    measured = measure([sys.executable, "-m", "kb", "graph"], folder, memory=False)
    if measured.status:
        raise SystemExit(f"kb graph ended with status {measured.status}")


def rewrite(files: list[Path]) -> float:
    start = time.perf_counter()
    for file in files:
        file.write_bytes(file.read_bytes())
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
