"""Does our search find what is looked for? Recall and rank, class by class.

In: a folder of real notes that is no part of this project; without it nothing is measured, and
that is said. Each set is asked over a thousand of the notes and over all of them, in one process
of Node, as readers of a site are answered who see it in its first language.

    python -m benchmarks.search [VAULT] [--set tuned] [--failures] [--write]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.search.asking import Searched
from benchmarks.search.queries import FOLDER, SAMPLE, load_queries, sample_of, within
from benchmarks.search.scoring import Score, score, table

VAULT = Path(__file__).parents[3] / "shared" / "corpus" / "vaults"
BARS = {"rules": (0.96, 0.88), "Kiwi": (0.97, 0.88)}
"""Recall and mean reciprocal rank of all, and recall of every class,"""
VERBS = {"rules": 0.65, "Kiwi": 0.88}
"""but for inflected verbs."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("vault", type=Path, nargs="?", default=VAULT)
    options.add_argument("--set", choices=("tuned", "held"), action="append", dest="sets")
    options.add_argument("--failures", action="store_true", help="list what was missed")
    options.add_argument("--write", action="store_true", help="into results.md")
    chosen = options.parse_args()
    if not chosen.vault.is_dir():
        print(f"no notes at {chosen.vault}: the quality of the search was not measured")
        return 0
    with tempfile.TemporaryDirectory(prefix="kb-search-") as name:
        analyser, scores = _scores(chosen.vault, Path(name), chosen.sets or ["tuned", "held"])
    lines = [f"Recall of the first ten / mean reciprocal rank; lemmas by {analyser}\n"]
    lines += [table(scores), *_below(analyser, scores)]
    if chosen.failures or chosen.write:
        lines += [_failures(name, each) for name, each in scores.items()]
    text = "\n".join(lines)
    print(text)
    if chosen.write:
        (FOLDER / f"results-{analyser.lower()}.md").write_text(f"{text}\n", encoding="utf-8")
    return 0


def _scores(vault: Path, folder: Path, sets: list[str]) -> tuple[str, dict[str, Score]]:
    """What finds lemmas, and a score for each set over a part of the vault and over all of it."""
    scores: dict[str, Score] = {}
    whole = Searched(vault, folder / "all")
    for name in sets:
        queries = load_queries(name)
        paths = sample_of(whole.paths, queries.seed, SAMPLE)
        part = Searched(vault, folder / name, paths)
        for searched in (part, whole):
            asked = within(queries, set(searched.paths))
            results = searched.ask([query.query for query in asked])
            scores[f"{name}, {len(searched.paths):,} notes"] = score(asked, results)
    return whole.analyser, scores


def _below(analyser: str, scores: dict[str, Score]) -> list[str]:
    """A line for each number that is too small."""
    whole, least = BARS[analyser]
    lines = []
    for name, each in scores.items():
        for what, value in (("recall", each.recall), ("MRR", each.mrr)):
            if value < whole:
                lines.append(f"- {name}: {what} is {value:.3f}, below {whole}")
        for kind in dict.fromkeys(asked.query.kind for asked in each.asked):
            bar = VERBS[analyser] if kind == "inflected verb" else least
            if (value := each.of(kind).recall) < bar:
                lines.append(f"- {name}: recall of '{kind}' is {value:.3f}, below {bar}")
    return ["", *lines] if lines else ["", "All are above their bars."]


def _failures(name: str, each: Score) -> str:
    lines = [f"\n{name}: queries that are not answered fully and first\n"]
    for asked in each.failures:
        query = asked.query
        meant = "" if query.of == query.query else f" ({query.of})"
        lines.append(
            f"- {query.kind}: `{query.query}`{meant}: recall {asked.recall:.2f}, "
            f"first at {1 / asked.reciprocal_rank if asked.reciprocal_rank else 0:.0f}; "
            f"missing: {', '.join(asked.missing[:3]) or '-'}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
