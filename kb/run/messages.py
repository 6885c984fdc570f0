"""What the build, the zygote and its children tell each other beside tasks.

In: nothing. Out: types. See `frames` for how they walk.
"""

from enum import StrEnum

from msgspec import Struct

from kb.run.task import Task


class Order(Struct, frozen=True, array_like=True):
    """To the zygote."""

    number: int
    task: Task
    at_once: int = 1
    """So many children there may be when this one begins."""
    name: str = ""
    """Its process is copied after each step, and kept under this name: another order of the same
    name goes on from the last copy before which nothing has changed. '': nothing is kept."""
    variant: bool = False
    """It begins as the note of this name does, with nothing shown. It leaves no copies."""


class Told(Struct, frozen=True, array_like=True):
    """From the zygote, of an order with a name: what has come by now."""

    number: int
    kept: int
    """Steps that did not run again: what the last order of this name gave of them holds."""
    step: bytes = b""
    """A `StepOutcome`; b'': it has only begun."""
    group: int = 0
    """That of its processes; 0: of none that lives on."""


class Ending(Struct, frozen=True, array_like=True):
    """What a child says when it has come to the end of its note."""

    inputs: tuple[str, ...]
    """Paths within the vault that the code has looked at."""
    versions: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


class How(StrEnum):
    """How a child's life ended."""

    EXIT = "exit"
    SIGNAL = "signal"
    TIMEOUT = "timeout"
    """It did not heed its soft limit and was killed;"""
    FLOOD = "flood"
    """it said more than it may, and was killed."""
    LOST = "lost"
    """The zygote died with it;"""
    STOPPED = "stopped"
    """nobody wanted it any more."""


class Reply(Struct, frozen=True, array_like=True):
    """From the zygote: everything that a child has said, not yet read, and how it ended."""

    number: int
    steps: tuple[bytes, ...]
    end: bytes
    """b'' where it did not come so far."""
    begun: int
    """The last step that it began; -1: none."""
    how: How
    status: int
    """Its exit status, or the signal that killed it."""
    trace: str = ""
    """What `faulthandler` wrote in its last moment."""
    log: bytes = b""
    """What the step that was cut short had printed, as `recorder.py` logs it."""
    kept: int = 0
    """As in `Told`; `steps` are those behind."""
