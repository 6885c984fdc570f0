"""Figures: drawn by matplotlib, described, and let through the gate."""

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kb.model import FIGURE_ID, Figure, Trend
from kb.run.figures import finish_figure
from kb.run.figures.colours import CYCLE
from kb.run.figures.png import read_png
from kb.run.task import Limits, RawFigure
from tests.run.drawing import ROOT, drawn

LIGHT, DARK = "#ffffff", "#1e2129"
"""Of the page: Material's."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawFigure]:
    return drawn([], tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def finished(raw: dict[str, RawFigure]) -> dict[str, Figure]:
    return {name: finish_figure(figure) for name, figure in raw.items()}


def test_every_plot_gives_a_picture(finished: dict[str, Figure]) -> None:
    assert len(finished) >= 50
    for name, figure in finished.items():
        assert bool(figure.svg) != bool(figure.png), name
        assert 100 < figure.width < 1200, name
        if figure.svg:
            ET.fromstring(figure.svg)


def test_another_process_in_another_folder_gives_the_same_bytes(
    raw: dict[str, RawFigure], tmp_path: Path
) -> None:
    assert drawn([], tmp_path) == raw


THE_LONG_WAY = """
import copy
from contextlib import nullcontext
from kb.run.figures import drawing, svg_text, ticking
drawing._extent = lambda figure: None
drawing.ticks_kept = lambda figure: nullcontext()
ticking._Copying.deepcopy = staticmethod(copy.deepcopy)
del svg_text.TextRenderer._get_font_height_metrics
del svg_text.TextRenderer.get_text_width_height_descent
"""


def test_what_saves_time_changes_no_picture(raw: dict[str, RawFigure], tmp_path: Path) -> None:
    slow = drawn([], tmp_path, before=THE_LONG_WAY)
    assert {name: one.svg for name, one in slow.items()} == {
        name: one.svg for name, one in raw.items()
    }


def test_the_trusted_side_loads_no_matplotlib() -> None:
    script = (
        "import sys; from kb.run.figures import finish_figure; import kb.render.figure\n"
        "print([name for name in ('numpy', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.decode().strip() == "[]"


FORKED = """
import os, sys
from kb.run.figures import draw, prepare
from kb.run.task import Limits
prepare()
from tests.run.gallery import figure_of
names = sys.argv[1:]
children = []
for name in names:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with open(writing, "w") as file:
            file.write(draw(figure_of(name), Limits()).svg)
        os._exit(0)
    os.close(writing)
    children.append((child, reading))
for child, reading in children:
    with open(reading) as file:
        svg = file.read()
    os.waitpid(child, 0)
    sys.stdout.write(svg + chr(0))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_processes_that_are_forked_do_not_disturb_each_other(raw: dict[str, RawFigure]) -> None:
    """They begin with the fonts that their parent has open."""
    names = ["log_axes", "formulas", "lines", "bold_and_slanted"] * 4
    done = subprocess.run(
        [sys.executable, "-c", FORKED, *names],
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
    )
    assert done.stdout.decode().split("\0")[:-1] == [raw[name].svg for name in names]


def test_the_gate_gives_the_same_each_time(raw: dict[str, RawFigure]) -> None:
    figure = raw["filled_contours"]
    assert finish_figure(figure) == finish_figure(figure)


def test_every_id_is_ours_and_used(finished: dict[str, Figure]) -> None:
    for name, figure in finished.items():
        ids = re.findall(r' id="([^"]+)"', figure.svg)
        assert len(ids) == len(set(ids)), name
        used = re.findall(r'(?:href="|url\()#([^")]+)', figure.svg)
        assert set(ids) == set(used), name
        assert all(one.startswith(FIGURE_ID) for one in ids), name


def test_text_stays_text_and_says_how_long_it_is(finished: dict[str, Figure]) -> None:
    svg = finished["lines"].svg
    texts = re.findall(r"<text ([^>]*)>([^<]*)</text>", svg)
    said = {text: attributes for attributes, text in texts}
    assert "학습률에 따른 진동" in said
    assert "−0.50" in said
    assert all("textLength=" in attributes for attributes in said.values())


def test_a_text_of_an_author_is_text(finished: dict[str, Figure]) -> None:
    svg = finished["bold_and_slanted"].svg
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in svg
    assert "<script" not in svg


def test_no_font_of_ours_misses_hangul(raw: dict[str, RawFigure]) -> None:
    assert {name: figure.missing for name, figure in raw.items() if figure.missing} == {}


