"""Names stand under the letter that a Korean index has them under, and in its order."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kb.letters import LETTERS, letter_of, order_of


def test_names_of_several_scripts() -> None:
    names = [
        "학습률",
        "까치",
        ".NET",
        "École",
        "3월",
        "가중치",
        "adam",
        "Adam 2",
        "ㄱ",
        "日本",
        "!",
    ]
    assert [letter_of(name) for name in names] == [*"ㅎㄱNE0ㄱAAㄱ00"]
    ordered = sorted(names, key=order_of)
    assert ordered[:3] == ["ㄱ", "가중치", "까치"]
    assert ordered[3:7] == ["학습률", "adam", "Adam 2", "École"]


@given(st.text(max_size=8) | st.text(alphabet="가각까ㄱA a.-1é\u1100\u1161", max_size=8))
def test_order_follows_from_the_first_letter_and_what_stands_behind(name: str) -> None:
    shown = unicodedata.normalize("NFC", name)
    start = next((at for at, character in enumerate(shown) if character.isalnum()), 0)
    assert order_of(name) == (LETTERS.index(letter_of(shown)), shown[start:].casefold(), shown)
