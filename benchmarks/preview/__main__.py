"""How long does an author wait for what was saved?

Made notes in the seed's form and one that draws a plot, in Chromium. From the start of a server to
the first page, with nothing remembered and with all; from the end of a save to the moment when the
page shows it, for words anywhere in a note, for a title, and for the figure of a changed snippet.
Each note is opened before it is edited, and the author takes a random rest between two saves, so
that some of them meet what a server does when it is idle. Memory is measured in another run: to
look at it takes time. In the same run what others need, whose editing takes so long that they get
a few edits only.

    python -m benchmarks.preview [--notes 1000] [--edits 100] [--rivals]
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.preview.looking import Author, author
from benchmarks.preview.notes import Edit, Notes
from benchmarks.preview.programs import OUR, RIVALS, Program
from benchmarks.preview.serving import Server, serving
from benchmarks.rivals.browser import open_browser

START_BAR = {10000: 1.5}
"""Seconds until the first page, with all remembered."""
PROSE_BAR = 0.150
SNIPPET_BAR = 0.400
"""Seconds until a save is shown, of 95 in a hundred."""
MEMORY_BAR = {10000: 500.0}
"""Megabytes of all processes."""
PATIENCE = 900.0
"""Seconds until a server must have opened its port."""
RESTS = (0.1, 2.0)
"""Seconds between a page that is shown and the next that is opened."""
RIVALS_EDITS = 5
LOOKED_AT = 10
"""Edits of each kind while the memory is watched."""


@dataclass
class Waited:
    """Seconds."""

    starts: dict[str, float] = field(default_factory=dict)
    saves: dict[str, list[float]] = field(default_factory=dict)
    peaks: dict[str, float] = field(default_factory=dict)
    """Megabytes."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, nargs="+", default=[1000])
    options.add_argument("--edits", type=int, default=100)
    options.add_argument("--rivals", action="store_true", help="at 1,000 notes, or the only number")
    options.add_argument("--only", action="append", help="programs whose names begin so")
    options.add_argument("--kinds", nargs="+", default=["prose", "title", "snippet"])
    chosen = options.parse_args()
    compared = 1000 if 1000 in chosen.notes else chosen.notes[0]
    wrong: list[str] = []
    with open_browser() as browser:
        for count in chosen.notes:
            print(f"\n{count} notes", flush=True)
            rivals = RIVALS if chosen.rivals and count == compared else ()
            found: dict[str, Waited] = {}
            for program in (OUR, *rivals):
                if chosen.only and not program.name.startswith(tuple(chosen.only)):
                    continue
                edits = chosen.edits if program is OUR else RIVALS_EDITS
                with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
                    bench = Bench(program, Path(name), count, browser, chosen.kinds)
                    found[program.name] = waited = bench.run(edits)
                wrong += report(program, waited, count)
            ratios(found)
    for each in wrong:
        print(f"missed: {each}")
    return bool(wrong)


