"""A helper answers, or whoever asked does the work; it never outlives who asked."""

import os
import sys
from typing import TYPE_CHECKING

import pytest

from kb.ahead import Ahead

if TYPE_CHECKING:
    from kb.ahead import Work

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks")


def shouting() -> "Work":
    return bytes.upper


def failing() -> "Work":
    raise ValueError


def failing_later() -> "Work":
    def work(_asked: bytes) -> bytes:
        raise ValueError

    return work


def test_it_answers() -> None:
    assert Ahead(shouting).answer(b"a" * 1_000_000) == b"A" * 1_000_000


@pytest.mark.parametrize("make_work", [failing, failing_later])
def test_where_it_fails_it_says_nothing(make_work: object) -> None:
    assert Ahead(make_work).answer(b"a" * 1_000_000) is None  # type: ignore[arg-type]


def test_it_ends_when_it_is_dismissed() -> None:
    helper = Ahead(shouting)
    helper.dismiss()
    with pytest.raises(ChildProcessError):
        os.waitpid(helper._process, os.WNOHANG)
