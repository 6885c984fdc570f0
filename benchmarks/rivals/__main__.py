"""Does our search find more, sooner and for fewer bytes than others over the same notes?

Made notes of the words of real ones, in two languages, 350 words each in the middle; the same
queries of the 21 classes of `research/search.md`, whose answers are known from how the notes were
made. Material's search, Pagefind, MiniSearch and ours, each over its own index, in Chromium, from a
server that compresses. Opening is from an empty cache, from before the first byte of the search to
the results of a whole query; a key is a letter as it is typed, when what its word needs is there.

    python -m benchmarks.rivals [--notes 1000 10000] [--only NAME]
"""

import argparse
import gzip
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rivals.browser import Read, read
from benchmarks.rivals.engine import Built, Engine
from benchmarks.rivals.material import Material
from benchmarks.rivals.minisearch import MiniSearch
from benchmarks.rivals.notes import Made, make_notes
from benchmarks.rivals.ours import Ours
from benchmarks.rivals.pagefind import Pagefind
from benchmarks.rivals.queries import KINDS, Query, make_queries
from benchmarks.rivals.server import LEVEL
from benchmarks.rivals.words import bags_of

VAULTS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "vaults"
ENGINES: tuple[Engine, ...] = (
    Material(),
    Pagefind(),
    MiniSearch(),
    Ours(),
)
TYPED = (
    "Korean title word",
    "English title word",
    "query with particle",
    "prefix",
    "initial consonants",
    "typing error, Korean",
    "wrong keyboard layout",
    "whole tag",
    "two scripts",
    "several words",
)
"""Of each of these classes, one query is typed letter by letter, and opens the search."""
BYTES_BARS = {1000: 70e3, 10000: 100e3}
KEY_BAR = 16.0
OPEN_BARS = {10000: 300.0}
"""At most so many bytes before the first result, milliseconds a key, and until the first result."""


@dataclass(frozen=True)
class Result:
    name: str
    built: Built
    read: Read
    size: int
    compressed: int
    recall: dict[str, float]
    reciprocal: dict[str, float]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, nargs="+", default=[1000])
    options.add_argument("--only", nargs="+", default=[])
    chosen = options.parse_args()
    bags = bags_of(VAULTS, seed=1)
    print(f"words: {VAULTS if VAULTS.is_dir() else 'made up, as there are no vaults'}")
    for count in chosen.notes:
        notes = make_notes(bags, count)
        queries = make_queries(notes)
        print(f"\n{count} notes, {len(queries)} queries", flush=True)
        results = []
        for engine in ENGINES:
            if not chosen.only or engine.name in chosen.only:
                for result in measured(engine, notes, queries):
                    report(result, count)
                    results.append(result)
        compare(results)
    return 0


def measured(engine: Engine, notes: list[Made], queries: list[Query]) -> Iterator[Result]:
    first = {query.kind: query for query in reversed(queries)}
    typed = [first[kind] for kind in TYPED]
    with tempfile.TemporaryDirectory(prefix="kb-rivals-") as name:
        built = engine.build(notes, Path(name))
        bodies = [file.read_bytes() for file in built.index]
        size = sum(map(len, bodies))
        compressed = sum(len(gzip.compress(body, LEVEL)) for body in bodies)
        for way, adapter in built.scripts.items():
            found = read(engine.shown, built, adapter, queries, typed)
            recall, reciprocal = judge(queries, found.found)
            yield Result(way, built, found, size, compressed, recall, reciprocal)


def judge(
    queries: list[Query], found: dict[str, list[str]]
) -> tuple[dict[str, float], dict[str, float]]:
    """Recall at ten and the mean reciprocal rank of the first answer, by class."""
    recall, reciprocal = defaultdict(list), defaultdict(list)
    for query in queries:
        names = list(dict.fromkeys(name_of(address) for address in found[query.text]))
        hits = [name in query.answers for name in names]
        recall[query.kind].append(sum(hits) / min(len(query.answers), 10))
        reciprocal[query.kind].append(1 / (1 + hits.index(True)) if any(hits) else 0.0)
    return (
        {kind: sum(each) / len(each) for kind, each in recall.items()},
        {kind: sum(each) / len(each) for kind, each in reciprocal.items()},
    )


