"""Dates and numbers are written as the language writes them."""

from datetime import date as day

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from kb import formats
from kb.formats import date, grouped
from kb.names import Language
from tools.catalogues import compile_catalogues

KO, EN = Language("ko"), Language("en")
LANGUAGES = ["ko", "en", "en_GB", "de", "fr", "ja", "cs", "hi", "de_CH", "zh_Hant_TW", "pt_PT"]


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_catalogues()


@pytest.mark.parametrize(
    ("language", "given", "written"),
    [
        (KO, "2026-11-23", "2026년 11월 23일"),
        (KO, "2026-01-02T03:04:05+09:00", "2026년 1월 2일"),
        (KO, "2026-11", "2026년 11월"),
        (KO, "2026", "2026년"),
        (EN, "2026-11-23", "November 23, 2026"),
        (EN, "2026-11", "November 2026"),
        (EN, "2026", "2026"),
        (Language("en-gb"), "2026-11-03", "3 November 2026"),
        (Language("cs"), "2026-11-23", "23. listopadu 2026"),
        (Language("cs"), "2026-11", "listopad 2026"),
        (Language("tlh-x-none"), "2026-11-03", "2026-11-03"),
        (Language("tlh"), "2026-11", "2026-11"),
    ],
)
def test_dates(language: Language, given: str, written: str) -> None:
    assert date(language, given) == written


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        (KO, 0, "0"),
        (KO, 999, "999"),
        (KO, 1000, "1,000"),
        (EN, -1234567, "-1,234,567"),
        (Language("de"), 12345, "12.345"),
        (Language("hi"), 1234567, "12,34,567"),
        (Language("tlh"), 12345, "12345"),
    ],
)
def test_numbers(language: Language, number: int, written: str) -> None:
    assert grouped(language, number) == written


@given(st.sampled_from(LANGUAGES), st.dates(min_value=day(1000, 1, 1)))
def test_dates_are_those_of_babel(locale: str, given: day) -> None:
    language = Language(locale.lower().replace("_", "-"))
    assert date(language, given.isoformat()) == format_date(given, "long", locale)


@given(st.sampled_from(LANGUAGES), st.integers(min_value=10_000, max_value=10**15))
def test_numbers_are_those_of_babel(locale: str, number: int) -> None:
    language = Language(locale.lower().replace("_", "-"))
    written = format_decimal(number, locale=Locale.parse(locale), numbering_system="latn")
    assert grouped(language, number) == written


def test_where_nothing_was_compiled_dates_are_as_they_were_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for remembering in (formats.formats, formats._known):
        remembering.cache_clear()
    monkeypatch.setattr(formats, "FILE", formats.FILE.with_name("none.json"))
    try:
        assert date(KO, "2026-11-03") == "2026-11-03"
        assert grouped(KO, 12345) == "12345"
    finally:
        for remembering in (formats.formats, formats._known):
            remembering.cache_clear()
