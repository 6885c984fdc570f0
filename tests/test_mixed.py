"""What stands in another language than the text around it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.measuring import is_latin, measure, true_language
from kb.mixed import may_be_mixed, other_language, stretches
from kb.names import Language
from tests.conftest import CheckCases

HERE = Path(__file__).parent
LANGUAGES = st.sampled_from(["ko", "en", "ja", "zh", "fr", "ko-kr", "en-gb"]).map(Language)
TEXTS = st.lists(
    st.sampled_from(
        [
            *"가나다ㅋアの漢字ーéa1.,!?()[]\"'’ \n\0\ufffc",
            "what is the ",
            "of a ",
            "학습률",
            "learning rate ",
            "これは",
            "한국어 문장이다. ",
            "camelCase ",
            "a_b ",
        ]
    )
    | st.characters(),
    max_size=30,
).map("".join)


def show(text: str) -> str:
    code, _, words = text.partition("\n")
    around = Language(code)
    whole = other_language(words, around)
    found = stretches(words, whole or around)
    assert may_be_mixed(words, around) or not (whole or found)
    for start, end, language in reversed(found):
        words = f"{words[:start]}[{language}: {words[start:end]}]{words[end:]}"
    return "\n".join([*([f"whole: {whole}"] if whole else []), words])


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "mixed.md", show)


@given(TEXTS, LANGUAGES)
def test_stretches_are_in_order_and_apart(text: str, around: Language) -> None:
    whole = other_language(text, around)
    found = stretches(text, whole or around)
    assert may_be_mixed(text, around) or not (whole or found)
    position = 0
    for start, end, language in found:
        assert position <= start < end <= len(text)
        assert language != (whole or around)
        assert "\0" not in text[start:end]
        position = end


@given(TEXTS)
def test_no_hangul_is_left_to_an_english_voice(text: str) -> None:
    whole = other_language(text, Language("en"))
    if whole == "ko":
        return
    found = stretches(text, whole or Language("en"))
    said = {i for start, end, language in found if language == "ko" for i in range(start, end)}
    assert all(i in said for i, letter in enumerate(text) if "가" <= letter <= "힣")


@pytest.mark.parametrize(
    "piece", ["가", "a", "の", "漢", "1", "-", "(", "is a ", "가(", "1가", "가-1 "]
)
def test_a_long_text_of_one_kind_is_not_slow(piece: str) -> None:
    """Whatever repeats is read once; what is tried again for each character takes minutes."""
    text = piece * 30_000
    for around in ("ko", "en", "ja"):
        other_language(text, Language(around))
        stretches(text, Language(around))


@pytest.mark.parametrize(
    ("said", "measured", "true"),
    [
        ("en", "ko", "ko"),
        ("ko", "en", "en"),
        ("fr", "en", "fr"),
        ("fr", "ko", "ko"),
        ("ko-kr", "ko", "ko-kr"),
        ("ko", "", "ko"),
    ],
)
def test_letters_say_more_than_the_name_of_a_file(said: str, measured: str, true: str) -> None:
    assert true_language(Language(said), Language(measured)) == true


def test_measuring() -> None:
    assert measure("```\nint main\n```\n한국어") == "ko"
    assert measure("学習率とは何ですか") == "ja"
    assert measure("什么是学习率") == "zh"
    assert measure("123") == ""
    assert is_latin(Language("fr"))
    assert not is_latin(Language("zh-tw"))
