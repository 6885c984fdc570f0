"""What is asked of a process that runs a note, and what it answers. Plain data: it walks through
pipes and, with Dask, through a network.

The answer comes from a process in which a stranger's code ran. Nothing in it is believed: it is
decoded by these types, and cleaned, before anything else sees it.
"""

from msgspec import Struct

from kb.model import Claims, Description, Failure, State, Stream, Value


class Limits(Struct, frozen=True, array_like=True):
    seconds: float = 10.0
    """That a snippet may take."""
    memory: int = 1_000_000_000
    """Bytes, beyond what numpy and matplotlib take."""
    text: int = 1_000_000
    """Bytes that a snippet may print."""
    figures: int = 20
    """That a snippet may draw."""
    svg: int = 200_000
    """Bytes; a figure that is larger becomes a PNG, if that is smaller."""


class Step(Struct, frozen=True, array_like=True):
    """One piece of code, in its turn."""

    number: int
    """Unique in its task: tracebacks name it."""
    code: str
    inline: bool = False
    """An expression; its value is the output."""
    error: bool = False
    """It is meant to fail: the steps after it run all the same."""
    seconds: float = 0
    """0: the limit's."""
    seed: int | None = None
    uses: tuple[int, ...] = ()
    """Numbers of `Task.library`: these run before it, and their names are bound."""
    show: bool = True
    """What it prints and draws is wanted."""
    tight: bool = True
    """Its figures are as large as what is on them; else as the code says, because they take turns
    in one place."""
    assign: dict[str, Value] = {}
    """In place of what its own top-level assignments to these names give."""


class Task(Struct, frozen=True, array_like=True):
    """A note to run, from top to bottom."""

    path: str
    """Of the note, relative to the vault: its folder is the one that the code finds itself in."""
    vault: str
    """An absolute path."""
    readable: tuple[str, ...]
    """Files and folders that may be read, relative to the vault: all of it but what is hidden."""
    steps: tuple[Step, ...]
    library: dict[int, Step] = {}
    """Snippets of other notes, each run at most once, in a namespace of its own."""
    limits: Limits = Limits()
    sandbox: bool = True


class RawText(Struct, frozen=True, array_like=True, tag=1):
    stream: Stream
    text: str


class RawMarkup(Struct, frozen=True, array_like=True, tag=2):
    html: str


class RawFigure(Struct, frozen=True, array_like=True, tag=3):
    """A figure as matplotlib wrote it."""

    svg: str
    png: bytes
    """b'' where the SVG is small enough."""
    width: float
    height: float
    """In CSS pixels."""
    description: Description
    missing: str = ""
    """Characters that no font has, each once."""


RawOutput = RawText | RawMarkup | RawFigure


class StepOutcome(Struct, frozen=True, array_like=True):
    number: int
    state: State
    outputs: tuple[RawOutput, ...] = ()
    claims: Claims = Claims(0, 0)
    failure: Failure | None = None
    remarks: tuple[Failure, ...] = ()
    verdict: dict[str, bool] | None = None
    """As in `Result`."""
    wordings: dict[str, dict[int, RawOutput]] = {}
    """By language, those outputs that are something else in it, by their place in `outputs`."""


class Input(Struct, frozen=True, array_like=True):
    """Something that the code has looked at."""

    path: str
    """Relative to the vault."""
    digest: str
    """Of a file's bytes or of a folder's names; '' where it was not there."""


class Outcome(Struct, frozen=True, array_like=True):
    steps: tuple[StepOutcome, ...]
    """One for each of `Task.steps`, in their order."""
    inputs: tuple[Input, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    """Protections that this machine does not have: `landlock`, `seccomp`, `rlimits`."""
