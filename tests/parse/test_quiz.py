"""What is a question, what its parts are, and what is none."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Body, Note, Quiz, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.problems import one_line, problem
from tests.cases import read_cases
from tests.conftest import CheckCases

FOLDER = Path(__file__).with_name("quiz")


def note_of(text: str) -> Note:
    return parse(Source(NotePath("x.md"), "x.md", text, ""), ParseSettings())


def _said(quiz: Quiz) -> list[str]:
    several = " several" if quiz.several else ""
    name = f" ^{quiz.name}" if quiz.name else ""
    place, key = f"{quiz.line}:{quiz.column}-{quiz.last_line}", f"{quiz.key[0]}:{quiz.key[1]}"
    lines = [f"{place} key {key} {quiz.language}{several}{name}", _lines("", quiz.stem)]
    for choice in quiz.choices:
        lines.append(_lines(f"{'*' if choice.right else '-'} {choice.letter}) ", choice.text))
        lines += [_lines("  why: ", choice.why)] if choice.why else []
    lines += [_lines("hint: ", hint) for hint in quiz.hints]
    return [*lines, *([_lines("explanation: ", quiz.explanation)] if quiz.explanation else [])]


def _lines(label: str, text: str) -> str:
    return label + text.replace("\n", " / ")


def said(text: str) -> str:
    """The questions of a note, what stands around them, and what is wrong with them."""
    outline = note_of(text).outline
    told = [line for quiz in outline.quizzes for line in _said(quiz)] or ["no question"]
    told += [f"heading: {heading.text}" for heading in outline.headings]
    told += [f"description: {outline.description}"] if outline.description else []
    found = (problem(f, NotePath("x.md"), Language("en")) for f in outline.findings)
    return "\n".join([*told, *(one_line(each) for each in found if each.rule.startswith("quiz"))])


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_questions(check_cases: CheckCases, file: Path) -> None:
    check_cases(file, said)


def test_traps_are_no_questions() -> None:
    for case in read_cases(FOLDER / "traps.md"):
        assert not note_of(case.given).outline.quizzes, case.title


LINES = st.sampled_from(
    [
        "**Question:** which?",
        "Q1. which?",
        "1. which?",
        "### Q1",
        "## 문제 2",
        "**Options:**",
        "- A) x",
        "- B) y",
        "- **C.** z",
        "A) x",
        "B) y  ",
        "(A) x",
        "(B) y",
        "① x",
        "② y",
        "1. x",
        "2. y",
        "- [ ] A. x",
        "- [x] B. y",
        "- O",
        "- X",
        "- True",
        "- False",
        "정답: B",
        "답: ②",
        "**정답: A) x, B) y**",
        "**정답:**",
        "#### Answer: A",
        ">> 정답: 2번",
        "> 내가 생각한 정답: 1번",
        "<details>",
        "<details><summary>정답</summary>",
        "</details>",
        "<p>",
        "</p>",
        '??? success "Answer"',
        "    Correct Answer: B",
        "> [!question] which?",
        "> a) x",
        "> b) y",
        ">> [!success]- Answer",
        ">> a) x",
        "| Q | A |",
        "|---|---|",
        "| 1 | a |",
        "---",
        "",
        "",
        "- **A)** because",
        "💡 추가 설명:",
        "해설: 왜",
        "힌트: x",
        "```",
        "1. **x** ✅",
        "^name",
        "text ^id",
        "    - A. x",
        "    - B. y",
        "    Correct answer: A",
        "word",
    ]
)
NOTES = st.one_of(
    st.lists(LINES, max_size=16).map("\n".join), st.text("AB)(.*- \n답:<>#[]x", max_size=60)
)


def _without(text: str, monkeypatch: pytest.MonkeyPatch) -> Body:
    with monkeypatch.context() as patch:
        patch.setattr("kb.parse.quiz._SIGNS", ())
        return note_of(text).body


@given(NOTES)
@example("1. which?\n\nA) x\nB) y\n정답: B\n2. y")
def test_no_text_makes_the_parser_raise_or_loses_words(text: str) -> None:
    note = note_of(text)
    with pytest.MonkeyPatch.context() as patch:
        plain = _without(text, patch)
    if not note.outline.quizzes and not any(
        f.rule.startswith("QUIZ") for f in note.outline.findings
    ):
        assert note.body.blocks == plain.blocks


def test_no_text_of_an_answer_is_shown_elsewhere() -> None:
    text = (
        "**Question:** which?\n\n- A) x\n- B) y\n\n**정답: B) secret**\n\n"
        "Secret since [[other]] says so, and #tag.\n"
    )
    note = note_of(text)
    (link,) = note.outline.links
    assert (link.sentence, link.start, link.end) == ("", 0, 0)
    assert "ecret" not in note.outline.description
    assert all("ecret" not in passage.text for passage in note.prose.passages)
    assert [tag.name for tag in note.outline.tags] == ["tag"]


KEPT = [f"kept{number}" for number in range(4)]


@given(st.lists(st.one_of(LINES, st.sampled_from(KEPT)), max_size=16))
def test_no_paragraph_is_lost(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    shown = str(note_of(text).body)
    with pytest.MonkeyPatch.context() as patch:
        before = str(_without(text, patch))
    for word in KEPT:
        assert (word in shown) == (word in before)
