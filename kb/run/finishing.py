"""What a note's process has answered becomes what a page may show.

In: a `StepOutcome`, of which nothing is believed. Out: a `Result`: text without control characters,
HTML and figures that have passed their gates.
"""

from collections.abc import Iterator
from string import Formatter

from msgspec.structs import replace

from kb.model import Failure, Markup, Output, Result, Text, Wording
from kb.names import Language
from kb.patterns import pattern
from kb.problems import Rule
from kb.run.figures import finish_figure
from kb.run.task import RawFigure, RawMarkup, RawOutput, StepOutcome
from kb.safe_html import clean

_ESCAPES = pattern(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
"""What colours a terminal: ECMA-48, and the operating system commands of xterm."""
_CONTROL = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000ff100-\U000ff11f]"
)
"""Also what `tr` marks words by, where a process ended before it could say them."""


def finish_step(outcome: StepOutcome) -> Result:
    outputs = tuple(_finish(output) for output in outcome.outputs)
    return Result(
        state=outcome.state,
        outputs=outputs,
        claims=outcome.claims,
        failure=None if outcome.failure is None else finish_failure(outcome.failure),
        remarks=tuple(map(finish_failure, (*outcome.remarks, *_missing_glyphs(outcome)))),
        verdict=_finish_verdict(outcome.verdict),
        wordings=dict(_wordings(outcome, outputs)),
    )


def _wordings(outcome: StepOutcome, own: tuple[Output, ...]) -> Iterator[tuple[Language, Wording]]:
    """Of each language what differs there."""
    for code, outputs in outcome.wordings.items():
        finished = {number: _finish(output) for number, output in sorted(outputs.items())}
        differing = {number: one for number, one in finished.items() if one != own[number]}
        if differing:
            yield Language(code), Wording(differing)


def _finish_verdict(verdict: dict[str, bool] | None) -> dict[str, bool] | None:
    if verdict is None:
        return None
    return {key: held for letter, held in verdict.items() if (key := _short(letter))}


def _missing_glyphs(outcome: StepOutcome) -> Iterator[Failure]:
    worded = (each for outputs in outcome.wordings.values() for each in outputs.values())
    given = (*outcome.outputs, *worded)
    drawn = (output for output in given if isinstance(output, RawFigure))
    missing = sorted({character for figure in drawn for character in figure.missing[:_LONGEST]})
    if missing:
        values = {"characters": " ".join(missing)}
        yield Failure(Rule.MISSING_GLYPH.name, values, outcome.number, 1, 1)


def finish_failure(failure: Failure) -> Failure:
    """The same with a rule that there is, and all that its sentences ask for, in short."""
    rule = failure.rule if failure.rule in Rule.__members__ else Rule.SNIPPET_FAILED.name
    text = Rule[rule].text
    fields = (name for said in (text.message, text.hint) for _, name, *_ in _parsed(said) if name)
    return replace(
        failure,
        rule=rule,
        values={name: _short(failure.values.get(name, "")) for name in fields},
        traceback=readable(failure.traceback),
    )


_parsed = Formatter().parse
_LONGEST = 300
"""Characters of a value within a sentence."""


def _short(value: str) -> str:
    line = " ".join(readable(value).split())
    return f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line


def _finish(output: RawOutput) -> Output:
    if isinstance(output, RawFigure):
        return finish_figure(output)
    if isinstance(output, RawMarkup):
        return Markup(clean(output.html))
    return Text(output.stream, readable(output.text))


def readable(text: str) -> str:
    """As a terminal would leave it: a line that was written over is gone, colours are not shown."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    if "\r" in text:
        text = "\n".join(map(_last_written, text.split("\n")))
    return _CONTROL.sub("", text)


def _last_written(line: str) -> str:
    line = line.rstrip("\r")
    return line[line.rfind("\r") + 1 :]
