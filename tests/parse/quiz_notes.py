"""Notes with questions, and with other sections around them.

Out: a hypothesis strategy of notes, each with what a person reads in it.
"""

from typing import NamedTuple

from hypothesis import strategies as st

from tests.parse.quiz_asking import Asked, Option, Text, questions
from tests.parse.quiz_writing import (
    LETTERS,
    WRITERS,
    Written,
    below_the_number,
    pick,
    table_of_letters,
    table_of_reasons,
)

TABLES = (6, 13)
"""Notations whose key stands at the end of the note."""
NOTATIONS = tuple(sorted((*WRITERS, *TABLES)))

LISTED = (6, 9, 10, 11)
"""Notations whose options are items of a list, always."""

TRUE_FALSE = tuple(Option(Text((each,)), Text()) for each in "OX")


class Note(NamedTuple):
    text: str
    asked: tuple[Asked, ...]
    written: tuple[Written, ...]


def _one(draw: st.DrawFn, notation: int, keyed: bool) -> Asked:
    # A callout's stem is its title, one line; a fence right after a heading's tasks is their own.
    true_false = notation == 6 and draw(st.booleans())
    fences, listed = notation not in (7, 12), notation in LISTED
    asked = draw(
        questions(code=fences, listed=listed, says=not true_false and notation not in (3, 7))
    )
    if true_false:
        asked = asked._replace(options=TRUE_FALSE, right=(draw(st.integers(0, 1)),))
    if notation in (3, 7) and len(asked.right) == len(asked.options):
        asked = asked._replace(right=asked.right[:1])
    if keyed:
        return asked
    if asked.explanation.plain in [option.text.plain for option in asked.options]:
        asked = asked._replace(explanation=Text())  # below `정답`, it would be the key
    return asked._replace(right=())


@st.composite
def noted(draw: st.DrawFn, notation: int, most: int = 1, *, keyed: bool = True) -> Note:
    """A note with one to `most` questions, and other sections around them.

    `keyed`: their authors say what is right; else all but that is written.
    """
    asked = tuple(_one(draw, notation, keyed) for _ in range(draw(st.integers(1, most))))
    written = []
    tail = ""
    if notation in WRITERS:
        written = [WRITERS[notation](draw, n, each) for n, each in enumerate(asked, 1)]
    elif notation == 6:
        for n, each in enumerate(asked, 1):
            if each.options is TRUE_FALSE:
                text = below_the_number(draw, n, each._replace(options=()), "") + "- O\n- X"
                written.append(Written(text, "OX", explanation=True))
            else:
                text = below_the_number(draw, n, each, "- A)")
                written.append(Written(text, LETTERS, explanation=True))
        rights = [[w.letters[p] for p in a.right] for a, w in zip(asked, written, strict=True)]
        tail = table_of_reasons(draw, asked, rights)
    else:
        explained = pick(draw, "", "Explanation", "해설")
        for n, each in enumerate(asked, 1):
            text = below_the_number(draw, n, each, "A)")
            for letter in LETTERS:
                text = text.replace(f"\n{letter}) ", f"\n{letter.lower()}) ")
            written.append(Written(text, LETTERS, explanation=bool(explained)))
        tail = table_of_letters(draw, asked, explained)
    # Items of one list stand together; elsewhere authors like to part questions by a line.
    between = "\n\n" if notation == 9 else draw(st.sampled_from(("\n\n", "\n\n---\n\n")))
    parts = between.join(each.text.strip("\n") for each in written)
    before = draw(st.sampled_from(("", "# 정리\n\n학습률은 중요하다.\n\n- 장점\n- 단점\n\n")))
    if before and notation in (9, 12, 5, 4):
        before += "## 문제 모음\n\n"
    after = draw(st.sampled_from(("", "\n\n## 참고\n\n- 다른 절이다.\n")))
    return Note(f"{before}{parts}\n\n{tail}".rstrip("\n") + after + "\n", asked, tuple(written))
