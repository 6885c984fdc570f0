"""What keeps a note's code from everything that is not its business, without rights of root.

In: a task, its folder. Out: this process can no longer do otherwise; and what this machine cannot
forbid.
"""

from pathlib import Path

from kb.run.sandbox.calls import forbid_calls
from kb.run.sandbox.files import MINDS_TRUNCATING, forbid_files, landlock_version
from kb.run.sandbox.resources import limit_resources
from kb.run.task import Task


def confine(task: Task, folder: Path, *, asking: bool = False) -> tuple[tuple[str, ...], int]:
    """Confine this process, once and for all; the names of the protections that are missing.

    `asking`, and the number: see `forbid_calls`.
    """
    version = landlock_version()
    missing = []
    if not limit_resources(task, asking=asking):
        missing.append("rlimits")
    if not (version and forbid_files(task, folder, version)):
        missing.append("landlock")
    set_, listener = forbid_calls(truncating=version >= MINDS_TRUNCATING, asking=asking)
    if not set_:
        missing.append("seccomp")
    return tuple(missing), listener


__all__ = ["confine"]
