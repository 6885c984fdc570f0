"""Does code that runs in a bare interpreter run here as well, and print the same?

Every note of a vault of real, foreign notes: its blocks of Python in order, once in a fresh
interpreter that knows nothing of kb, and once here, with the same packages, the same limits and no
network. Both stop a note at its first failure, unless the note says that the block is to fail; and
both are asked again to go on after failures, so that every block is compared.

The bare interpreter runs twice: what it prints differently the second time (addresses, times,
random numbers without a seed) cannot be compared, and is counted.

    python -m benchmarks.bare_interpreter [VAULT...] [--sample 10] [--jobs 2]
"""

import argparse
import difflib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from kb.config import Settings
from kb.model import Result, State, Stream, Text
from kb.names import Language, NotePath
from kb.parallel import processors
from kb.pipeline import prepare
from kb.run import Outcome, Task, run_tasks

CHILD = Path(__file__).with_name("bare_child.py")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "executable"
VAULTS = ("numpy-tutorials", "scipy-lectures")
SECONDS = 10
"""That a block may take,"""
SECONDS_OF_A_NOTE = 300
"""and all of a note: what hangs outside of Python does not hear the alarm."""
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "MPLBACKEND": "agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
}

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_PYTHON = re.compile(r"python\b(?!-)|\{\.?python\b|\{code-cell\}")
_OPTION = re.compile(r":[\w-]+:")


@dataclass(frozen=True)
class Block:
    line: int
    """Of its fence, counted from 1."""
    code: str
    meant_to_fail: bool


@dataclass(frozen=True)
class Given:
    """What a block gave."""

    error: str
    """'' where it ran."""
    printed: str
    value: str | None
    """Of its last expression, as text; None: nothing, or no text."""
    refused: bool = False
    """The sandbox did not let it: a bare interpreter has none, and is no measure here."""


def blocks_of(text: str) -> list[Block]:
    """The fences of Python in a note, without what is addressed to Jupyter."""
    found = []
    lines = iter(enumerate(text.split("\n"), start=1))
    for number, line in lines:
        opening = _FENCE.match(line)
        if opening is None:
            continue
        marks = opening["marks"]
        inside = []
        for _, each in lines:
            if (closing := each.strip()).startswith(marks) and not closing.strip(marks[0]):
                break
            inside.append(each)
        if _PYTHON.match(opening["info"].strip()):
            indent = len(opening["indent"])
            code = [each[min(indent, len(each) - len(each.lstrip())) :] for each in inside]
            options, code = _without_options(code)
            code = ["" if each.startswith("%matplotlib") else each for each in code]
            meant = any("raises-exception" in option for option in options)
            found.append(Block(number, "\n".join(code) + "\n", meant))
    return found


def _without_options(code: list[str]) -> tuple[list[str], list[str]]:
    """What MyST reads at the head of a cell: lines `:tags: [...]`, or YAML between `---`."""
    if code and code[0].strip() == "---":
        end = next((n for n, each in enumerate(code[1:], 1) if each.strip() == "---"), 0)
        return code[: end + 1], code[end + 1 :]
    count = next((n for n, each in enumerate(code) if not _OPTION.match(each)), len(code))
    return code[:count], code[count:]


def closed_network() -> list[str]:
    """What to put before a command so that it finds no network.

    Raises:
        OSError: this machine has no such thing.
    """
    for words in (["unshare", "-n"], ["unshare", "-r", "-n"]):
        if shutil.which(words[0]) and not subprocess.run([*words, "true"], check=False).returncode:
            return words
    raise OSError("`unshare -n` does not work here: a bare interpreter would find the network")


