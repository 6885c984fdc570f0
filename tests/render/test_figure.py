"""A figure in a page, and what is said of it."""

from pathlib import Path

import pytest

from kb.model import Description, Figure
from kb.names import Language
from kb.render.alt_text import _SUBJECTS, alt_text
from kb.render.figure import figure_html
from kb.render.numerals import day, numeral
from kb.run.figures import finish_figure
from kb.run.task import RawFigure
from kb.strings import translate
from kb.words.particles import fits
from tests.cases import Case, read_cases, update_cases
from tests.run.drawing import drawn

CASES = Path(__file__).parent / "alt_text.md"
KOREAN, ENGLISH = Language("ko"), Language("en")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RawFigure]:
    names = [case.given for case in read_cases(CASES)]
    return drawn(names, tmp_path_factory.mktemp("here"))


def said(figure: RawFigure) -> str:
    description = finish_figure(figure).description
    return f"{alt_text(description, KOREAN)}\n{alt_text(description, ENGLISH)}"


def test_examples_are_up_to_date(raw: dict[str, RawFigure], pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update"):
        update_cases(CASES, lambda name: said(raw[name]))


@pytest.mark.parametrize("case", [*read_cases(CASES)], ids=lambda case: case.title)
def test_what_a_figure_shows_is_said(raw: dict[str, RawFigure], case: Case) -> None:
    assert said(raw[case.given]) == case.expected


def test_a_subject_has_the_particle_that_its_sentences_need() -> None:
    for subjects in _SUBJECTS.values():
        for subject in subjects:
            words = translate(KOREAN, subject)
            assert words.endswith("은"), subject
            assert fits("은", words.removesuffix("은")), subject


def html(figure: Figure, **values: object) -> str:
    given = {
        "unique": "kb-3-",
        "number": None,
        "caption_html": "",
        "alt": "",
        "language": ENGLISH,
        "identifier": "",
    }
    return figure_html(figure, **(given | values))  # type: ignore[arg-type]


SVG = '<svg viewBox="0 0 1 1" width="1" height="1"><path id="kb-figure-id-0"/></svg>'


def test_ids_become_the_pages() -> None:
    assert 'id="kb-3-0"' in html(Figure(1, 1, SVG, b"", Description()))


def test_the_authors_own_words_come_first() -> None:
    figure = Figure(1, 1, SVG, b"", Description("Title"))
    assert 'aria-label="Figure “Title”."' in html(figure)
    page = html(figure, alt='A "loss" <b>', caption_html="<em>c</em>", number=2, identifier="osc")
    assert 'aria-label="A &#34;loss&#34; &lt;b&gt;"' in page
    assert '<figure class="kb-figure" id="osc">' in page
    assert '<span class="kb-figure__number">Figure 2</span> <em>c</em></figcaption>' in page


def test_a_figure_without_a_picture_says_so() -> None:
    page = html(Figure(0, 0, "", b"", Description()), language=KOREAN)
    assert "그림을 보여 드릴 수 없습니다" in page
    assert "<svg" not in page


def test_a_png_says_how_large_it_is() -> None:
    page = html(Figure(30, 20, "", b"png", Description()))
    assert '<img src="data:image/png;base64,cG5n" alt="A figure without a description"' in page
    assert 'width="30" height="20"' in page


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0.0, 3, "0"),
        (-0.0, 3, "0"),
        (9.999, 3, "10"),
        (1234567.0, 3, "1.23×10^6"),
        (123456.0, 6, "123456"),
        (0.1 + 0.2, 6, "0.3"),
        (-0.5, 3, "−0.5"),
        (1e300, 3, "1×10^300"),
        (99999.9, 3, "100000"),
    ],
)
def test_a_number_is_written_for_people(value: float, digits: int, expected: str) -> None:
    assert numeral(value, digits) == expected


def test_a_day_that_no_calendar_has_is_a_number() -> None:
    assert day(1e12) == "1×10^12"
    assert day(-1) == "1969-12-31"
