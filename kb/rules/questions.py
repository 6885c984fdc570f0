"""Questions that can be answered: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, WARNING, RuleText
from kb.strings import mark

DAMAGED_LEDGER = RuleText(
    "question-ledger",
    WARNING,
    mark("this line of the ledger of questions cannot be read"),
    mark("take out what a merge has left here, and run: kb quiz --mark"),
)
"""`.kb-questions.json`; what else it says holds."""

VERDICT_CONTRADICTS = RuleText(
    "verdict",
    WARNING,
    mark("the code in line {line} contradicts this key: it finds {found}"),
    mark("the key says {key}: mend one of them"),
)
"""What a snippet computed, and what the author wrote."""

VERDICT_LETTERS = RuleText(
    "verdict",
    WARNING,
    mark("the code in line {line} speaks of options that this question does not have: {letters}"),
    mark("its options are: {known}"),
)
"""A letter of `verdict` that no option has."""

VERDICT_UNREADABLE = RuleText(
    "verdict",
    WARNING,
    mark("the `verdict` of the code in line {line} does not say which options hold"),
    mark('write it as `verdict = {{"A": True, "B": False}}`'),
)
"""`verdict` is not a dictionary of letters with True or False."""

QUIZ_NO_ANSWER = RuleText(
    "quiz-no-answer",
    WARNING,
    mark("this question has options but no answer"),
    mark("write below them which are right, for example: Answer: B"),
)
"""What is certainly meant as a question is shown as it is written."""

QUIZ_UNKNOWN_ANSWER = RuleText(
    "quiz-unknown-answer",
    WARNING,
    mark("this answer is none of the options: {answer}"),
    mark("the options are: {options}"),
)
"""The letter of an answer that the question does not have; it is shown as it is written."""

QUIZ_LETTERS = RuleText(
    "quiz-letters",
    WARNING,
    mark("option {letter} does not follow option {before}"),
    mark("name the options in the order of their letters"),
)
"""Letters left out, or out of order: the answer may mean another option."""

QUIZ_LETTER_TWICE = RuleText(
    "quiz-letters",
    WARNING,
    mark("two options of this question have one letter: {letter}"),
    mark("give each option a letter of its own"),
)
"""Nobody can say which is right, so the question is shown as it is written."""

QUIZ_COUNT = RuleText(
    "quiz-count",
    WARNING,
    mark("the number of answers asked for is {asked}, and {given} stand here"),
    mark("mend the question or its answer"),
)
"""'Select TWO' with one or three answers."""

QUIZ_EXPLANATION = RuleText(
    "quiz-explanation",
    WARNING,
    mark("this explains an option that the question does not have: {letter}"),
    mark("mend the letter"),
)
"""An explanation for option E where there are four."""

QUIZ_CONTRADICTION = RuleText(
    "quiz-contradiction",
    HINT,
    mark("the answer says {letter}, but its words are those of option {other}"),
    mark("the letter counts; mend it, or the words"),
)
"""Of letter and words, one is wrong."""
