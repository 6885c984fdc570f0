"""The index of a vault that stays open, brought up to date in a process of its own.

In: prepared notes. Out: their index. To make one takes much memory and keeps a processor busy,
which who edits should not notice; and only whoever searches needs one. The process reads the vault
as a build does, so it may know of what was written a moment later; who asks again gets all of that.
"""

import subprocess
import sys
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.indexed import SEARCH, Index
from kb.indexing import index_notes
from kb.names import NotePath
from kb.parallel import WorkerError
from kb.pipeline import Prepared, prepare
from kb.running import run_nothing
from kb.runs import Ran, Runs
from kb.store import OpenPacks, Slice, locked


class _Asked(Struct, frozen=True, array_like=True):
    vault: str
    settings: Settings
    cache: str
    jobs: int
    drawn: list[NotePath]
    """Notes with figures: what was run last may not be kept."""


class _Answer(Struct, frozen=True, array_like=True):
    files: dict[str, Slice]
    directory: str


class IndexApart:
    """Makes one index after the other; for one thread."""

    def __init__(self, *, jobs: int = 1) -> None:
        self._jobs = jobs
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def index(self, prepared: Prepared) -> Index:
        """Brings the index in the cache to what the notes say now; other programs wait meanwhile.

        Raises:
            WorkerError: the process did not finish, or was stopped.
        """
        drawn = [path for path, ran in prepared.runs.notes.items() if ran.drawn]
        folder, vault = prepared.cache.folder, prepared.workspace.vault
        asked = _Asked(str(vault), prepared.settings, str(folder), self._jobs, drawn)
        with locked(folder):
            answer = self._ask(msgspec.msgpack.encode(asked))
            found = msgspec.msgpack.decode(answer, type=_Answer)
            packs = folder / SEARCH
            return Index(packs, found.files, found.directory, held=OpenPacks(packs))

    def stop(self) -> None:
        """Nobody waits for it any more; for any thread."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def _ask(self, asked: bytes) -> bytes:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kb.indexing_apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        if self._stopped:
            self._process.kill()
        answer, said = self._process.communicate(asked)
        if self._process.returncode:
            raise WorkerError(said.decode("utf-8", "replace"))
        return answer


def main() -> None:
    """The process."""
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Asked)
    vault, cache = Path(asked.vault), Path(asked.cache)
    prepared = prepare(vault, asked.settings, cache, jobs=asked.jobs, execute=run_nothing)
    drawn = {path: Ran("", "", (), drawn=True) for path in asked.drawn}
    index = index_notes(replace(prepared, runs=Runs(notes=drawn)), jobs=asked.jobs)
    answer = _Answer(dict(index.files), index.directory)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


if __name__ == "__main__":
    main()
