"""What the file of a new translation holds."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.store import digest
from kb.translating.template import template
from tests.conftest import CheckCases

HERE = Path(__file__).parent


def _source(text: str) -> Source:
    return Source(NotePath("a.md"), "a.md", text, digest(text))


def _begun(text: str) -> str:
    return template(_source(text), ParseSettings(), Language("en"), "2026-01-02")


def test_templates(check_cases: CheckCases) -> None:
    check_cases(HERE / "template.md", _begun)


def test_all_that_is_not_words_is_kept(corpus: Path) -> None:
    """In real notes: headings, questions with their keys, and links."""
    files = sorted((corpus / "vaults").rglob("*.md"))[::40]
    assert files
    for file in files:
        text = file.read_text("utf-8", "replace")
        made = _begun(text)
        before, after = (parse(_source(each), ParseSettings()).outline for each in (text, made))
        assert [h.level for h in after.headings] == [h.level for h in before.headings], file
        keys = [
            [[(choice.letter, choice.right) for choice in quiz.choices] for quiz in each.quizzes]
            for each in (before, after)
        ]
        assert keys[0] == keys[1], file


@given(st.text(alphabet="ab가 `*->#|[]%$1.:\n", max_size=80))
def test_any_text_can_be_begun(text: str) -> None:
    made = _begun(text)
    assert made.endswith("\n")
    # What is begun twice says the same of its headings.
    parse(_source(made), ParseSettings())
