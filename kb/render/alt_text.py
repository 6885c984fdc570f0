"""What a figure shows, in words, for who does not see it.

In: a `Description`, which is in no language, and a language. Out: sentences: what kind of plot it
is, what its axes are and how far they reach, and what each line does.

A label of the author's is followed by a noun of ours wherever Korean needs a particle: the subject
of a Korean sentence brings its own.
"""

from collections.abc import Iterator

from kb.model import Axis, Description, Panel, Series, Trend
from kb.names import Language
from kb.render.numerals import day, numeral
from kb.strings import fill, mark

PANELS = 6
SERIES = 6
BARS = 12
"""That are read out one by one."""

_PLOTS = {
    "line": mark("line chart"),
    "points": mark("scatter plot"),
    "bars": mark("bar chart"),
    "histogram": mark("histogram"),
    "area": mark("area chart"),
    "slice": mark("pie chart"),
    "boxes": mark("box plot"),
    "violins": mark("violin plot"),
    "arrows": mark("field of arrows"),
    "image": mark("heat map"),
    "contours": mark("contour plot"),
    "surface": mark("surface in space"),
    "other": mark("drawing"),
}
_SUBJECTS = {
    "line": (mark("The line"), mark("Line {number}"), mark("The line “{label}”")),
    "points": (
        mark("The row of points"),
        mark("Row {number} of points"),
        mark("The row of points “{label}”"),
    ),
    "area": (mark("The area"), mark("Area {number}"), mark("The area “{label}”")),
    "bars": (
        mark("The row of bars"),
        mark("Row {number} of bars"),
        mark("The row of bars “{label}”"),
    ),
    "histogram": (
        mark("The histogram"),
        mark("Histogram {number}"),
        mark("The histogram “{label}”"),
    ),
}
_TRENDS = {
    Trend.RISING: mark("{subject} rises from {first} to {last}."),
    Trend.FALLING: mark("{subject} falls from {first} to {last}."),
    Trend.CONSTANT: mark("{subject} stays about the same, between {lowest} and {highest}."),
    Trend.PEAK: mark("{subject} rises to {highest}, then falls to {last}."),
    Trend.VALLEY: mark("{subject} falls to {lowest}, then rises to {last}."),
    Trend.OSCILLATING: mark("{subject} goes up and down between {lowest} and {highest}."),
    Trend.DECAYING: mark("{subject} goes up and down less and less, and ends at {last}."),
    Trend.GROWING: mark("{subject} goes up and down more and more, and ends at {last}."),
    Trend.MIXED: mark("{subject} varies between {lowest} and {highest}."),
}
_TRENDS_AT = {
    Trend.PEAK: mark("{subject} rises to {highest} at {top}, then falls to {last}."),
    Trend.VALLEY: mark("{subject} falls to {lowest} at {bottom}, then rises to {last}."),
}
"""The same where the place can be said as a number."""
_COUNTED = {
    "boxes": mark("Boxes: {count}."),
    "violins": mark("Violins: {count}."),
    "arrows": mark("Arrows: {count}."),
    "contours": mark("Levels: {count}."),
}


def alt_text(description: Description, language: Language) -> str:
    """'' where nothing is known of the figure."""
    return " ".join(_Telling(language).sentences(description))


