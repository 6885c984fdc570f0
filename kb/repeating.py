"""Does a second run give the same? What a reader cannot repeat is no result.

In: a vault whose snippets have run. Out: a finding for each that gives something else when it runs
again, with what differs first.
"""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from kb.model import Figure, Result, Text
from kb.names import NotePath
from kb.pipeline import Prepared, Progress
from kb.problems import Finding, Rule, find
from kb.run import close_zygotes
from kb.running import run_notes
from kb.runs import Runs

_MOST = 60
"""Characters of a line that are quoted."""


def run_twice(
    prepared: Prepared, cache: Path, jobs: int, progress: Progress
) -> list[tuple[NotePath, Finding]]:
    """Run all again that has run for `prepared`, and compare; `cache` is an empty folder.

    Nothing of the first run may have been remembered.
    """
    first = prepared.runs
    vault, settings = prepared.workspace.vault, prepared.settings
    cache.mkdir()
    # In another process: what it shows of its memory is then somewhere else.
    close_zygotes()
    second = run_notes(first.plans, vault, settings, cache, jobs=jobs, progress=progress)
    return list(find_unstable(first, second))


def find_unstable(first: Runs, second: Runs) -> Iterator[tuple[NotePath, Finding]]:
    """Where two runs of the same notes differ."""
    for path, plan in first.plans.items():
        one, two = first.run(path).results, second.run(path).results
        for _, piece in plan.own:
            before, after = one.get(piece.index), two.get(piece.index)
            if before is not None and after is not None and before != after:
                line, column = piece.snippet.line, piece.snippet.column
                yield path, _difference(before, after, line, column)


def _difference(before: Result, after: Result, line: int, column: int) -> Finding:
    if before.state is not after.state:
        return find(Rule.UNSTABLE_STATE, line, column)
    pairs = enumerate(zip_longest(before.outputs, after.outputs))
    differing = next(((at, *pair) for at, pair in pairs if pair[0] != pair[1]), None)
    if differing is None:
        # The outputs are those of the start of a slider; claims and failures follow from them.
        rule = Rule.UNSTABLE_OUTPUT if before.sweep == after.sweep else Rule.UNSTABLE_SWEEP
        return find(rule, line, column)
    at, one, two = differing
    if isinstance(one, Text) and isinstance(two, Text):
        words = _first_lines(one.text, two.text)
        return find(Rule.UNSTABLE_TEXT, line, column, first=words[0], second=words[1])
    if isinstance(one, Figure) and isinstance(two, Figure):
        number = sum(isinstance(each, Figure) for each in before.outputs[: at + 1])
        return find(Rule.UNSTABLE_FIGURE, line, column, number=str(number))
    return find(Rule.UNSTABLE_OUTPUT, line, column)


def _first_lines(one: str, two: str) -> tuple[str, str]:
    """The first lines that differ; of long ones the part where they do."""
    pairs = zip_longest(one.split("\n"), two.split("\n"), fillvalue="")
    before, after = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    start = next(
        (number for number, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = 0 if start < _MOST // 2 else start - _MOST // 4
    return _part(before, start), _part(after, start)


def _part(line: str, start: int) -> str:
    part = line[start : start + _MOST]
    return f"{'…' if start else ''}{part}{'…' if start + _MOST < len(line) else ''}"
