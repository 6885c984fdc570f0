"""What the snippets of a note gave, for a person at a terminal or a program.

In: the run of a note. Out: a `RanNote`, which is what `kb run --json` prints, or the same in words.
"""

import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kb.cli.speech import say, show_problems, tally
from kb.cli.standalone import standalone
from kb.model import Figure, Markup, Result, Run, Snippet, State, Text, placed
from kb.names import NotePath, anchor
from kb.pipeline import Prepared
from kb.planning import Piece, Plan
from kb.problems import Finding, Problem, problem, seen_from_here
from kb.render.alt_text import alt_text
from kb.running import finding_of
from kb.stepping import is_meant
from kb.strings import mark, terminal_language


class ToldText(Struct, frozen=True, tag_field="kind", tag="text"):
    stream: str
    """`stdout`, `stderr` or `value`, which is that of the last expression."""
    text: str


class ToldMarkup(Struct, frozen=True, tag_field="kind", tag="html"):
    html: str
    """Cleaned as for a page."""


class ToldFigure(Struct, frozen=True, tag_field="kind", tag="figure"):
    width: int
    height: int
    """In CSS pixels."""
    words: str
    """What it shows."""
    file: str | None
    """Where it was written to; null without `--figures`."""


Told = ToldText | ToldMarkup | ToldFigure


class RanSnippet(Struct, frozen=True):
    line: int
    column: int
    """Of the first character of the code; both counted from 1."""
    label: str
    inline: bool
    state: State
    outputs: tuple[Told, ...]
    held: int
    """Claims that held."""
    problems: tuple[Problem, ...]
    traceback: str
    """As Python prints it, also where the snippet was meant to fail."""
    slider: dict[str, list[int | float | str | bool]]
    """The values that it was run for, by name."""


class RanNote(Struct, frozen=True):
    path: str
    versions: dict[str, str]
    """Of Python and what was imported, as far as a result depends on them."""
    snippets: tuple[RanSnippet, ...]
    problems: tuple[Problem, ...]
    """All of them."""


def ran_note(prepared: Prepared, path: NotePath, figures: Path | None) -> RanNote:
    """What a note gave; its figures are written to the folder `figures`.

    Raises:
        OSError: they cannot be written.
    """
    vault = prepared.workspace.vault
    shown = os.path.relpath(vault / path).replace(os.sep, "/")
    plan = prepared.runs.plans.get(path)
    if plan is None:
        return RanNote(shown, {}, (), ())
    run = prepared.runs.run(path)
    telling = _Telling(plan, run, str(vault), figures)
    snippets = tuple(
        telling.snippet(piece, run.results[piece.index])
        for piece in plan.pieces
        if piece.index in run.results
    )
    own = telling.problems((path, finding) for finding in plan.findings)
    problems = (*own, *(each for snippet in snippets for each in snippet.problems))
    return RanNote(shown, dict(run.versions), snippets, problems)


class _Telling:
    """The work of telling what one note gave."""

    def __init__(self, plan: Plan, run: Run, vault: str, figures: Path | None) -> None:
        self.plan, self.run, self.vault, self.figures = plan, run, vault, figures

    def problems(self, findings: Iterable[tuple[NotePath, Finding]]) -> tuple[Problem, ...]:
        language = terminal_language()
        told = (problem(finding, path, language) for path, finding in findings)
        return seen_from_here(told, self.vault)

    def snippet(self, piece: Piece, result: Result) -> RanSnippet:
        snippet = piece.snippet
        failures = list(result.remarks)
        if result.failure is not None and not is_meant(snippet, result):
            failures.insert(0, result.failure)
        findings = [finding_of(self.plan, failure) for failure in failures]
        trace = result.failure.traceback if result.failure is not None else ""
        return RanSnippet(
            line=snippet.line,
            column=snippet.column,
            label=snippet.label,
            inline=snippet.inline,
            state=result.state,
            outputs=tuple(self._outputs(snippet, result)),
            held=result.claims.held,
            problems=self.problems(findings),
            traceback=placed(trace, self.run.places),
            slider={each.name: list(each.values) for each in snippet.sweep if result.sweep},
        )

    def _outputs(self, snippet: Snippet, result: Result) -> Iterator[Told]:
        drawn = 0
        for output in result.outputs:
            if isinstance(output, Text):
                yield ToldText(output.stream.value, placed(output.text, self.run.places))
            elif isinstance(output, Markup):
                yield ToldMarkup(output.html)
            else:
                drawn += 1
                file = self._write(snippet, drawn, output)
                words = snippet.alt or alt_text(output.description, terminal_language())
                yield ToldFigure(output.width, output.height, words, file)

    def _write(self, snippet: Snippet, number: int, figure: Figure) -> str | None:
        """A label is a stranger's word, and `anchor` leaves no `/` in it."""
        if self.figures is None:
            return None
        stem = posixpath.basename(self.plan.path).rpartition(".")[0]
        name = anchor(snippet.label) or f"line-{snippet.line}"
        drawn = standalone(figure.svg).encode() if figure.svg else b""
        suffix, data = (".svg", drawn) if drawn else (".png", figure.png)
        file = self.figures / f"{stem}-{name}-{number}{suffix}"
        self.figures.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return str(file)


def tell(ran: RanNote, *, remembered: bool) -> None:
    """Print it all, in the order of the note."""
    for snippet in ran.snippets:
        name = f" {snippet.label}" if snippet.label else ""
        column = f":{snippet.column}" if snippet.inline else ""
        print(f"== {ran.path}:{snippet.line}{column}{name}")
        for output in snippet.outputs:
            print(_line(output))
        for parameter, values in snippet.slider.items():
            each = ", ".join(map(str, values))
            print(say("Slider: {name} = {values}", name=parameter, values=each))
        if snippet.state is State.SKIPPED:
            print(say("Not run: a snippet above has failed."))
        show_problems(snippet.problems)
        if snippet.traceback and not snippet.problems:
            print(snippet.traceback.rstrip("\n"))
    shown = {id(each) for snippet in ran.snippets for each in snippet.problems}
    show_problems(each for each in ran.problems if id(each) not in shown)
    print(_summary(ran, remembered=remembered))
    if ran.problems:
        print(tally(ran.problems))


def _line(output: Told) -> str:
    if isinstance(output, ToldText):
        return output.text.removesuffix("\n")
    if isinstance(output, ToldMarkup):
        return say("[HTML of {count} {count:character|characters}]", count=len(output.html))
    size = f"{output.width} × {output.height}"
    words = f": {output.words}" if output.words else ""
    file = f" -> {output.file}" if output.file else ""
    return say("[figure, {size}{words}{file}]", size=size, words=words, file=file)


def _summary(ran: RanNote, *, remembered: bool) -> str:
    """How many snippets ran, how many claims held, and with which versions."""
    count = sum(snippet.state is State.RAN for snippet in ran.snippets)
    held = sum(snippet.held for snippet in ran.snippets)
    versions = ", ".join(f"{name} {version}" for name, version in ran.versions.items())
    sentence = (
        mark(
            "Snippets that ran: {count} of {all}; claims that held: {held} ({versions}); remembered"
        )
        if remembered
        else mark("Snippets that ran: {count} of {all}; claims that held: {held} ({versions})")
    )
    return say(sentence, count=count, all=len(ran.snippets), held=held, versions=versions)
