"""How good lists of results are, class by class.

In: queries, and for each the paths that a search gave, the best first. Out: a `Score`: recall of
the first ten (of as many answers as can be among ten), the reciprocal rank of the first right one,
and what was missed.
"""

from collections.abc import Sequence

from msgspec import Struct

from benchmarks.search.queries import CLASSES, Query

FIRST = 10


class Asked(Struct, frozen=True):
    """A query and what came."""

    query: Query
    results: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(path for path in self.query.answers if path not in self.results[:FIRST])

    @property
    def recall(self) -> float:
        found = len(self.query.answers) - len(self.missing)
        return found / min(FIRST, len(self.query.answers))

    @property
    def reciprocal_rank(self) -> float:
        for rank, path in enumerate(self.results[:FIRST], 1):
            if path in self.query.answers:
                return 1 / rank
        return 0.0


class Score(Struct, frozen=True):
    asked: tuple[Asked, ...]

    @property
    def recall(self) -> float:
        return mean([each.recall for each in self.asked])

    @property
    def mrr(self) -> float:
        return mean([each.reciprocal_rank for each in self.asked])

    def of(self, kind: str) -> "Score":
        return Score(tuple(each for each in self.asked if each.query.kind == kind))

    @property
    def failures(self) -> tuple[Asked, ...]:
        """What was missed, or found behind something else."""
        return tuple(each for each in self.asked if each.recall < 1 or each.reciprocal_rank < 1)


def score(queries: Sequence[Query], results: Sequence[Sequence[str]]) -> Score:
    return Score(
        tuple(Asked(query, tuple(each)) for query, each in zip(queries, results, strict=True))
    )


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def table(scores: dict[str, Score]) -> str:
    """Recall and mean reciprocal rank of every class, one column for each run."""
    lines = [
        f"| class | queries | {' | '.join(scores)} |",
        f"|:--|--:|{'--:|' * len(scores)}",
    ]
    first = next(iter(scores.values()))
    for kind in (*CLASSES, ""):
        of = {name: each.of(kind) if kind else each for name, each in scores.items()}
        cells = [f"{each.recall:.3f} / {each.mrr:.3f}" for each in of.values()]
        count = len((first.of(kind) if kind else first).asked)
        lines.append(f"| {kind or '**all**'} | {count} | {' | '.join(cells)} |")
    return "\n".join(lines)
