"""The gate for figures: nothing of a stranger's process goes through but a picture."""

import re
import struct
import time
import zlib
from base64 import b64encode
from math import nan
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Axis, Description, Figure, Panel, Series
from kb.run.figures import finish_figure
from kb.run.figures.png import read_png
from kb.run.figures.svg_values import transform, way, write_number
from kb.run.task import RawFigure
from tests.cases import Case, read_cases, update_cases

CASES = Path(__file__).parent / "gate.md"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'viewBox="0 0 72 36">'
)
NOTHING = Description()
ELEMENTS = set("svg defs g path rect use image text clipPath pattern linearGradient stop".split())
ATTRIBUTES = set(
    "viewBox width height x y x1 x2 y1 y2 d id href transform textLength lengthAdjust offset "
    "clip-path patternUnits gradientUnits fill fill-opacity fill-rule font-family font-size "
    "font-style font-weight image-rendering opacity stop-color stop-opacity stroke "
    "stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "stroke-opacity stroke-width".split()
)


def finish(svg: str, png: bytes = b"") -> Figure:
    return finish_figure(RawFigure(svg, png, 96, 48, NOTHING))


def inside(body: str) -> str:
    """What becomes of `body` within an SVG."""
    svg = finish(f"{HEAD}{body}</svg>").svg
    return svg.partition(">")[2].removesuffix("</svg>") if svg else "(refused)"


def test_examples_are_up_to_date(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update"):
        update_cases(CASES, inside)


@pytest.mark.parametrize("case", [*read_cases(CASES)], ids=lambda case: case.title)
def test_what_goes_through(case: Case) -> None:
    assert inside(case.given) == case.expected


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg>",
        "no svg",
        "<html/>",
        '<svg viewBox="0 0 1 1"/>',
        HEAD.replace("72 36", "72 -36") + "</svg>",
        HEAD.replace("72 36", "nan 36") + "</svg>",
        HEAD.replace("72 36", "1e9 36") + "</svg>",
        f"<!DOCTYPE svg>{HEAD}</svg>",
        f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>{HEAD}&b;</svg>',
        f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>',
        f'<?xml-stylesheet href="x.css"?>{HEAD}</svg>',
        HEAD + "<g>" * 100 + "</g>" * 100 + "</svg>",
        HEAD + "<g/>" * 200_000 + "</svg>",
        HEAD + " " * 3_000_000 + "</svg>",
        HEAD + "\x00</svg>",
        HEAD + "\ud800</svg>",
    ],
    ids=range(17),
)
def test_what_is_no_figure_gives_an_empty_one(svg: str) -> None:
    figure = finish(svg)
    assert (figure.svg, figure.png, figure.width) in {("", b"", 0), (figure.svg, b"", 96)}
    if figure.svg:
        assert "\x00" not in figure.svg
        assert "\ud800" not in figure.svg


def test_what_repeats_itself_does_not_grow() -> None:
    """Ten uses of ten uses of ... would be more than a browser can draw."""
    layers = ""
    for n in range(9):
        uses = f'<use xlink:href="#l{n}"/>' * 10
        layers += f'<defs><g id="l{n + 1}">{uses}</g></defs>'
    svg = f'{HEAD}<defs><path id="l0" d="M 0 0 L 1 1"/></defs>{layers}<use xlink:href="#l9"/></svg>'
    assert finish(svg).svg.count("<use") <= 90


@pytest.mark.parametrize(
    "body",
    [
        '<defs><path id="a" d="M 0 0'
        + " L 1 1" * 100_000
        + '"/></defs>'
        + '<use xlink:href="#a"/>' * 1000,
        "<text>" + "x<tspan/>" * 140_000 + "</text>",
        f'<path d="M 0 0 L 1 1" style="stroke-dasharray:{"1," * 900_000}"/>',
        f'<g transform="{"translate(" * 190_000}"><path d="M 0 0 L 1 1"/></g>',
        f'<path d="M 0 {"9" * 1_900_000}"/>',
        f'<path d="{"M" * 1_900_000}"/>',
        '<path d="' + "M 0 0" * 350_000 + '"/>',
    ],
    ids=["used", "pieces", "dashes", "transforms", "digits", "commands", "moves"],
)
def test_what_is_long_does_not_take_long(body: str) -> None:
    began = time.process_time()
    figure = finish(f"{HEAD}{body}</svg>")
    assert time.process_time() - began < 5
    assert figure.svg.count("<use") * 600_000 < 50_000_000


