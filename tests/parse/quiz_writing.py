"""Questions written in each of the notations that real notes use.

In: a hypothesis `draw`, a question. Out: a note's text, and what a person reads in it. Written
without a look at the reader.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from hypothesis import strategies as st

from tests.parse.quiz_asking import Asked, Text

Draw = Callable[[st.SearchStrategy[str]], str]


class Written(NamedTuple):
    """What a notation makes of a question."""

    text: str
    letters: Sequence[str]
    """Of its options; empty: the notation has none."""
    whys: bool = False
    """It says what was said of each option;"""
    explanation: bool = False
    """of the whole question."""


Writer = Callable[[Draw, int, Asked], Written]
"""The second is the question's number in its note."""

LETTERS = "ABCDEF"
CIRCLED = "①②③④⑤⑥"


def pick(draw: Draw, *forms: str) -> str:
    return draw(st.sampled_from(forms))


def _fence(code: Sequence[str]) -> str:
    return "\n".join(["", "```python", *code, "```", ""]) if code else ""


def _indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line else line for line in text.split("\n"))


def _listed(draw: Draw, asked: Asked, label: str) -> str:
    """Options with their letters, one a line; `label` holds an `A` for the letter."""
    ends = pick(draw, "", "  ")
    before = " " * (label.index("-") + 2 if "-" in label else 2)
    lines = [
        label.replace("A", letter)
        + f" {option.text.written}{ends}"
        + _indented(_fence(option.code), before)
        for letter, option in zip(LETTERS, asked.options, strict=False)
    ]
    return "\n".join(lines)


def _of(asked: Asked) -> list[str]:
    return [LETTERS[place] for place in asked.right]


