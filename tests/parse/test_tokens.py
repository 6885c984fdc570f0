"""Tokens of ours are equal to markdown-it's."""

import pytest
from markdown_it.token import Token

from kb.parse.tokens import Nesting, new_token


@pytest.mark.parametrize("nesting", [-1, 0, 1])
def test_a_quick_token_is_a_token(nesting: Nesting) -> None:
    assert new_token("a", "b", nesting) == Token("a", "b", nesting)
    assert new_token("a", "b", nesting).attrs is not new_token("a", "b", nesting).attrs
