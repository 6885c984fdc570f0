"""What is wrong with a question.

In: what was read of it. Out: findings, and whether it can be asked all the same.
"""

from typing import TYPE_CHECKING

from kb.parse.quiz.nodes import place_of
from kb.parse.quiz.words import asks, chooses, normal
from kb.parse.reading import Reading
from kb.problems import Rule

if TYPE_CHECKING:
    from kb.parse.quiz.drafts import Question


def tell(question: "Question", reading: Reading) -> bool:
    """Whether the question is certain enough to be asked."""
    answer, options = question.answer, question.options
    assert answer is not None
    key = place_of(reading, answer.line, answer.text)
    letters = options.letters
    seen: set[str] = set()
    whole = True
    for number, option in enumerate(options.found):
        if option.letter in seen:
            place = place_of(reading, option.line, "")
            reading.find(Rule.QUIZ_LETTER_TWICE, place, letter=option.letter)
            whole = False
        elif number and options.shape == "lettered" and _jumps(letters[number - 1], option.letter):
            place = place_of(reading, option.line, "")
            before = letters[number - 1]
            reading.find(Rule.QUIZ_LETTERS, place, letter=option.letter, before=before)
        seen.add(option.letter)
    if not whole:
        return False
    if answer.key.unknown:
        unknown, known = ", ".join(answer.key.unknown), ", ".join(letters)
        reading.find(Rule.QUIZ_UNKNOWN_ANSWER, key, answer=unknown, options=known)
        return False
    asked, given = question.asked, len(answer.key.letters)
    if asked > 1 and asked != given:
        reading.find(Rule.QUIZ_COUNT, key, asked=str(asked), given=str(given))
    words = options.words
    for letter, said in answer.key.said:
        other = next((own for own, text in words.items() if text and text == normal(said)), letter)
        if other != letter and words.get(letter) != said:
            reading.find(Rule.QUIZ_CONTRADICTION, key, letter=letter, other=other)
    return True


def _jumps(before: str, letter: str) -> bool:
    """Whether a letter is not the one that follows another."""
    ranks = [int(one) if one.isdigit() else ord(one) for one in (before, letter)]
    return ranks[1] != ranks[0] + 1


def tell_unknown(letter: str, place: tuple[int, int], reading: Reading) -> None:
    reading.find(Rule.QUIZ_EXPLANATION, place, letter=letter)


def tell_missing(question: "Question", reading: Reading, *, others: bool) -> None:
    """Say that a question has no answer, where it is certain that it is one."""
    options, stem = question.options, question.stem
    heading = stem.heading.text if stem.heading else ""
    above = f"{heading}\n{stem.text}"
    if options.shape != "lettered" or len(options.found) < 3 or not stem.sure:
        return
    if not chooses(above) and not (others and asks(above)):
        return
    node = stem.nodes[0] if stem.nodes else stem.heading
    if node is not None:
        reading.find(Rule.QUIZ_NO_ANSWER, place_of(reading, node.line, node.text))
