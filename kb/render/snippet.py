"""What a snippet gave, below its code.

In: a slot, and the run of the note that it stands in. Out: HTML: text as it was printed, figures,
claims that held, or why it failed.
"""

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import escape

from kb.model import (
    Embedded,
    Figure,
    FigureNumber,
    InlineValue,
    Markup,
    Output,
    Result,
    Run,
    Snippet,
    SnippetOutput,
    State,
    Stream,
    Text,
    placed,
)
from kb.names import Language, NotePath
from kb.render.alt_text import alt_text
from kb.render.figure import figure_html
from kb.render.quiz_proof import proof_place
from kb.render.slider import slider_html
from kb.render.stand_in import author_alt, caption_html
from kb.rules import Rule
from kb.strings import fill, mark

if TYPE_CHECKING:
    from kb.render.fill import Filling

_STREAMS = {
    Stream.STDOUT: mark("Output"),
    Stream.STDERR: mark("Errors and warnings"),
    Stream.VALUE: mark("Value"),
}


def snippet_html(page: "Filling", slot: SnippetOutput) -> str:
    """Nothing where the snippet does not run, or its author wants nothing shown."""
    result = _result(page, slot.index)
    if result is None:
        return ""
    snippet = page.outline.snippets[slot.index]
    shown = ""
    if snippet.output or snippet.sweep:
        shown = _Showing(page, slot).html(result)
    if result.failure is not None:
        shown += _failure(page, snippet, result)
    elif result.state is State.SKIPPED:
        words = page.word(mark("Not run: a snippet above has failed."))
        shown += f'<p class="kb-not-run"{page.own}>{words}</p>\n'
    here = proof_place(page, slot.index)
    if not shown:
        return here
    # The preview says by this number which outputs are old.
    return f'{here}<div class="kb-output" data-snippet="{slot.index}">\n{shown}</div>\n'


def _result(page: "Filling", index: int) -> Result | None:
    """What a snippet gave, in the language of the text that it stands in."""
    result = page.run.results.get(index)
    return None if result is None else result.said_in(page.written)


class _Showing:
    """The outputs of one snippet in one page."""

    def __init__(self, page: "Filling", slot: SnippetOutput) -> None:
        self.page, self.slot = page, slot
        self.alt = author_alt(page, slot.index)
        self.figures = 0

    def html(self, result: Result) -> str:
        count = figures_of(result)
        shown = "".join(
            self._output(number, output, last=count) for number, output in enumerate(result.outputs)
        )
        if result.sweep is None:
            return shown
        return slider_html(
            result.sweep,
            shown,
            unique=self.page.unique(),
            language=self.page.language,
            lang=self.page.own,
            text_html=self._text_html,
            alt=None if self.alt else partial(alt_text, language=self.page.language),
        )

    def _output(self, number: int, output: Output, *, last: int) -> str:
        if isinstance(output, Figure):
            # A slider gives the figure other ids of the same beginning.
            own = self.page.unique()
            figure = self._figure(output, own, last=last)
            return f'<div data-output="{number}" data-figure-id="{own}">{figure}</div>\n'
        shown = (
            f'<div class="kb-markup">{output.html}</div>'
            if isinstance(output, Markup)
            else self._text(output)
        )
        return f'<div data-output="{number}">{shown}</div>\n'

    def _figure(self, output: Figure, own: str, *, last: int) -> str:
        self.figures += 1
        # What several figures have in common is said below the last.
        ends = self.figures == last
        return figure_html(
            output,
            unique=own,
            number=self.page.figures.get((self.page.path, self.slot.index)) if ends else None,
            caption_html=caption_html(self.page, self.slot) if ends else "",
            alt=self.alt,
            language=self.page.language,
            identifier="",
            lang=self.page.own,
        )

    def _text(self, output: Text) -> str:
        label = self.page.word(_STREAMS[output.stream])
        return (
            f'<pre class="kb-text kb-{output.stream}" role="group" aria-label="{label}" '
            f'tabindex="0"><samp>{self._text_html(output)}</samp></pre>'
        )

    def _text_html(self, output: Text) -> str:
        return str(escape(placed(output.text, self.page.run.places)))


