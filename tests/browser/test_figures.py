"""Figures in a page: in light, in the dark, on paper, enlarged, taken away, and read aloud."""

import base64
import re
import shutil
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from kb.model import Description, Figure
from kb.names import Language
from kb.render.figure import figure_html
from kb.run.figures import finish_figure
from kb.run.task import RawFigure
from tests.browser.collection import write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve
from tests.run.drawing import drawn
from tests.run.test_gate import HEAD

PLOTS = ["lines", "bars", "imshow", "many_points", "wide", "annotations"]

HOSTILE = f"""{HEAD}<script>window.hit = 1</script><style>@import url(https://example.org/x.css);</style>
<image xlink:href="https://example.org/x.png" width="9" height="9" onerror="window.hit = 1"/>
<a xlink:href="javascript:window.hit = 1"><rect width="72" height="36" onclick="window.hit = 1"
onload="window.hit = 1" style="fill:url(https://example.org/y.svg#a)"/></a>
<foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml"
srcdoc="&lt;script&gt;parent.hit = 1&lt;/script&gt;"/></foreignObject>
<text>&lt;img src=x onerror="window.hit = 1"&gt;</text>
<animate attributeName="href" values="javascript:window.hit = 1" begin="0s"/></svg>"""


def html(figure: Figure, number: int) -> str:
    return figure_html(
        figure,
        unique=f"kb-{number}-",
        number=number,
        caption_html="<em>진동</em>하는 손실",
        alt="",
        language=Language("ko"),
        identifier=f"figure-{number}",
    )