def name_of(address: str) -> str:
    """The last part of an address is a note's name."""
    return address.partition("#")[0].rstrip("/").rpartition("/")[2]


def compare(results: list[Result]) -> None:
    ours = next((each for each in results if each.name == Ours.name), None)
    for each in results:
        if ours and each is not ours:
            _against(each, ours)
    width = max(map(len, KINDS))
    print("recall at ten".ljust(width) + "".join(f"{each.name[:20]:>22}" for each in results))
    for kind in KINDS:
        cells = "".join(f"{each.recall.get(kind, 0.0):22.2f}" for each in results)
        print(kind.ljust(width) + cells)


def report(result: Result, count: int) -> None:
    built, found = result.built, result.read
    is_ours = result.name == Ours.name
    worst = max(found.openings, key=lambda each: each.sent)
    slowest = max(each.milliseconds for each in found.openings)
    slow_keys = ", ".join(f"{text} {took:.0f}" for took, text in sorted(found.keys)[:-4:-1])
    where = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in worst.parts.items())
    print(
        f"{result.name}\n"
        f"  quality: recall at ten {_mean(result.recall):.3f}, MRR {_mean(result.reciprocal):.3f}\n"
        f"  to the first result: {found.first_bytes / 1000:.0f} kB in {worst.requests} requests"
        f"{_bar(BYTES_BARS.get(count), is_ours, scale=1000, unit='kB')}, "
        f"{found.first_result:.0f} ms (at most {slowest:.0f} in {len(found.openings)} openings)"
        f"{_bar(OPEN_BARS.get(count), is_ours, unit='ms')}\n"
        f"    of the {found.first_bytes / 1000:.0f} kB, for {worst.text}: {where}\n"
        f"{openings(found)}"
        f"  a key: {found.key:.1f} ms at the 95th percentile of {len(found.keys)}"
        f"{_bar(KEY_BAR, is_ours, unit='ms')}; slowest: {slow_keys}\n"
        f"  index: {result.size / 1e6:.2f} MB in {len(built.index)} files, "
        f"{result.compressed / 1e6:.2f} MB compressed\n"
        f"  build: {built.seconds:.1f} s for the index, {built.build.seconds:.1f} s and "
        f"{built.build.pss_mb:.0f} MB with {built.about}\n"
        f"  memory of the page: {found.memory:.0f} MB",
        flush=True,
    )


def openings(found: Read) -> str:
    """Bytes before the first result, opening by opening."""
    lines = [f"    {found.usual_bytes / 1000:8.1f} kB in the middle of {len(found.openings)}:\n"]
    for each in sorted(found.openings, key=lambda each: -each.sent):
        where = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in each.parts.items())
        lines.append(f"    {each.sent / 1000:8.1f} kB  {each.text}: {where}\n")
    return "".join(lines)


def _bar(bar: float | None, is_ours: bool, *, scale: float = 1, unit: str) -> str:
    return f" (bar {bar / scale:.0f} {unit})" if bar and is_ours else ""


def _against(rival: Result, ours: Result) -> None:
    print(
        f"{rival.name} against ours: {rival.read.first_bytes / ours.read.first_bytes:.1f} times "
        f"the bytes and {rival.read.first_result / ours.read.first_result:.1f} times the time "
        f"before the first result, {rival.read.key / ours.read.key:.1f} times a key, "
        f"{rival.compressed / ours.compressed:.1f} times the index, "
        f"{_mean(rival.recall) - _mean(ours.recall):+.3f} recall"
    )


def _mean(by_kind: dict[str, float]) -> float:
    return sum(by_kind.values()) / len(by_kind)


if __name__ == "__main__":
    sys.exit(main())
