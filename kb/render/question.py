"""Questions as they stand outside of their note's page: in the bank, in an export.

In: a note's body, and the network. Out: its `Question`s.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from kb.model import (
    Answer,
    Body,
    Network,
    Piece,
    Question,
    QuizPart,
    QuizPartEnd,
    QuizPartKind,
    Run,
    Worded,
    proofs_of,
)
from kb.names import NotePath, Url
from kb.render.fill import Filling

_Parts = dict[tuple[QuizPartKind, int], tuple[QuizPart, tuple[Piece, ...]]]


def questions_of(
    network: Network,
    path: NotePath,
    body: Body,
    *,
    body_of: Callable[[NotePath], Body],
    run_of: Callable[[NotePath], Run] = lambda _path: Run(),
    seen_from: Url | None = None,
) -> tuple[Question, ...]:
    """All questions of a note, in the order of its text. Their links lead from the page at
    `seen_from`, else from the note's own.
    """
    place = network.site.places[path]
    page = Filling(network, path, body, body_of=body_of, run_of=run_of, place=place)
    proofs = proofs_of(page.outline, page.run.verdicts) if page.outline.snippets else {}
    if seen_from is not None:
        page.place = replace(place, url=seen_from)
    tags = tuple(page.outline.distinct_tags().values())
    found = []
    for index, parts in _parts(body).items():
        quiz = page.outline.quizzes[index]
        own = network.quizzes[path][index]

        def worded(kind: QuizPartKind, text: str, number: int = 0, parts: _Parts = parts) -> Worded:
            if (kind, number) not in parts:
                return Worded()
            start, pieces = parts[kind, number]
            return Worded(text, page.html(pieces).strip(), start.language)

        found.append(
            Question(
                id=own,
                path=path,
                line=quiz.line,
                column=quiz.column,
                language=quiz.language or place.language,
                title=place.title,
                url=Url(f"{place.url}#q-{own}"),
                several=quiz.several,
                stem=worded(QuizPartKind.STEM, quiz.stem),
                answers=tuple(
                    Answer(
                        letter=choice.letter,
                        right=choice.right,
                        content=worded(QuizPartKind.CHOICE, choice.text, number),
                        why=worded(QuizPartKind.WHY, choice.why, number),
                    )
                    for number, choice in enumerate(quiz.choices)
                ),
                explanation=worded(QuizPartKind.EXPLANATION, quiz.explanation),
                hints=tuple(
                    worded(QuizPartKind.HINT, hint, number)
                    for number, hint in enumerate(quiz.hints)
                ),
                tags=tags,
                checked=index in proofs and proofs[index].holds,
            )
        )
    return tuple(found)


def _parts(body: Body) -> dict[int, _Parts]:
    """The pieces of each part of each question, by its place in the outline."""
    found: dict[int, _Parts] = {}
    inside: list[Piece] = []
    start: QuizPart | None = None
    for piece in _pieces(body):
        if isinstance(piece, QuizPart):
            start, inside = piece, []
        elif isinstance(piece, QuizPartEnd):
            if start is not None:
                parts = found.setdefault(piece.index, {})
                parts[piece.kind, piece.number] = start, tuple(inside)
            start = None
        elif start is not None:
            inside.append(piece)
    return found


def _pieces(body: Body) -> Iterator[Piece]:
    for block in body.blocks:
        yield from block.pieces
