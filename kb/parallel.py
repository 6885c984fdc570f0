"""Work that several processes share.

In: a function and numbered tasks. Out: what it gives for each, as they come.

Where the system forks, a worker begins with all that its parent has loaded, and nothing is sent
to it; elsewhere what the function holds is pickled once for each worker.
"""

import os
import sys
import traceback
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from kb.strings import mark

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

R = TypeVar("R")


_ENDED = mark(
    "a worker process was ended from outside; is there memory enough? Try again with --jobs 1"
)


class WorkerError(RuntimeError):
    """A worker ended without finishing: killed, out of memory, or an error of ours."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    make_work: Callable[[], Callable[[int], R]], count: int, jobs: int, *, alone_below: int = 2
) -> Generator[R, None, None]:
    """Give `work(0)` to `work(count - 1)`, in any order, from up to `jobs` processes.

    `make_work` is called once in each process. Fewer than `alone_below` tasks are done in this one.

    Raises:
        WorkerError: a worker died, or its work raised; with what it printed.
    """
    if jobs <= 1 or count < alone_below:
        work = make_work()
        yield from (work(number) for number in range(count))
        return
    import multiprocessing  # noqa: PLC0415  25 ms that one process does not need

    fork = sys.platform == "linux"
    context = multiprocessing.get_context("fork") if fork else multiprocessing.get_context("spawn")
    counter: Synchronized[int] = context.Value("q", 0)
    readers: list[Connection] = []
    workers = []
    for _ in range(min(jobs, count)):
        reader, writer = context.Pipe(duplex=False)
        worker = context.Process(
            target=_run, args=(make_work, count, counter, writer, [*readers, reader]), daemon=True
        )
        worker.start()
        writer.close()
        readers.append(reader)
        workers.append(worker)
    try:
        yield from _collect(readers)
    finally:
        for worker in workers:
            worker.join(timeout=0.2)
            if worker.is_alive():
                worker.terminate()
                worker.join()


def _collect(readers: "list[Connection]") -> Iterator[Any]:
    from multiprocessing.connection import Connection, wait  # noqa: PLC0415  as above

    open_readers: list[Any] = list(readers)
    while open_readers:
        for reader in wait(open_readers):
            assert isinstance(reader, Connection)
            try:
                kind, value = reader.recv()
            except EOFError:
                raise WorkerError(_ENDED) from None
            if kind == "error":
                raise WorkerError(value)
            if kind == "done":
                open_readers.remove(reader)
                reader.close()
            else:
                yield value


def _run(
    make_work: Callable[[], Callable[[int], Any]],
    count: int,
    counter: "Synchronized[int]",
    writer: "Connection",
    readers: "list[Connection]",
) -> None:
    # Its own as well: only then does writing fail, and not wait for ever, once the parent is gone.
    for reader in readers:
        reader.close()
    try:
        work = make_work()
        while True:
            with counter.get_lock():
                number = counter.value
                counter.value += 1
            if number >= count:
                break
            writer.send(("value", work(number)))
        writer.send(("done", None))
    except BaseException:  # noqa: BLE001  whatever it was, the parent says it
        writer.send(("error", traceback.format_exc()))
    finally:
        writer.close()
