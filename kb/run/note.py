"""The steps of one note, run in their order.

In: a task. Out: for each step what it printed, showed and claimed, told as soon as it is known.
"""

import ast
import builtins
import contextlib
import faulthandler
import platform
import signal
import sys
import threading
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kb.model import Claims, Failure, State
from kb.run.chance import begin_chance
from kb.run.claims import LEDGER, Ledger
from kb.run.code import compile_step, remember_source
from kb.run.display import is_figure, show_inline, show_value
from kb.run.failures import Explainer, TimeLimitError, shorten_path
from kb.run.frames import Kind
from kb.run.loaded import Loaded
from kb.run.mirror import Mirror
from kb.run.pyplot import Plots
from kb.run.recorder import Recorder
from kb.run.task import Step, StepOutcome, Task
from kb.run.timing import GRACE, seconds_of
from kb.run.tr import SPEECH, tr
from kb.run.verdict import VerdictReader
from kb.run.watching import Watcher

Tell = Callable[[Kind, bytes], None]
Rest = Callable[[], Task | None]
_AGAIN = 0.25
"""Seconds after which a step that has swallowed its time limit hears of it once more."""
_PACKAGES = ("numpy", "matplotlib")


class Note:
    """The state of a note: its namespace, and those of what it uses."""

    def __init__(
        self, task: Task, mirror: Mirror, recorder: Recorder, watcher: Watcher, trace: int
    ) -> None:
        self._task = task
        self._mirror = mirror
        self._recorder = recorder
        self._watcher = watcher
        self._trace = trace
        self._plots = Plots(recorder, task.limits)
        self._ledger = Ledger()
        self._main = _new_main()
        self._libraries: dict[int, dict[str, Any] | Failure] = {}
        self._timed = False
        self._verdict = VerdictReader()
        self._tell: Tell = lambda *_: None
        self._loaded = Loaded()
        """What was there before; a note that runs alone would have had to import it."""
        self._explainer = self._explain_by(task)

    def run(self, tell: Tell, rest: Rest | None = None) -> None:
        """`rest` is called between steps; the task that it gives is the one to go on with."""
        self._tell = tell
        self._settle_in()
        stopped = False
        place = 0
        while not stopped:
            changed = rest() if rest is not None else None
            if changed is not None:
                self._change(changed)
            if place == len(self._task.steps):
                return
            step = self._task.steps[place]
            outcome = self._run_step(step)
            stopped = outcome.failure is not None and not step.error
            tell(Kind.STEP, msgspec.msgpack.encode(outcome))
            place += 1
        for step in self._task.steps[place:]:
            outcome = StepOutcome(step.number, State.SKIPPED)
            tell(Kind.STEP, msgspec.msgpack.encode(outcome))

    def _change(self, task: Task) -> None:
        """Go on with a note that is as it was in all that has run."""
        self._task = task
        self._explainer = self._explain_by(task)
        self._remember_sources()

    def _explain_by(self, task: Task) -> Explainer:
        steps = {step.number: step for step in (*task.steps, *task.library.values())}
        return Explainer(
            {step.number for step in task.steps},
            lambda number: seconds_of(task, steps[number]),
            self._mirror.within,
            sandbox=task.sandbox,
        )

    def _remember_sources(self) -> None:
        for step in (*self._task.steps, *self._task.library.values()):
            remember_source(step)

    def versions(self) -> tuple[tuple[str, str], ...]:
        """Of Python, and of the packages that the note's code names."""
        found = [("Python", platform.python_version())]
        named: set[str] = set()
        for step in (*self._task.steps, *self._task.library.values()):
            named |= _imported_names(step.code)
        for name in self._loaded:
            module = sys.modules.get(name)
            if self._mirror.within(getattr(module, "__file__", None) or "") is not None:
                named |= {
                    value.__name__.partition(".")[0]
                    for value in tuple(vars(module).values())
                    if isinstance(value, types.ModuleType)
                }
        if "matplotlib" in named or "pylab" in named:
            named |= set(_PACKAGES)
        for name in sorted(named):
            version = getattr(sys.modules.get(name), "__version__", None)
            if isinstance(version, str):
                found.append((name, version))
        return tuple(found)

    # --- before the first step ---

    def _settle_in(self) -> None:
        """Make this process look like one that has just begun to run a script."""
        setattr(builtins, LEDGER, self._ledger)
        setattr(builtins, "display", self._plots.display)  # noqa: B010  no name of a builtin
        setattr(builtins, "tr", tr)  # noqa: B010  the same
        sys.modules["__main__"] = self._main
        sys.argv = [""]
        sys.path.insert(0, self._mirror.here)
        self._plots.adopt()
        self._warn_once()
        begin_chance(0)
        self._remember_sources()
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, self._on_time)

    def _warn_once(self) -> None:
        seen: set[tuple[str, str, int]] = set()
        plain = warnings.formatwarning

        def show(  # noqa: PLR0917  the signature of `warnings`
            message: Any,
            category: Any,
            filename: str,
            lineno: int,
            file: Any = None,
            line: Any = None,
        ) -> None:
            key = (str(message), filename, lineno)
            if key not in seen:
                seen.add(key)
                text = plain(message, category, filename, lineno, line)
                short = shorten_path(filename, self._mirror.within)
                (file or sys.stderr).write(text.replace(filename, short, 1))

        warnings.showwarning = show

    # --- one step ---

    def _run_step(self, step: Step) -> StepOutcome:
        self._recorder.begin()
        self._plots.wanted, self._plots.tight = step.show, step.tight
        self._ledger.failed = None
        threads = set(threading.enumerate())
        failure = self._attempt(step)
        verdict = None if failure else self._verdict.said(vars(self._main))
        remarks = [self._remark(step, "THREAD_LEFT", {"name": name}) for name in _new(threads)]
        taken = self._recorder.take()
        remarks += [self._remark(step, rule, values) for rule, values in taken.remarks]
        held = self._ledger.newly_held()
        broken = failure is not None and failure.rule.startswith("CLAIM_FAILED")
        return StepOutcome(
            number=step.number,
            state=State.FAILED if failure else State.RAN,
            outputs=taken.outputs if step.show else (),
            claims=Claims(held, int(broken)),
            failure=failure,
            remarks=tuple(remarks),
            verdict=verdict,
            wordings=taken.wordings if step.show else {},
        )

    def _attempt(self, step: Step) -> Failure | None:
        """Run a step and what it uses; why it failed."""
        for number in step.uses:
            library = self._library(number)
            if isinstance(library, Failure):
                return library
            vars(self._main).update(library)
        self._verdict.begin(vars(self._main))
        return self._guarded(step, vars(self._main), ours=True)

    def _library(self, number: int) -> dict[str, Any] | Failure:
        """The names that a snippet of another note binds, or why it failed."""
        if number in self._libraries:
            return self._libraries[number]
        step = self._task.library[number]
        main = _new_main()
        space = vars(main)
        for used in step.uses:
            below = self._library(used)
            if isinstance(below, Failure):
                self._libraries[number] = below
                return below
            space.update(below)
        before = dict(space)
        wanted, self._plots.wanted = self._plots.wanted, False
        sys.modules["__main__"] = main
        try:
            failure = self._guarded(step, space, ours=False)
        finally:
            self._plots.wanted = wanted
            self._recorder.begin()
            sys.modules["__main__"] = self._main
        names = {
            name: value
            for name, value in space.items()
            if not name.startswith("_") and (name not in before or before[name] is not value)
        }
        self._libraries[number] = failure or names
        return self._libraries[number]

    def _guarded(self, step: Step, space: dict[str, Any], *, ours: bool) -> Failure | None:
        self._tell(Kind.BEGIN, msgspec.msgpack.encode(step.number))
        if step.seed is not None:
            begin_chance(step.seed)
        try:
            try:
                with self._limited(seconds_of(self._task, step)):
                    self._execute(step, space, ours=ours)
            finally:
                self._stop_clock()
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the author's
            self._stop_clock()
            return self._explain(error, step)
        if self._recorder.too_much:
            return self._too_much(step)
        return None

    def _execute(self, step: Step, space: dict[str, Any], *, ours: bool) -> None:
        code = compile_step(step, self._ledger, ours=ours)
        if code.body is not None:
            exec(code.body, space)  # noqa: S102  it is what all this is about
        if code.last is not None:
            value = eval(code.last, space)  # noqa: S307  the same
            if step.inline:
                output = show_inline(value)
            elif is_figure(value):
                output = None
                self._plots.show(value)
            else:
                output = show_value(value)
            if output is not None:
                self._recorder.add(output)
        self._flush()
        self._plots.show_open()
        self._recorder.settle()

    def _explain(self, error: BaseException, step: Step) -> Failure:
        claim = self._ledger.failed if isinstance(error, AssertionError) else None
        last_line = max(1, len(step.code.splitlines()))
        with contextlib.suppress(BaseException):
            self._plots.close()
        try:
            self._flush()
        except BaseException as too:  # noqa: BLE001  what it has printed last was too much
            error = too if not isinstance(error, Exception) else error
        with self._watcher.paused():
            told = self._explainer.explain(error, step.number, last_line, claim)
        mask = self._recorder.mask
        return msgspec.structs.replace(
            told,
            values={name: SPEECH.said(mask(value)) for name, value in told.values.items()},
            traceback=SPEECH.said(mask(told.traceback)),
        )

    def _too_much(self, step: Step) -> Failure:
        values = {"size": str(self._task.limits.text)}
        return Failure("SNIPPET_TEXT", values, step.number, max(1, len(step.code.splitlines())), 1)

    def _flush(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            flush = getattr(stream, "flush", None)
            if flush is not None and not getattr(stream, "closed", False):
                flush()

    def _remark(self, step: Step, rule: str, values: dict[str, str]) -> Failure:
        return Failure(rule, values, step.number, 1, 1)

    # --- time ---

    @contextlib.contextmanager
    def _limited(self, seconds: float) -> Iterator[None]:
        self._timed = True
        # Where compiled code does not listen, this says in which line it was called.
        faulthandler.dump_traceback_later(seconds + GRACE / 2, file=self._trace)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield

    def _stop_clock(self) -> None:
        self._timed = False
        faulthandler.cancel_dump_traceback_later()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _on_time(self, *_: object) -> None:
        if self._timed:
            raise TimeLimitError("it takes too long")


def _new(threads: set[threading.Thread]) -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread not in threads]


def _new_main() -> types.ModuleType:
    """A module that believes that it was started as a script."""
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = builtins
    return main


def _imported_names(code: str) -> set[str]:
    """The packages that a step imports."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names
