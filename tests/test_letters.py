"""Names stand under the letter that an index has them under, and in the order of its readers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.letters import LETTERS, index_order, letter_of, letters_for, title_order
from kb.names import Language

KO, EN = Language("ko"), Language("en")


def in_order(names: list[str], language: Language = KO) -> list[str]:
    return sorted(names, key=lambda name: title_order(name, language))


def in_index(names: list[str], language: Language = KO) -> list[str]:
    return sorted(names, key=lambda name: index_order(name, language))


def test_names_stand_under_their_first_letter() -> None:
    names = "학습률 까치 .NET École 3월 가중치 adam ㄱ 日本 ! Øyvind “인용” 🎯핵심".split()
    assert [letter_of(name) for name in names] == [*"ㅎㄱNE0ㄱAㄱ00Oㅇㅎ"]


def test_in_korean_hangul_stands_before_latin_letters() -> None:
    names = ["Adam", "학습률", "AI basics", "AI 개론", "경사하강법", "2장", "日本"]
    assert in_order(names) == [
        "2장",
        "경사하강법",
        "학습률",
        "日本",
        "Adam",
        "AI 개론",
        "AI basics",
    ]
    assert in_index(names)[0] == "경사하강법"
    assert [*letters_for(KO)] == [*LETTERS]


def test_in_other_languages_latin_letters_stand_before_hangul() -> None:
    names = ["학습률", "Adam", "AI 개론", "AI basics", "경사하강법", "Chapter"]
    expected = ["Adam", "AI basics", "AI 개론", "Chapter", "경사하강법", "학습률"]
    assert in_order(names, EN) == in_index(names, EN) == expected
    assert in_order(names, Language("de-at")) == expected
    assert [*letters_for(EN)][:2] == ["A", "B"]
    assert [*letters_for(EN)][-2:] == ["ㅎ", "0"]


def test_syllables_stand_as_in_the_dictionary() -> None:
    names = "하 까 각 가 깎다 나 다 따 갸 개 값".split()
    assert in_order(names) == "가 각 값 개 갸 까 깎다 나 다 따 하".split()


def test_numbers_are_compared_as_numbers() -> None:
    names = ["Lecture 10", "Lecture 2", "Lecture 02b", "Lecture 1", "Lecture 2b", "Lecture"]
    assert in_order(names) == [
        "Lecture",
        "Lecture 1",
        "Lecture 2",
        "Lecture 02b",
        "Lecture 2b",
        "Lecture 10",
    ]
    assert in_order(["10장", "9장", "100장"]) == ["9장", "10장", "100장"]


@pytest.mark.parametrize("language", [KO, EN])
def test_case_and_accents_decide_last(language: Language) -> None:
    names = ["Zebra", "école", "Echo", "Ecole b", "ecole", "apple", "Øre", "part"]
    assert in_order(names, language) == [
        "apple",
        "Echo",
        "ecole",
        "école",
        "Ecole b",
        "Øre",
        "part",
        "Zebra",
    ]


def test_signs_before_a_name_do_not_count() -> None:
    assert in_order(["나", "“가”", "🎯 다", "`라`"]) == ["“가”", "나", "🎯 다", "`라`"]


TITLES = st.text() | st.text(st.sampled_from("가각까힣ㄱㅎaAbzZ09 .-“é日かカ\u1100\u1161\u0301"))
LANGUAGES = st.sampled_from([KO, EN])


@given(TITLES, LANGUAGES)
def test_any_name_has_its_place(name: str, language: Language) -> None:
    place, *order = index_order(name, language)
    assert tuple(order) == title_order(name, language)
    assert 0 <= place < len(LETTERS)


@given(st.lists(st.text(st.sampled_from("가각나다힣"), min_size=1)), LANGUAGES)
def test_plain_hangul_is_sorted_by_code_point(names: list[str], language: Language) -> None:
    assert in_order(names, language) == sorted(names)


@given(st.lists(st.text(st.sampled_from("abc xyz"), min_size=1).map(str.strip)), LANGUAGES)
def test_plain_latin_is_sorted_by_code_point(names: list[str], language: Language) -> None:
    assert in_order(names, language) == sorted(names)


@given(st.lists(st.integers(min_value=0, max_value=10**30)), LANGUAGES)
def test_numbered_names_are_sorted_by_number(numbers: list[int], language: Language) -> None:
    names = in_order([f"강의 {number}" for number in numbers], language)
    assert [int(re.sub(r"\D", "", name)) for name in names] == sorted(numbers)


@given(st.text(st.sampled_from("가나다")), st.sampled_from("가힣"), st.sampled_from("az"))
def test_where_two_names_part_the_script_decides(start: str, hangul: str, latin: str) -> None:
    names = [start + latin, start + hangul]
    assert in_order(names, KO) == [start + hangul, start + latin]
    assert in_order(names, EN) == [start + latin, start + hangul]
