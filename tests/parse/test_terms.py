"""Terms in two languages, as one note gives them."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Source, Term
from kb.names import NotePath
from kb.parse import parse
from tests.conftest import CheckCases

HERE = Path(__file__).parent

PARTS = st.lists(
    st.sampled_from(
        [
            *'*_~=%$#`![]<>()|:\\&-"“”., \n',
            *["학습률", "은 ", "(", ")", "(rate)", "(learning rate, LR)", " rate", "(학습률)"],
            *["\n\n", "\n> ", "\n- ", "\n# ", "[[loss|손실]]", "[손실](rate)", "`loss`", "$x$"],
            *["&amp;", "\\(", "<b>", "</b>", "[^1]", "\n\n[^1]: ", "%%", "==", "^[손실(loss)]"],
            *["\n| a | b |\n|---|---|\n| ", " | "],
        ]
    ),
    max_size=24,
).map("".join)


def terms_of(text: str) -> tuple[Term, ...]:
    return parse(Source(NotePath("a.md"), "a.md", text, ""), ParseSettings()).outline.terms


def show(text: str) -> str:
    lines = []
    for term in terms_of(text):
        marks = [name for name in ("bound", "apart", "within") if getattr(term, name)]
        said = [term.korean, term.foreign, term.short, *marks]
        lines.append(f"{term.line}:{term.column} {' | '.join(filter(None, said))}")
    return "\n".join(lines)


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "terms.md", show)


@settings(max_examples=300)
@given(PARTS)
def test_no_text_breaks_it(text: str) -> None:
    lines = text.split("\n")
    for term in terms_of(text):
        assert 1 <= term.line <= len(lines)
        assert 1 <= term.column <= len(lines[term.line - 1]) + 1
        assert term.korean.strip() == term.korean != ""
        assert term.foreign.strip() == term.foreign != ""
