"""The same question in a note and its translation.

In: the questions of both. Out: which of them ask the same: those with the name that both authors
gave, else those with the same place, letters and key.
"""

from collections.abc import Sequence

from kb.model.quiz import Quiz


def same_questions(originals: Sequence[Quiz], others: Sequence[Quiz]) -> dict[int, int]:
    """By the place among `others`, that among `originals`; none has two counterparts."""
    names = {quiz.name: index for index, quiz in enumerate(originals) if quiz.name}
    found: dict[int, int] = {}
    for index, quiz in enumerate(others):
        if quiz.name in names:
            found[index] = names.pop(quiz.name)
    taken = set(found.values())
    for index, (own, other) in enumerate(zip(originals, others, strict=False)):
        if index in found or index in taken or (own.name and other.name):
            continue
        if _answers(own) == _answers(other):
            found[index] = index
    return found


def _answers(quiz: Quiz) -> list[tuple[str, bool]]:
    return [(choice.letter, choice.right) for choice in quiz.choices]
