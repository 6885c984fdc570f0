"""Questions that can be answered: a question, its options, and what says which of them are right.

In: block tokens whose inline content is not parsed yet. Out: the same without what gives the key
away, in parts between `quiz_open` and `quiz_close`: the stem, the options, hints, what is said of
each option, and of the whole. In the outline a `Quiz` for each.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from kb.measuring import measure
from kb.model import SECRET, Choice, Quiz, QuizEnd, QuizPart, QuizPartEnd, QuizPartKind, QuizStart
from kb.names import Language
from kb.parse.inline_text import plain_text
from kb.parse.quiz.drafts import Draft, Part
from kb.parse.quiz.nodes import paragraph
from kb.parse.quiz.reading import find_quizzes
from kb.parse.reading import Reading, reading_of
from kb.patterns import pattern

_SIGNS = (
    "답",
    "nswer",
    "Ans:",
    "Ans.",
    "NSWER",
    "✅",
    "✔",
    "☑",
    "✓",
    "[x]",
    "[X]",
    "olution",
    "Options:",
    "[!success",
    "[!check",
    "[!done",
)
"""Without one of these a text has no key that we could read."""
_SECOND = pattern(
    r"(?:^|\n)[ \t>*+\d.)-]*(?:\[[ xX]\][ \t]+\S|"
    r"(?:\*\*)?\(?(?:[B-Jb-j2②][).:*]|②|X\b|거짓|[Ff]alse))|"
    r"②|\[!\w+\]|\n[ \t>]*2[.)]"
)
"""A second option, or a box that may be a question."""


def add_quizzes(md: MarkdownIt) -> None:
    md.core.ruler.before("inline", "quizzes", _find)
    md.core.ruler.push("quiz_words", _tell)
    for name in ("quiz_open", "quiz_part_open", "quiz_part_close", "quiz_close"):
        md.add_render_rule(name, _render)


def _find(state: StateCore) -> None:
    """Put each question's tokens into parts."""
    source = state.src
    if not any(sign in source for sign in _SIGNS) or _SECOND.search(source) is None:
        return
    reading = reading_of(state.env)
    found = find_quizzes(state.tokens, reading)
    if not found.drafts and not found.replaced:
        return
    reading.drafts += found.drafts
    changes = [
        *(
            (draft.first, draft.end, list(_tokens(draft, n)))
            for n, draft in enumerate(found.drafts)
        ),
        *found.replaced,
    ]
    tokens: list[Token] = []
    done = 0
    for first, end, replaced in sorted(changes, key=lambda change: change[0]):
        tokens += state.tokens[done:first]
        tokens += replaced
        done = end
    state.tokens = [*tokens, *state.tokens[done:]]


def _tokens(draft: Draft, number: int) -> Iterable[Token]:
    opening = Token("quiz_open", "", 1, block=True, level=draft.level, map=list(draft.lines))
    opening.meta = {"slot": QuizStart(number)}
    if draft.name:
        opening.meta["block_id"] = draft.name
    yield opening
    for part in draft.parts:
        start = Token("quiz_part_open", "", 1, block=True, level=draft.level + 1)
        start.meta = {"quiz": number, "part": part}
        yield start
        for token in part.tokens:
            token.level += 2
            yield token
        end = Token("quiz_part_close", "", -1, block=True, level=draft.level + 1)
        end.meta = {"slot": QuizPartEnd(number, part.kind, part.number), "part": part}
        yield end
    closing = Token("quiz_close", "", -1, block=True, level=draft.level)
    closing.meta = {"slot": QuizEnd(number)}
    yield closing
    for node in draft.left:
        yield from paragraph(node.text, node.line)


def _tell(state: StateCore) -> None:
    """Say each question in words, now that its text is parsed."""
    reading = reading_of(state.env)
    stems: dict[int, Language] = {}
    for token in state.tokens:
        if token.type == "quiz_part_open":
            part: Part = token.meta["part"]
            language = measure(text_of(part.tokens, code=False))
            number = token.meta["quiz"]
            token.meta["slot"] = QuizPart(number, part.kind, part.number, language)
            if part.kind is QuizPartKind.STEM:
                stems[number] = language
    for number, draft in enumerate(reading.drafts):
        reading.quizzes.append(_quiz(draft, stems[number], reading))


def _quiz(draft: Draft, language: Language, reading: Reading) -> Quiz:
    said: dict[tuple[QuizPartKind, int], str] = {}
    for part in draft.parts:
        said[part.kind, part.number] = text_of(part.tokens)
    stem = said[QuizPartKind.STEM, 0]
    return Quiz(
        line=draft.place[0],
        column=draft.place[1],
        last_line=reading.offset + draft.lines[1],
        stem=stem,
        choices=tuple(
            Choice(
                letter=letter,
                text=said.get((QuizPartKind.CHOICE, number), ""),
                right=letter in draft.right,
                why=said.get((QuizPartKind.WHY, number), ""),
            )
            for number, letter in enumerate(draft.letters)
        ),
        key=draft.key,
        language=language,
        several=draft.several or len(draft.right) > 1,
        explanation=said.get((QuizPartKind.EXPLANATION, 0), ""),
        hints=tuple(text for (kind, _), text in said.items() if kind is QuizPartKind.HINT),
        name=draft.name,
    )


def text_of(tokens: Sequence[Token], *, code: bool = True) -> str:
    """The words of blocks, a line for each; code keeps its lines, or is left out."""
    lines = []
    for token in tokens:
        if token.type == "inline":
            lines.append(plain_text(token.children))
        elif code and token.type in ("fence", "code_block", "snippet", "diagram"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(filter(None, lines))


def _render(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    reading, slot = reading_of(env), tokens[index].meta["slot"]
    if isinstance(slot, QuizPart | QuizPartEnd):
        reading.secret = isinstance(slot, QuizPart) and slot.kind in SECRET
    return reading.slot(slot)
