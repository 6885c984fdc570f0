"""Work is spread over processes, and what goes wrong in one is said."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psutil
import pytest

from kb.parallel import WorkerError, spread


def squares() -> Callable[[int], int]:
    return lambda number: number * number


def failing() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 3:
            raise ValueError("number three")
        return number

    return work


def dying() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_done_once(jobs: int) -> None:
    assert sorted(spread(squares, 20, jobs)) == [number * number for number in range(20)]
    assert list(spread(squares, 0, jobs)) == []


def test_where_nothing_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert sorted(spread(squares, 5, 2)) == [0, 1, 4, 9, 16]


def test_an_error_in_a_worker_is_raised_here() -> None:
    with pytest.raises(WorkerError, match="number three"):
        list(spread(failing, 10, 2))


def test_a_worker_that_was_killed_is_missed() -> None:
    with pytest.raises(WorkerError, match="memory"):
        list(spread(dying, 10, 2))


ORPHANED = r"""
import os, sys, time
from kb.parallel import spread

def heavy():
    os.write(1, f"{os.getpid()}\n".encode())
    return lambda number: b"x" * 10_000_000

for _ in spread(heavy, 2, 2):
    os.write(1, b"given\n")
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing forks")
def test_an_orphan_that_has_more_to_say_ends() -> None:
    """It held the lock of the vault for ever, and every later build waited."""
    process = subprocess.Popen([sys.executable, "-c", ORPHANED], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as stdout:
        workers = [int(line) for line in (stdout.readline() for _ in range(3)) if line[0].isdigit()]
        process.kill()
        process.wait()
    assert len(workers) == 2
    deadline = time.monotonic() + 20
    while any(map(psutil.pid_exists, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in workers if psutil.pid_exists(pid)]