def test_a_missing_glyph_is_named(tmp_path: Path) -> None:
    figure = drawn(["missing_glyphs"], tmp_path)["missing_glyphs"]
    assert set(figure.missing) == {"ಠ", "ꙮ"}


def test_what_is_neutral_follows_the_page(finished: dict[str, Figure]) -> None:
    for name in ("lines", "default_style", "boxes", "wireframe", "contours"):
        assert not re.search(r'"#(000|fff|262a31|fefdfc)"', finished[name].svg), name
    assert "currentColor" in finished["lines"].svg


def test_colours_that_mean_a_value_stay(finished: dict[str, Figure]) -> None:
    assert '"#fff"' in finished["pcolormesh"].svg
    assert '"#000"' in finished["pcolormesh"].svg
    assert 'fill="#000"' in finished["dark_style"].svg


def test_a_text_on_a_light_shape_stays_dark(finished: dict[str, Figure]) -> None:
    svg = finished["boxed_texts"].svg
    for kept in ("입력", "밀빛 상자"):
        assert re.search(rf'fill="#262a31"[^>]*>(?:<text[^>]*>)?{kept}<', svg), kept
    for follows in ("종이 위의 글", "하얀 상자"):
        assert re.search(rf'<text [^>]*fill="currentColor"[^>]*>{follows}<', svg), follows


def test_a_large_figure_is_a_png_if_that_is_smaller(
    raw: dict[str, RawFigure], finished: dict[str, Figure], tmp_path: Path
) -> None:
    assert len(raw["many_points"].svg) > Limits().svg
    assert finished["many_points"].png
    assert len(finished["many_points"].png) < len(raw["many_points"].svg)
    small = drawn(["lines"], tmp_path, Limits(svg=1000))["lines"]
    assert small.png == b"" or len(small.png) < len(small.svg)


@pytest.mark.parametrize("name", ["many_coloured_points", "fine_surface"])
def test_colours_of_many_parts_are_pixels_within_the_svg(
    finished: dict[str, Figure], name: str
) -> None:
    svg = finished[name].svg
    assert svg.count("<image ") >= 1
    assert svg.count("<use ") + svg.count("<path ") < 200
    assert "<text " in svg


def test_an_svg_is_half_of_what_matplotlib_wrote(
    raw: dict[str, RawFigure], finished: dict[str, Figure]
) -> None:
    before = sum(len(raw[name].svg) for name in raw if finished[name].svg)
    after = sum(len(figure.svg) for figure in finished.values())
    assert after < 0.66 * before


def test_figures_that_take_turns_have_one_canvas(tmp_path: Path) -> None:
    names = ["lines", "long_labels", "hollow_points", "steps"]
    sizes = {
        name: (figure.width, figure.height)
        for name, figure in drawn(names, tmp_path, tight=False).items()
    }
    assert sizes["hollow_points"] == sizes["steps"] == (576, 374.4)
    # No label is cut.
    assert sizes["long_labels"][0] > 576


@pytest.mark.parametrize(
    ("plot", "expected"),
    [
        ("lines", [("line", "손실 η=0.1", Trend.DECAYING), ("line", "검정 점선", Trend.RISING)]),
        ("bars", [("bars", "", Trend.PEAK)]),
        ("histogram", [("histogram", "", Trend.PEAK)]),
        ("boxes", [("boxes", "", Trend.MIXED)]),
        ("violins", [("violins", "", Trend.MIXED)]),
        ("streams", [("arrows", "", Trend.MIXED)]),
        ("quiver", [("arrows", "", Trend.MIXED)]),
        ("errorbars", [("line", "측정", Trend.MIXED)]),
        ("stem", [("points", "응답", Trend.FALLING)]),
        ("surface", [("surface", "", Trend.MIXED)]),
        ("hexagons", [("image", "", Trend.MIXED)]),
    ],
)
def test_what_is_drawn_is_described(
    raw: dict[str, RawFigure], plot: str, expected: list[tuple[str, str, Trend]]
) -> None:
    (panel,) = raw[plot].description.panels
    assert [(each.kind, each.label, each.trend) for each in panel.series] == expected


def luminance(colour: str) -> float:
    """Of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", CYCLE)
@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_each_colour_of_a_line_can_be_seen(colour: str, ground: str) -> None:
    light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_png_is_cleaned(finished: dict[str, Figure]) -> None:
    png = read_png(finished["many_points"].png)
    assert png is not None
    assert png.data == finished["many_points"].png
    assert b"tEXt" not in png.data
