"""A pattern that is compiled later is the pattern."""

import re

import pytest

from kb.patterns import pattern


def test_it_is_the_pattern() -> None:
    words = pattern(r"(?P<first>\w+) (\w+)", re.IGNORECASE)
    found = words.fullmatch("ab cd")
    assert found is not None
    assert found["first"] == "ab"
    assert words.sub(r"\2", "ab cd") == "cd"
    assert words.flags & re.IGNORECASE
    assert words.pattern == r"(?P<first>\w+) (\w+)"


def test_a_mistake_is_found_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
