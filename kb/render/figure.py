"""A figure in a page.

In: a figure, and what the page says of it. Out: HTML: the drawing, in the page's own colours and
with a description for who does not see it, a caption, and the numbers behind it.
"""

from binascii import b2a_base64
from collections.abc import Iterable, Iterator

from markupsafe import escape

from kb.model import FIGURE_ID, Description, Figure, Panel, Series
from kb.names import Language
from kb.strings import fill, mark, translate


def figure_html(
    figure: Figure,
    *,
    unique: str,
    number: int | None,
    caption_html: str,
    alt: str,
    language: Language,
    identifier: str,
) -> str:
    """`unique` begins the ids within the figure: no other one of the page begins with it.

    `alt` is the author's own description, in place of ours; `identifier` is the id that links to
    the figure lead to, '' where none does.
    """
    from kb.render.alt_text import alt_text  # noqa: PLC0415  most pages have no figure

    words = alt or alt_text(figure.description, language)
    own = f' id="{escape(identifier)}"' if identifier else ""
    caption = _caption(number, caption_html, language)
    if not figure.svg and not figure.png:
        sentence = mark("This figure could not be shown: what was drawn is no picture.")
        drawing = f'<p class="kb-figure__missing">{escape(translate(language, sentence))}</p>'
    else:
        shown = words or translate(language, mark("A figure without a description"))
        drawing = (
            f'<div class="kb-figure__view" style="--kb-width:{figure.width}px">'
            f"{_drawing(figure, unique, shown)}</div>"
        )
    return (
        f'<figure class="kb-figure"{own}>{drawing}{caption}'
        f"{_tables(figure.description, language)}</figure>\n"
    )


def _drawing(figure: Figure, unique: str, words: str) -> str:
    if figure.svg:
        named = f'<svg role="img" aria-label="{escape(words)}" '
        svg = figure.svg.replace(FIGURE_ID, escape(unique))
        return named + svg.removeprefix("<svg ")
    data = b2a_base64(figure.png, newline=False).decode()
    return (
        f'<img src="data:image/png;base64,{data}" alt="{escape(words)}" '
        f'width="{figure.width}" height="{figure.height}" decoding="async">'
    )


def _caption(number: int | None, caption_html: str, language: Language) -> str:
    parts = []
    if number is not None:
        counted = fill(language, mark("Figure {number}"), number=number)
        parts.append(f'<span class="kb-figure__number">{escape(counted)}</span>')
    if caption_html:
        parts.append(caption_html)
    return f"<figcaption>{' '.join(parts)}</figcaption>" if parts else ""


def _tables(description: Description, language: Language) -> str:
    tables = "".join(
        _table(panel, group, language) for panel in description.panels for group in _groups(panel)
    )
    if not tables:
        return ""
    title = escape(translate(language, mark("Data of the figure")))
    return f'<details class="kb-figure__data"><summary>{title}</summary>{tables}</details>'


def _groups(panel: Panel) -> Iterable[list[Series]]:
    """Series with the same places share a table."""
    groups: dict[tuple[float, ...], list[Series]] = {}
    for series in panel.series:
        if series.x:
            groups.setdefault(series.x, []).append(series)
    return groups.values()


def _table(panel: Panel, group: list[Series], language: Language) -> str:
    first = group[0]
    labels = [series.label or panel.y.label or "y" for series in group]
    heads = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels)
    x = escape(panel.x.label or "x")
    rows = "".join(_rows(panel, group))
    title = panel.title or ", ".join(dict.fromkeys(labels))
    if first.count > len(first.x):
        some = mark("{title}: {shown} of {count} {count:point|points}")
        title = fill(language, some, title=title, shown=len(first.x), count=first.count)
    return (
        f'<div class="kb-scroll"><table><caption>{escape(title)}</caption>'
        f'<thead><tr><th scope="col">{x}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _rows(panel: Panel, group: list[Series]) -> Iterator[str]:
    from kb.render.alt_text import place_text  # noqa: PLC0415  as above
    from kb.render.numerals import numeral  # noqa: PLC0415  as above

    for x, *row in zip(group[0].x, *(series.y for series in group), strict=True):
        cells = "".join(f"<td>{numeral(value, 6)}</td>" for value in row)
        yield f'<tr><th scope="row">{escape(place_text(x, panel, group[0].kind))}</th>{cells}</tr>'
