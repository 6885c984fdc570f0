"""Work is spread over processes, and what goes wrong in one is said."""

import os
import signal
from collections.abc import Callable

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
