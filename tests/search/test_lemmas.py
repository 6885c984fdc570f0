"""What a dictionary adds to the rules."""

import sys

import pytest

from kb.search import lemma_version, lemmas, lemmas_of


@pytest.mark.skipif(not lemma_version(), reason="kiwipiepy, the extra [ko], is not installed")
def test_lemmas_of_irregular_verbs() -> None:
    found = lemmas_of(["사라졌든가", "이럴까", "진동하며", "학습률은", "gradient", "값"])
    assert found["사라졌든가"] == ("사라지",)
    assert found["이럴까"] == ("이렇",)
    assert found["진동하며"] == ("진동하",)
    assert "학습률은" not in found
    assert "gradient" not in found


@pytest.mark.skipif(not lemma_version(), reason="kiwipiepy, the extra [ko], is not installed")
def test_words_do_not_depend_on_each_other() -> None:
    words = ["줄였다", "줄인다", "흔들렸다", "도와", "걸어서", "빨개졌다"]
    together = lemmas_of(words)
    for word in words:
        assert lemmas_of([word]).get(word) == together.get(word)


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kiwipiepy", None)
    lemmas._kiwi.cache_clear()
    with pytest.raises(ImportError):
        lemmas_of(["줄였다"])
