"""What a child has answered, read by who does not believe it.

In: a task, and the `Reply` that the zygote gives for it. Out: an `Outcome`, with one `StepOutcome`
for each step, whatever the child has sent.
"""

import re
import signal
from collections.abc import Iterable, Iterator

import msgspec

from kb.model import Claims, Failure, State
from kb.parallel import WorkerError
from kb.rules import Rule
from kb.run.inputs import inputs_of
from kb.run.messages import Ending, How, Reply
from kb.run.recorder import read_log
from kb.run.task import Outcome, RawFigure, RawMarkup, RawOutput, RawText, Step, StepOutcome, Task
from kb.run.timing import seconds_of
from kb.run.tr import LANGUAGES
from kb.run.verdict import limited_verdict


class EngineError(WorkerError):
    """Nothing can run here; with what the process has said of it."""


_FRAME = re.compile(r'File "<snippet (\d+)>", line (\d+)')
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_NEWEST = "most recent call first"
"""`faulthandler` has written several traces; the last one counts, and its first line."""
_TEXT = 20_000
"""Letters of anything that a failure holds."""
_MOST = 100
"""Remarks of a step, values of a sentence."""
_VERSIONS = 100


def read_step(task: Task, payload: bytes) -> StepOutcome | None:
    """What a child says of a step; None where it is forged: then it was never told."""
    try:
        outcome = msgspec.msgpack.decode(payload, type=StepOutcome)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None
    return _limited(task, outcome, {step.number for step in task.steps} | set(task.library))


def read_reply(task: Task, reply: Reply, told: Iterable[StepOutcome] = ()) -> Outcome:
    """Put together what is known of each step; `told` was known before.

    Raises:
        EngineError: the process could not even begin.
    """
    given: dict[int, StepOutcome] = {}
    for known in told:
        given.setdefault(known.number, known)
    if reply.how == How.EXIT and reply.begun < 0 and len(given) < len(task.steps) and reply.status:
        # No line of the note has run yet, so it is none of its author's doing.
        raise EngineError(f"a note's process could not begin: {reply.trace.strip()}")
    for payload in reply.steps:
        outcome = read_step(task, payload)
        if outcome is not None:
            given.setdefault(outcome.number, outcome)
    end = _ending(reply.end)
    return Outcome(
        steps=tuple(_in_turn(task, given, reply)),
        inputs=inputs_of(task.vault, task.readable, end.inputs),
        versions=end.versions[:_VERSIONS],
        missing=end.missing[:_VERSIONS],
    )


def _in_turn(task: Task, given: dict[int, StepOutcome], reply: Reply) -> Iterator[StepOutcome]:
    """Each step's outcome; the first that is missing is where the child ended."""
    stopped = False
    ended = False
    for step in task.steps:
        outcome = given.get(step.number)
        if stopped:
            yield StepOutcome(step.number, State.SKIPPED)
        elif outcome is None or ended:
            failure = _ended_in(task, step, reply)
            outputs = read_log(reply.log) if step.show and reply.begun == step.number else ()
            yield StepOutcome(step.number, State.FAILED, outputs, Claims(0, 0), failure)
            stopped = ended = True
        else:
            yield outcome
            stopped = outcome.failure is not None and not step.error


def _ended_in(task: Task, step: Step, reply: Reply) -> Failure:
    """Why the process ended in this step, without having said so itself."""
    rule, values = _reason(task, step, reply)
    number, line = step.number, 1
    steps = {step.number for step in task.steps}
    for match in _FRAME.finditer(reply.trace.rpartition(_NEWEST)[2]):
        at = int(match[1])
        if at in steps or at in task.library:
            number, line = at, int(match[2])
            break
    return Failure(rule, values, number, line, 1)


def _reason(task: Task, step: Step, reply: Reply) -> tuple[str, dict[str, str]]:
    if reply.how == How.TIMEOUT:
        running = task.library.get(reply.begun, step)
        return Rule.SNIPPET_TIMEOUT.name, {"seconds": f"{seconds_of(task, running):g}"}
    if reply.how == How.FLOOD:
        return Rule.SNIPPET_TEXT.name, {"size": str(task.limits.text)}
    if reply.how == How.LOST:
        return Rule.SNIPPET_KILLED.name, {"signal": "SIGKILL"}
    if reply.how == How.SIGNAL:
        return Rule.SNIPPET_KILLED.name, {"signal": _signal_name(reply.status)}
    return Rule.PROCESS_ENDED.name, {"status": str(reply.status)}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _ending(payload: bytes) -> Ending:
    try:
        return msgspec.msgpack.decode(payload, type=Ending)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Ending((), (), ())


def _limited(task: Task, outcome: StepOutcome, known: set[int]) -> StepOutcome:
    """The same, no longer than agreed, and with rules and places that there are."""
    failure = _checked(outcome.failure, known)
    outputs = _within(task, enumerate(outcome.outputs))
    places = {number: place for place, number in enumerate(outputs)}
    wordings = {
        code: {places[number]: output for number, output in kept.items()}
        for code, other in [*outcome.wordings.items()][:LANGUAGES]
        if _LANGUAGE.fullmatch(code)
        and (kept := _within(task, (each for each in other.items() if _is_like(outputs, *each))))
    }
    if outcome.state == State.FAILED and failure is None:
        failure = Failure(Rule.SNIPPET_FAILED.name, {"error": "?"}, outcome.number, 1, 1)
    return StepOutcome(
        number=outcome.number,
        state=State.FAILED if failure else State.RAN,
        outputs=tuple(outputs.values()),
        claims=Claims(max(0, outcome.claims.held), max(0, outcome.claims.failed)),
        failure=failure,
        remarks=tuple(
            checked
            for remark in outcome.remarks[:_MOST]
            if (checked := _checked(remark, known)) is not None
        ),
        verdict=None if failure else limited_verdict(outcome.verdict),
        wordings=wordings,
    )


def _is_like(outputs: dict[int, RawOutput], number: int, other: RawOutput) -> bool:
    """The same output in another language: nothing else stands in its place."""
    own = outputs.get(number)
    if isinstance(own, RawText) and isinstance(other, RawText):
        return own.stream == other.stream
    return type(own) is type(other)


def _within(task: Task, given: Iterable[tuple[int, RawOutput]]) -> dict[int, RawOutput]:
    """What of these outputs is no more than agreed, by their numbers."""
    text, figures = task.limits.text, task.limits.figures
    outputs: dict[int, RawOutput] = {}
    for number, output in given:
        if isinstance(output, RawFigure):
            figures -= 1
            if figures >= 0:
                outputs[number] = output
        elif isinstance(output, RawText):
            kept = RawText(output.stream, output.text[: max(0, text)])
            text -= len(kept.text)
            outputs[number] = kept
        elif isinstance(output, RawMarkup):
            text -= len(output.html)
            if text >= 0:
                outputs[number] = output
    return outputs


def _checked(failure: Failure | None, known: set[int]) -> Failure | None:
    if failure is None:
        return None
    if failure.rule not in Rule.__members__ or failure.step not in known:
        return None
    values = list(failure.values.items())[:_MOST]
    return Failure(
        rule=failure.rule,
        values={name[:_MOST]: value[:_TEXT] for name, value in values},
        step=failure.step,
        line=max(1, failure.line),
        column=max(1, failure.column),
        traceback=failure.traceback[:_TEXT],
    )