def figures_of(result: Result) -> int:
    """How many figures a snippet drew."""
    return sum(isinstance(output, Figure) for output in result.outputs)


def _failure(page: "Filling", snippet: Snippet, result: Result) -> str:
    failure = result.failure
    assert failure is not None
    if snippet.error:
        title = page.word(mark("This snippet fails, as its author means it to"))
        kind = "note"
    else:
        title = page.word(mark("This snippet failed"))
        kind = "failure"
    text = Rule[failure.rule].text
    why = fill(page.language, text.message, **failure.values)
    trace = escape(placed(failure.traceback, page.run.places))
    shown = f'<pre tabindex="0"><samp>{trace}</samp></pre>' if trace else ""
    # The title and the traceback say already that an exception was raised, and which.
    said = "" if trace and failure.rule == Rule.SNIPPET_FAILED.name else f"<p>{escape(why)}</p>"
    return (
        f'<div class="admonition {kind} kb-failure"{page.own}>'
        f'<p class="admonition-title">{title}</p>'
        f"{said}{shown}</div>\n"
    )


def value_html(page: "Filling", slot: InlineValue) -> str:
    """The value of an expression, or its code where there is none."""
    result = _result(page, slot.index)
    snippet = page.outline.snippets[slot.index]
    if result is None or result.state is not State.RAN:
        missing = page.word(mark("This value could not be computed"))
        title = f' title="{missing}"' if result is not None else ""
        return f"<code{title}>{escape(snippet.code)}</code>"
    text = "".join(output.text for output in result.outputs if isinstance(output, Text))
    return f'<span class="kb-value">{escape(text)}</span>'


def figure_number_html(page: "Filling", slot: FigureNumber) -> str:
    """`Figure 3`, or the words of its author where nothing was drawn."""
    labels = {each.label: index for index, each in enumerate(page.outline.snippets)}
    number = page.figures.get((page.path, labels.get(slot.label, -1)))
    if number is None:
        return str(escape(slot.words))
    return str(escape(fill(page.language, mark("Figure {number}"), number=number)))


def claims_html(run: Run, language: Language) -> str:
    """How many claims of a note held, and with what it was run; '' where nothing was."""
    if not run.results:
        return ""
    held = sum(result.claims.held for result in run.results.values())
    failed = sum(result.claims.failed for result in run.results.values())
    said = []
    if held or failed:
        words = (
            mark("All {count} claims of this note held")
            if not failed
            else mark("{held} of {count} claims of this note held")
        )
        if held + failed == 1:
            words = (
                mark("The claim of this note failed")
                if failed
                else mark("The claim of this note held")
            )
        said.append(fill(language, words, held=held, count=held + failed))
    used = ", ".join(f"{name} {version}" for name, version in run.versions)
    said.append(fill(language, mark("Run with {versions}"), versions=used))
    kind = " kb-claims--failed" if failed else ""
    return f'<p class="kb-claims{kind}">{escape(" · ".join(said))}</p>\n'


def figure_numbers(page: "Filling") -> dict[tuple[NotePath, int], int]:
    """Numbers of the figures of a page that have a caption or a label, in the order of the text."""
    numbers: dict[tuple[NotePath, int], int] = {}
    for key in _figures(page, page.path, page.parts, 0, sys.maxsize):
        numbers.setdefault(key, len(numbers) + 1)
    return numbers


def _figures(
    page: "Filling", path: NotePath, parts: dict[int, Embedded], first: int, last: int
) -> Iterator[tuple[NotePath, int]]:
    outline = page.site.outlines[path]
    results = page.run_of(path).results if outline.snippets else {}
    drawn = [
        (snippet.line, index)
        for index, snippet in enumerate(outline.snippets)
        if (snippet.captioned or snippet.label) and first <= snippet.line <= last
        if index in results and figures_of(results[index])
    ]
    shown = [(outline.links[index].line, ~index) for index in parts]
    for _, index in sorted([*drawn, *shown]):
        if index >= 0:
            yield path, index
        else:
            part = parts[~index]
            yield from _figures(page, part.path, part.parts, part.first_line, part.last_line)
