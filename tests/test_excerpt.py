from pathlib import Path

from kb.excerpt import excerpt
from kb.model import Snippet
from kb.problems import Finding
from tests.conftest import CheckCases


def test_a_caret_stands_below_what_is_wrong(check_cases: CheckCases) -> None:
    def give(text: str) -> str:
        place, _, code = text.partition("\n")
        line, column = map(int, place.split(":"))
        snippet = Snippet(code, 10, 5, (9, 5))
        return excerpt(snippet, Finding("SNIPPET_FAILED", line, column))

    check_cases(Path(__file__).with_name("excerpt.md"), give)
