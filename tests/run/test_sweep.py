"""What is encoded of a sweep can be decoded, and is small."""

import gzip
import io
import json
import re
from itertools import product
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as Drawing

from kb.model import (
    Description,
    Failure,
    Figure,
    Markup,
    Output,
    Parameter,
    Result,
    State,
    Stream,
    Text,
)
from kb.run import sweep
from kb.run.sweep import encode_sweep, start_of
from kb.run.tables import Line, encode_column, read_line, write_line
from tests.run.frames import changed, decode, shown, tree_of

CASES = Path(__file__).parent / "sweeps.json"
"""Also read by kb/web/tests/frames.test.mjs: the browser must see the same."""


def results_of(*outputs: tuple[Output, ...]) -> list[Result]:
    return [Result(State.RAN, each) for each in outputs]


def figure(svg: str, png: bytes = b"") -> Figure:
    return Figure(320, 240, svg, png, Description())


def one(count: int, start: int = 0) -> tuple[Parameter, ...]:
    return (Parameter("x", tuple(range(count)), start),)


def check(*outputs: tuple[Output, ...], start: int = 0) -> str:
    """The frames, of which every step is what it was."""
    frames = encode_sweep(one(len(outputs), start), results_of(*outputs)).frames
    assert decode(frames, outputs[start]) == [[shown(each) for each in step] for step in outputs]
    return frames


# --- the numbers of paths ---


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("M 1 2 L 3 4 L 5 6 L 7 8", Line(("M ", " ", " L ", ""), [*"1357"], [*"2468"])),
        ("M1 2L3 4L5 6L7 8z", Line(("M", " ", "L", "z"), [*"1357"], [*"2468"])),
        (
            "M0.5-1L.5 4L5 6L7 8",
            None,  # .5 is not how 0.5 is written elsewhere
        ),
        ("M 1 2 L 3 4", None),
        ("M 1 2 L 3 4 L 5 6 z M 7 8", None),
        ("M 1.50 2 L 3 4 L 5 6 L 7 8", None),
        ("M 1 2 L 3 4 L 5 6 L 7 -0", None),
        ("M 1e5 2 L 3 4 L 5 6 L 7 8", None),
        ("M 1 2 L 3 4 L 5 6 L 7 12345678901234567890", None),
        ("rotate(1 2 3 4 5 6 7 8)", Line(("rotate(", " ", " ", ")"), [*"1357"], [*"2468"])),
        ("", None),
    ],
)
def test_a_line_is_its_points(path: str, told: Line | None) -> None:
    assert read_line(path) == told
    assert told is None or write_line(told) == path


def test_the_shortest_of_values_and_differences() -> None:
    assert encode_column(["0.5", "9", "0.25"]) == [2, 0, 50, 900, 25]
    assert encode_column(["100000", "100001", "100002", "100003"]) == [0, 1, 100000, 1, 1, 1]


# --- trees ---

_TEXT = st.text(st.sampled_from("ab<&\"' \u2212가1.-"), max_size=6)
_PATH = st.lists(
    st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), min_size=1, max_size=8
).map(lambda points: "M" + "L".join(f"{x / 100:g} {y / 100:g}" for x, y in points))
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["d", "id", "x", "xlink:href"]), st.one_of(_TEXT, _PATH), max_size=3
)
_TREES = st.recursive(
    st.tuples(st.sampled_from("gut"), _ATTRIBUTES, st.lists(_TEXT.filter(str.strip), max_size=1)),
    lambda inner: st.tuples(
        st.sampled_from("gu"), _ATTRIBUTES, st.lists(st.one_of(inner, inner, _TEXT), max_size=5)
    ),
    max_leaves=25,
)


def svg_of(tree: Any) -> str:
    tag, attributes, children = tree
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    inner = "".join(escape(each) if isinstance(each, str) else svg_of(each) for each in children)
    return f"<{tag}{written}>{inner}</{tag}>"


@given(st.lists(_TREES, min_size=2, max_size=4), st.data())
def test_trees_come_back(trees: list[Any], data: st.DataObject) -> None:
    outputs = [(figure(svg_of(("svg", {}, [tree]))),) for tree in trees]
    check(*outputs, start=data.draw(st.integers(0, len(trees) - 1)))


_OUTPUTS = st.lists(
    st.one_of(
        st.builds(Text, st.sampled_from(Stream), _TEXT),
        st.builds(Markup, _TEXT),
        _TREES.map(lambda tree: figure(svg_of(tree))),
        st.binary(min_size=1, max_size=9).map(lambda png: figure("", png)),
    ),
    max_size=4,
).map(tuple)


