"""How much faster do notes run here than in a fresh process, or a Jupyter kernel, for each?

100 notes with one plot each, that many of them at once as there are processors: by `kb build`,
which makes the site as well, by kb's running alone, by a cold Python that draws the same SVG, and
by nbclient with a kernel for each note. By turns, so that all meet the machine's good and bad
moments; the peers take a sample, whose time is multiplied. Then a second build, in which nothing
may run, and one after a snippet was changed, which may run that note alone.

    python -m benchmarks.running [--notes 100] [--rounds 3] [--sample 10]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.measure import measure
from kb.parallel import processors

BARS = {"a fresh process": 8, "nbclient": 15}
"""At least so many times faster."""

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
    import nbformat  # noqa: PLC0415  only here
    from nbclient import NotebookClient  # noqa: PLC0415  as above

    setup = "%config InlineBackend.figure_formats = ['svg']"
    cells = [nbformat.v4.new_code_cell(each) for each in (setup, code_of(number))]
    notebook = nbformat.v4.new_notebook(cells=cells)
    done = NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    assert any("image/svg+xml" in out.get("data", {}) for out in done.cells[1].outputs)


class Bench:
    def __init__(self, folder: Path, notes: int, sample: int, jobs: int) -> None:
        self.folder = folder
        self.notes = notes
        self.sample = min(sample, notes)
        self.jobs = jobs
        self.number = 0
        for number in range(notes):
            file = folder / "notes" / f"note-{number:03d}.md"
            file.parent.mkdir(exist_ok=True)
            text = NOTE.format(number=number + 1, code=code_of(number))
            file.write_text(text, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
