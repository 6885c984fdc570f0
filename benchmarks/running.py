"""How much faster do notes run here than in a fresh process, or a Jupyter kernel, for each?

100 notes with one plot each, that many of them at once as there are processors: by `kb build`,
which makes the site as well, by kb's running alone, by a cold Python that draws the same SVG, and
by nbclient with a kernel for each note. The peers also one note after the other, as who calls them
gets it without a pool of their own; the bars are for the same number at once. By turns, so that all
meet the machine's good and bad moments; the peers take a sample, whose time is multiplied. Then a
second build, in which nothing may run, and one after a snippet was changed, which may run that note
alone.

    python -m benchmarks.running [--notes 100] [--rounds 3] [--sample 10]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from nbclient import NotebookClient
from nbformat import v4

from benchmarks.measure import measure
from kb.model import Figure
from kb.names import Language, NotePath
from kb.parallel import processors
from kb.pipeline import Prepared, prepare
from kb.planning import plan_notes
from kb.project import load_project
from kb.run import close_zygotes
from kb.running import run_notes

BARS = {"a fresh process": 8, "nbclient": 15}
"""At least so many times faster."""
IN_TURN = ", one after the other"

CODE = """\
import numpy as np
import matplotlib.pyplot as plt

x = np.linspace(0, 10, 200)
y = np.exp(-x / {number}) * np.cos(3 * x)
plt.plot(x, y)
plt.xlabel("step")
plt.ylabel("loss")
plt.title("Note {number}")
print(f"last value {{y[-1]:.6f}}")
"""
NOTE = """\
# Note {number}

The loss falls, and swings while it does.

```python run
{code}```
"""
DRAW = """
import io
drawn = io.BytesIO()
plt.savefig(drawn, format="svg")
assert b"<svg" in drawn.getvalue()
"""
CONFIGURATION = """\
site_name: Running
docs_dir: notes
theme:
  name: material
plugins:
  - kb:
      languages: [en]
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=100)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--sample", type=int, default=10)
    options.add_argument("--jobs", type=int, default=processors())
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(Path(name), chosen.notes, chosen.sample, chosen.jobs).run(chosen.rounds)


def code_of(number: int) -> str:
    return CODE.format(number=number + 1)


def run_cold(number: int) -> None:
    """A process of its own, that draws what the note draws."""
    command = [sys.executable, "-c", code_of(number) + DRAW]
    environment = {"MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


def run_kernel(number: int) -> None:
    """A notebook of its own, with a kernel that draws SVG."""
    setup = "%config InlineBackend.figure_formats = ['svg']"
    cells = [v4.new_code_cell(each) for each in (setup, code_of(number))]
    notebook = v4.new_notebook(cells=cells)
    done = NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert any("image/svg+xml" in out.get("data", {}) for out in done.cells[1].outputs)


class Bench:
    def __init__(self, folder: Path, notes: int, sample: int, jobs: int) -> None:
        self.folder = folder
        self.notes = notes
        self.sample = min(sample, notes)
        self.jobs = jobs
        self.vault = folder / "notes"
        for number in range(notes):
            file = self.vault / f"note-{number:03d}.md"
            file.parent.mkdir(exist_ok=True)
            text = NOTE.format(number=number + 1, code=code_of(number))
            file.write_text(text, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        self.forgotten = 0
        self.seconds: dict[str, list[float]] = {}

    def run(self, rounds: int) -> int:
        for _ in range(rounds):
            self._measure("kb build, from nothing", self._build_anew)
            self._measure("kb, running alone", self._run_anew)
            for peer, work in {"a fresh process": run_cold, "nbclient": run_kernel}.items():
                self._measure(peer, partial(self._peer, work, self.jobs))
                self._measure(peer + IN_TURN, partial(self._peer, work, 1))
        wrong = self._check_memory(rounds)
        self._report(rounds)
        for sentence in wrong:
            print(f"WRONG: {sentence}")
        return int(bool(wrong))

    def _measure(self, name: str, work: Callable[[], float]) -> None:
        self.seconds.setdefault(name, []).append(work())

    def _build(self) -> float:
        command = [sys.executable, "-m", "kb", "build", "--jobs", str(self.jobs)]
        measured = measure(command, self.folder, memory=False)
        if measured.status:
            raise SystemExit(f"kb build ended with status {measured.status}")
        return measured.seconds

    def _build_anew(self) -> float:
        if (self.folder / "build").exists():
            self.forgotten += 1
            (self.folder / "build").rename(self.folder / f"forgotten-{self.forgotten}")
        return self._build()

    def _run_anew(self) -> float:
        """What `kb build` does with snippets and nothing else."""
        prepared = self._prepare(only=())
        plans = plan_notes(prepared.network, prepared.settings)
        with tempfile.TemporaryDirectory() as cache:
            start = time.perf_counter()
            runs = run_notes(plans, self.vault, prepared.settings, Path(cache), jobs=self.jobs)
            seconds = time.perf_counter() - start
            close_zygotes()  # the next round begins from nothing
            drawn = sum(
                isinstance(output, Figure)
                for path in runs.notes
                for result in runs.run(path).results.values()
                for output in result.outputs
            )
        if drawn != self.notes:
            raise SystemExit(f"{drawn} figures of {self.notes} notes")
        return seconds

    def _prepare(self, only: Collection[NotePath] | None = None) -> Prepared:
        project = load_project(self.folder, Language("en"))
        settings = project.setup.settings
        return prepare(self.vault, settings, project.cache, jobs=self.jobs, only=only)

    def _peer(self, work: Callable[[int], None], jobs: int) -> float:
        """As long as all notes would take."""
        start = time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(work, range(self.sample)))
        return (time.perf_counter() - start) * self.notes / self.sample

    def _check_memory(self, rounds: int) -> list[str]:
        """What runs again though nothing has changed, or more than what has."""
        wrong = []
        self._build()
        if fresh := self._prepare().runs.fresh:
            wrong.append(f"a second build runs {len(fresh)} notes")
        for number in range(rounds):
            file = self.vault / f"note-{number:03d}.md"
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("np.cos(3 * x)", "np.cos(4 * x)"), encoding="utf-8")
            fresh = self._prepare().runs.fresh
            if fresh != (file.name,):
                wrong.append(f"a change of {file.name} runs {fresh}")
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("np.cos(4 * x)", "np.cos(5 * x)"), encoding="utf-8")
            self._measure("kb build, one changed snippet", self._build)
            self._measure("kb build, nothing changed", self._build)
        return wrong

    def _report(self, rounds: int) -> None:
        print(
            f"{self.notes} notes with one plot each, {self.jobs} at a time; medians of {rounds} "
            f"rounds; the peers' are {self.sample} notes, times {self.notes / self.sample:g}; "
            f"load of the machine {os.getloadavg()[0]:.1f}"
        )
        middle = {name: statistics.median(each) for name, each in self.seconds.items()}
        for name, each in self.seconds.items():
            told = ", ".join(f"{seconds:.2f}" for seconds in each)
            print(f"{name}: {middle[name]:.2f} s ({told})")
        for peer, bar in BARS.items():
            for ours in ("kb, running alone", "kb build, from nothing"):
                print(f"{ours}: {middle[peer] / middle[ours]:.1f} times as fast as {peer}", end="")
                print(f" (bar {bar}); {middle[peer + IN_TURN] / middle[ours]:.1f}{IN_TURN}")


if __name__ == "__main__":
    sys.exit(main())
