"""Sliders of a snippet, in a page made of what `run` encodes and `render` writes."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect

from kb.model import FIGURE_ID, Figure, Parameter, Result, State, Stream, Text
from kb.names import Language
from kb.render.slider import slider_html
from kb.run.sweep import encode_sweep
from tests.browser.collection import write_page
from tests.browser.conftest import VIEWS, Axe, Open, View
from tests.browser.server import serve
from tests.run.test_sweep import draw

RATES = (0.1, 0.5, 0.9, 1.3, 1.7)
MOMENTA = (0, 0.5, 0.9)


def drawn(rate: float) -> Figure:
    figure = draw(rate, 60)
    svg = figure.svg.replace('id="', f'id="{FIGURE_ID}').replace('"#', f'"#{FIGURE_ID}')
    return Figure(460, 345, svg.replace("url(#", f"url(#{FIGURE_ID}"), b"", figure.description)


def result(rate: float, momentum: float) -> Result:
    text = Text(Stream.STDOUT, f"rate {rate}, momentum {momentum}, </script><b>bold</b>\n")
    if momentum == 0.9:
        return Result(State.FAILED, (text,))
    return Result(State.RAN, (text, drawn(rate)))


def slider(unique: str) -> str:
    parameters = (Parameter("lr", RATES, 0.5), Parameter("momentum", MOMENTA, 0))
    results = [result(*each) for each in product(RATES, MOMENTA)]
    sweep = encode_sweep(parameters, results)
    text = "rate 0.5, momentum 0, &lt;/script&gt;&lt;b&gt;bold&lt;/b&gt;"
    svg = drawn(0.5).svg.replace(FIGURE_ID, f"{unique}f-")
    svg = svg.replace("<svg ", '<svg role="img" aria-label="A line" ', 1)
    shown = (
        '<div data-output="0"><pre class="kb-text kb-stdout" role="group" aria-label="출력" '
        f'tabindex="0"><samp>{text}</samp></pre></div>'
        f'<div data-output="1" data-figure-id="{unique}f-"><figure class="kb-figure">{svg}'
        "</figure></div>"
    )
    return slider_html(sweep, shown, unique=unique, language=Language("ko"))


@pytest.fixture(scope="module")
def slider_page(
    build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    site = tmp_path_factory.mktemp("sliders") / "site"
    copytree(build_vault(Path(__file__).parent / "vault"), site)
    write_page(site, "sliders", "슬라이더", slider("kb-1-"))
    with serve(site) as address:
        yield f"{address}sliders/"


def line_of(page: Page) -> str:
    paths = "paths => paths.map(path => path.getAttribute('d')).sort((a, b) => b.length - a.length)"
    found = page.locator("[data-output='1'] svg path").evaluate_all(paths)
    return str(found[0]).replace("\n", " ")


def longest(figure: Figure) -> str:
    path = max((part.split('"')[0] for part in figure.svg.split(' d="')[1:]), key=len)
    return path.replace("\n", " ")  # as XML reads an attribute


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("query", ["", "?lr=1.3&momentum=0.9"])
def test_axe_finds_nothing(
    slider_page: str, open_page: Open, axe: Axe, view: View, query: str
) -> None:
    page = open_page(slider_page + query, view)
    expect(page.get_by_role("slider", name="lr")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= view.width
    for control in page.locator(".kb-slider__controls :is(input, button)").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 24


def test_the_keyboard_moves_it(slider_page: str, open_page: Open) -> None:
    page = open_page(slider_page)
    rate = page.get_by_role("slider", name="lr")
    expect(rate).to_have_attribute("aria-valuetext", "0.5")
    start = page.locator(".kb-slider__outputs").inner_html()
    rate.focus()
    for key, value in (
        ("ArrowRight", "0.9"),
        ("End", "1.7"),
        ("ArrowLeft", "1.3"),
        ("Home", "0.1"),
        ("PageUp", "0.5"),
        ("ArrowRight", "0.9"),
    ):
        page.keyboard.press(key)
        expect(rate).to_have_attribute("aria-valuetext", value)
        expect(page.locator("samp").first).to_contain_text(
            f"rate {value}, momentum 0, </script><b>"
        )
        assert line_of(page) == longest(drawn(float(value)))
    expect(page).to_have_url(f"{slider_page}?lr=0.9")
    page.reload()
    expect(rate).to_have_attribute("aria-valuetext", "0.9")
    page.get_by_role("button", name="본문의 값으로").press("Enter")
    expect(rate).to_have_attribute("aria-valuetext", "0.5")
    expect(page).to_have_url(slider_page)
    assert page.locator(".kb-slider__outputs").inner_html() == start


def test_a_mouse_drags_it(slider_page: str, open_page: Open) -> None:
    page = open_page(slider_page)
    box = page.get_by_role("slider", name="lr").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.27, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 5, middle, steps=8)
    page.mouse.up()
    expect(page.locator("samp").first).to_contain_text("rate 1.7")
    assert line_of(page) == longest(drawn(1.7))


def test_a_finger_moves_it(slider_page: str, open_page: Open) -> None:
    page = open_page(slider_page, VIEWS[-1], has_touch=True, is_mobile=True)
    rate = page.get_by_role("slider", name="lr")
    box = rate.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] - 10, box["y"] + box["height"] / 2)
    expect(rate).to_have_attribute("aria-valuetext", "1.7")
    expect(page.locator("samp").first).to_contain_text("rate 1.7")


def test_two_parameters_and_a_step_that_fails(slider_page: str, open_page: Open) -> None:
    page = open_page(f"{slider_page}?momentum=0.5&lr=unknown&x=1")
    expect(page.locator("samp").first).to_contain_text("rate 0.5, momentum 0.5")
    failure = page.locator(".kb-slider__failure")
    expect(failure).to_be_hidden()
    page.get_by_role("slider", name="momentum").press("End")
    expect(failure).to_be_visible()
    expect(page.locator("[data-output='1']")).to_be_hidden()
    expect(page.locator(".kb-slider__status")).to_contain_text("이 값에서는")
    expect(page).to_have_url(f"{slider_page}?momentum=0.9&x=1")


def test_without_javascript_the_start_is_there(slider_page: str, open_page: Open) -> None:
    page = open_page(slider_page, java_script_enabled=False)
    expect(page.get_by_text("lr = 0.5, momentum = 0")).to_be_visible()
    expect(page.locator(".kb-slider__controls")).to_be_hidden()
    expect(page.locator("[data-output='1'] svg")).to_be_visible()


def test_paper_shows_the_step_that_is_shown(slider_page: str, open_page: Open) -> None:
    page = open_page(f"{slider_page}?lr=1.3")
    expect(page.locator("samp").first).to_contain_text("rate 1.3")
    page.emulate_media(media="print")
    expect(page.get_by_role("slider", name="lr")).to_be_hidden()
    expect(page.locator(".kb-slider output").first).to_have_text("1.3")
    expect(page.locator("samp").first).to_contain_text("rate 1.3")
