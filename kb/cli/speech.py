"""Sentences for the person at the terminal, in the language that the terminal is set to."""

import json
import os
import sys
from collections.abc import Iterable

import click
import msgspec

from kb.problems import Problem, Severity, one_line
from kb.strings import mark, terminal_language, translate


def say(sentence: str, **values: object) -> str:
    """`sentence` in the user's language, its braces filled."""
    return translate(terminal_language(), sentence).format_map(values)


def show_problems(problems: Iterable[Problem], form: str = "text") -> None:
    """Print problems for a person, a program (`json`) or a code host's annotations (`github`)."""
    if form == "json":
        rows = [msgspec.to_builtins(problem) for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for problem in problems:
        click.echo(_annotation(problem) if form == "github" else _coloured(problem))


def text_of_problems(problems: Iterable[Problem]) -> str:
    """What `show_problems` prints, without colours."""
    return "".join(f"{one_line(problem)}\n" for problem in problems)


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def _coloured(problem: Problem) -> str:
    line = one_line(problem)
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return line
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
        (mark("{count} error"), mark("{count} errors"), Severity.ERROR),
        (mark("{count} warning"), mark("{count} warnings"), Severity.WARNING),
        (mark("{count} hint"), mark("{count} hints"), Severity.HINT),
    )
    return ", ".join(
        say(one if counts[severity] == 1 else many, count=counts[severity])
        for one, many, severity in words
        if counts[severity]
    )


def failing(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Errors fail; with `--strict` warnings do as well."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in bad for problem in problems)
