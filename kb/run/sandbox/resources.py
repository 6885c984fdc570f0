"""How much a process may take: memory, file sizes, processor time.

In: a task. Out: rlimits of this process.
"""

import math
import sys
from pathlib import Path

from kb.run.task import Task
from kb.run.timing import SETTING_UP, seconds_of

RESERVE = 64_000_000
"""Bytes that are given free to tell that memory has run out."""
_FILE = 100_000_000
"""Bytes of a file that a note writes."""
_FILES = 256
"""That are open at once."""
_FURTHER = 120
"""Seconds for steps that a note does not have yet."""


def processor_seconds(task: Task, *, asking: bool = False) -> int:
    """That a process may compute: more than it has, for its clock is minded by others. `asking`:
    its copies may have more to do.
    """
    steps = (*task.steps, *task.library.values())
    seconds = math.ceil(sum(seconds_of(task, step) for step in steps) + SETTING_UP)
    return 2 * seconds + _FURTHER if asking else seconds


def limit_resources(task: Task, *, asking: bool = False) -> bool:
    """Set the limits; False where this system has none."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  not everywhere

    seconds = processor_seconds(task, asking=asking)
    memory = _memory_in_use() + task.limits.memory
    for limit, soft, hard in (
        (resource.RLIMIT_AS, memory, memory + RESERVE),
        (resource.RLIMIT_FSIZE, _FILE, _FILE),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
        (resource.RLIMIT_CPU, seconds, seconds),
    ):
        most = resource.getrlimit(limit)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)  # noqa: PLW2901  no more than we have
        resource.setrlimit(limit, (soft, hard))
    return True


def free_reserve() -> None:
    """Let this process say that its memory has run out."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  not everywhere

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _memory_in_use() -> int:
    """Bytes of address space, which is what the limit counts."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except OSError:
        return 1_000_000_000  # no Linux: the limit is wide, and hardly kept there
    import resource  # noqa: PLC0415  not everywhere

    return pages * resource.getpagesize()
