"""Where links and tags stand: the place is that of their first character in the file."""

from pathlib import Path

from kb.config import ParseSettings
from kb.model import Source
from kb.names import NotePath
from kb.parse import parse
from tests.conftest import CheckCases

HERE = Path(__file__).parent


def show_places(text: str) -> str:
    """Line and column, and the word that stands there."""
    lines = text.split("\n")
    outline = parse(Source(NotePath("a.md"), "a.md", text, ""), ParseSettings()).outline
    places = [(use.line, use.column) for use in (*outline.links, *outline.tags)]
    return "\n".join(
        f"{line}:{column} {lines[line - 1][column - 1 :].split(' ')[0]}"
        for line, column in sorted(places)
    )


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "places.md", show_places)