class Bench:
    def __init__(
        self, program: Program, folder: Path, count: int, browser: Browser, kinds: list[str]
    ) -> None:
        self.program, self.folder, self.browser, self.kinds = program, folder, browser, kinds
        self.notes = Notes(folder / "notes", count)
        (folder / "mkdocs.yml").write_text(program.configuration, encoding="utf-8")
        self.command = program.command()
        self.rest = random.Random(1)

    def run(self, edits: int) -> Waited:
        waited = Waited()
        ours = self.program is OUR
        with self.started() as (server, writer):
            waited.starts["nothing remembered"] = self.first_page(server, writer)
            if not ours:
                waited.saves = self.edit(server, writer, edits)
        if ours:
            for number in range(3):
                with self.started() as (server, writer):
                    waited.starts[f"all remembered, {number + 1}"] = self.first_page(server, writer)
            with self.started() as (server, writer):
                self.first_page(server, writer)
                waited.saves = self.edit(server, writer, edits)
            waited.peaks = self.memory()
        return waited

    def memory(self) -> dict[str, float]:
        peaks = {}
        with self.started() as (server, writer), server.watched():
            self.first_page(server, writer)
            time.sleep(3)
            peaks["all remembered"] = server.peak
            self.edit(server, writer, LOOKED_AT)
            peaks["after edits"] = server.peak
        (self.folder / "build").rename(self.folder / "forgotten")
        with self.started() as (server, writer), server.watched():
            self.first_page(server, writer)
            time.sleep(3)
            peaks["nothing remembered"] = server.peak
        return peaks

    @contextmanager
    def started(self) -> Iterator[tuple[Server, Author]]:
        with (
            author(self.browser.new_context()) as writer,
            serving(self.command, self.folder, self.folder / "said.txt") as server,
        ):
            yield server, writer

    def first_page(self, server: Server, writer: Author) -> float:
        server.wait_until_open(PATIENCE)
        return writer.shown(server.address + self.notes.first) - server.started

    def edit(self, server: Server, writer: Author, count: int) -> dict[str, list[float]]:
        few = max(1, count // 3)
        kinds: dict[str, tuple[Callable[[], Edit], int]] = {
            "prose": (self.notes.prose, count),
            "title": (self.notes.title, few),
        }
        if self.program.runs:
            # The first one meets a process that has not begun to run anything.
            kinds["snippet"] = (self.notes.snippet, few)
        return {
            name: [self.wait_for(server, writer, make()) for _ in range(number)]
            for name, (make, number) in kinds.items()
            if name in self.kinds
        }

    def wait_for(self, server: Server, writer: Author, edit: Edit) -> float:
        writer.open(server.address + edit.page)
        if edit.wanted.within == "svg":
            writer.page.wait_for_selector(".md-content svg text")
        time.sleep(self.rest.uniform(*RESTS))
        return writer.waits(edit.save, edit.wanted)


def report(program: Program, waited: Waited, count: int) -> list[str]:
    """Print it; which bars were missed."""
    ours = program is OUR
    wrong: list[str] = []

    def bar(what: str, value: float, most: float | None, unit: str) -> str:
        if not ours or most is None:
            return ""
        if value > most:
            wrong.append(f"{what}, {count} notes: {value:.0f} {unit}, bar {most:.0f} {unit}")
        return f" (bar {most:.0f} {unit})"

    print(program.name)
    starts = {name: seconds * 1000 for name, seconds in waited.starts.items()}
    warm = [took for name, took in starts.items() if name.startswith("all")]
    first = starts["nothing remembered"]
    print(f"  start to first page, nothing remembered: {first:.0f} ms")
    if warm:
        middle, most = statistics.median(warm), START_BAR.get(count)
        told = bar("start", middle, most * 1000 if most else None, "ms")
        print(f"  start to first page, all remembered: {middle:.0f} ms{told}, {_each(warm)}")
    bars = {"prose": PROSE_BAR, "snippet": SNIPPET_BAR}
    for kind, saves in waited.saves.items():
        took = [seconds * 1000 for seconds in saves]
        most = bars.get(kind)
        late = percentile(took)
        told = bar(f"save to visible, {kind}", late, most * 1000 if most else None, "ms")
        print(
            f"  save to visible, {kind}: median {statistics.median(took):.0f} ms, "
            f"95th percentile {late:.0f} ms{told}, {len(took)} edits; "
            f"slowest {_each(slowest(took))}"
        )
    for when, peak in waited.peaks.items():
        told = bar(f"memory, {when}", peak, MEMORY_BAR.get(count), "MB")
        print(f"  memory of all processes, {when}: {peak:.0f} MB{told}")
    sys.stdout.flush()
    return wrong


def ratios(found: dict[str, Waited]) -> None:
    ours = found.get(OUR.name)
    if ours is None:
        return
    for name, waited in found.items():
        if waited is ours:
            continue
        warm = [took for when, took in ours.starts.items() if when.startswith("all")]
        theirs = waited.starts["nothing remembered"]
        cold = theirs / ours.starts["nothing remembered"]
        said = [
            f"{cold:.1f} times the start, {theirs / statistics.median(warm):.1f} where remembered"
        ]
        said += [
            f"{statistics.median(saves) / statistics.median(ours.saves[kind]):.0f} times a {kind}"
            for kind, saves in waited.saves.items()
        ]
        print(f"{name} against ours: {', '.join(said)}", flush=True)


def percentile(took: list[float]) -> float:
    """The 95th: of a few the slowest."""
    return statistics.quantiles(took, n=20)[-1] if len(took) >= 20 else max(took)


def slowest(took: list[float]) -> list[float]:
    return sorted(took)[:-6:-1]


def _each(took: list[float]) -> str:
    return ", ".join(f"{each:.0f}" for each in took)


if __name__ == "__main__":
    sys.exit(main())
