"""What does a second language cost?

A vault of notes in the seed's form, a tenth of them translated into English, in two trees, so that
each tree shows the other nine tenths as guests; against the same originals in one tree. Both from
nothing, by turns, so that both meet the machine's good and bad moments.

    python -m benchmarks.languages [--notes 2000] [--rounds 5]
"""

import argparse
import random
import re
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import measure
from benchmarks.vault import CLAIMS, TERMS, make_vault

FOLDERS = 50
SHARE = 10
"""One note of so many is translated."""
BAR = 1.3
"""At most so many times as long as one tree, at 2,000 notes."""

CONFIGURATION = """\
site_name: Languages
site_url: https://notes.example/
docs_dir: notes
site_dir: site
theme:
  name: material
plugins:
  - kb:
      languages: [{languages}]
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(Path(name), chosen.notes, chosen.rounds).run()


class Bench:
    def __init__(self, folder: Path, notes: int, rounds: int) -> None:
        self.folder = folder
        self.notes = notes
        self.rounds = rounds
        self.forgotten = 0

    def run(self) -> int:
        one, two = self.folder / "one", self.folder / "two"
        for place, languages in ((one, "ko"), (two, "ko, en")):
            # In both, all that is written: what a second tree costs, not what more notes do.
            translate_some(make_vault(place / "notes", self.notes, FOLDERS))
            text = CONFIGURATION.format(languages=languages)
            (place / "mkdocs.yml").write_text(text, encoding="utf-8")
        # The first build of all compiles what Python and Jinja keep.
        self.build(one)
        seconds: dict[Path, list[float]] = {one: [], two: []}
        for number in range(self.rounds):
            # Whoever comes second in a round does not always do so.
            for place in (one, two) if number % 2 else (two, one):
                seconds[place].append(self.build(place))
        self.report(one, two, seconds)
        return 0

    def build(self, place: Path) -> float:
        """From an empty cache into an empty folder; moved aside, not deleted: who has just deleted
        thousands of files makes new ones slowly.
        """
        self.forgotten += 1
        for name in ("build", "site"):
            if (place / name).exists():
                (place / name).rename(self.folder / f"{name}-{self.forgotten}")
        measured = measure([sys.executable, "-m", "kb", "build"], place, memory=False)
        if measured.status:
            raise SystemExit(f"kb build ended with status {measured.status}")
        return measured.seconds

    def report(self, one: Path, two: Path, seconds: dict[Path, list[float]]) -> None:
        medians = {place: statistics.median(each) for place, each in seconds.items()}
        print(f"{self.notes} notes, one of {SHARE} translated; medians of {self.rounds} rounds")
        for place, words in ((one, "one tree"), (two, "two trees")):
            each = ", ".join(f"{s:.2f}" for s in seconds[place])
            pages = sum(1 for _ in (place / "site").rglob("*.html"))
            print(f"{words}: {medians[place]:.2f} s ({each}), {pages} pages")
        ratio = medians[two] / medians[one]
        bar = f" (bar {BAR})" if self.notes == 2000 else ""
        print(f"two trees take {ratio:.2f} times as long{bar}")


def translate_some(files: list[Path]) -> None:
    """Write the translation of every tenth note beside it."""
    chance = random.Random(3)
    for number, file in enumerate(files[::SHARE]):
        text = file.read_text(encoding="utf-8")
        front = re.sub(r"(?m)^aliases: .*\n", "", text.partition("\n# ")[0])
        term = chance.choice(TERMS)
        parts = [
            f"## Part {part}\n\n{sentences(chance)}\n\n- {term}: {sentences(chance)}\n"
            for part in range(8)
        ]
        title = f"# How {term} behaves {number}\n\n"
        file.with_suffix(".en.md").write_text(f"{front}\n{title}{''.join(parts)}", encoding="utf-8")


def sentences(chance: random.Random) -> str:
    terms = (chance.choice(TERMS) for _ in CLAIMS)
    return " ".join(f"What {term} does depends on the step before it." for term in terms)


if __name__ == "__main__":
    sys.exit(main())
