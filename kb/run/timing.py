"""When a child is killed: later than its own soft limit, so that this one can say where it was.

In: a task, and what its child says. Out: a point of the monotonic clock.
"""

import time

from kb.run.task import Step, Task

GRACE = 2.0
"""Seconds between the soft limit and the end."""
SETTING_UP = 20.0
"""Seconds that a child may take before its first step: the machine may be busy."""
_FIGURE = 4_000_000
"""Bytes of one that is not believed any more,"""
_MOST_BYTES = 200_000_000
"""and of all that a child may say: it must fit into one frame."""


def seconds_of(task: Task, step: Step) -> float:
    return step.seconds or task.limits.seconds


class Deadline:
    """Of one child. Each step may begin once, so that nobody gains time by saying so again."""

    def __init__(self, task: Task) -> None:
        steps = [*task.steps, *task.library.values()]
        self._seconds = {step.number: seconds_of(task, step) for step in task.steps}
        self._seconds |= {number: seconds_of(task, step) for number, step in task.library.items()}
        now = time.monotonic()
        self._last = now + SETTING_UP + sum(self._seconds.values()) + GRACE * (len(steps) + 1)
        self.at = now + SETTING_UP
        self.step = -1
        limits = task.limits
        each = 6 * limits.text + limits.figures * _FIGURE + 1_000_000
        self.most_bytes = min(_MOST_BYTES, each * max(1, len(steps)))

    def begin(self, step: int, now: float) -> None:
        seconds = self._seconds.pop(step, None)
        if seconds is not None:
            self.step = step
            self.at = min(now + seconds + GRACE, self._last)

    def finish(self, now: float) -> None:
        self.at = min(now + GRACE, self._last)
