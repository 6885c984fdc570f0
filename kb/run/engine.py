"""Placeholder until the branch `engine` lands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kb.run.task import Outcome, Task


def run_tasks(tasks: Sequence[Task], *, jobs: int) -> Iterator[tuple[int, Outcome]]:
    raise NotImplementedError


def digest_input(vault: Path, path: str) -> str:
    """Of a file's bytes or of a folder's names; '' where nothing is there."""
    raise NotImplementedError
