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


def test_it_answers_as_often_as_it_is_asked() -> None:
    helper = Ahead(shouting)
    for asked in (b"a" * 1_000_000, b"", b"b"):
        assert helper.answer(asked) == asked.upper()
    helper.ask(b"later")
    assert helper.hear() == b"LATER"
    helper.dismiss()
    assert helper.answer(b"a") is None


@pytest.mark.parametrize("make_work", [failing, failing_later])
def test_where_it_fails_it_says_nothing(make_work: object) -> None:
    assert Ahead(make_work).answer(b"a" * 1_000_000) is None  # type: ignore[arg-type]


def test_it_ends_when_it_is_dismissed() -> None:
    helper = Ahead(shouting)
    process = helper._process
    helper.dismiss()
    helper.dismiss()
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
