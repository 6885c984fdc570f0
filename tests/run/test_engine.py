"""Processes: how many, how long they live, what they leave."""

import ast
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from kb.run import Limits, run_one, run_tasks
from kb.run.claims import Ledger, rewrite_claims
from kb.run.folders import remove
from kb.run.inputs import digest_input
from tests.run.notes import outcomes, task, vault, zygotes

PLOT = """
import matplotlib.pyplot as plt
plt.plot([1, 2, 3]); plt.title("{title} $\\\\alpha_{{{title}}}$ 학습률")
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return vault(tmp_path)


def test_a_figure_is_the_same_however_many_are_drawn_at_once(top: Path) -> None:
    """All who are forked share open files: a font that is read by two must not mix them up."""
    tasks = [task(top, PLOT.format(title=f"{number % 3}")) for number in range(9)]
    together = [outcome.steps[0] for outcome in outcomes(*tasks, jobs=4)]
    alone = [outcome.steps[0] for outcome in outcomes(*tasks[:3], jobs=1)]
    fresh = outcomes(tasks[0], mode="spawn")[0].steps[0]
    assert all(step.failure is None for step in together)
    assert [step.outputs for step in together] == [step.outputs for step in alone * 3]
    assert fresh.outputs == alone[0].outputs


def test_what_a_note_changes_ends_with_it(top: Path) -> None:
    change = task(
        top,
        "import random, os, sys, numpy as np, matplotlib as mpl\n"
        "random.seed(5); np.random.seed(5); mpl.rcParams['lines.linewidth'] = 50\n"
        "os.chdir('/'); sys.modules['helper'] = 3; x = 1; np.pi = 3; os.environ['A'] = 'b'",
    )
    look = task(
        top,
        "import random, os, numpy as np, matplotlib as mpl, helper\n"
        "(random.random(), np.random.rand(), mpl.rcParams['lines.linewidth'], os.getcwd(), helper,"
        " 'x' in dir(), np.pi, os.environ.get('A'))",
    )
    before, _, after = outcomes(look, change, look, jobs=1)
    assert before.steps == after.steps
    assert before.steps[0].failure is None


def test_up_to_so_many_at_once(top: Path) -> None:
    sleeper = task(top, "import time\ntime.sleep(0.4)")
    outcomes(sleeper, jobs=1)
    start = time.monotonic()
    outcomes(*[sleeper] * 4, jobs=4)
    assert time.monotonic() - start < 1.5
    start = time.monotonic()
    outcomes(*[sleeper] * 3, jobs=1)
    assert time.monotonic() - start > 1.2


def test_who_stops_listening_stops_what_runs(top: Path) -> None:
    tasks = [task(top, "1"), *[task(top, "import time\ntime.sleep(4)")] * 3]
    first = next(running := run_tasks(tasks, jobs=4))
    assert first[0] == 0
    running.close()  # type: ignore[attr-defined]
    assert zygotes() == []
    assert run_one(task(top, "1")).steps[0].failure is None


def test_a_build_that_is_killed_leaves_nothing(top: Path, tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from tests.run.notes import task\n"
        "from kb.run import run_tasks, Limits\n"
        f"top = Path({str(top)!r})\n"
        "limits = Limits(seconds=60)\n"
        "tasks = [task(top, 'import time; time.sleep(50)', limits=limits)] * 2\n"
        "tasks.insert(0, task(top, '1'))\n"
        "for number, _ in run_tasks(tasks, jobs=3): print(number, flush=True)\n"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment
    ) as build:
        assert build.stdout
        assert build.stdout.readline() == "0\n"
        started = psutil.Process(build.pid).children(recursive=True)
        assert len(started) == 3
        build.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(started, timeout=5)
    assert alive == []
    assert list(tmp_path.glob("kb-run-*")) == []


def test_a_killed_zygote_takes_its_children_along(top: Path) -> None:
    running = run_tasks(
        [task(top, "1"), task(top, "import time\ntime.sleep(20)", limits=Limits(seconds=1.0))],
        jobs=2,
    )
    next(running)
    (zygote,) = zygotes()
    children = zygote.children()
    zygote.kill()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
    assert next(running)[1].steps[0].failure.rule == "SNIPPET_TIMEOUT"  # type: ignore[union-attr]


def test_the_memory_limit_is_told(top: Path) -> None:
    limits = Limits(seconds=5.0, memory=200_000_000)
    outcome = run_one(task(top, "x = bytearray(10**8)", "y = bytearray(10**9)", limits=limits))
    assert outcome.steps[0].failure is None
    assert outcome.steps[1].failure
    assert outcome.steps[1].failure.rule == "SNIPPET_MEMORY"


def test_too_many_figures(top: Path) -> None:
    code = "import matplotlib.pyplot as plt\nfor _ in range(3): plt.figure().add_subplot()"
    outcome = run_one(task(top, code, limits=Limits(figures=2)))
    assert len(outcome.steps[0].outputs) == 2
    assert outcome.steps[0].failure
    assert outcome.steps[0].failure.rule == "SNIPPET_FIGURES"


def test_versions_are_those_that_were_used(top: Path) -> None:
    plain, numbers, plots = outcomes(
        task(top, "1"), task(top, "import numpy as np"), task(top, "from matplotlib import pyplot")
    )
    assert [name for name, _ in plain.versions] == ["Python"]
    assert [name for name, _ in numbers.versions] == ["Python", "numpy"]
    assert [name for name, _ in plots.versions] == ["Python", "matplotlib", "numpy"]


@pytest.mark.parametrize("before", ["", "import sys; del sys.modules[next(reversed(sys.modules))]"])
def test_a_module_of_the_vault_is_an_input(top: Path, before: str) -> None:
    (top / "notes" / "helper.py").write_text("import colorsys\nimport numpy\n")
    outcome = run_one(task(top, f"{before}\nimport helper"))
    assert "notes/helper.py" in {one.path for one in outcome.inputs}
    assert [name for name, _ in outcome.versions] == ["Python", "numpy"]


def test_fonts_of_printers_are_found_when_they_are_asked_for(top: Path) -> None:
    code = """
