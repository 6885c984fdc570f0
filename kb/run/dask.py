"""Tasks, run by the workers of a Dask cluster that is there already.

In: tasks, the address of a scheduler. Out: their outcomes, as they come: the same as here, because
a worker runs them by the same engine in the same sandbox, in a copy of the vault (`parcel.py`),
and because one that has other versions installed is refused. `worker.py` is the other side.

Only this side imports `distributed`, when a cluster is first needed; it need not be installed.
"""

import asyncio
import concurrent.futures
import logging
import queue
import secrets
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec
from msgspec.structs import replace

from kb.run import worker
from kb.run.answers import EngineError, read_reply
from kb.run.messages import How, Reply
from kb.run.parcel import Packed
from kb.run.task import Input, Outcome, Task
from kb.run.versions import installed
from kb.strings import ENGLISH, fill, mark

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECTING = 20.0
"""Seconds for a scheduler to answer."""
_LOOK_ROUND = 1.0
"""Seconds after which we ask who is at work; a worker may have come, or gone."""
_PATIENCE = 60.0
"""Seconds for the first worker to come; a cluster may start them when there is work."""

NOT_INSTALLED = mark("--executor dask needs Dask. Install it with: pip install 'kb-site[dask]'")
UNREACHABLE = mark("The Dask scheduler at {address} cannot be reached: {error}")
NO_WORKERS = mark("The Dask cluster at {address} has no workers.")
LOST = mark("The connection to the Dask scheduler at {address} is lost.")
WITHOUT_KB = mark(
    "The Dask cluster at {address} does not have this kb: {error}. Its scheduler and its workers "
    "need the same version of kb-site as this machine, with the same packages."
)
DIFFERS = mark(
    "A Dask worker has {name} {theirs}, this machine has {ours}: the results could differ. "
    "Install the same version on both. Worker: {worker}"
)
FAILED = mark("A worker of the Dask cluster at {address} cannot run notes: {error}")


_NOT_THERE = ("No module named", "Can't get attribute")
"""What Python and pickle say of what is not there, or is another; Dask may keep but the words."""


_AGAIN = worker.Waits("")
"""The answer of a task of which nobody knows any more."""
_MOST = 5
"""Times that a task is sent again."""


class ClusterError(EngineError):
    """The cluster does not do what it should; with a sentence for the user."""

    def __init__(self, sentence: str, **values: str) -> None:
        super().__init__(fill(ENGLISH, sentence, **values))
        self.sentence = sentence
        self.values = values


