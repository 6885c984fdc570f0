"""Questions that a note's own code answers: a snippet says which options hold, by `verdict`.

In: an outline, and what snippets said. Out: for each question the snippets that speak of it.

They speak of a question of their own section: from the heading above the question to the next
heading. Where a section has several questions, a snippet speaks of the one that it stands in, else
of the one before it; those before the first speak of the first.
"""

from collections.abc import Mapping

from msgspec import Struct

from kb.model.note import Outline
from kb.model.quiz import Quiz

Verdict = dict[str, bool]
"""Letter -> whether the code found it right. Empty where `verdict` was something else."""


class Proof(Struct, frozen=True):
    """What code found out of one question."""

    verdicts: tuple[tuple[int, Verdict], ...]
    """By place in `Outline.snippets`, in the order of the text; the letters as the question writes
    them, as far as it has them."""
    right: tuple[str, ...]
    """The key."""
    letters: tuple[str, ...]

    @property
    def contradicting(self) -> tuple[int, ...]:
        """The snippets that found other options right than the key says."""
        return tuple(
            snippet
            for snippet, verdict in self.verdicts
            if any(
                found != (letter in self.right)
                for letter, found in verdict.items()
                if letter in self.letters
            )
        )

    @property
    def holds(self) -> bool:
        """Code has found of every option what the key says of it."""
        spoken = {letter for _, verdict in self.verdicts for letter in verdict}
        return bool(spoken) and spoken == set(self.letters) and not self.contradicting


def proofs_of(outline: Outline, verdicts: Mapping[int, Verdict]) -> dict[int, Proof]:
    """By place in `Outline.quizzes`; `verdicts` by place in `Outline.snippets`."""
    if not verdicts or not outline.quizzes:
        return {}
    found: dict[int, list[int]] = {}
    for section in _sections(outline):
        quizzes = [outline.quizzes[index] for index in section]
        first, last = _bounds(outline, quizzes[0])
        snippets = sorted(
            (outline.snippets[index].fence[0], index)
            for index in verdicts
            if first <= outline.snippets[index].fence[0] < last
        )
        for line, index in snippets:
            found.setdefault(section[_spoken_of(line, quizzes)], []).append(index)
    return {
        index: _proof(outline.quizzes[index], [(each, verdicts[each]) for each in snippets])
        for index, snippets in sorted(found.items())
    }


def _proof(quiz: Quiz, spoken: list[tuple[int, Verdict]]) -> Proof:
    letters = {choice.letter.upper(): choice.letter for choice in quiz.choices}
    return Proof(
        verdicts=tuple(
            (index, {letters.get(key.upper(), key): held for key, held in verdict.items()})
            for index, verdict in spoken
        ),
        right=quiz.right,
        letters=tuple(letters.values()),
    )


def _sections(outline: Outline) -> list[list[int]]:
    """The questions by what they have in common: the headings around them."""
    found: dict[tuple[int, float], list[int]] = {}
    for index, quiz in enumerate(outline.quizzes):
        found.setdefault(_bounds(outline, quiz), []).append(index)
    return list(found.values())


def _bounds(outline: Outline, quiz: Quiz) -> tuple[int, float]:
    """The first line of a question's section, and the one after its last."""
    # A heading may ask the question, and what explains it may have headings.
    lines = [heading.line for heading in outline.headings if not heading.nested]
    above = (line for line in lines if line <= quiz.line)
    below = (line for line in lines if line > quiz.last_line)
    return max(above, default=0), min(below, default=float("inf"))


def _spoken_of(line: int, quizzes: list[Quiz]) -> int:
    """Which question of a section a snippet at `line` speaks of."""
    return max(sum(quiz.line <= line for quiz in quizzes) - 1, 0)