import io, matplotlib.pyplot as plt
plt.rcParams["pdf.use14corefonts"] = True
plt.title("A"); file = io.BytesIO(); plt.savefig(file, format="pdf"); plt.close()
print(b"/Helvetica" in file.getvalue())
"""
    outcome = run_one(task(top, code))
    assert outcome.steps[0].failure is None
    assert outcome.steps[0].outputs[0].text == "True\n"  # type: ignore[union-attr]


def test_digests_follow_what_is_there(top: Path) -> None:
    before = digest_input(top, "notes/numbers.csv"), digest_input(top, "data")
    (top / "notes" / "numbers.csv").write_text("5")
    (top / "data" / "more.txt").write_text("")
    after = digest_input(top, "notes/numbers.csv"), digest_input(top, "data")
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert not digest_input(top, "missing")


def test_a_folder_is_removed_whatever_is_in_it() -> None:
    folder = Path(tempfile.mkdtemp())
    outside = Path(tempfile.mkdtemp())
    (outside / "kept").write_text("kept")
    (folder / "link").symlink_to(outside)
    deep = folder
    for _ in range(30):
        deep = deep / "d"
        deep.mkdir()
        (deep / "f").write_text("")
    deep.chmod(0)
    remove(folder)
    assert not folder.exists()
    assert (outside / "kept").exists()
    remove(outside)


def test_rewriting_keeps_lines_and_columns() -> None:
    source = "def f(x):\n    assert (x > 0\n        and g(x, 1)), 'no'\n"
    plain = ast.parse(source)
    ours = rewrite_claims(ast.parse(source), source, Ledger(), ours=True)
    places = {(node.lineno, node.col_offset) for node in ast.walk(plain) if hasattr(node, "lineno")}
    for node in ast.walk(ours):
        if hasattr(node, "lineno"):
            assert (node.lineno, node.col_offset) in places
