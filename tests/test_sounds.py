"""The particle that follows a name is the one that a Korean would say."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.sounds import PARTICLES, Sound, last_sound, particle

CheckCases = Callable[[Path, Callable[[str], str]], None]
CASES = Path(__file__).with_name("sounds.md")


def with_particles(text: str) -> str:
    return "\n".join(
        " ".join(line + particle(pair, line) for pair in ("을/를", "으로/로"))
        for line in text.split("\n")
    )


def test_particles(check_cases: CheckCases) -> None:
    check_cases(CASES, with_particles)


@pytest.mark.parametrize(
    ("pair", "after_consonant", "after_rieul", "after_vowel"),
    [
        ("은/는", "값은", "률은", "수는"),
        ("이/가", "값이", "률이", "수가"),
        ("과/와", "값과", "률과", "수와"),
        ("으로/로", "값으로", "률로", "수로"),
        ("으로부터/로부터", "값으로부터", "률로부터", "수로부터"),
        ("이라는/라는", "값이라는", "률이라는", "수라는"),
    ],
)
def test_every_particle_knows_its_forms(
    pair: str, after_consonant: str, after_rieul: str, after_vowel: str
) -> None:
    assert [name + particle(pair, name) for name in "값률수"] == [
        after_consonant,
        after_rieul,
        after_vowel,
    ]


def test_both_forms_where_nobody_knows() -> None:
    written = {pair: particle(pair, "學") for pair in ("은/는", "과/와", "이나/나", "으로써/로써")}
    assert written == {
        "은/는": "은(는)",
        "과/와": "과(와)",
        "이나/나": "(이)나",
        "으로써/로써": "(으)로써",
    }


SIGNS = st.text(st.sampled_from("()[]'\"`*_ </>&;#+.,값a1🎯率"), max_size=300)


@given(st.one_of(st.text(), SIGNS), st.sampled_from(sorted(PARTICLES)))
def test_nothing_that_a_stranger_writes_raises(text: str, pair: str) -> None:
    assert particle(pair, text).strip("()")


# What stands in brackets is not read where something stands before them.
WITHOUT_BRACKETS = st.text(st.characters(exclude_characters="("))


@given(WITHOUT_BRACKETS, st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_a_syllable_decides_alone(before: str, syllable: str) -> None:
    final = (ord(syllable) - 0xAC00) % 28
    expected = {0: Sound.VOWEL, 8: Sound.RIEUL}.get(final, Sound.CONSONANT)
    assert last_sound(before + syllable) is expected
    assert last_sound(f"{before}{syllable}’”)]`** ") is expected


@given(st.integers(min_value=0, max_value=10**20))
def test_grouping_changes_no_reading(number: int) -> None:
    assert last_sound(f"{number:,}") is last_sound(str(number))


def test_brackets_without_end_take_no_time() -> None:
    assert last_sound("()" * 5000) is Sound.UNKNOWN
    assert last_sound("(" * 5000) is Sound.UNKNOWN
