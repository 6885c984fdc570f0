"""Sentences for the person at the terminal, in the language that the terminal is set to."""

import os
import sys
from collections.abc import Iterable

import msgspec

from kb.problems import Problem, Severity, one_line
from kb.strings import fill, mark, terminal_language


class Refusal(Exception):  # noqa: N818  it says what happened, in the user's language
    """Nothing was done, for the reason that the sentence gives."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


def say(sentence: str, **values: object) -> str:
    """`sentence` in the user's language, its braces filled."""
    return fill(terminal_language(), sentence, **values)


def say_waiting() -> None:
    print(say("Another build of these notes is running: waiting for it."), file=sys.stderr)


def show_problems(problems: Iterable[Problem], form: str = "text") -> None:
    """Print problems for a person, a program (`json`) or a code host's annotations (`github`)."""
    if form == "json":
        import json  # noqa: PLC0415  only here

        rows = [msgspec.to_builtins(problem) for problem in problems]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for problem in problems:
        print(_annotation(problem) if form == "github" else _coloured(problem))
        if problem.detail and form == "text":
            print(_indented(problem.detail))


def text_of_problems(problems: Iterable[Problem]) -> str:
    """What `show_problems` prints, without colours."""
    return "".join(
        f"{one_line(problem)}\n" + (f"{_indented(problem.detail)}\n" if problem.detail else "")
        for problem in problems
    )


def _indented(detail: str) -> str:
    return "\n".join(f"    {line}" for line in detail.rstrip("\n").split("\n"))


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def _coloured(problem: Problem) -> str:
    line = one_line(problem)
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return line
    import click  # noqa: PLC0415  25 ms that only a terminal with colours needs

    place, _, rest = line.partition(": ")
    return f"{click.style(place, bold=True)}: {click.style(rest, fg=_COLOURS[problem.severity])}"


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def _annotation(problem: Problem) -> str:
    """A workflow command of GitHub Actions; its own characters are percent-encoded."""
    mend = f"; {problem.hint}" if problem.hint else ""
    text = _escape(f"{problem.message}{mend}")
    where = ",".join(
        (
            f"file={_escape(problem.path, properties=True)}",
            f"line={problem.line}",
            f"col={problem.column}",
            f"title={_escape(problem.rule, properties=True)}",
        )
    )
    return f"::{_COMMANDS[problem.severity]} {where}::{text}"


def _escape(text: str, *, properties: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if properties else text


def tally(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`, in words; '' where there is nothing to count."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    words = (
        (mark("{count} {count:error|errors}"), Severity.ERROR),
        (mark("{count} {count:warning|warnings}"), Severity.WARNING),
        (mark("{count} {count:hint|hints}"), Severity.HINT),
    )
    return ", ".join(
        say(sentence, count=counts[severity]) for sentence, severity in words if counts[severity]
    )


def failing(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Errors fail; with `--strict` warnings do as well."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in bad for problem in problems)
