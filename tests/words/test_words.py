"""Words of mixed text; each table of examples is also what the browser's twin is held to."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import snowballstemmer
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kb.words import (
    STOP_WORDS,
    Token,
    can_end_term,
    compose,
    decompose,
    english_stem,
    equivalents,
    fits,
    initials,
    is_initials,
    is_particle,
    is_stop_word,
    order,
    search_form,
    sounds_like,
    spacing_key,
    stands_before,
    stems,
    term_key,
    tokens,
    verb_stems,
)

HERE = Path(__file__).parent
CheckCases = Callable[[Path, Callable[[str], str]], None]

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
LETTERS = st.sampled_from("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ")
KOREAN = st.text(st.one_of(SYLLABLES, st.sampled_from(" ab1.")))
PIECES = st.sampled_from(
    [*"학습률은는이가을를로의a1.,'’()[]\"`*-_ \n+#ㄱㅏ🎯が漢\u0301\u1100", "learning", "에서는"]
)
SNOWBALL = snowballstemmer.stemmer("english")
ENGLISH = st.text("abcdeghilnorstuvyz'", max_size=10)
ENGLISH_ENDS = st.sampled_from(
    "s es ies ied ed eed ing ingly edly ying y ly li ogi ogist fully ously ational ization iveness "
    "ness ment ement ance ible bl at iz ion er e ll 's '".split()
)
ENGLISH_WORDS = st.tuples(ENGLISH, ENGLISH_ENDS, ENGLISH_ENDS).map("".join)
MIXED = st.lists(PIECES, max_size=20).map("".join)


def by_line(work: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(work, text.split("\n")))


def show_tokens(text: str) -> str:
    return "\n".join(f"{token.start}-{token.end} {token.text}" for token in tokens(text))


def test_tokens(check_cases: CheckCases) -> None:
    check_cases(HERE / "tokens.md", show_tokens)


def test_stems(check_cases: CheckCases) -> None:
    check_cases(HERE / "stems.md", by_line(lambda word: " ".join(stems(word))))


def test_jamo(check_cases: CheckCases) -> None:
    check_cases(HERE / "jamo.md", by_line(decompose))


def test_initials(check_cases: CheckCases) -> None:
    check_cases(HERE / "initials.md", by_line(initials))


def test_spacing(check_cases: CheckCases) -> None:
    check_cases(HERE / "spacing.md", by_line(spacing_key))


def test_keys_of_terms(check_cases: CheckCases) -> None:
    check_cases(HERE / "terms.md", by_line(term_key))


def test_forms(check_cases: CheckCases) -> None:
    check_cases(HERE / "forms.md", by_line(search_form))


def test_order(check_cases: CheckCases) -> None:
    check_cases(HERE / "order.md", lambda text: "\n".join(sorted(text.split("\n"), key=order)))


def test_english(check_cases: CheckCases) -> None:
    check_cases(HERE / "english.md", by_line(lambda word: english_stem(search_form(word))))


def test_verbs(check_cases: CheckCases) -> None:
    def show(word: str) -> str:
        return " ".join([word, "->", *found]) if (found := verb_stems(word)) else word

    check_cases(HERE / "verbs.md", by_line(show))


def test_what_words_do_in_a_term(check_cases: CheckCases) -> None:
    def show(word: str) -> str:
        return f"{stands_before(word).value}{', can end one' if can_end_term(word) else ''}"

    check_cases(HERE / "nouns.md", by_line(show))


def test_what_sounds_alike(check_cases: CheckCases) -> None:
    def show(line: str) -> str:
        korean, _, latin = line.partition(" = ")
        score = sounds_like(korean, latin)
        return "alike" if score >= 0.7 else "unlike" if score < 0.5 else "between"

    check_cases(HERE / "sounding.md", by_line(show))


@given(st.text(), st.text())
def test_how_alike_is_between_none_and_all(one: str, other: str) -> None:
    assert 0 <= sounds_like(one, other) <= 1


def test_what_a_term_is_in_the_other_language() -> None:
    pairs = [(["학습률"], ["learning rate", "LR"]), (["학습 비율"], ["Learning-Rates"])]
    found = equivalents(pairs)
    assert found["learning rate"] == ("학습률", "학습 비율")
    assert found["학습률"] == ("learning rate", "LR")


@given(st.one_of(st.text(), MIXED))
@example("e\u0301'\u0301")
def test_places_are_right_whatever_the_text(text: str) -> None:
    ended = 0
    for token in tokens(text):
        assert ended <= token.start < token.end
        assert text[token.start : token.end] == token.text
        ended = token.end


@given(st.one_of(st.text(), MIXED))
def test_only_particles_are_left_out(text: str) -> None:
    kept = {place for token in tokens(text) for place in range(token.start, token.end)}
    rest = "".join(c if place not in kept else " " for place, c in enumerate(text))
    for word in tokens(f" {rest} "):
        assert is_particle(word.text)


@given(st.one_of(st.text(), MIXED, KOREAN))
def test_the_word_is_its_first_stem(word: str) -> None:
    first, *others = stems(word)
    assert first == word
    assert sorted(others, key=len) == others
    for stem in others:
        assert len(stem) >= 2
        assert word.startswith(stem)
        assert fits(word[len(stem) :], stem)


@given(KOREAN)
def test_decomposing_whole_syllables_can_be_undone(text: str) -> None:
    assert compose(decompose(text)) == text


@given(st.text(LETTERS))
def test_composing_can_be_undone(letters: str) -> None:
    assert decompose(compose(letters)) == letters


@given(st.text())
def test_nothing_raises(text: str) -> None:
    for work in (compose, decompose, initials, is_initials, spacing_key, term_key, search_form):
        work(text)
    for ask in (can_end_term, stands_before, order, english_stem, verb_stems, is_stop_word):
        ask(text)


@given(st.one_of(st.text(), MIXED, KOREAN))
def test_a_form_is_its_own_form(text: str) -> None:
    form = search_form(text)
    assert search_form(form) == form


@given(st.lists(st.one_of(st.text(), MIXED, KOREAN)))
def test_order_is_that_of_scripts(terms: list[str]) -> None:
    def by_code_units(term: str) -> bytes:
        return decompose(term).encode("utf-16-be", "surrogatepass")

    assert sorted(terms, key=order) == sorted(terms, key=by_code_units)


@given(KOREAN, st.sampled_from("ㄱㄴㅅㅎㅏㅗ"))
def test_what_begins_with_what_was_typed_is_sorted_behind_it(text: str, letter: str) -> None:
    typed = decompose(text)
    assert order(text) <= typed + letter <= order(text + letter)


@given(st.text("abcdeghilnorstuvyzY'", max_size=20))
@example("yyayyy")
def test_english_stems_are_those_of_snowball(word: str) -> None:
    assume(any(map(str.isalpha, word)))
    assert english_stem(word.lower()) == SNOWBALL.stemWord(word.lower())


@given(ENGLISH_WORDS)
def test_english_endings_are_those_of_snowball(word: str) -> None:
    assume(any(map(str.isalpha, word)))
    assert english_stem(word) == SNOWBALL.stemWord(word)


@given(KOREAN)
def test_stems_of_verbs_begin_as_their_forms_do(word: str) -> None:
    for stem in verb_stems(word):
        assert 0 < len(stem) <= len(word)
        assert initials(word).startswith(initials(stem)[:-1])


def test_function_words_are_in_their_form() -> None:
    assert is_stop_word("the")
    assert not is_stop_word("rate")
    assert all(search_form(word) == word for word in STOP_WORDS)


def letter_names(text: str) -> list[str]:
    """What Unicode calls the letters, whichever block they are of."""
    return [part for c in text for part in unicodedata.name(c).split()[-1].split("-")]


@given(SYLLABLES)
def test_the_consonants_are_those_of_unicode(syllable: str) -> None:
    first, _, *final = unicodedata.normalize("NFD", syllable)
    assert letter_names(initials(syllable)) == letter_names(first)
    consonants = [
        c for c in decompose(syllable)[1:] if c in decompose("ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
    ]
    assert letter_names("".join(consonants)) == letter_names("".join(final))


@given(KOREAN)
def test_spaces_between_korean_words_do_not_matter(text: str) -> None:
    hangul = "".join(c for c in text if "가" <= c <= "힣")
    assert spacing_key(" ".join(hangul)) == spacing_key(hangul) == hangul


@given(st.lists(st.text("abcXYZ", min_size=1), max_size=5))
def test_a_hyphen_is_as_good_as_a_space(words: list[str]) -> None:
    assert spacing_key("-".join(words)) == spacing_key(" ".join(words)) == " ".join(words).lower()


def test_initials_are_told_from_words() -> None:
    assert is_initials("ㅎㅅㄹ")
    assert is_initials("ㄱㅅ ㅎㄱㅂ")
    assert is_initials("ㄳ")
    for text in ("", " ", "학ㅅ", "ㅎㅏ", "lr", "ㅎr"):
        assert not is_initials(text)


def test_a_token_is_a_value() -> None:
    assert tokens("값은") == [Token("값은", 0, 2)]
