"""What an author did by mistake, as a value.

In: a rule, a place and the words that fill its sentence.
Out: a `Finding` (no path, no language: it can be cached with the text it was found in) and, once
it is known whose it is and who reads it, a `Problem`.
"""

import os
import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kb.names import Language, NotePath
from kb.patterns import pattern
from kb.rules import Rule, Severity
from kb.strings import fill, translate

__all__ = [
    "Finding",
    "Problem",
    "Rule",
    "Severity",
    "find",
    "near",
    "nearest",
    "one_line",
    "problem",
    "seen_from_here",
]

_WORDS = frozenset({"expected", "reason"})
_NUMBER = pattern(r"\d+")
_NOTE_IN_TRACEBACK = pattern(r"""(?<=File ")(?=[^"\n]+\.(?:md|markdown)", line )""", re.IGNORECASE)


class Finding(Struct, frozen=True, array_like=True):
    """A mistake within one text: where and what, but not yet whose and in which language."""

    rule: str
    """The name of a member of `Rule`."""
    line: int
    """Counted from 1 in the file."""
    column: int
    """Counted from 1, in characters."""
    values: dict[str, str] = {}
    """What fills the rule's sentence."""


class Problem(Struct, frozen=True):
    """A mistake as it is shown: in a terminal, a page, an editor or as JSON."""

    rule: str
    severity: Severity
    path: NotePath
    line: int
    column: int
    message: str
    hint: str
    detail: str = ""
    """Several lines that show more than a sentence can: the traceback of a snippet."""

    def __str__(self) -> str:
        return one_line(self)


def find(rule: Rule, line: int, column: int, /, **values: str) -> Finding:
    return Finding(rule.name, line, column, values)


def problem(finding: Finding, path: NotePath, lang: Language) -> Problem:
    """`finding` in the note at `path`, told in `lang`."""
    text = Rule[finding.rule].text
    # What should stand there, and why something cannot be, may be words of ours as well.
    ours = {name: translate(lang, finding.values[name]) for name in _WORDS & finding.values.keys()}
    values = {**finding.values, **ours}
    return Problem(
        rule=text.name,
        severity=text.severity,
        path=path,
        line=finding.line,
        column=finding.column,
        message=fill(lang, text.message, **values),
        hint=fill(lang, text.hint, **values),
        detail=values.get("traceback", ""),
    )


def seen_from_here(problems: Iterable[Problem], folder: str) -> tuple[Problem, ...]:
    """The same with paths that a terminal can open: `folder` is where theirs begin."""
    try:
        way = os.path.relpath(folder)
    except ValueError:  # another drive of Windows
        way = folder
    if way == os.curdir:
        return tuple(problems)
    way = way.replace(os.sep, "/")
    return tuple(
        replace(
            problem,
            path=NotePath(f"{way}/{problem.path}"),
            detail=_NOTE_IN_TRACEBACK.sub(lambda _: f"{way}/", problem.detail),
        )
        for problem in problems
    )


def one_line(problem: Problem) -> str:
    """`notes/x.md:12:5: what is wrong; how to mend it [rule]`."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    mend = f"; {problem.hint}" if problem.hint else ""
    return f"{place}: {problem.message}{mend} [{problem.rule}]"


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is written most like `name`, if one is close at all.

    Nobody who writes 2026-02-27 means 2026-02-28: the numbers in both must be the same.
    """
    found = near(name, candidates, 1)
    return found[0] if found else None


def near(name: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Those that are close, the nearest first."""
    import difflib  # noqa: PLC0415  only where something is wrong

    numbers = _NUMBER.findall(name)
    like = [candidate for candidate in candidates if _NUMBER.findall(candidate) == numbers]
    return difflib.get_close_matches(name, like, n=most, cutoff=0.75)