@pytest.fixture(scope="module")
def figures(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A page with figures, in a site of its own."""
    raw = drawn(PLOTS, tmp_path_factory.mktemp("here"))
    raw["hostile"] = RawFigure(HOSTILE, b"", 96, 48, Description(title="<img onerror=alert(1)>"))
    made = [html(finish_figure(figure), number) for number, figure in enumerate(raw.values(), 1)]
    site = tmp_path_factory.mktemp("site") / "figures"
    shutil.copytree(build_vault(Path(__file__).parent / "vault"), site)
    write_page(site, "그림", "그림", "".join(made))
    with serve(site) as address:
        yield f"{address}%EA%B7%B8%EB%A6%BC/"


def colour_of(page: Page, selector: str, name: str) -> str:
    script = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
    return str(page.evaluate(script, [selector, name]))


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_a_page_with_figures_is_accessible(
    figures: str, open_page: Open, axe: Axe, view: View
) -> None:
    page = open_page(figures, view)
    expect(page.get_by_role("button", name="그림 확대").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    assert axe(page) == []


def test_one_drawing_serves_light_and_dark(figures: str, open_page: Open) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        page = open_page(figures, View(1280, scheme))
        text = colour_of(page, "#figure-1 svg text", "fill")
        seen[scheme] = (text, page.locator("#figure-1 svg").inner_html())
    assert seen["light"][0] == "rgb(34, 37, 43)"
    assert seen["dark"][0] == "rgb(221, 224, 232)"
    assert seen["light"][1] == seen["dark"][1]


def test_paper_is_white_in_the_dark_as_well(figures: str, open_page: Open) -> None:
    page = open_page(figures, View(1280, "dark"))
    page.emulate_media(media="print")
    assert colour_of(page, "#figure-1 svg text", "fill") == "rgb(0, 0, 0)"
    expect(page.get_by_role("button", name="그림 확대").first).to_be_hidden()


def test_a_screen_reader_hears_what_is_plotted(figures: str, open_page: Open) -> None:
    page = open_page(figures)
    picture = page.get_by_role("img", name="선 그래프 “학습률에 따른 진동”")
    expect(picture).to_be_visible()
    expect(page.get_by_role("figure", name="그림 1 진동하는 손실")).to_be_visible()
    points = page.get_by_role("img", name="산점도 “점이 많은 그림”")
    expect(points).to_have_attribute("alt", re.compile("점들은 −3.47에서 3.9 사이에 6,000개"))


def test_a_text_takes_the_room_that_it_was_given(figures: str, open_page: Open) -> None:
    page = open_page(figures)
    far = page.evaluate(
        "[...document.querySelectorAll('.kb-figure text')].map(text => Math.abs("
        "text.getComputedTextLength() - text.textLength.baseVal.value))"
    )
    assert len(far) > 30
    assert max(far) < 0.5


def test_the_numbers_are_in_a_table(figures: str, open_page: Open) -> None:
    page = open_page(figures, java_script_enabled=False)
    data = page.locator("#figure-2 details")
    data.locator("summary").click()
    expect(data.locator("tbody tr")).to_have_text(["수학3", "영어7", "과학5"])


def test_a_figure_is_enlarged_by_keyboard(figures: str, open_page: Open, axe: Axe) -> None:
    page = open_page(figures)
    button = page.locator("#figure-1").get_by_role("button", name="그림 확대")
    small = page.locator("#figure-1 svg").bounding_box()
    button.press("Enter")
    dialog = page.get_by_role("dialog", name="확대한 그림")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="닫기")).to_be_focused()
    large = dialog.locator("svg").bounding_box()
    assert small is not None
    assert large is not None
    assert large["width"] > 1.3 * small["width"]
    assert large["y"] + large["height"] <= 900
    # Its clips and markers are its own.
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


@pytest.mark.parametrize("number", [1, 4])
def test_a_figure_is_enlarged_by_a_click(figures: str, open_page: Open, number: int) -> None:
    page = open_page(figures)
    expect(page.get_by_role("button", name="그림 확대").first).to_be_visible()
    page.locator(f"#figure-{number} .kb-figure__view").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="닫기").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_phone_shows_it_by_touch_and_can_scroll_it(figures: str, open_page: Open) -> None:
    page = open_page(figures, View(390, "light"), has_touch=True, is_mobile=True)
    expect(page.get_by_role("button", name="그림 확대").first).to_be_visible()
    wide = page.locator("#figure-5 .kb-figure__view")
    assert wide.evaluate("view => view.scrollWidth > view.clientWidth")
    expect(wide).to_have_attribute("tabindex", "0")
    box = page.locator("#figure-1 svg").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    page.locator("#figure-1 .kb-figure__view").tap()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_it_is_taken_away_as_svg(figures: str, open_page: Open) -> None:
    page = open_page(figures, View(1280, "dark"))
    page.locator("#figure-1").get_by_role("button", name="그림 확대").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG 내려받기").click()
    assert download.value.suggested_filename == "그림-1.svg"
    svg = download.value.path().read_text(encoding="utf-8")
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "currentColor" not in svg
    assert "var(" not in svg
    assert "color-mix" not in svg
    assert "학습률에 따른 진동" in svg


def test_it_is_taken_away_as_png(figures: str, open_page: Open) -> None:
    page = open_page(figures, View(1280, "dark"))
    page.locator("#figure-1").get_by_role("button", name="그림 확대").click()
    width = int(page.locator("#figure-1 svg").get_attribute("width") or 0)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG 내려받기").click()
    data = download.value.path().read_bytes()
    assert download.value.suggested_filename == "그림-1.png"
    assert struct.unpack_from(">I", data, 16)[0] == 2 * width


def test_a_figure_that_is_a_png_is_taken_away_as_it_is(figures: str, open_page: Open) -> None:
    page = open_page(figures)
    page.locator("#figure-4").get_by_role("button", name="그림 확대").click()
    expect(page.get_by_role("button", name="SVG 내려받기")).to_have_count(0)
    source = page.locator("#figure-4 img").get_attribute("src") or ""
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG 내려받기").click()
    assert download.value.path().read_bytes() == base64.b64decode(source.partition(",")[2])


def test_a_hostile_figure_does_nothing(figures: str, open_page: Open) -> None:
    asked: list[str] = []
    page = open_page(figures)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator("#figure-7 svg").click()
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator("#figure-7").get_by_text("<img src=x").count() == 1
    assert {urlsplit(url).hostname for url in asked} <= {"127.0.0.1", None}
