"""Sliders: what a snippet gives for other values of its parameters.

In: a `Sweep`, and the HTML of what its start gives. Out: that HTML with sliders around it, and what
the browser's part needs to show the other steps. Without that part it says which values are shown.

Each output within the HTML has `data-output`, its number; a figure also has `data-figure-id`, what
stands in its ids for `FIGURE_ID`, and nothing of ours stands in its SVG.
"""

from collections.abc import Callable

import msgspec
from markupsafe import escape

from kb.model import Description, Parameter, Stream, Sweep, Text, Value
from kb.names import Language
from kb.strings import fill, mark, translate


def _plain(text: Text) -> str:
    return str(escape(text.text))


def slider_html(
    sweep: Sweep,
    shown_html: str,
    *,
    unique: str,
    language: Language,
    text_html: Callable[[Text], str] = _plain,
    alt: Callable[[Description], str] | None = None,
) -> str:
    """`unique` begins the ids here and nowhere else in the page. `text_html` gives what stands in
    the element of a text, `alt` says what a figure shows; None where its author says it.
    """
    if not sweep.frames:
        return shown_html
    rows = "".join(
        _row(parameter, f"{unique}{number}") for number, parameter in enumerate(sweep.parameters)
    )
    values = ", ".join(f"{each.name} = {value_text(each.start)}" for each in sweep.parameters)
    sentence = fill(language, mark("Shown for {values}."), values=values)
    return (
        f'<div class="kb-slider" role="group" aria-label="{_word(language, _TITLE)}" '
        f'data-id="{escape(unique)}">\n'
        f'<div class="kb-slider__controls" hidden>{rows}'
        f'<button type="button" class="kb-button">{_word(language, _RESET)}</button></div>\n'
        f'<p class="kb-slider__shown">{escape(sentence)}</p>\n'
        '<p class="kb-slider__status" role="status"></p>\n'
        f'<div class="kb-slider__failure" hidden><p>{_word(language, _FAILED)}</p>'
        '<pre tabindex="0"><code></code></pre></div>\n'
        f'<div class="kb-slider__outputs">{shown_html}</div>\n'
        f'<script type="application/json">{_data(sweep, text_html, alt)}</script></div>\n'
    )


_TITLE = mark("Try other values")
_RESET = mark("Back to the values of the text")
_FAILED = mark("The code fails with these values:")


def _word(language: Language, text: str) -> str:
    return str(escape(translate(language, text)))


def value_text(value: Value) -> str:
    """A value as it stands beside the slider and in the address."""
    if isinstance(value, str):
        return value or '""'
    text = repr(value)
    return text.removesuffix(".0") if isinstance(value, float) else text


def _row(parameter: Parameter, own: str) -> str:
    name = escape(parameter.name)
    start = parameter.values.index(parameter.start)
    text = escape(value_text(parameter.start))
    # What the slider announces itself need not be announced a second time.
    return (
        f'<div class="kb-slider__row"><label for="{escape(own)}">{name}</label>'
        f'<input type="range" id="{escape(own)}" min="0" max="{len(parameter.values) - 1}" '
        f'value="{start}" step="1" aria-valuetext="{text}" autocomplete="off">'
        f'<output for="{escape(own)}" aria-live="off">{text}</output></div>'
    )


class _Data(msgspec.Struct):
    parameters: list[tuple[str, int, list[str]]]
    """Name, number of the start, values."""
    alts: list[str]
    frames: dict[str, msgspec.Raw]


def _data(
    sweep: Sweep, text_html: Callable[[Text], str], alt: Callable[[Description], str] | None
) -> str:
    """JSON that can stand in a page: nothing in it ends a script or begins a comment."""
    frames = msgspec.json.decode(sweep.frames, type=dict[str, msgspec.Raw])
    texts = msgspec.json.decode(frames["texts"], type=list[tuple[Stream, str]])
    told = [(stream, text_html(Text(stream, text))) for stream, text in texts]
    frames["texts"] = msgspec.Raw(msgspec.json.encode(told))
    parameters = [
        (each.name, each.values.index(each.start), [*map(value_text, each.values)])
        for each in sweep.parameters
    ]
    alts = [alt(description) for description in sweep.descriptions] if alt else []
    data = msgspec.json.encode(_Data(parameters, alts, frames)).decode()
    return data.replace("<", "\\u003c")