def _other(draw: Draw, text: Text) -> str:
    """What stands after a letter in an answer line: the option's text in six of ten notes."""
    form = pick(draw, "same", "same", "beginning", "other words")
    if form == "beginning":
        return Text(text.pieces[: max(1, len(text.pieces) // 2)]).within_bold
    return "a paraphrase of it" if form == "other words" else text.within_bold


def _answer(draw: Draw, asked: Asked) -> str:
    """The answer line of notations 1 and 2."""
    letters = _of(asked)
    named = [
        f"{LETTERS[place]}) {_other(draw, asked.options[place].text)}" for place in asked.right
    ]
    last = "".join(named[-1:]).partition(" ")[2]
    if not letters:
        form = pick(draw, "", "?")
    elif len(letters) == 1:
        form = pick(draw, named[0], letters[0], f"{letters[0]})")
    else:
        form = pick(
            draw,
            ", ".join(named),
            " + ".join(named),
            f"{', '.join(letters)}) {last}",
            ", ".join(letters),
            " & ".join(f"{letter})" for letter in letters),
        )
    label = pick(draw, "정답", "정답", "답", "Answer", "Correct Answer")
    return pick(draw, f"**{label}: {form}**", f"**{label} : {form}**", f"**{label}:** {form}")


def _said(draw: Draw, asked: Asked) -> str:
    """What follows the answer in notations 1 and 2, in any of their forms."""
    form = pick(draw, "Option A", "A) text", "(A)", "A번", "A)", "text")
    part = pick(draw, "** - ", ":** ", "** — ", "**: ") if "text" in form or "O" in form else "** "
    whys = [
        f"- **{form.replace('A', letter).replace('text', option.text.within_bold)}{part}"
        f"{option.why.written}"
        for letter, option in zip(LETTERS, asked.options, strict=False)
        if option.why.pieces
    ]
    parts = [asked.explanation.written, "\n".join(whys)]
    if pick(draw, "general first", "whys first") == "whys first":
        parts.reverse()
    told = "\n\n".join(part for part in parts if part)
    label = pick(draw, "", "💡 추가 설명:", "**해설:**", "**Explanation:**", "### 해설", "**설명**")
    return f"{label}\n\n{told}" if told and label else told


def paragraph_with_options(draw: Draw, number: int, asked: Asked) -> Written:
    """1. `**Question:** …`, `**Options:**`, `- A) x`, `**정답: B) x**`."""
    name = pick(draw, "Question", "문제", "질문", f"Question {number}", f"문제 {number}")
    options = pick(draw, "**Options:**", "**보기:**", "**선택지:**")
    label = pick(draw, "- A)", "* A)", "A)", "  - A)")
    gap = pick(draw, "\n", "\n\n")
    text = (
        f"**{name}:** {asked.stem.written}\n{_fence(asked.code)}\n{options}{gap}"
        f"{_listed(draw, asked, label)}\n\n{_answer(draw, asked)}\n\n{_said(draw, asked)}"
    )
    return Written(text, LETTERS, whys=True, explanation=True)


def lines_under_a_heading(draw: Draw, number: int, asked: Asked) -> Written:
    """2. `A) x` under `## 문제 1`, the answer in `<details>`."""
    heading = pick(draw, f"## 문제 {number}", f"### 문제 {number}", f"## Question {number}")
    summary = pick(draw, "정답 및 해설", "정답", "Answer and explanation")
    said = _said(draw, asked).replace("### 해설", "**해설**")
    text = (
        f"{heading}\n\n{asked.stem.written}\n{_fence(asked.code)}\n{_listed(draw, asked, 'A)')}\n\n"
        f"<details>\n<summary>{summary}</summary>\n\n{_answer(draw, asked)}\n\n{said}\n\n</details>"
    )
    return Written(text, LETTERS, whys=True, explanation=True)


def bold_with_a_check_mark(draw: Draw, number: int, asked: Asked) -> Written:
    """3. `1. x`; the right one is bold and has a check mark."""
    form = pick(draw, "**x** ✅", "✅ **x**", "**x ✅**", "**x** ✔️", "**x** ✔", "**✔ x**")
    lines = [
        f"{place + 1}. "
        + (
            form.replace("x", option.text.within_bold)
            if place in asked.right
            else (option.text.within_bold if option.text.bold else option.text.written)
        )
        for place, option in enumerate(asked.options)
    ]
    heading = pick(draw, f"### {number}. ", "### ", f"**Q{number}.** ", f"#### Q{number}. ")
    text = f"{heading}{asked.stem.written}\n{_fence(asked.code)}\n" + "\n".join(lines)
    return Written(text, "123456")


def _heading(draw: Draw, number: int, asked: Asked) -> str:
    """A stem with its number, as notations 4, 5, 6, 8 and 10 have it."""
    stem, bold = asked.stem.written, asked.stem.within_bold
    return pick(
        draw,
        f"### {number}. {stem}",
        f"### Q{number}. {stem}",
        f"## 문제 {number}\n\n{stem}",
        f"**{number}. {bold}**",
        f"**문제 {number}.** {stem}",
        f"Q{number}. {stem}",
    )


def quoted_answer(draw: Draw, number: int, asked: Asked) -> Written:
    """4. `① x` or `1. x`, `>> 정답: 2번`; what the author thought at first is not the key."""
    circled = pick(draw, "circled", "numbered") == "circled"
    ends = pick(draw, "", "  ")
    lines = [
        (f"{CIRCLED[place]} " if circled else f"{place + 1}. ") + option.text.written + ends
        for place, option in enumerate(asked.options)
    ]
    digits = [str(place + 1) for place in asked.right]
    marks = [CIRCLED[place] for place in asked.right]
    key = pick(draw, "번, ".join(digits) + "번", ", ".join(digits) + "번", ", ".join(marks))
    key = key if digits else "?"
    quote = pick(draw, ">> ", "> > ", "> ")
    colon = pick(draw, ": ", " : ")
    guess = pick(draw, "", "내가 생각한 정답")
    quoted = [f"{guess}{colon}{len(asked.options)}번", ""] if guess else []
    quoted.append(f"정답{colon}{key}")
    if asked.explanation.pieces:
        quoted += ["", pick(draw, "해설: ", "해설 : ", "") + asked.explanation.written]
    answer = "\n".join((quote + line).rstrip() for line in quoted)
    text = f"{_heading(draw, number, asked)}\n{_fence(asked.code)}\n" + "\n".join(lines)
    return Written(f"{text}\n\n{answer}", "123456", explanation=True)


def answer_in_a_line(draw: Draw, number: int, asked: Asked) -> Written:
    """5. `A. x` or `(A) x`; `정답 : A`, `답: A, B`, `정답) A`, or bold code."""
    label = pick(draw, "A.", "(A)")
    letters = ", ".join(f"({each})" if label == "(A)" else each for each in _of(asked))
    plain = ", ".join(_of(asked))
    key = pick(
        draw,
        f"정답 : {plain}",
        f"답: {plain}",
        f"정답) {plain}",
        f"정답: {letters}",
        f"**`정답 : {letters}`**",
        f"Answer: {plain}",
    )
    said = asked.explanation.written
    said = said and pick(draw, f"해설: {said}", f"**해설** : {said}", said)
    text = f"{_heading(draw, number, asked)}\n{_fence(asked.code)}\n{_listed(draw, asked, label)}"
    return Written(f"{text}\n\n{key}\n\n{said}", LETTERS, explanation=True)


def ticked(draw: Draw, number: int, asked: Asked) -> Written:  # noqa: ARG001
    """7. `- [x] x` under a heading that asks."""
    mark = pick(draw, "x", "X")
    lines = [
        f"- [{mark if place in asked.right else ' '}] {option.text.written}"
        for place, option in enumerate(asked.options)
    ]
    level = pick(draw, "##", "###", "####")
    text = f"{level} {asked.stem.written}\n{_fence(asked.code)}\n" + "\n".join(lines)
    return Written(text, "")


def never_ticked(draw: Draw, number: int, asked: Asked) -> Written:
    """8. `- [ ] A. x`, the letters in `<details>`, sometimes joined."""
    label = pick(draw, "- [ ] A.", "- [ ] A)")
    joined, parted = "".join(_of(asked)), ", ".join(_of(asked))
    key = pick(draw, joined, parted, f"**{joined}**", f"정답: {parted}", f"Answer: {joined}")
    summary = pick(draw, "정답", "Answer", "답 보기", "정답 확인")
    text = (
        f"{_heading(draw, number, asked)}\n{_fence(asked.code)}\n{_listed(draw, asked, label)}\n\n"
        f"<details>\n<summary>{summary}</summary>\n\n{key}\n\n{asked.explanation.written}\n\n"
        "</details>"
    )
    return Written(text, LETTERS, explanation=True)


def within_a_numbered_list(draw: Draw, number: int, asked: Asked) -> Written:
    """9. `1. stem`, `- A. x` within it, `<details>` with `Correct answer: B, E`."""
    label = pick(draw, "Correct answer", "Answer", "정답")
    key = f"{label}: {', '.join(_of(asked))}"
    said = asked.explanation.written and f"\n\n  Explanation:\n\n  {asked.explanation.written}"
    summary = pick(draw, "Answer", "정답")
    within = f"<details><summary>{summary}</summary>\n\n  {key}{said}\n\n</details>"
    # As it is found most: without blank lines the inside is raw HTML, and has no Markdown to say.
    raw = f"<details markdown=1><summary markdown='span'>{summary}</summary>\n  {key}\n</details>"
    inside = pick(draw, within, within if said else raw)
    fence = _indented(_fence(asked.code))
    text = f"{number}. {asked.stem.written}\n{fence}{chr(10) if fence else ''}" + _indented(
        f"{_listed(draw, asked, '- A.')}\n\n{inside}"
    )
    return Written(text, LETTERS, explanation=True)


def after_a_fence(draw: Draw, number: int, asked: Asked) -> Written:
    """10. `###### 1. stem`, a fence, `- A: x`, `#### 답: D` in `<details>`."""
    word = pick(draw, "답", "정답", "Answer")
    key = f"#### {word}: {', '.join(_of(asked))}"
    summary = pick(draw, f"<b>{word}</b>", word)
    options = _listed(draw, asked, "- A:")
    text = (
        f"###### {number}. {asked.stem.written}\n{_fence(asked.code)}\n{options}\n\n"
        f"<details><summary>{summary}</summary>\n<p>\n\n{key}\n\n{asked.explanation.written}\n\n"
        "</p>\n</details>"
    )
    return Written(text, LETTERS, explanation=True)


def revealed(draw: Draw, number: int, asked: Asked) -> Written:
    """11. `- **A.** x`, `??? success "Reveal Answer"`, `**Correct Answer: D**`."""
    title, word = ("Reveal Answer", "Correct Answer")
    if pick(draw, "ko", "en") == "ko":
        title, word = ("정답 보기", "정답")
    key = f"**{word}: {pick(draw, ', ', ',').join(_of(asked))}**\n\n{asked.explanation.written}"
    heading = pick(draw, f"## Question {number}", f"## 문제 {number}")
    options = _listed(draw, asked, "- **A.**")
    text = (
        f"{heading}\n\n{asked.stem.written}\n{_fence(asked.code)}\n{options}\n\n"
        f'??? success "{title}"\n{_indented(key)}'
    )
    return Written(text, LETTERS, explanation=True)


def within_a_callout(draw: Draw, number: int, asked: Asked) -> Written:  # noqa: ARG001
    """12. `> a) x` in `> [!question]`, `>> a) x` in `>> [!success]- Answer`."""
    title = pick(draw, "Answer", "정답", "")
    fold = pick(draw, "-", "", "+")
    named = pick(draw, "text", "bare") == "text"
    lines = [f"> [!question]{pick(draw, '', '-')} {asked.stem.written}"]
    for place, option in enumerate(asked.options):
        lines.append(f"> {LETTERS[place].lower()}) {option.text.written}")
    lines.append(f">> [!success]{fold} {title}".rstrip())
    for place in asked.right:
        name = f" {asked.options[place].text.written}" if named else ""
        lines.append(f">> {LETTERS[place].lower()}){name}")
    return Written("\n".join(lines), LETTERS)


def below_the_number(draw: Draw, number: int, asked: Asked, label: str) -> str:
    """A question of notations 6 and 13, whose key stands in a table at the end of the file."""
    heading = pick(draw, f"### Q{number}", f"## Q{number}")
    return f"{heading}\n\n{asked.stem.written}\n{_fence(asked.code)}\n{_listed(draw, asked, label)}"


def _rows(rows: Sequence[Sequence[str]]) -> str:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    head, *rest = [f"| {' | '.join(row)} |" for row in escaped]
    return "\n".join([head, "|" + " --- |" * len(rows[0]), *rest])


def table_of_reasons(draw: Draw, asked: Sequence[Asked], letters: Sequence[Sequence[str]]) -> str:
    """6. `| Q1 | A | why |`."""
    bold = pick(draw, "", "**")
    rows = [
        (f"Q{n}", f"{bold}{', '.join(right)}{bold}", each.explanation.written)
        for n, (each, right) in enumerate(zip(asked, letters, strict=True), 1)
    ]
    names = draw(st.sampled_from((("문제", "정답", "해설"), ("Question", "Answer", "Explanation"))))
    heading = pick(draw, "## 정답", "## Answers", "## 정답 및 해설")
    return f"{heading}\n\n{_rows([names, *rows])}"


def table_of_letters(draw: Draw, asked: Sequence[Asked], explained: str) -> str:
    """13. `| 1 | b | 11 | b |` in one `<details>`, or with a column of explanations."""
    rows: list[tuple[str, ...]]
    rows = [(str(n), ", ".join(_of(each)).lower()) for n, each in enumerate(asked, 1)]
    names: tuple[str, ...] = ("Q", "A")
    if explained:
        rows = [(*row, each.explanation.written) for row, each in zip(rows, asked, strict=True)]
        names = (*names, explained)
    elif pick(draw, "two columns", "four columns") == "four columns":
        names = (*names, *names)
        half = (len(rows) + 1) // 2
        pairs = zip_longest(rows[:half], rows[half:], fillvalue=(" ", " "))
        rows = [(*left, *right) for left, right in pairs]
    heading = pick(draw, "## 📝 Answers", "## Answers", "## 정답")
    summary = pick(draw, "Click to view answers", "정답 보기", "Answers")
    return (
        f"{heading}\n\n<details>\n<summary>{summary}</summary>\n\n{_rows([names, *rows])}\n\n"
        "</details>"
    )


WRITERS: dict[int, Writer] = {
    1: paragraph_with_options,
    2: lines_under_a_heading,
    3: bold_with_a_check_mark,
    4: quoted_answer,
    5: answer_in_a_line,
    7: ticked,
    8: never_ticked,
    9: within_a_numbered_list,
    10: after_a_fence,
    11: revealed,
    12: within_a_callout,
}
