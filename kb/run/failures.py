"""Why a step failed: the rule, the place in the code, and the traceback as an author reads it.

In: an exception that a step did not catch. Out: a `Failure`.
"""

import contextlib
import errno
import linecache
import os
import re
import sysconfig
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType

from kb.model import Failure
from kb.run.claims import FailedClaim
from kb.run.near import nearest_module, package_of
from kb.run.recorder import TooMuchTextError
from kb.run.sandbox.resources import free_reserve

SNIPPET = re.compile(r"<snippet (\d+)>")
_LONGEST = 300
_TRACEBACK = 12_000
_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep  # noqa: PTH100, PTH120  as frames have it

Place = Callable[[str], str | None]
"""A path of a file -> its path in the vault, if it lies there."""


class TimeLimitError(BaseException):
    """A step takes longer than it may. No `except Exception` of a note catches it."""

    __module__ = "builtins"  # as it stands in a traceback


class TooManyFiguresError(BaseException):
    """A step draws more than it may."""

    __module__ = "builtins"


class Explainer:
    """Explains what went wrong in the steps of one note."""

    def __init__(
        self, own: set[int], seconds: Callable[[int], float], place: Place, *, sandbox: bool
    ) -> None:
        self._own = own
        self._seconds = seconds
        self._place = place
        self._sandbox = sandbox

    def explain(
        self, error: BaseException, step: int, last_line: int, claim: FailedClaim | None
    ) -> Failure:
        """Explain an exception of a step whose code has `last_line` lines."""
        if isinstance(error, MemoryError):
            free_reserve()
        rule, values = self._rule(error, claim, step)
        told = _tell(error, self._place)
        if isinstance(error, SyntaxError) and SNIPPET.fullmatch(error.filename or ""):
            match = SNIPPET.fullmatch(error.filename or "")
            assert match
            number, line, column = int(match[1]), error.lineno or 1, error.offset or 1
        else:
            number, line, column = self._spot(error.__traceback__) or (step, last_line, 1)
        return Failure(rule, values, number, line, max(1, column), told)

    def _rule(
        self, error: BaseException, claim: FailedClaim | None, step: int
    ) -> tuple[str, dict[str, str]]:
        if isinstance(error, TimeLimitError):
            return "SNIPPET_TIMEOUT", {"seconds": f"{self._seconds(step):g}"}
        if isinstance(error, TooMuchTextError):
            return "SNIPPET_TEXT", {"size": str(error)}
        if isinstance(error, TooManyFiguresError):
            return "SNIPPET_FIGURES", {"count": str(error)}
        if isinstance(error, AssertionError) and claim is not None:
            if not claim.sides:
                return "CLAIM_FAILED_PLAIN", {"claim": claim.code}
            sides = ", ".join(f"`{side.code}` = {side.value}" for side in claim.sides)
            return "CLAIM_FAILED", {"claim": claim.code, "values": sides}
        if isinstance(error, SyntaxError) and SNIPPET.fullmatch(error.filename or ""):
            return "SNIPPET_SYNTAX", {"error": _shorten(error.msg or type(error).__name__)}
        if isinstance(error, MemoryError):
            return "SNIPPET_MEMORY", {"error": _one_line(error)}
        if isinstance(error, RecursionError):
            return "SNIPPET_RECURSION", {}
        if isinstance(error, SystemExit):
            return "SNIPPET_ENDED", {"error": _one_line(error)}
        if isinstance(error, ModuleNotFoundError) and error.name:
            top = error.name.partition(".")[0]
            if near := nearest_module(top):
                return "MODULE_MISSING_NEAR", {"module": error.name, "nearest": near}
            return "MODULE_MISSING", {
                "module": error.name,
                "mend": f"`pip install {package_of(error.name)}`",
            }
        if self._sandbox and (refused := _refused(error)):
            return "SNIPPET_FORBIDDEN", {"error": _one_line(refused)}
        return "SNIPPET_FAILED", {"error": _one_line(error)}

    def _spot(self, trace: TracebackType | None) -> tuple[int, int, int] | None:
        """Step, line and column of the innermost frame that is the note's, else a library's."""
        found: tuple[int, int, int] | None = None
        for frame, line, column in _positions(trace):
            match = SNIPPET.fullmatch(frame)
            if match is None:
                continue
            number = int(match[1])
            if number in self._own or found is None or found[0] not in self._own:
                found = number, line, column
        return found


