"""What a worker of a cluster does for us. Everything here is called there, through Dask.

In: a parcel and the contents that it lacks, then tasks. Out: an answer to each. The vault's copy
lies in a temporary folder of the worker's, and goes with it.
"""

import atexit
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.run.answers import EngineError
from kb.run.engine import close_zygotes, run_one
from kb.run.folders import PREFIX, hold, remove
from kb.run.inputs import digest_input
from kb.run.parcel import Parcel, Piece
from kb.run.task import Outcome, Task
from kb.run.versions import installed

Versions = tuple[tuple[str, str], ...]

_FORGOTTEN = 3600.0
"""Seconds after which nobody comes back to a parcel: its build was killed."""
_PATIENCE = 60.0
"""Seconds for a parcel to come to a worker that has begun just now."""
_LOOK_ROUND = 0.05


class Done(Struct, frozen=True, array_like=True, tag="done"):
    outcome: Outcome


class Lacks(Struct, frozen=True, array_like=True, tag="lacks"):
    """It expects the parcel, and does not have these contents."""

    digests: tuple[str, ...]


class Waits(Struct, frozen=True, array_like=True, tag="waits"):
    """It has waited for the parcel, and in vain."""

    worker: str


class Differs(Struct, frozen=True, array_like=True, tag="differs"):
    """Other versions are installed there."""

    versions: Versions


class Broken(Struct, frozen=True, array_like=True, tag="broken"):
    """Nothing can run there."""

    reason: str


Answer = Done | Lacks | Waits | Differs | Broken

_encode = msgspec.msgpack.Encoder().encode
_read: Callable[[bytes], Answer] = msgspec.msgpack.Decoder(Answer).decode


def read_answer(answer: bytes) -> Answer:
    """Raises: msgspec.MsgspecError: it is none."""
    return _read(answer)


# --- what is called ---


def expect(versions: Versions, payload: bytes) -> bytes:
    """Hear of a `Parcel`."""
    if installed() != versions:
        return _encode(Differs(installed()))
    parcel = msgspec.msgpack.decode(payload, type=Parcel)
    return _encode(Lacks(_shelf().expect(parcel)))


def take(name: str, payload: bytes) -> None:
    """Put pieces of contents on the shelf."""
    for piece in msgspec.msgpack.decode(payload, type=tuple[Piece, ...]):
        _shelf().take(name, piece)


def drop(name: str) -> None:
    """Forget a parcel. What it held stays for the next one, which may hold the same."""
    if _shelf().drop(name) == 0:
        close_zygotes()


def run_there(versions: Versions, name: str, payload: bytes) -> bytes:
    """Run a `Task` in the copy of its vault."""
    # First of all: another kb may not even understand the task.
    if installed() != versions:
        return _encode(Differs(installed()))
    task = msgspec.msgpack.decode(payload, type=Task)
    # It waits rather than answers: Dask counts how often a task has killed its worker, and would
    # begin anew with one that is sent again.
    until = time.monotonic() + _PATIENCE
    while (tree := _shelf().tree(name)) is None:
        if time.monotonic() > until:
            from distributed import get_worker  # noqa: PLC0415  this runs on a worker, which has it

            return _encode(Waits(get_worker().address))
        time.sleep(_LOOK_ROUND)
    vault, readable = tree
    try:
        outcome = run_one(replace(task, vault=vault, readable=readable))
    except EngineError as error:
        return _encode(Broken(str(error)))
    return _encode(Done(outcome))


# --- contents and copies ---


class _Shelf:
    """Of this process. Several threads work on it."""

    def __init__(self) -> None:
        # Should this process be killed, the next zygote on this machine clears the folder away.
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        self._lock = hold(self._folder)
        self._guard = threading.RLock()
        self._parcels: dict[str, Parcel] = {}
        self._trees: dict[str, Path] = {}
        self._used: dict[str, float] = {}

    def expect(self, parcel: Parcel) -> tuple[str, ...]:
        """Which contents are missing. Those that nobody needs any more go."""
        with self._guard:
            now = time.monotonic()
            for name, used in tuple(self._used.items()):
                if now - used > _FORGOTTEN:
                    self.drop(name)
            self._parcels[parcel.name] = parcel
            self._used[parcel.name] = now
            needed = {digest for each in self._parcels.values() for _, digest in each.files}
            for file in self._folder.glob("content-*"):
                if file.name.removeprefix("content-") not in needed:
                    file.unlink()
            return self._missing(parcel)

    def take(self, name: str, piece: Piece) -> None:
        draft = self._folder / f"{name}-draft-{piece.digest}"
        with self._guard:
            with draft.open("r+b" if piece.start else "wb") as file:
                file.seek(piece.start)
                file.write(piece.data)
            if piece.last:
                # A file that was saved while it was sent is not what its digest says; it serves
                # this parcel alone.
                right = digest_input(self._folder, draft.name) == piece.digest
                digest = piece.digest
                draft.replace(self._shared(digest) if right else self._own(name, digest))

    def tree(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        """The copy of a vault, and what may be read of it; None: something is missing."""
        with self._guard:
            parcel = self._parcels.get(name)
            if parcel is None:
                return None
            self._used[name] = time.monotonic()
            if name not in self._trees:
                if self._missing(parcel):
                    return None
                self._trees[name] = self._unpack(parcel)
            return str(self._trees[name]), parcel.readable

    def drop(self, name: str) -> int:
        """Remove a parcel's copy; how many others there are."""
        with self._guard:
            self._parcels.pop(name, None)
            self._used.pop(name, None)
            if (tree := self._trees.pop(name, None)) is not None:
                remove(tree)
            for file in self._folder.glob(f"{name}-*"):
                file.unlink()
            return len(self._parcels)

    def close(self) -> None:
        os.close(self._lock)
        remove(self._folder)

    def _own(self, name: str, digest: str) -> Path:
        return self._folder / f"{name}-{digest}"

    def _shared(self, digest: str) -> Path:
        return self._folder / f"content-{digest}"

    def _find(self, parcel: Parcel, digest: str) -> Path | None:
        places = (self._shared(digest), self._own(parcel.name, digest))
        return next((place for place in places if place.is_file()), None)

    def _missing(self, parcel: Parcel) -> tuple[str, ...]:
        digests = dict.fromkeys(digest for _, digest in parcel.files)
        return tuple(digest for digest in digests if self._find(parcel, digest) is None)

    def _unpack(self, parcel: Parcel) -> Path:
        tree = Path(tempfile.mkdtemp(prefix="vault-", dir=self._folder))
        for folder in parcel.folders:
            (tree / os.fsdecode(folder)).mkdir(exist_ok=True)
        for name, digest in parcel.files:
            content = self._find(parcel, digest)
            assert content is not None
            # A note that is trusted may write to what it finds; contents stay what they are.
            copy = os.link if parcel.guarded else shutil.copyfile
            copy(content, tree / os.fsdecode(name))
        for name, says in parcel.links:
            (tree / os.fsdecode(name)).symlink_to(os.fsdecode(says))
        return tree


_shelves: list[_Shelf] = []
_shelves_guard = threading.Lock()


def _shelf() -> _Shelf:
    with _shelves_guard:
        if not _shelves:
            _shelves.append(_Shelf())
            atexit.register(_shelves[0].close)
        return _shelves[0]
