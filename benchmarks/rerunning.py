"""How long does an author wait for a changed plot, and how much of it is the note above?

A note with several plots is open; its last snippet is changed again and again. From the new state
of the vault to the new output, as `kb serve` shows it; and the same for who runs the note from its
beginning, in a process that is warm as well. By turns.

    python -m benchmarks.rerunning [--plots 6] [--rounds 9]
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from kb.live import Live
from kb.names import Language, NotePath
from kb.project import load_project
from kb.rerunning import Reruns

BAR = 3.0
"""At least so many times faster than the whole note."""
NOTE = NotePath("note.md")
FIRST = """\
import numpy as np
import matplotlib.pyplot as plt

x = np.linspace(0, 10, 200)
"""
PLOT = """\
plt.plot(x, np.exp(-x / {number}) * np.cos(3 * x))
plt.title("Plot {number}")
"""
CONFIGURATION = """\
site_name: Running again
docs_dir: notes
theme:
  name: material
plugins:
  - kb:
      languages: [en]
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plots", type=int, default=6)
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(Path(name), chosen.plots).run(chosen.rounds)


class Bench:
    def __init__(self, folder: Path, plots: int) -> None:
        self.plots = plots
        self.file = folder / "notes" / NOTE
        self.file.parent.mkdir()
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        self.changes = 0
        self.write()
        project = load_project(folder, Language("en"))
        self.live = Live(project, Language("en"))
        self.changed = threading.Event()
        settings = project.setup.settings
        self.reruns = Reruns(
            project.vault, settings, project.cache, jobs=2, on_change=self.changed.set
        )
        self.live.with_runs(*self.reruns.aligned(self.live.state))
        self.reruns.open([NOTE])

    def write(self) -> None:
        """The note with another last plot."""
        self.changes += 1
        codes = [FIRST, *(PLOT.format(number=number + 1) for number in range(self.plots))]
        codes[-1] = PLOT.format(number=self.plots + self.changes / 10)
        fences = "\n".join(f"```python run\n{code}```\n" for code in codes)
        self.file.write_text(f"# Note\n\n{fences}", encoding="utf-8")

    def again(self) -> float:
        """From the new state to the new output."""
        self.write()
        before = self.live.state
        state = self.live.update([NOTE])
        start = time.perf_counter()
        self.live.with_runs(*self.reruns.aligned(state, before))
        while not self.reruns.settled:
            self.changed.wait(10)
            self.changed.clear()
            if (news := self.reruns.news(self.live.state)) is not None:
                self.live.with_runs(*news)
                if not self.live.state.stale:
                    break
        return time.perf_counter() - start

    def run(self, rounds: int) -> int:
        self.again()
        seconds: dict[str, list[float]] = {"goes on": [], "from its beginning": []}
        for _ in range(rounds):
            seconds["goes on"].append(self.again())
            self.forget()
            seconds["from its beginning"].append(self.again())
        self.reruns.close()
        middle = {name: statistics.median(each) for name, each in seconds.items()}
        print(
            f"a note with {self.plots} plots, its last one changed; medians of {rounds} rounds; "
            f"load of the machine {os.getloadavg()[0]:.1f}"
        )
        for name, each in seconds.items():
            print(f"{name}: {1000 * middle[name]:.0f} ms (best {1000 * min(each):.0f})")
        ratio = middle["from its beginning"] / middle["goes on"]
        print(f"{ratio:.1f} times as fast as the whole note (bar {BAR:g})")
        return int(ratio < BAR)

    def forget(self) -> None:
        """Nothing to go on from."""
        self.reruns.open([])
        self.reruns.forget()
        self.reruns.open([NOTE])


if __name__ == "__main__":
    sys.exit(main())