def sound(svg: str) -> None:
    """Whether it is a picture and nothing else."""
    if not svg:
        return
    assert "<!" not in svg
    for element in ET.fromstring(svg).iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        for name, value in element.attrib.items():
            assert ":" not in value or name == "href"
            if "url(" in value:
                assert re.fullmatch(r"url\(#kb-figure-id-\w+\)", value)
            if name == "href":
                assert re.match(r"#kb-figure-id-|data:image/png;base64,", value)


NAMES = st.sampled_from(
    [
        *sorted(ELEMENTS),
        "script",
        "style",
        "foreignObject",
        "a",
        "animate",
        "set",
        "filter",
        "iframe",
    ]
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "javascript:alert(1)",
            "url(#a)",
            "url(https://example.org/#a)",
            "#a",
            "https://example.org/",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:text/html,<script>",
            "fill:url(#a);stroke:red;background:url(x)",
            "expression(alert(1))",
            "M 0 0 L 1 1",
            "translate(1 2) rotate(3)",
            "1",
            "1e400",
            '"><script>alert(1)</script>',
        ]
    ),
)
KEYS = st.one_of(
    st.sampled_from(
        [
            *sorted(ATTRIBUTES),
            "style",
            "onload",
            "onclick",
            "xlink:href",
            "class",
            "filter",
            "xml:base",
        ]
    ),
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(NAMES)
    attributes = draw(st.dictionaries(KEYS, VALUES, max_size=5))
    written = "".join(
        f' {key}="{"".join(f"&#{ord(c)};" for c in value if c.isprintable())}"'
        for key, value in attributes.items()
    )
    within = draw(st.lists(elements(depth - 1), max_size=3)) if depth else []
    return f"<{name}{written}>{''.join(within)}</{name}>"


@settings(max_examples=100, deadline=None)
@given(st.lists(elements(), max_size=4))
def test_whatever_elements_come_a_picture_goes(found: list[str]) -> None:
    sound(finish(f"{HEAD}{''.join(found)}</svg>").svg)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_no_error(text: str) -> None:
    sound(finish(text).svg)
    sound(finish(f"{HEAD}{text}</svg>").svg)


@settings(max_examples=200, deadline=None)
@given(st.binary(), st.integers(0, 60), st.binary(max_size=8))
def test_any_bytes_are_no_error(data: bytes, place: int, change: bytes) -> None:
    read_png(data)
    good = png(3, 2)
    found = read_png(good[:place] + change + good[place + len(change) :])
    assert found is None or found.data.startswith(b"\x89PNG")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * ((width + 1) * min(height, 100)))
    end = chunk(b"IEND", b"")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + b"".join(more)
        + chunk(b"IDAT", pixels)
        + end
    )


def test_a_png_keeps_its_pixels_and_nothing_else() -> None:
    given_ = png(3, 2, chunk(b"tEXt", b"Author\0me")) + b"<script>alert(1)</script>"
    found = read_png(given_)
    assert found is not None
    assert found.data == png(3, 2)
    assert (found.width, found.height) == (3, 2)


@pytest.mark.parametrize(
    "data",
    [
        png(0, 2),
        png(100_000, 100_000),
        png(3, 2)[:-1],
        png(3, 2, chunk(b"XXXX", b"")),
        png(3, 2).replace(b"IHDR", b"IHDX"),
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
    ],
    ids=range(7),
)
def test_what_is_no_png_is_none(data: bytes) -> None:
    assert read_png(data) is None
    assert finish("", data) == Figure(0, 0, "", b"", NOTHING)


def test_a_png_is_as_high_as_its_pixels_say() -> None:
    figure = finish_figure(RawFigure("", png(3, 2), nan, nan, NOTHING))
    assert (figure.width, figure.height) == (3, 2)
    figure = finish_figure(RawFigure("", png(3, 2), 1e300, -1, NOTHING))
    assert (figure.width, figure.height) == (20_000, 13_333)


