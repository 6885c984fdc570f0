"""A question that can be answered, as its author wrote it. Its HTML stands in the body, between
`QuizStart` and `QuizEnd`; here is what is said of it in words.
"""

from msgspec import Struct

from kb.names import Language


class Choice(Struct, frozen=True, array_like=True, gc=False):
    """One of the options of a question."""

    letter: str
    """As readers are shown it: `A`, `1`, `O`; a letter in capitals."""
    text: str
    """Without markup."""
    right: bool
    why: str = ""
    """What the author says of it, without markup."""


class Quiz(Struct, frozen=True, array_like=True, gc=False):
    """A question, its options, and which of these are right. There is one of each at least."""

    line: int
    """In the file, of its first line,"""
    column: int
    """and of the first character of the stem; both counted from 1."""
    last_line: int
    """Of its answer and explanations; included."""
    stem: str
    """Without markup; a block of code with its lines."""
    choices: tuple[Choice, ...]
    """In the order of the text."""
    key: tuple[int, int]
    """Line and column of what says which are right."""
    language: Language
    """Of the stem: `ko`, `en`, ...; '' where it has no letters."""
    several: bool = False
    """More than one may be right, and readers are told so."""
    explanation: str = ""
    """Of the whole question, without markup."""
    hints: tuple[str, ...] = ()
    name: str = ""
    """`^id` without the caret."""

    @property
    def right(self) -> tuple[str, ...]:
        """The letters of what is right."""
        return tuple(choice.letter for choice in self.choices if choice.right)


class Worded(Struct, frozen=True):
    """A part of a question that stands outside of its note's page."""

    text: str = ""
    """Without markup."""
    html: str = ""
    """Finished: links and pictures lead where the page that it was made for has them."""
    language: Language = Language("")


class Answer(Struct, frozen=True):
    """An option of a `Question`."""

    letter: str
    right: bool
    content: Worded
    why: Worded


class Question(Struct, frozen=True):
    """A question with everything that another program needs of it: the bank, an export."""

    id: str
    """Survives edits; unique in the vault."""
    path: str
    line: int
    column: int
    language: Language
    title: str
    """Of its note;"""
    url: str
    """of the question in the site, relative to the site's root."""
    several: bool
    stem: Worded
    answers: tuple[Answer, ...]
    explanation: Worded
    hints: tuple[Worded, ...]
    tags: tuple[str, ...]
    """Of its note, as first written."""
    checked: bool = False
    """A snippet has shown that the key is right."""

    @property
    def right(self) -> tuple[str, ...]:
        return tuple(answer.letter for answer in self.answers if answer.right)
