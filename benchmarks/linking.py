"""What does linking cost beside parsing, and replacing one note in a linked site?

One process, notes in the seed's form with ten links each: by file name, alias, title and heading.
Linking means all that is done with outlines: places, names, tags, where each link leads, backlinks.
A note is replaced by one with another body, with other links, tags and aliases, and another title.

    python -m benchmarks.linking [--notes 2000]
"""

import argparse
import random
import re
import statistics
import sys
import time
from collections.abc import Callable

from benchmarks.vault import note_text
from kb.config import ParseSettings, Settings
from kb.link import Asked, make_network, make_site, relink, who_asks
from kb.model import Network, Outline, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.store import digest

LINKS = 10
FOLDERS = 50
REPLACED = 50
"""How many notes are replaced, one after the other."""
BARS = {"share": 0.1, "milliseconds": 30.0}
"""Linking takes at most so much of parsing; replacing a note of 10,000 at most so long."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=2000)
    count = options.parse_args().notes
    chance = random.Random(1)
    texts = {path_of(number): linked_text(number, count, chance) for number in range(count)}
    texts = dict(sorted(texts.items()))
    start = time.perf_counter()
    outlines = {path: outline_of(path, text) for path, text in texts.items()}
    parsing = time.perf_counter() - start
    settings = Settings(site_name="x", languages=(Language("ko"),))
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        network = make_network(make_site(outlines, (), settings))
        seconds.append(time.perf_counter() - start)
    linking = statistics.median(seconds)
    found = sum(target is not None for each in network.linked.values() for target in each.targets)
    print(f"{count} notes, {found} links that lead somewhere")
    print(
        f"parsing {parsing:.2f} s, linking {linking:.3f} s: {linking / parsing:.3f} of it", end=""
    )
    print(f" (bar {BARS['share']})")
    replace(texts, network, settings, chance)
    return 0


def path_of(number: int) -> NotePath:
    return NotePath(f"topic-{number % FOLDERS:02d}/note-{number:05d}.md")


def linked_text(number: int, count: int, chance: random.Random) -> str:
    text = note_text(number, chance)
    links = "\n".join(f"- 참고: {_link(chance.randrange(count), chance)}" for _ in range(LINKS))
    return f"{text}\n## 함께 보기\n\n{links}\n"


def _link(number: int, chance: random.Random) -> str:
    folder = f"topic-{number % FOLDERS:02d}"
    return chance.choice(
        (
            f"[[note-{number:05d}]]에서 이어집니다.",
            f"[[{folder}/note-{number:05d}|다른 노트]]를 먼저 봅니다.",
            f"[[note-{number:05d}#📝 설명]]의 표와 견줍니다.",
            f"[여기](/{folder}/note-{number:05d}.md#설명)에 까닭이 있습니다.",
        )
    )


def outline_of(path: NotePath, text: str) -> Outline:
    return parse(Source(path, path, text, digest(text)), ParseSettings()).outline


def replace(
    texts: dict[NotePath, str], network: Network, settings: Settings, chance: random.Random
) -> None:
    asked = who_asks(network.site)
    edits: dict[str, Callable[[str], str]] = {
        "body": lambda text: text.replace("설명", "새 설명", 1) + "\n더하는 문장.\n",
        "links": lambda text: text + "\n[[note-00001]] [[nowhere at all]]\n",
        "tag": lambda text: text.replace("tags:\n", "tags:\n- new/tag\n"),
        "set of tags": lambda text: re.sub(r"(?m)^(- \w+/.*)-\d+$", r"\1-now", text),
        "aliases": lambda text: text.replace("aliases: [", 'aliases: ["새 이름", '),
        "title": lambda text: text.replace("\n# ", "\n# 바뀐 ", 1),
    }
    for name, edit in edits.items():
        milliseconds, affected = [], []
        for path in chance.sample(list(texts), REPLACED):
            texts[path] = edit(texts[path])
            outline = outline_of(path, texts[path])
            network, asked, took, touched = _timed(network, asked, path, outline, settings)
            milliseconds.append(took)
            affected.append(touched)
        print(
            f"another {name}: {statistics.median(milliseconds):.1f} ms, "
            f"at most {max(milliseconds):.1f} (bar {BARS['milliseconds']} at 10,000 notes); "
            f"{statistics.median(affected):.0f} pages affected"
        )


def _timed(
    network: Network, asked: Asked, path: NotePath, outline: Outline, settings: Settings
) -> tuple[Network, Asked, float, int]:
    start = time.perf_counter()
    relinked = relink(network, asked, path, outline, settings)
    took = (time.perf_counter() - start) * 1000
    if relinked is None:
        raise SystemExit(f"{path} was to be linked anew")
    return relinked.network, relinked.asked, took, len(relinked.affected)


if __name__ == "__main__":
    sys.exit(main())
