"""What is known of the snippets of all notes.

In: a store of results. Out: the run of each note, loaded when its page is rendered, and what was
wrong with it.
"""

import contextlib
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from kb.model import PARTS, Failure, Result, Run, Verdict
from kb.names import Language, NotePath
from kb.planning import Plan
from kb.problems import Finding
from kb.store import load, save
from kb.strings import fill, mark, translate

RUNS = "runs"
"""The folder of the cache that holds them,"""
INDEX = "index.msgpack"
"""and the file in it that says what is there."""


class Looked(Struct, frozen=True, array_like=True, gc=False):
    """Something of the vault that a run has looked at, as it was."""

    path: str
    digest: str
    stamp: str
    """Of a file: while it holds, the digest need not be made anew; '' for folders."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """What is known of a run that is kept."""

    folder: str
    """The one that the code found itself in, where it has looked at anything; else ''."""
    looked: tuple[Looked, ...]
    digest: str
    """Of what came out."""
    remarks: tuple[tuple[int, Failure], ...]
    """What is wrong though nothing failed, by number of the piece;"""
    verdicts: tuple[tuple[int, Verdict], ...]
    """and what it said of questions."""
    drawn: tuple[int, ...]
    """The pieces that have figures."""


class Index(Struct, frozen=True):
    entries: dict[str, Entry]
    """By the key of the run."""


class Kept(Struct, frozen=True, array_like=True, gc=False):
    """What came out, by number of the piece: it may stand elsewhere in its note the next time."""

    results: tuple[Result, ...]
    versions: tuple[tuple[str, str], ...]


class Ran(Struct, frozen=True, array_like=True, gc=False):
    """One note that was run, now or before."""

    key: str
    digest: str
    """Changes with what came out, and with where it stands."""
    findings: tuple[Finding, ...]
    failed: Kept | None = None
    """What is not in the store: something failed, or it is not all known yet."""
    verdicts: dict[int, Verdict] = {}
    """What its code said of questions, by place in `Outline.snippets`."""
    drawn: bool = False
    """It has figures."""


class Runs(Struct, frozen=True):
    """All notes that run something."""

    plans: dict[NotePath, Plan] = {}
    notes: dict[NotePath, Ran] = {}
    fresh: tuple[NotePath, ...] = ()
    """Those that were run now."""
    missing: tuple[str, ...] = ()
    """Protections that this machine does not have."""
    store: str = ""

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Files of the machine that change when what runs snippets is installed anew."""
        specs = (find_spec(part) for part in PARTS) if self.plans else ()
        return tuple(spec.origin for spec in specs if spec is not None and spec.origin)

    def run(self, path: NotePath) -> Run:
        """What the snippets of a note gave; nothing for one that runs none."""
        kept = self.kept(path)
        if kept is None:
            return Run()
        plan = self.plans[path]
        return Run(plan.by_index(kept.results), kept.versions, plan.places)

    def kept(self, path: NotePath) -> Kept | None:
        """What came out of the run that a note has a part in, by number of the piece."""
        ran = self.notes.get(path)
        if ran is None:
            return None
        return ran.failed or load(kept_file(Path(self.store), ran.key), Kept)


def missing_protection(missing: Iterable[str], language: Language) -> str:
    """What of the sandbox this machine does not have, in a sentence."""
    parts = ", ".join(translate(language, _PROTECTIONS.get(name, name)) for name in missing)
    return fill(
        language,
        mark(
            "Snippets ran without some protection, because this machine does not have it: {parts}. "
            "Run only notes that you trust, or set `execute: never`."
        ),
        parts=parts,
    )


_PROTECTIONS = {
    "landlock": mark("reading and writing of files is not limited (Landlock)"),
    "seccomp": mark("the network and new processes are not closed (seccomp)"),
    "rlimits": mark("memory is not limited (rlimits)"),
}


def kept_file(store: Path, key: str) -> Path:
    return store / f"{key}.msgpack"


def forget_runs(store: Path, unwanted: Callable[[str], bool]) -> None:
    """Delete what is kept of runs whose keys are not wanted, and what no key leads to."""
    index = load(store / INDEX, Index) or Index({})
    entries = {key: entry for key, entry in index.entries.items() if not unwanted(key)}
    if entries != index.entries:
        save(store / INDEX, Index(entries))
    kept = {INDEX, *(kept_file(store, key).name for key in entries)}
    for file in store.iterdir() if store.is_dir() else ():
        if file.name not in kept:
            with contextlib.suppress(FileNotFoundError):
                file.unlink()
