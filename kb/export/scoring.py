"""What answers are worth where a program counts points, and what a question is called there."""

from kb.model import Answer, Question

_LONGEST = 60


def fraction(question: Question, answer: Answer) -> str:
    """In percent, as Moodle knows it. Who chooses anything wrong among several gets nothing."""
    if not answer.right:
        return "-100" if question.several else "0"
    share = 100 / len(question.right) if question.several else 100
    return f"{share:.5f}".rstrip("0").rstrip(".")


def name_of(question: Question) -> str:
    """The beginning of its stem, and its id, so that no two have the same."""
    words = " ".join(question.stem.text.split())
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
    return f"{short} ({question.id})" if short else question.id


def numbering(question: Question) -> str:
    """How Moodle counts the options, so that explanations mean the right ones."""
    letters = [answer.letter for answer in question.answers]
    if letters == [chr(ord("A") + place) for place in range(len(letters))]:
        return "ABCD"
    if letters == [str(place + 1) for place in range(len(letters))]:
        return "123"
    return "none"
