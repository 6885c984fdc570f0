"""A question that is read becomes parts.

In: its nodes. Out: a `Draft`: which tokens of the note it takes the place of, and those of each of
its parts. From here on tokens change, so it must be certain that it is a question.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from kb.model import QuizPartKind
from kb.parse.quiz.answers import Answer
from kb.parse.quiz.explanations import explain, hint_tokens
from kb.parse.quiz.findings import tell_unknown
from kb.parse.quiz.nodes import Node, paragraph, place_of, worded
from kb.parse.quiz.options import Option, Options
from kb.parse.quiz.stems import Stem, stem_tokens
from kb.parse.quiz.words import how_many
from kb.parse.reading import Reading


@dataclass
class Part:
    kind: QuizPartKind
    number: int
    tokens: list[Token]


@dataclass
class Draft:
    """A question whose text is not parsed yet."""

    first: int
    end: int
    """Which tokens of the note it takes the place of: from `first` up to `end`, without it."""
    level: int
    lines: tuple[int, int]
    """Of the body, counted from 0: its first, and the one after its last."""
    place: tuple[int, int]
    """Line and column in the file, of the stem's first character,"""
    key: tuple[int, int]
    """and of what says which are right."""
    letters: tuple[str, ...]
    right: frozenset[str]
    several: bool = False
    name: str = ""
    parts: list[Part] = field(default_factory=list)
    """In the order in which `QuizStart` says that they stand."""
    left: list[Node] = field(default_factory=list)
    """Lines of its last paragraph that belong to something else."""


@dataclass(slots=True)
class Question:
    """What was read of a question."""

    nodes: list[Node]
    options: Options
    stem: Stem
    answer: Answer | None
    end: int
    """The index of the node behind it."""
    box: Node | None = None
    """The box that it is as a whole."""

    @property
    def asked(self) -> int:
        """How many answers its text asks for."""
        heading = self.stem.heading.text if self.stem.heading else ""
        return how_many(f"{self.stem.text}\n{heading}")


def draft_of(
    question: Question, tokens: list[Token], reading: Reading, before: list[Draft]
) -> Draft | None:
    """The parts of a question; None where it is so interwoven with other text that some of that
    would be lost.
    """
    answer, options, stem = question.answer, question.options, question.stem
    assert answer is not None
    bounds = _bounds(question, before)
    if bounds is None:
        return None
    first, end, left = bounds
    ids = [token for token in tokens[first:end] if "block_id" in token.meta]
    held = {id(token) for option in options.found for node in option.nodes for token in node.tokens}
    names = [token for token in ids if id(token) not in held and token.type != "list_item_open"]
    held |= {id(token) for node in answer.explains for token in node.tokens}
    names = [token for token in names if id(token) not in held]
    lines = _lines(question, tokens, first, end)
    stem.nodes += answer.stem
    begins, line, text = stem_tokens(stem)
    parts = [Part(QuizPartKind.STEM, 0, begins)]
    parts += (
        Part(QuizPartKind.CHOICE, number, _option_tokens(option))
        for number, option in enumerate(options.found)
    )
    said = explain(answer.explains, options.words)
    hints = [*hint_tokens([*stem.hints, *answer.hints]), *said.hints]
    parts += (Part(QuizPartKind.HINT, number, hint) for number, hint in enumerate(hints))
    parts += (Part(QuizPartKind.WHY, number, said.whys[number]) for number in sorted(said.whys))
    if said.whole:
        parts.append(Part(QuizPartKind.EXPLANATION, 0, said.whole))
    for letter, node in said.unknown:
        tell_unknown(letter, place_of(reading, node.line, node.text), reading)
    _keep_ids(ids, parts)
    return Draft(
        first=first,
        end=end,
        level=tokens[question.nodes[stem.first].first if question.box is None else first].level,
        lines=lines,
        place=place_of(reading, line, text) if line >= 0 else reading.line_place(lines[0]),
        key=place_of(reading, answer.line, answer.text),
        letters=options.letters,
        right=frozenset(answer.key.letters),
        several=question.asked != 1 or len(answer.key.letters) > 1,
        name=names[0].meta["block_id"] if names else "",
        parts=parts,
        left=left,
    )


def _lines(question: Question, tokens: list[Token], first: int, end: int) -> tuple[int, int]:
    """The first line of a question, and the one after its last, as `Draft` counts them."""
    spans = [(token.map[0], token.map[1]) for token in tokens[first:end] if token.map]
    if question.box is None:
        nodes = question.nodes[question.stem.first : question.end]
        parts = [node for node in nodes if node.kind == "text" and not node.tokens]
        if parts and parts[0] is nodes[0]:
            spans = [span for span in spans if span[0] >= parts[0].line]
        if parts and parts[-1] is nodes[-1]:
            last = parts[-1].line + parts[-1].text.count("\n") + 1
            spans = [span for span in spans if span[1] <= last]
        spans += [(node.line, node.line + node.text.count("\n") + 1) for node in parts]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _bounds(question: Question, before: list[Draft]) -> tuple[int, int, list[Node]] | None:
    """Which tokens a question takes the place of, and which lines of the last paragraph are none of
    its own.
    """
    if question.box is not None:
        return question.box.first, question.box.end, []
    nodes = question.nodes
    start = question.stem.first
    leading, last = nodes[start], nodes[question.end - 1]
    first, end = leading.first, last.end
    if not leading.leads and leading.tokens == []:
        previous = next((d for d in reversed(before) if d.end >= leading.end > d.first), None)
        if previous is None or all(node is not leading for node in previous.left):
            return None
        for node in nodes[start : question.end]:
            previous.left = [other for other in previous.left if other is not node]
        if previous.left:
            return None
        first = previous.end
    if leading.shell is not None and leading.shell is not last.shell:
        if leading.first != leading.shell.first + 2:
            return None
        first = leading.shell.first
    if last.shell is not None and last.shell is not leading.shell:
        if last.end != last.shell.end - 2:
            return None
        end = last.shell.end
    left = []
    for node in nodes[question.end :]:
        if node.first != last.first or last.kind != "text" or node.kind != "text":
            break
        left.append(node)
    return first, max(end, first), left


def _option_tokens(option: Option) -> list[Token]:
    tokens = worded(option.nodes[0], option.text, hidden=True) if option.text else []
    for node in option.nodes[1:]:
        tokens = [*tokens, *(node.tokens or paragraph(node.text, node.line))]
    return tokens


def _keep_ids(ids: Iterable[Token], parts: list[Part]) -> None:
    """What other notes lead to by `^id` stays in the page, also where its block goes."""
    shown = {id(token) for part in parts for token in part.tokens}
    for token in ids:
        slot = token.attrGet("id")
        if id(token) in shown or not slot:
            continue
        anchor = Token("block_anchor", "span", 0, block=True)
        anchor.attrSet("id", slot)
        parts[0].tokens.insert(0, anchor)
