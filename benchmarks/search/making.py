"""Makes the two sets of queries.

In: a vault. Out: `tuned.json` and `held.json` beside this file, from other notes each: no query of
one is made from a note that the other uses. Needs kiwipiepy and snowballstemmer, which nothing
else of the benchmarks does.

    python -m benchmarks.search.making VAULT [--each 20]
"""

import argparse
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

import msgspec

from benchmarks.search import english, korean, names
from benchmarks.search.candidates import Candidate
from benchmarks.search.notes import load_notes
from benchmarks.search.oracle import Oracle
from benchmarks.search.queries import CLASSES, FOLDER, Queries, Query, sample_of
from benchmarks.search.reading import Collection

SEEDS = {"tuned": 7, "held": 11}
Maker = Callable[[Collection, Random], Iterator[Candidate]]
MAKERS: tuple[Maker, ...] = (
    korean.title_word,
    english.title_word,
    korean.text_with_particle,
    korean.with_particle,
    korean.spacing,
    korean.inner_part,
    korean.prefix,
    korean.composing,
    korean.initial_consonants,
    english.typing_error,
    english.hidden_by_itself,
    korean.typing_error,
    korean.wrong_layout,
    english.wrong_layout,
    names.alias,
    names.tag,
    names.parent_tag,
    names.two_scripts,
    english.stem,
    english.prefix,
    names.several_words,
    english.body_word,
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("vault", type=Path)
    options.add_argument("--each", type=int, default=20, help="queries of a class")
    chosen = options.parse_args()
    oracle = Oracle()
    with tempfile.TemporaryDirectory(prefix="kb-search-") as cache:
        collection = Collection(load_notes(chosen.vault, Path(cache)), oracle)
    for number, (name, seed) in enumerate(SEEDS.items()):
        paths = sample_of(list(collection.by_path), seed)
        collection.sources = [
            collection.by_path[path] for path in paths if zlib.crc32(path.encode()) % 2 == number
        ]
        candidates = [
            found
            for maker in (*MAKERS, partial(korean.verb, oracle=oracle))
            # One of its own for each, so that a change of one class leaves the others.
            for found in maker(collection, Random(seed))
        ]
        own = {reading.path for reading in collection.sources}
        queries = _choose(candidates, own, chosen.each, seed)
        text = msgspec.json.format(msgspec.json.encode(Queries(seed, queries)), indent=1)
        (FOLDER / f"{name}.json").write_bytes(text + b"\n")
        counts = {kind: sum(query.kind == kind for query in queries) for kind in CLASSES}
        print(name, len(queries), counts)
    return 0


def _choose(
    candidates: list[Candidate], sources: set[str], each: int, seed: int
) -> tuple[Query, ...]:
    """`each` queries of every class, each of another note of `sources` and another word."""
    found = []
    for kind in CLASSES:
        mine = [
            candidate
            for candidate in candidates
            if candidate.kind == kind and candidate.source in sources
        ]
        Random(f"{seed} {kind}").shuffle(mine)
        words: set[str] = set()
        used: set[str] = set()
        for one in mine:
            if len(words) == each:
                break
            if one.of in words or (one.source in used and kind != "parent tag"):
                continue
            words.add(one.of)
            used.add(one.source)
            found.append(Query(kind, one.query, one.of, one.answers))
    return tuple(found)


if __name__ == "__main__":
    sys.exit(main())