class Cluster:
    """Used in a `with` statement. It is connected to when there is something to run.

    Raises:
        ClusterError: Dask is not installed here.
    """

    def __init__(self, address: str) -> None:
        if find_spec("distributed") is None:
            raise ClusterError(NOT_INSTALLED)
        self.address = address
        self._connected: Client | None = None
        self._packed: list[tuple[tuple[str, tuple[str, ...], bool], Packed]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connected is None:
            return
        client = self._connected
        try:
            for _, packed in self._packed:
                client.run(worker.drop, packed.parcel.name, on_error="ignore")
        except (OSError, TimeoutError):
            pass  # nobody there to forget anything; the workers do so by themselves
        finally:
            client.close()

    def run_tasks(self, tasks: Sequence[Task], jobs: int = 0) -> Iterator[tuple[int, Outcome]]:
        """Run tasks of one vault. How many at once is the cluster's affair, whatever `jobs` says.

        Gives the places of the tasks with their outcomes, in the order in which they come.

        Raises:
            ClusterError: the cluster cannot be reached, or cannot run them as this machine would.
        """
        del jobs
        if not tasks:
            return
        client = self._client()
        yield from _Work(client, self.address, self._pack(tasks), tasks).run()

    def _client(self) -> "Client":
        if self._connected is None:
            from distributed import Client  # noqa: PLC0415  see the module

            try:
                self._connected = Client(
                    self.address, timeout=_CONNECTING, set_as_default=False, name="kb"
                )
                _silence()
            except (OSError, TimeoutError, ValueError) as error:
                told = _first_line(error)
                raise ClusterError(UNREACHABLE, address=self.address, error=told) from None
        return self._connected

    def _pack(self, tasks: Sequence[Task]) -> Packed:
        """What the tasks may read, the same as the last time if they may read the same."""
        first = tasks[0]
        guarded = all(task.sandbox for task in tasks)
        wanted = (first.vault, first.readable, guarded)
        for asked, packed in self._packed:
            if asked == wanted:
                return packed
        packed = Packed(first.vault, first.readable, guarded=guarded)
        self._packed.append((wanted, packed))
        return packed


class _Work:
    """Of one `run_tasks`."""

    def __init__(
        self, client: "Client", address: str, packed: Packed, tasks: Sequence[Task]
    ) -> None:
        self._client = client
        self._address = address
        self._packed = packed
        self._tasks = tasks
        self._versions = installed()
        self._futures: dict[int, Future[bytes]] = {}
        self._done: queue.SimpleQueue[tuple[int, Future[bytes]]] = queue.SimpleQueue()
        self._supplied: set[str] = set()
        self._sent_again: Counter[int] = Counter()
        self._looked = self._alone_since = time.monotonic()

    def run(self) -> Iterator[tuple[int, Outcome]]:
        try:
            self._look_round()
            suspects: list[int] = []
            for number, outcome in self._serve(range(len(self._tasks))):
                if outcome is None:
                    suspects.append(number)
                else:
                    yield number, outcome
            # Dask blames all that a worker had when it died. Each runs again, alone, to see which
            # of them it was.
            for suspect in suspects:
                for number, outcome in self._serve((suspect,)):
                    yield number, outcome or self._lost(number)
        except (OSError, TimeoutError) as error:
            if self._client.status == "running":
                raise
            raise ClusterError(LOST, address=self._address) from error
        finally:
            if self._futures and self._client.status == "running":
                self._client.cancel(list(self._futures.values()), force=True)

    def _serve(self, numbers: Sequence[int]) -> Iterator[tuple[int, Outcome | None]]:
        """The outcomes of these tasks; None for one whose workers died, again and again."""
        for number in numbers:
            self._submit(number)
        while self._futures:
            number, future = self._next()
            if future is not self._futures.get(number):
                continue  # it was sent again meanwhile
            answer = self._answer(future)
            del self._futures[number]
            if answer is _AGAIN:
                self._sent_again[number] += 1
                if self._sent_again[number] > _MOST:
                    raise ClusterError(LOST, address=self._address)
                self._look_round()
                self._submit(number)
            elif isinstance(answer, worker.Waits):
                self._supplied.discard(answer.worker)
                self._look_round()
                self._submit(number)
            elif answer is None or isinstance(answer, worker.Done):
                yield number, None if answer is None else self._outcome(answer.outcome)
            else:
                self._refuse(answer, str(getattr(future, "key", "")))

    def _submit(self, number: int) -> None:
        # What all have in common is in the parcel already.
        task = msgspec.msgpack.encode(replace(self._tasks[number], readable=()))
        future = self._client.submit(
            worker.run_there,
            self._versions,
            self._packed.parcel.name,
            task,
            key=f"kb-{number}-{secrets.token_hex(8)}",
            pure=False,
        )
        self._futures[number] = future
        self._listen(number, future)

    def _listen(self, number: int, future: "Future[bytes]") -> None:
        future.add_done_callback(lambda done: self._done.put((number, done)))

    def _next(self) -> "tuple[int, Future[bytes]]":
        """The next task that has come to an end, however that was."""
        while True:
            if time.monotonic() - self._looked > _LOOK_ROUND:
                self._look_round()
            with suppress(queue.Empty):
                return self._done.get(timeout=_LOOK_ROUND)

    def _look_round(self) -> None:
        """See who is there, and send the vault to those who have come."""
        if self._client.status != "running":
            raise ClusterError(LOST, address=self._address)
        there = set(self._client.nthreads())
        if new := sorted(there - self._supplied):
            self._supply(new)
        self._supplied = there
        self._looked = time.monotonic()
        if there:
            self._alone_since = self._looked
        elif self._looked - self._alone_since > _PATIENCE:
            raise ClusterError(NO_WORKERS, address=self._address)

    def _answer(self, future: "Future[bytes]") -> worker.Answer | None:
        """What a worker has answered; None where it died of the task."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415  see the module

        while True:
            if future.status in {"cancelled", "lost"}:
                return _AGAIN  # whoever had the answer is gone with it, or so is the scheduler
            if future.status == "error":
                error = future.exception()
                if isinstance(error, KilledWorker):
                    return None
                self._fail(error)
            try:
                return worker.read_answer(future.result(timeout=_LOOK_ROUND))
            except TimeoutError:
                self._look_round()  # Dask itself lets it run again
            except (concurrent.futures.CancelledError, asyncio.CancelledError):
                return _AGAIN

    def _outcome(self, outcome: Outcome) -> Outcome:
        """With digests of our own files: a copy may lack what nobody may read."""
        inputs = tuple(Input(one.path, self._packed.digest(one.path)) for one in outcome.inputs)
        return replace(outcome, inputs=inputs)

    def _lost(self, number: int) -> Outcome:
        return read_reply(self._tasks[number], Reply(number, (), b"", -1, How.LOST, 9))

    def _supply(self, workers: list[str]) -> None:
        """Send workers what they lack of the vault."""
        parcel = self._packed.parcel
        payload = msgspec.msgpack.encode(parcel)
        lacking: dict[tuple[str, ...], list[str]] = {}
        for place, answer in self._call(worker.expect, workers, self._versions, payload).items():
            found = worker.read_answer(answer)
            if isinstance(found, worker.Lacks):
                lacking.setdefault(found.digests, []).append(place)
            else:
                self._refuse(found, place)
        for digests, places in lacking.items():
            for batch in self._packed.batches(digests):
                self._call(worker.take, places, parcel.name, msgspec.msgpack.encode(batch))

    def _call(self, function: Any, workers: list[str], *values: object) -> dict[str, bytes]:
        """What the workers give that are still there."""
        given: dict[str, Any] = self._client.run(
            function, *values, workers=workers, on_error="return"
        )
        there = {}
        for place, answer in given.items():
            if isinstance(answer, OSError) and place not in self._client.nthreads():
                continue  # it has died; what it was to do, another one does
            if isinstance(answer, BaseException):
                self._fail(answer)
            there[place] = answer
        return there

    def _refuse(self, answer: worker.Answer, place: str) -> None:
        if isinstance(answer, worker.Differs):
            theirs = dict(answer.versions)
            for name, ours in self._versions:
                if theirs.get(name) != ours:
                    values = {"name": name, "ours": ours, "theirs": theirs.get(name, "-")}
                    raise ClusterError(DIFFERS, worker=place, **values)
        told = answer.reason if isinstance(answer, worker.Broken) else repr(answer)
        raise ClusterError(FAILED, address=self._address, error=told)

    def _fail(self, error: BaseException) -> None:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, ImportError) or any(each in str(cause) for each in _NOT_THERE):
                told = _first_line(cause)
                raise ClusterError(WITHOUT_KB, address=self._address, error=told) from error
            cause = cause.__cause__
        told = _first_line(error)
        raise ClusterError(FAILED, address=self._address, error=told) from error


def _silence() -> None:
    """What goes wrong is told by us; Dask would print tracebacks of its own beside it."""
    for name in tuple(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            for handler in logging.getLogger(name).handlers:
                handler.setLevel(logging.CRITICAL + 1)


def _first_line(error: BaseException) -> str:
    said = str(error).strip().split("\n")[0]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
