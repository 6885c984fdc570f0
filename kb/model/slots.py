"""Slots: what depends on the page that a block stands in, and is filled when that is rendered.

In: nothing but numbers of what the outline lists, and words. Out: `Piece`, of which bodies are
made.
"""

from enum import StrEnum

from msgspec import Struct

from kb.names import Language, Tag


class HeadingStart(Struct, frozen=True, array_like=True, gc=False, tag=1):
    """Opens a heading: its level and id depend on the page."""

    index: int
    """In `Outline.headings`."""


class HeadingEnd(Struct, frozen=True, array_like=True, gc=False, tag=2):
    index: int


class LinkStart(Struct, frozen=True, array_like=True, gc=False, tag=3):
    """Opens a link; unresolved, it becomes marked text."""

    index: int
    """In `Outline.links`."""
    title: str = ""


class LinkEnd(Struct, frozen=True, array_like=True, gc=False, tag=4):
    index: int


class Resource(Struct, frozen=True, array_like=True, gc=False, tag=5):
    """What is embedded within a line: a picture, sound, film or document; a note is a link."""

    index: int
    """In `Outline.links`."""
    alt: str = ""
    title: str = ""
    width: int = 0
    """In CSS pixels; 0 where the author gave none."""
    height: int = 0
    within_link: bool = False
    """It stands among the words of a link, so it cannot be one."""


class ResourceAttribute(Struct, frozen=True, array_like=True, gc=False, tag=6):
    """` name="value"` of a tag in raw HTML that holds a URL; left out where it is unresolved."""

    index: int
    name: str


class Word(Struct, frozen=True, array_like=True, gc=False, tag=7):
    """An interface word, in the language of the page; escaped for text and attributes alike."""

    text: str
    """The English one, which is the catalogue's key."""


class WordLanguage(Struct, frozen=True, array_like=True, gc=False, tag=21):
    """The ` lang="..."` of an element with a `Word` in it; left out where the text around it is in
    the page's language.
    """


class FootnoteReference(Struct, frozen=True, array_like=True, gc=False, tag=8):
    """A footnote's number, given in the order of first reference on the page."""

    label: str


class FootnoteBack(Struct, frozen=True, array_like=True, gc=False, tag=11):
    """The way back from a footnote to where it was first referred to."""

    label: str


class Identifier(Struct, frozen=True, array_like=True, gc=False, tag=10):
    """The value of an `id` attribute that the author gave: `^id`, or one of raw HTML."""

    name: str


class IdentifierUse(Struct, frozen=True, array_like=True, gc=False, tag=12):
    """The same id where something refers to it: `for`, `aria-labelledby`, `url(#id)`."""

    name: str


class Embed(Struct, frozen=True, array_like=True, gc=False, tag=13):
    """`![[x]]` where blocks may stand: a note or a part of one, or whatever else `x` turns out to
    be.
    """

    resource: Resource
    spaced: bool = True
    """What is no note stands in a paragraph: not so in a tight list."""


class InlineTag(Struct, frozen=True, array_like=True, gc=False, tag=9):
    """`#tag` in the text."""

    name: Tag


class SnippetOutput(Struct, frozen=True, array_like=True, gc=False, tag=14):
    """What a snippet printed and drew; nothing where it does not run."""

    index: int
    """In `Outline.snippets`."""
    caption: "tuple[Piece, ...]" = ()
    """Of its figures,"""
    captions: "dict[Language, tuple[Piece, ...]]" = {}
    """or the same, where its author says it in several languages."""


class SnippetCode(Struct, frozen=True, array_like=True, gc=False, tag=27):
    """The code of a snippet that has a name, where it is shown: translations may show it too."""

    index: int
    """In `Outline.snippets`."""
    pieces: "tuple[Piece, ...]" = ()
    """Empty where there is none: the original's stands here."""


class InlineValue(Struct, frozen=True, array_like=True, gc=False, tag=15):
    """The value of an expression; its code where it does not run."""

    index: int
    """In `Outline.snippets`."""


class FigureNumber(Struct, frozen=True, array_like=True, gc=False, tag=16):
    """`Figure 3`, where the text refers to one."""

    label: str
    words: str
    """What stands there if the snippet of that label has drawn nothing."""


class QuizPartKind(StrEnum):
    STEM = "stem"
    CHOICE = "choice"
    HINT = "hint"
    WHY = "why"
    """What is said of one choice;"""
    EXPLANATION = "explanation"
    """and of the whole question."""


SECRET = frozenset((QuizPartKind.HINT, QuizPartKind.WHY, QuizPartKind.EXPLANATION))
"""What is not to be seen before the question is answered."""


class QuizStart(Struct, frozen=True, array_like=True, gc=False, tag=17):
    """Opens a question. Nothing stands between its parts: the stem, all choices, hints, then what
    is said of choices, and the explanation. What says which are right is no part of it.
    """

    index: int
    """In `Outline.quizzes`."""


class QuizPart(Struct, frozen=True, array_like=True, gc=False, tag=18):
    """Opens a part of a question; what follows is balanced, blocks or just words."""

    index: int
    kind: QuizPartKind
    number: int = 0
    """Which choice it is, or is about; which hint."""
    language: Language = Language("")
    """What it is written in; '' where it has no letters."""


class QuizPartEnd(Struct, frozen=True, array_like=True, gc=False, tag=19):
    index: int
    kind: QuizPartKind
    number: int = 0


class QuizEnd(Struct, frozen=True, array_like=True, gc=False, tag=20):
    index: int


Piece = (
    str
    | HeadingStart
    | HeadingEnd
    | LinkStart
    | LinkEnd
    | Resource
    | ResourceAttribute
    | Word
    | WordLanguage
    | FootnoteReference
    | FootnoteBack
    | Identifier
    | IdentifierUse
    | InlineTag
    | Embed
    | SnippetOutput
    | SnippetCode
    | InlineValue
    | FigureNumber
    | QuizStart
    | QuizPart
    | QuizPartEnd
    | QuizEnd
)
"""Finished HTML, or a slot that `render` fills."""
