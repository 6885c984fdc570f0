"""Small vaults and tasks for the tests of this room."""

from pathlib import Path

import psutil

from kb.run import Limits, Outcome, Step, Task, run_tasks

QUICK = Limits(seconds=5.0)


def vault(folder: Path) -> Path:
    """A vault with a note's folder, data, a module, a hidden file, and something beside it."""
    top = folder / "vault"
    (top / "notes").mkdir(parents=True)
    (top / "data").mkdir()
    (top / ".obsidian").mkdir()
    (top / "notes" / "note.md").write_text("# Note\n")
    (top / "notes" / "numbers.csv").write_text("1,2\n3,4\n")
    (top / "notes" / "helper.py").write_text("def double(x):\n    return 2 * x\n")
    (top / "data" / "deep.txt").write_text("deep\n")
    (top / "notes" / ".secret").write_text("hidden\n")
    (top / ".obsidian" / "app.json").write_text("{}\n")
    (folder / "outside.txt").write_text("outside\n")
    (top / "notes" / "out").symlink_to("../../outside.txt")
    return top


READABLE = ("notes/note.md", "notes/numbers.csv", "notes/helper.py", "notes/out", "data")


def task(top: Path, *codes: str | Step, limits: Limits = QUICK, **more: object) -> Task:
    steps = tuple(
        code if isinstance(code, Step) else Step(number, code) for number, code in enumerate(codes)
    )
    return Task("notes/note.md", str(top), READABLE, steps, limits=limits, **more)  # type: ignore[arg-type]


def zygotes() -> list[psutil.Process]:
    """Those of this process; other tests may have left children of other kinds."""
    return [child for child in psutil.Process().children() if "kb.run.zygote" in child.cmdline()]


def outcomes(*tasks: Task, jobs: int = 2, mode: str | None = None) -> list[Outcome]:
    found = dict(run_tasks(tasks, jobs=jobs, mode=mode))  # type: ignore[arg-type]
    assert sorted(found) == list(range(len(tasks)))
    return [found[number] for number in range(len(tasks))]