@given(st.lists(_OUTPUTS, min_size=2, max_size=4))
def test_outputs_come_back(outputs: list[tuple[Output, ...]]) -> None:
    check(*outputs)


def test_what_is_no_tree_is_kept_as_it_is() -> None:
    deep = "<g>" * 150 + "</g>" * 150
    for svg in ("<svg>&nbsp;</svg>", f"<svg>{deep}</svg>", "<!DOCTYPE svg><svg></svg>"):
        frames = encode_sweep(one(2), results_of((figure("<svg></svg>"),), (figure(svg),))).frames
        assert json.loads(frames)["markups"] == [svg]


# --- what a page holds of it ---


def test_each_piece_stands_once() -> None:
    text = Text(Stream.STDOUT, "the same text\n")
    path = '<svg><path d="M 1 1 C 2 2 3 3 4 4"/></svg>'
    png = b"a picture"
    outputs = [
        (Text(Stream.STDOUT, "another"), figure("<svg><path/></svg>"), figure("", b"other")),
        *[(text, figure(path), figure("", png))] * 5,
    ]
    frames = check(*outputs)
    assert frames.count("the same text") == frames.count("M 1 1 C") == frames.count("base64") == 1


def test_what_stays_is_a_number() -> None:
    same = (Text(Stream.STDOUT, "a"), figure("<svg></svg>"))
    assert json.loads(check(same, same))["steps"] == [[0, 1], [0, 1]]


def test_one_more_tick_is_one_more_tick() -> None:
    def axis(ticks: int) -> str:
        inner = "".join(f'<g><use x="{tick}"/><text>{tick}</text></g>' for tick in range(ticks))
        return f'<svg><g>{inner}<text>name</text></g><g><path d="M 1 1"/></g></svg>'

    read = json.loads(check((figure(axis(4)),), (figure(axis(6)),)))
    ((number, kind, changes, _),) = read["steps"][1]
    assert (number, kind) == (0, "changes")
    assert [change[:3] for change in changes] == [[1, 4, 0]]


def test_outputs_are_matched_by_what_they_are() -> None:
    drawn, printed = figure("<svg></svg>"), Text(Stream.STDOUT, "a")
    warned = Text(Stream.STDERR, "b")
    read = json.loads(check((printed, drawn), (warned, printed, drawn)))
    assert read["steps"][1] == [[-1, "text", 0], 0, 1]


def test_a_step_that_failed_says_why() -> None:
    failure = Failure("SNIPPET_FAILED", {}, 1, 1, 1, "Traceback: 1/0")
    results = [
        Result(State.RAN, (Text(Stream.STDOUT, "a"),)),
        Result(State.FAILED, (), failure=failure),
    ]
    read = json.loads(encode_sweep(one(2), results).frames)
    assert read["failed"] == {"1": 0}
    assert read["texts"] == [["stderr", "Traceback: 1/0"]]
    assert read["steps"] == [[0], []]


def test_the_last_parameter_changes_fastest() -> None:
    parameters = (Parameter("a", (1, 2), 2), Parameter("b", ("x", "y", "z"), "y"))
    assert start_of(parameters) == 4
    results = results_of(*((Text(Stream.STDOUT, f"{a}{b}"),) for a, b in product((1, 2), "xyz")))
    read = json.loads(encode_sweep(parameters, results).frames)
    assert read["steps"][4] == [0]
    assert [text for _, text in read["texts"]] == ["1x", "1y", "1z", "2x", "2z"]


def test_as_many_results_as_steps() -> None:
    with pytest.raises(ValueError, match="2 results"):
        encode_sweep(one(3), results_of((), ()))


def test_frames_that_are_too_large_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "FRAMES", 100)
    found = encode_sweep(one(2), results_of((), (Text(Stream.STDOUT, "a" * 200),)))
    assert found.frames == ""


# --- real figures ---


def draw(rate: float, points: int = 200) -> Figure:
    """As a snippet draws it: the paths in hundredths of a pixel, the texts as text."""
    settings = {"svg.hashsalt": "kb", "svg.fonttype": "none"}
    with mpl.rc_context(settings):
        drawing = Drawing()
        axes = drawing.subplots()
        time = np.linspace(0, 10, points)
        axes.plot(time, np.exp(-rate * time) * np.cos(5 * time), label="loss")
        axes.set(title=f"rate {rate:g}", xlabel="step", ylabel="loss")
        axes.legend()
        file = io.StringIO()
        drawing.savefig(file, format="svg", metadata={"Date": None})
    svg = file.getvalue()
    rounded = re.sub(
        r"\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), svg
    )
    return figure(rounded[rounded.index("<svg") :])