def _positions(trace: TracebackType | None) -> Iterator[tuple[str, int, int]]:
    while trace is not None:
        code = trace.tb_frame.f_code
        line, column = trace.tb_lineno or 1, 0
        for place, (start, _, offset, _) in enumerate(code.co_positions()):
            if place == trace.tb_lasti // 2:
                line, column = start or line, offset or 0
                break
        text = linecache.getline(code.co_filename, line)
        # Positions count bytes, authors count letters.
        letters = len(text.encode()[:column].decode("utf-8", "replace"))
        yield code.co_filename, line, letters + 1
        trace = trace.tb_next


def _tell(error: BaseException, place: Place) -> str:
    """The traceback, as Python prints it, without frames of ours."""
    trace = error.__traceback__
    told = traceback.TracebackException(type(error), error, trace, compact=True)
    _shorten_frames(told, place, set())
    if isinstance(error, SyntaxError) and SNIPPET.fullmatch(error.filename or ""):
        del told.stack[:]  # it was we who have asked Python to compile it
    lines = list(told.format())
    text = "".join(lines)
    if not told.stack and text.startswith("Traceback"):
        text = text.partition("\n")[2]
    if len(text) > _TRACEBACK:
        text = text[: _TRACEBACK // 2] + "\n  …\n" + text[-_TRACEBACK // 2 :]
    return text


def _shorten_frames(told: traceback.TracebackException, place: Place, seen: set[int]) -> None:
    if id(told) in seen:
        return
    seen.add(id(told))
    kept = [frame for frame in told.stack if not _is_ours(frame.filename)]
    for frame in kept:
        frame.filename = shorten_path(frame.filename, place)
    told.stack[:] = kept
    for other in (told.__cause__, told.__context__, *(getattr(told, "exceptions", None) or ())):
        if other is not None:
            _shorten_frames(other, place, seen)


def _is_ours(file: str) -> bool:
    return file.startswith((_OURS, "<frozen importlib"))


_ROOTS = sorted(
    {
        os.path.realpath(sysconfig.get_path(name)) + os.sep
        for name in ("stdlib", "platstdlib", "purelib", "platlib")
    }
    | {sysconfig.get_path(name) + os.sep for name in ("purelib", "platlib", "stdlib")},
    key=len,
    reverse=True,
)


def shorten_path(file: str, place: Place) -> str:
    """`numpy/linalg/_linalg.py` and not where this machine keeps it."""
    for root in _ROOTS:
        if file.startswith(root):
            return file[len(root) :].removeprefix("site-packages/").removeprefix("dist-packages/")
    inside = place(file)
    return inside if inside is not None else file


def _refused(error: BaseException) -> BaseException | None:
    """The refusal of the sandbox, if that was the cause."""
    seen: set[int] = set()
    current: object = error
    while isinstance(current, BaseException) and id(current) not in seen:
        seen.add(id(current))
        if isinstance(current, OSError) and (
            current.errno in {errno.EPERM, errno.EACCES} or type(current).__name__ == "gaierror"
        ):
            return current  # `gaierror`: it could not ask for a host's address
        reason = getattr(current, "reason", None)
        current = current.__cause__ or current.__context__ or reason
    return None


def _one_line(error: BaseException) -> str:
    text = _text_of(error)
    name = type(error).__name__
    return _shorten(f"{name}: {text}" if text else name)


def _text_of(error: BaseException) -> str:
    with contextlib.suppress(Exception):
        return str(error)
    return "?"


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