def run_bare(vault: Path, path: str, blocks: Sequence[Block], alone: list[str]) -> list[Given]:
    """Every block, whatever became of the ones before, in a copy of the vault.

    Where the interpreter dies, the block that it was at has failed, and so have those after it.
    """
    with tempfile.TemporaryDirectory(prefix="kb-bare-") as name:
        copy = Path(name, "vault")
        shutil.copytree(vault, copy)
        asked = {"blocks": [block.code for block in blocks], "seconds": SECONDS}
        with Path(name, "answer").open("w+", encoding="utf-8") as answer:
            process = subprocess.Popen(
                [*alone, sys.executable, "-X", "utf8", str(CHILD), str(answer.fileno())],
                cwd=(copy / path).parent,
                env={**ENVIRONMENT, "HOME": name, "TMPDIR": name, "MPLCONFIGDIR": name},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(answer.fileno(),),
            )
            try:
                process.communicate(json.dumps(asked).encode(), SECONDS_OF_A_NOTE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            answer.seek(0)
            given = [Given(**json.loads(line)) for line in answer if line.endswith("\n")]
    dead = Given(f"the interpreter ended with status {process.returncode}", "", None)
    return [*given, *[dead] * (len(blocks) - len(given))]


def notes_of(vault: Path) -> Iterator[tuple[str, list[Block]]]:
    """The notes that have Python, by their paths."""
    for file in sorted(vault.rglob("*.md")):
        if blocks := blocks_of(file.read_text(encoding="utf-8")):
            yield file.relative_to(vault).as_posix(), blocks


def run_ours(vault: Path, jobs: int, wanted: Collection[str]) -> dict[str, dict[int, Given]]:
    """The notes `wanted` here, each going on after its failures; by path and line of the fence."""
    settings = Settings(site_name="compared", languages=(Language("en"),), run=("*",))
    found: dict[str, dict[int, Given]] = {}
    with tempfile.TemporaryDirectory(prefix="kb-ours-") as folder:
        prepared = prepare(
            vault,
            settings,
            Path(folder),
            jobs=jobs,
            execute=_going_on,
            only=[NotePath(path) for path in wanted],
        )
        runs = prepared.runs
        for path, plan in runs.plans.items():
            results = runs.run(path).results
            found[path] = {
                piece.snippet.fence[0]: _given(results[piece.index])
                for piece in plan.pieces
                if not piece.snippet.inline
            }
    return found


def _going_on(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, Outcome]]:
    """As if each snippet were meant to fail."""
    going = [
        replace(task, steps=tuple(replace(step, error=True) for step in task.steps))
        for task in tasks
    ]
    return run_tasks(going, jobs=jobs)


def _given(result: Result) -> Given:
    printed = "".join(_texts(result, Stream.STDOUT))
    values = [*_texts(result, Stream.VALUE)]
    error = ""
    if result.state is State.SKIPPED:
        error = "did not run"
    elif result.failure is not None:
        error = f"{result.failure.rule} {result.failure.values}"
    # What is called relative to the note's folder must be there for it.
    refused = "SNIPPET_FORBIDDEN" in error and re.search(r"denied: '[^/]", error) is None
    return Given(error, printed, "".join(values) if values else None, refused)


def _texts(result: Result, stream: Stream) -> Iterator[str]:
    for output in result.outputs:
        if isinstance(output, Text) and output.stream is stream:
            yield output.text


@dataclass(frozen=True)
class Compared:
    """A block on both sides; what stands after a failure was run all the same."""

    path: str
    block: Block
    bare: Given
    again: Given
    """In another bare interpreter."""
    ours: Given | None
    """None: kb does not take it for code that runs."""
    reached: bool
    """The bare interpreter comes so far if it stops a note at its first failure;"""
    let: bool
    """so it does if it stops as well at what our sandbox refuses;"""
    ours_reached: bool
    """so does kb."""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.block.line}"

    @property
    def steady(self) -> bool:
        """What it prints can be compared."""
        return not self.bare.error and self.bare == self.again


def compare(
    path: str,
    blocks: Sequence[Block],
    bare: Sequence[Given],
    again: Sequence[Given],
    ours: Mapping[int, Given],
) -> Iterator[Compared]:
    """`ours`: by the line of the fence."""
    reached = let = ours_reached = True
    for block, first, second in zip(blocks, bare, again, strict=True):
        own = ours.get(block.line)
        yield Compared(path, block, first, second, own, reached, let, ours_reached)
        reached = reached and (not first.error or block.meant_to_fail)
        let = let and reached and not (own is not None and own.refused)
        ours_reached = ours_reached and (own is None or not own.error or block.meant_to_fail)


def ran(given: Given | None) -> bool:
    return given is not None and not given.error


def _is_refused(given: Given | None) -> bool:
    return given is not None and given.refused