@pytest.fixture(scope="module")
def drawn() -> list[tuple[Output, ...]]:
    return [(draw(float(rate)),) for rate in np.linspace(0.1, 2, 21).round(3)]


def test_real_figures_come_back(drawn: list[tuple[Output, ...]]) -> None:
    frames = check(*drawn, start=8)
    assert frames == check(*drawn, start=8)


def test_a_line_plot_of_21_steps_is_small(drawn: list[tuple[Output, ...]]) -> None:
    start = drawn[8][0]
    assert isinstance(start, Figure)
    packed = len(gzip.compress(f"{check(*drawn, start=8)}\n{start.svg}".encode(), 9))
    assert packed < 10_000


def test_other_kinds_of_figures_come_back() -> None:
    def draw(kind: str, step: int) -> Figure:
        with mpl.rc_context({"svg.hashsalt": "kb", "svg.fonttype": "path"}):
            drawing = Drawing(figsize=(3, 2))
            axes = drawing.subplots(1, 2)
            values = np.linspace(0, step, 5 + step)
            if kind == "bars":
                axes[0].bar(values, values**2)
            elif kind == "points":
                axes[0].scatter(values, values**2)
            elif kind == "image":
                axes[0].imshow(np.outer(values, values))
            else:
                axes[0].fill_between(values, values**2)
            axes[1].set_yscale("log" if step == 2 else "linear")
            file = io.StringIO()
            drawing.savefig(file, format="svg", metadata={"Date": None})
        return figure(file.getvalue()[file.getvalue().index("<svg") :])

    for kind in ("bars", "points", "image", "area"):
        check(*[(draw(kind, step),) for step in (1, 2, 3)], start=1)


# --- the cases that the browser's decoder is held to as well ---

_GIVEN: dict[str, list[str]] = {
    "an attribute": ['<svg><path d="M 1 1"/></svg>', '<svg><path d="M 2 2"/></svg>'],
    "an attribute more and one less": [
        '<svg><path fill="red" id="a"/></svg>',
        '<svg><path stroke="red" id="a"/></svg>',
    ],
    "a line": [
        '<svg><path d="M 1 1 L 2 2.5 L 3 5.25 L 4 -8 L 5 -0.05"/></svg>',
        '<svg><path d="M 1 1 L 2 3.5 L 3 9.25 L 4 -27 L 5 0.005"/></svg>',
        '<svg><path d="M10 10L20 20L30 30L40 40L50 50L60 60L70 70.00001z"/></svg>',
    ],
    "a text": [
        "<svg><text>η = 0.1</text></svg>",
        "<svg><text>η &lt; 0.5 \u2212 가</text></svg>",
        "<svg><text/></svg>",
    ],
    "text around elements": [
        "<svg><text>a<tspan>b</tspan>c</text></svg>",
        "<svg><text>a<tspan>B</tspan>c</text></svg>",
        "<svg><text>plain</text></svg>",
    ],
    "a tick more": [
        '<svg><g><g><use x="1"/></g><text>name</text></g><path d="M 1 1"/></svg>',
        '<svg><g><g><use x="1"/></g><g><use x="2"/></g><text>n</text></g><path d="M 2 1"/></svg>',
        '<svg><g><text>name</text></g><path d="M 3 1"/></svg>',
    ],
    "another element": [
        '<svg><g><path/></g><rect id="b"/></svg>',
        '<svg><g><circle r="1"/></g><rect id="b"/></svg>',
        '<svg><g/><rect id="c"/></svg>',
    ],
    "a link to a marker": [
        '<svg><defs><path id="kb-figure-id-1"/></defs><use xlink:href="#kb-figure-id-1"/></svg>',
        '<svg><defs><path id="kb-figure-id-2"/></defs><use xlink:href="#kb-figure-id-2"/></svg>',
        '<svg><defs><path id="kb-figure-id-1"/></defs><use x="3"/></svg>',
    ],
}


def test_the_cases_of_the_browser(request: pytest.FixtureRequest) -> None:
    cases = []
    for title, svgs in _GIVEN.items():
        frames = json.loads(check(*[(figure(svg),) for svg in svgs]))
        start, *expected = map(tree_of, svgs)
        for step, tree in enumerate(expected, 1):
            tracks, rest = frames["tracks"].get("0", []), frames["steps"][step][0][2]
            assert changed(frames, step, tree_of(svgs[0]), tracks, rest) == tree
        cases.append({"title": title, "start": start, "frames": frames, "expected": expected})
    written = json.dumps(cases, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update"):
        CASES.write_text(written, encoding="utf-8")
    assert CASES.read_text(encoding="utf-8") == written
