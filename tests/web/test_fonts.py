"""In code Hangul is two cells wide and everything that diagrams are drawn with is one."""

import re

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tools.fonts import CELL, FAMILY, WIDE_FAMILY, format_ranges, parse_ranges
from tools.front_end import DIST

FACE = re.compile(r"@font-face\{(?P<body>[^}]*)\}")


def widths_of(family: str) -> dict[int, set[int]]:
    """For each character that `family` says it draws, the widths of its glyphs, per 1000."""
    (file,) = DIST.glob("kb-*.css")
    styles = file.read_text(encoding="utf-8")
    widths: dict[int, set[int]] = {}
    for face in FACE.finditer(styles):
        body = face["body"]
        if not re.search(rf"font-family:[\"']?{family}[\"']?;", body):
            continue
        url = re.search(r"url\([\"']?([^\"')]+)", body)
        ranges = re.search(r"unicode-range:([^;}]+)", body)
        assert url
        assert ranges
        with TTFont(DIST / url[1]) as font:
            assert font["head"].unitsPerEm == 1000
            metrics, glyphs = font["hmtx"], font.getBestCmap()
            for character in parse_ranges(ranges[1]):
                widths.setdefault(character, set()).add(metrics[glyphs[character]][0])
    return widths


@pytest.fixture(scope="module")
def narrow() -> dict[int, set[int]]:
    return widths_of(FAMILY)


@pytest.fixture(scope="module")
def wide() -> dict[int, set[int]]:
    return widths_of(WIDE_FAMILY)


def test_one_cell(narrow: dict[int, set[int]]) -> None:
    assert {width for each in narrow.values() for width in each} == {CELL}
    for character in "Az09~─│┌┐└┘├┤┬┴┼═║█░←↑→↓↔⇒…“”‘’·•–—▶●■□△×÷±≤≥≠∑∂θηλ✓✗★°":
        assert ord(character) in narrow, character
    assert set(range(0x2500, 0x25A0)) <= set(narrow)


def test_two_cells(wide: dict[int, set[int]]) -> None:
    assert {width for each in wide.values() for width in each} == {2 * CELL}
    assert set(range(0xAC00, 0xD7A4)) <= set(wide)
    for character in "ㄱㅎㅏㅣ、。「」（）":
        assert ord(character) in wide, character


def test_no_character_is_in_both(narrow: dict[int, set[int]], wide: dict[int, set[int]]) -> None:
    assert not set(narrow) & set(wide)


@given(st.sets(st.integers(min_value=0, max_value=0x10FFFF)))
def test_ranges_say_what_they_were_made_of(characters: set[int]) -> None:
    if characters:
        assert parse_ranges(format_ranges(characters)) == characters
