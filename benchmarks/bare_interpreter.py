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
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    reached = ours_reached = True
    for block, first, second in zip(blocks, bare, again, strict=True):
        own = ours.get(block.line)
        yield Compared(path, block, first, second, own, reached, ours_reached)
        reached = reached and (not first.error or block.meant_to_fail)
        ours_reached = ours_reached and (own is None or not own.error or block.meant_to_fail)


def report(found: Sequence[Compared]) -> list[str]:
    """Print the counts; gives the lines that tell what is worse here, '' if nothing."""
    taken = [each for each in found if each.ours is not None]
    stopping = sum(each.reached and not each.bare.error for each in found)
    ours_stopping = sum(each.ours_reached and _ran(each.ours) for each in found)
    print(f"{len({each.path for each in found})} notes, {len(found)} blocks of Python")
    print(f"{'':<34}{'bare':>8}{'kb':>8}")
    print(f"{'taken for code that runs':<34}{len(found):>8}{len(taken):>8}")
    print(f"{'ran, a note ends at a failure':<34}{stopping:>8}{ours_stopping:>8}")
    going = sum(not each.bare.error for each in found)
    ours_going = sum(_ran(each.ours) for each in found)
    print(f"{'ran, going on after failures':<34}{going:>8}{ours_going:>8}")
    worse = [
        f"{each.place}: runs bare, and not here: {each.ours.error if each.ours else 'not taken'}"
        for each in found
        if not each.bare.error and not each.again.error and not _ran(each.ours)
    ]
    better = [each for each in found if each.bare.error and _ran(each.ours)]
    both = [each for each in found if not each.bare.error and _ran(each.ours)]
    printing = [each for each in both if each.bare.printed]
    unsteady = [each for each in printing if each.bare.printed != each.again.printed]
    other = [each for each in printing if each not in unsteady and not same_text(each)]
    print(f"both ran and print something: {len(printing)}, of these the same here: ", end="")
    print(f"{len(printing) - len(unsteady) - len(other)}, different: {len(other)}, ", end="")
    print(f"never twice the same bare: {len(unsteady)}")
    valued = [each for each in both if each.bare.value is not None]
    unsteady_values = [each for each in valued if each.bare.value != each.again.value]
    other_values = [each for each in valued if each not in unsteady_values and not same_value(each)]
    rich = [each for each in valued if each.ours is not None and each.ours.value is None]
    print(f"both ran and end with a value: {len(valued)}, the same text: ", end="")
    print(f"{len(valued) - len(unsteady_values) - len(other_values) - len(rich)}, ", end="")
    print(f"shown as HTML or a figure alone: {len(rich)}, different: {len(other_values)}, ", end="")
    print(f"never twice the same bare: {len(unsteady_values)}")
    worse += [f"{each.place}: prints otherwise\n{_difference(each)}" for each in other]
    for line in worse:
        print(f"WORSE {line}")
    for each in other_values:
        print(f"VALUE {each.place}: {_short(each.bare.value)} here {_short(_value(each))}")
    for each in better:
        print(f"BETTER {each.place}: runs here, and not bare: {_short(each.bare.error)}")
    if ours_stopping < stopping:
        worse.append(f"{ours_stopping} blocks ran, {stopping} in a bare interpreter")
    return worse
