"""What a document is found by."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.model import DocumentKind
from kb.search import analyse
from kb.search import name_terms as naming
from kb.search.forms import LONGEST, OTHER_FORMS, Form, words_of
from kb.search.name_terms import Field, name_code, name_terms
from kb.search.word_terms import word_postings
from kb.words import order, search_form, spacing_key
from tests.search.documents import document

HERE = Path(__file__).parent
CheckCases = Callable[[Path, Callable[[str], str]], None]


def show_names(text: str) -> str:
    lines = [line.partition(": ") for line in text.split("\n")]
    said = {name: value for name, _colon, value in lines}
    is_tag = "tag" in said
    codes, _words = name_terms(
        document(
            title=said.get("tag") or said.get("title", ""),
            kind=DocumentKind.TAG if is_tag else DocumentKind.NOTE,
            aliases=[each for each in said.get("aliases", "").split("; ") if each],
            tags=[each for each in said.get("tags", "").split("; ") if each],
            headings=[line[2:] for line in text.split("\n") if line.startswith("# ")],
        )
    )
    return "\n".join(
        f"{term}: {', '.join(map(show_code, codes[term]))}" for term in sorted(codes, key=order)
    )


def show_code(code: int) -> str:
    rest, field = divmod(code, 4)
    rest, form = divmod(rest, 8)
    rest, position = divmod(rest, 16)
    ordinal, length = divmod(rest, 16)
    assert name_code(ordinal, length, position, Form(form), Field(field)) == code
    name = Field(field).name.lower() + (f" {ordinal}" if ordinal else "")
    return f"{name} {position + 1}/{length} {Form(form).name.lower()}"


def show_forms(text: str) -> str:
    lines = []
    for word in (word for line in text.split("\n") for word in words_of(line)):
        forms = (f"{term} {form.name.lower()}" for term, form in OTHER_FORMS[word])
        lines.append(": ".join(filter(None, [word, ", ".join(forms)])))
    return "\n".join(lines)


def test_names(check_cases: CheckCases) -> None:
    check_cases(HERE / "names.md", show_names)


def test_forms(check_cases: CheckCases) -> None:
    check_cases(HERE / "forms.md", show_forms)


def postings(*passages: str, **more: list[str]) -> dict[str, list[int]]:
    said = analyse(document("note.md", "", *passages, **more)).terms.said
    return {term: list(map(int, each.split(","))) for term, each in word_postings(said, {}).items()}


def test_words_keep_their_distance() -> None:
    found = postings("The learning rate is too large: the rate of learning.")
    assert "the" not in found
    learning, rate = found["learning"], found["rate"]
    assert learning[0] // 16 == rate[0] // 16 == 2
    assert rate[1] == learning[1] + 1
    assert learning[2] == 8


def test_an_edit_moves_no_other_passage() -> None:
    before = postings("first words, and many of them", "second ones there")
    after = postings("first words, and many of them here", "between", "second ones there")
    for word in ("first", "words", "many", "second", "ones"):
        assert before[word] == after[word]


def test_passages_that_begin_alike_are_told_apart() -> None:
    found = postings("one alpha", "one alpha")
    assert found["alpha"][0] // 16 == 2


def test_code_counts_less() -> None:
    assert postings("alpha")["alpha"][0] > postings(code=["alpha"])["alpha"][0]


def test_more_often_is_more() -> None:
    weights = [postings(" ".join(["alpha"] * count))["alpha"][0] % 16 for count in (1, 2, 5, 50)]
    assert weights == sorted(weights)
    assert 1 <= weights[0] < weights[-1] <= 15


def test_long_passages_and_long_words_are_cut() -> None:
    found = analyse(
        document("note.md", "", "낱말 " * 5000, "가나다라" * 500, "x" * 9000)
    ).terms.said
    assert max(map(len, found.words.split("\n"))) == LONGEST
    assert all(len(term) <= LONGEST + 1 for term in word_postings(found, {}))
    assert sum(map(len, word_postings(found, {}))) < 3000
    assert postings("낱말 " * 5000)["낱말"][0] // 16 == 63


def test_lemmas_lead_to_their_words() -> None:
    said = analyse(document("note.md", "", "빨개졌다 빨갛다")).terms.said
    found = word_postings(said, {"빨개졌다": ("빨갛",), "빨갛다": ("빨갛",)})
    assert found["빨갛~"].split(",")[1] == found["빨개졌다"].split(",")[1]
    assert int(found["빨갛~"].split(",")[0]) // 16 == 2


NAMES = st.lists(
    st.sampled_from([*"가는을만 aZ3-_('/)\n", "Don't", "C++", "C#", "0.01", "é", "ㅅ", "x" * 45]),
    max_size=7,
).map("".join)


@given(NAMES)
def test_the_key_of_a_name_is_made_of_its_words(name: str) -> None:
    assert naming._key(name, words_of(name)) == search_form(spacing_key(name))