def test_a_picture_in_an_svg_is_cleaned_as_well() -> None:
    dirty = b64encode(png(3, 2, chunk(b"tEXt", b"a\0b"))).decode()
    clean = b64encode(png(3, 2)).decode()
    image = inside(f'<image width="3" height="2" xlink:href="data:image/png;base64,\n{dirty}"/>')
    assert image == f'<image width="3" height="2" href="data:image/png;base64,{clean}"/>'


WORDS = st.text(max_size=20)
NUMBERS = st.floats()
POINTS = st.tuples(NUMBERS, NUMBERS)
AXES = st.builds(
    Axis,
    WORDS,
    NUMBERS,
    NUMBERS,
    WORDS,
    WORDS,
    WORDS,
    st.lists(st.tuples(NUMBERS, WORDS), max_size=3).map(tuple),
)
SERIES = st.builds(
    Series,
    kind=WORDS,
    label=WORDS,
    count=st.integers(),
    first=POINTS,
    last=POINTS,
    lowest=POINTS,
    highest=POINTS,
    x=st.lists(NUMBERS, max_size=5).map(tuple),
    y=st.lists(NUMBERS, max_size=5).map(tuple),
)
PANELS = st.builds(
    Panel,
    WORDS,
    AXES,
    AXES,
    st.lists(SERIES, max_size=4).map(tuple),
    st.integers(),
    AXES | st.none(),
)


@settings(max_examples=200, deadline=None)
@given(st.builds(Description, WORDS, st.lists(PANELS, max_size=4).map(tuple), st.integers()))
def test_whatever_is_said_of_a_figure_can_be_shown(description: Description) -> None:
    from kb.names import Language  # noqa: PLC0415
    from kb.render.figure import figure_html  # noqa: PLC0415

    figure = finish_figure(RawFigure(f"{HEAD}</svg>", b"", 1, 1, description))
    for language in ("ko", "en"):
        html = figure_html(
            figure,
            unique="kb-1-",
            number=1,
            caption_html="",
            alt="",
            language=Language(language),
            identifier="",
        )
        assert "nan" not in html.lower() or "nan" in str(description).lower()
        assert not re.search(
            r"<(?!/?(figure|div|svg|figcaption|span|details|summary|table|caption"
            r"|thead|tbody|tr|th|td)\b)",
            html,
        )


def test_what_is_said_of_a_figure_is_not_endless() -> None:
    many = Series("line", "x" * 10_000, 10**30, x=(1.0,) * 10_000, y=(nan,) * 10_000)
    axis = Axis("y" * 10_000, 0, 1, "linear")
    panel = Panel("z" * 10_000, axis, axis, (many,) * 1000)
    found = finish_figure(RawFigure("", b"", 1, 1, Description("t" * 10_000, (panel,) * 1000)))
    assert len(str(found.description)) < 1_000_000
    assert found.description.panels[0].series[0].x == ()
    assert found.description.more == 988


NUMBER = st.floats(-1e5, 1e5).map(lambda value: f"{value:.6f}")


@given(st.lists(st.tuples(NUMBER, NUMBER), min_size=2, max_size=40))
def test_steps_lead_to_the_same_points(points: list[tuple[str, str]]) -> None:
    written = way("M " + " L ".join(f"{x} {y}" for x, y in points))
    assert written is not None
    x = y = 0.0
    reached = []
    for step in re.findall(r"-?\d*\.?\d+\s?-?\d*\.?\d+", re.sub("[ml]", " ", written)):
        dx, dy = re.findall(r"-?(?:\d+\.?\d*|\.\d+)", step)
        x, y = x + float(dx), y + float(dy)
        reached.append((round(x, 2), round(y, 2)))
    assert (round(float(points[-1][0]), 2), round(float(points[-1][1]), 2)) == pytest.approx(
        reached[-1], abs=0.011
    )


@given(st.floats(-1e7, 1e7))
def test_a_number_is_as_short_as_it_can_be(value: float) -> None:
    text = write_number(value)
    assert float(text) == pytest.approx(value, abs=0.0051)
    assert not text.endswith(("0", ".")) or "." not in text
    assert not text.startswith(("0.", "-0"))


def test_a_transform_that_does_nothing_goes() -> None:
    assert transform("translate(0 0) rotate(-0)") == ""
    assert transform("translate(1.5 2) scale(0.015625)") == "translate(1.5 2)scale(.015625)"
    assert transform("translate(1.5") is None
    assert transform("translate(1) alert(1)") is None