class _Telling:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, sentence: str, **values: object) -> str:
        return fill(self.language, sentence, **values)

    def sentences(self, description: Description) -> Iterator[str]:
        panels = description.panels
        if description.title:
            yield self.say(mark("Figure “{title}”."), title=description.title)
        if len(panels) == 1:
            yield from self.panel(panels[0])
            return
        if panels:
            yield self.say(mark("Plots: {count}."), count=len(panels) + description.more)
        for number, panel in enumerate(panels[:PANELS], 1):
            yield self.say(mark("Plot {number}:"), number=number)
            yield from self.panel(panel)

    def panel(self, panel: Panel) -> Iterator[str]:
        kinds = list(dict.fromkeys(series.kind for series in panel.series)) or ["other"]
        plot = self.say(mark(", ")).join(self.say(_PLOTS.get(k, _PLOTS["other"])) for k in kinds)
        plot = plot[:1].upper() + plot[1:]
        if panel.title:
            yield self.say(mark("{plot} “{title}”."), plot=plot, title=panel.title)
        else:
            yield self.say(mark("{plot}."), plot=plot)
        if kinds == ["slice"]:
            yield self.slices(panel)
            return
        if panel.series:
            yield from self.axes(panel)
        shown = panel.series[:SERIES]
        for number, series in enumerate(shown, 1):
            yield from self.series(series, panel, number)
        if more := len(panel.series) - len(shown) + panel.more:
            yield self.say(mark("Others: {count}."), count=more)

    def axes(self, panel: Panel) -> Iterator[str]:
        if panel.x.scale == "angle":
            yield self.axis(mark("Angle"), panel.x)
            yield self.axis(mark("Distance from the middle"), panel.y)
            return
        yield self.axis(mark("Horizontal axis"), panel.x)
        yield self.axis(mark("Vertical axis"), panel.y)
        if panel.z:
            yield self.axis(mark("Third axis"), panel.z)

    def axis(self, name: str, axis: Axis) -> str:
        low = axis.first or numeral(axis.low)
        high = axis.last or numeral(axis.high)
        if axis.scale == "log":
            sentence = mark("{axis}: from {low} to {high}, on a logarithmic scale.")
            labelled = mark("{axis}: {label}, from {low} to {high}, on a logarithmic scale.")
        else:
            sentence = mark("{axis}: from {low} to {high}.")
            labelled = mark("{axis}: {label}, from {low} to {high}.")
        return self.say(
            labelled if axis.label else sentence,
            axis=self.say(name),
            label=axis.label,
            low=low,
            high=high,
        )

    def slices(self, panel: Panel) -> str:
        shares = ", ".join(
            f"{series.label} {numeral(100 * series.last[1])}%".strip() for series in panel.series
        )
        return self.say(mark("Slices: {shares}."), shares=shares)

    def series(self, series: Series, panel: Panel, number: int) -> Iterator[str]:
        if series.kind in _COUNTED:
            yield self.say(_COUNTED[series.kind], count=series.count)
        elif series.kind == "image":
            yield from self.image(series)
        elif series.kind in _SUBJECTS and panel.z is None:
            is_only = sum(other.kind == series.kind for other in panel.series) == 1
            number = [other for other in panel.series if other.kind == series.kind].index(
                series
            ) + 1
            yield self.shape(series, panel, self.subject(series, number, is_only=is_only))

    def subject(self, series: Series, number: int, *, is_only: bool) -> str:
        only, numbered, labelled = _SUBJECTS[series.kind]
        if series.label:
            return self.say(labelled, label=series.label)
        return self.say(only) if is_only else self.say(numbered, number=number)

    def image(self, series: Series) -> Iterator[str]:
        columns, rows = (numeral(side, 6) for side in series.first)
        if series.first != (0, 0):
            yield self.say(mark("Cells: {columns} × {rows}."), columns=columns, rows=rows)
        low, high = series.lowest[1], series.highest[1]
        if low < high:
            yield self.say(
                mark("Values from {low} to {high}."), low=numeral(low), high=numeral(high)
            )

    def shape(self, series: Series, panel: Panel, subject: str) -> str:
        values = {
            "subject": subject,
            "first": numeral(series.first[1]),
            "last": numeral(series.last[1]),
            "lowest": numeral(series.lowest[1]),
            "highest": numeral(series.highest[1]),
            "top": numeral(series.highest[0]),
            "bottom": numeral(series.lowest[0]),
            "count": series.count,
        }
        if series.kind == "bars" and 0 < len(series.y) == series.count <= BARS:
            values["values"] = ", ".join(bar_names(series, panel))
            return self.say(mark("{subject}: {values}."), **values)
        if series.kind == "histogram":
            sentence = mark(
                "{subject} has {count} {count:bin|bins}; the highest is at {top}, with {highest}."
            )
            return self.say(sentence, **values)
        if series.kind == "points" and series.trend is Trend.MIXED:
            return self.say(
                mark("{subject} has {count} {count:point|points} between {lowest} and {highest}."),
                **values,
            )
        if values["lowest"] == values["highest"]:
            return self.say(mark("{subject} stays at {highest}."), **values)
        is_number = panel.x.scale not in {"date", "category"}
        sentences = {**_TRENDS, **_TRENDS_AT} if is_number else _TRENDS
        return self.say(sentences[series.trend], **values)


def words_of(panel: Panel, kind: str) -> dict[float, str]:
    """Which word stands where; of bars that lie, on the vertical axis."""
    axis = panel.y if kind == "bars" and not panel.x.words else panel.x
    return dict(axis.words)


def bar_names(series: Series, panel: Panel) -> Iterator[str]:
    """Each bar's word and value."""
    words = words_of(panel, series.kind)
    for x, y in zip(series.x, series.y, strict=True):
        yield f"{words.get(x, '')} {numeral(y)}".strip()


def place_text(value: float, panel: Panel, kind: str) -> str:
    """Where something stands along the axis, as the axis writes it."""
    if panel.x.scale == "date":
        return day(value)
    return words_of(panel, kind).get(value) or numeral(value, 6)