def report(found: Sequence[Compared]) -> list[str]:
    """Print counts and differences; gives those by which kb is worse."""
    reached = sum(each.reached and ran(each.bare) for each in found)
    let = sum(each.let and ran(each.bare) and not _is_refused(each.ours) for each in found)
    ours_reached = sum(each.ours_reached and ran(each.ours) for each in found)
    counts = {
        "taken for code that runs": (len(found), sum(each.ours is not None for each in found)),
        "ran, a note ends at its failure": (reached, ours_reached),
        "or at what the sandbox refuses": (let, ours_reached),
        "ran, going on after failures": (
            sum(ran(each.bare) for each in found),
            sum(ran(each.ours) for each in found),
        ),
    }
    print(f"{len({each.path for each in found})} notes, {len(found)} blocks of Python")
    print(f"{'':<34}{'bare':>8}{'kb':>8}")
    for words, (bare, ours) in counts.items():
        print(f"{words:<34}{bare:>8}{ours:>8}")
    # What fails in one of two bare interpreters cannot be asked of kb.
    lost = [each for each in found if ran(each.bare) and ran(each.again) and not ran(each.ours)]
    refused = [each for each in lost if _is_refused(each.ours)]
    won = [each for each in found if not ran(each.bare) and ran(each.ours)]
    both = [each for each in found if ran(each.bare) and ran(each.ours)]
    other = _report_texts("printed", both)
    values = _report_texts("value", both)
    for each in won:
        print(f"runs here alone: {each.place}: {_short(each.bare.error)}")
    for each in values:
        print(f"another value: {each.place}\n{_difference(each, 'value')}")
    worse = [
        f"runs bare alone: {each.place}: {each.ours.error if each.ours else 'not taken for code'}"
        for each in lost
        if each not in refused
    ]
    worse += [f"prints otherwise: {each.place}\n{_difference(each, 'printed')}" for each in other]
    for each in refused:
        print(f"refused by the sandbox: {each.place}: {each.ours.error if each.ours else ''}")
    if ours_reached < let:
        worse.append(f"fewer blocks run: {ours_reached}, {let} in a bare interpreter")
    print("\n".join(worse))
    return worse


def _report_texts(what: str, both: Sequence[Compared]) -> list[Compared]:
    """Compare the field `what` of those that ran on both sides; gives those that differ."""
    there = [each for each in both if getattr(each.bare, what)]
    steady = [each for each in there if getattr(each.bare, what) == getattr(each.again, what)]
    # A value that is shown as HTML or as a figure has no text here.
    shown = [each for each in steady if what == "printed" or _text(each, what)]
    other = [
        each for each in shown if not _same(_text(each, what), str(getattr(each.bare, what)), what)
    ]
    print(
        f"{what} in both: {len(there)}; the same: {len(shown) - len(other)}, "
        f"different: {len(other)}, differs from itself in a bare one: {len(there) - len(steady)}, "
        f"shown in another way: {len(steady) - len(shown)}"
    )
    return other


def _same(ours: str, bare: str, what: str) -> bool:
    if what == "value":
        # A value is set out in lines, and long strings are cut there.
        ours, bare = (re.sub(r"\s|'b?'", "", text) for text in (ours, bare))
    return ours.rstrip("\n") == bare.rstrip("\n")


def _text(each: Compared, what: str) -> str:
    return str(getattr(each.ours, what) or "").rstrip("\n")


def _difference(each: Compared, what: str) -> str:
    bare = str(getattr(each.bare, what)).splitlines()
    lines = difflib.unified_diff(bare, _text(each, what).splitlines(), "bare", "kb", lineterm="")
    return "\n".join(f"    {_short(line)}" for line in [*lines][:12])


def _short(text: str) -> str:
    return text if len(text) < 100 else f"{text[:100]}…"


def compare_vault(vault: Path, jobs: int, sample: int | None, seed: int) -> list[Compared]:
    """All notes of a vault that have Python, or `sample` of them."""
    notes = dict(notes_of(vault))
    if sample is not None:
        chosen = random.Random(seed).sample(sorted(notes), min(sample, len(notes)))
        notes = {path: notes[path] for path in sorted(chosen)}
    alone = closed_network()

    def twice(path: str) -> tuple[list[Given], list[Given]]:
        first, again = (run_bare(vault, path, notes[path], alone) for _ in range(2))
        return first, again

    with ThreadPoolExecutor(jobs) as pool:
        bare = dict(zip(notes, pool.map(twice, notes), strict=True))
    ours = run_ours(vault, jobs, notes)
    return [
        each
        for path, blocks in notes.items()
        for each in compare(path, blocks, *bare[path], ours.get(path, {}))
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("vaults", nargs="*", type=Path)
    options.add_argument("--sample", type=int, default=None, help="notes of each vault")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=processors())
    chosen = options.parse_args()
    vaults = chosen.vaults or [CORPUS / name for name in VAULTS]
    missing = [vault for vault in vaults if not vault.is_dir()]
    if missing:
        print(f"skipped: there is no {missing[0]}")
        return 0
    worse = []
    for vault in vaults:
        print(f"\n{vault.name}: ", end="")
        worse += report(compare_vault(vault, chosen.jobs, chosen.sample, chosen.seed))
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
