"""Where does the time of a build from nothing go?

One process, notes in the seed's form; milliseconds a note for each stage, beside what bare
markdown-it-py needs to parse and render the same text.

    python -m benchmarks.stages [--notes 400]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from markdown_it import MarkdownIt

from benchmarks.vault import make_vault
from kb.config import ParseSettings, Settings
from kb.link import make_network, make_site
from kb.names import Language
from kb.parse import parse
from kb.publish import load_setup, load_shell, publish_page
from kb.read import read, scan
from kb.render import render_note

T = TypeVar("T")
R = TypeVar("R")


def timed(name: str, work: Callable[[T], R], values: Iterable[T]) -> list[R]:
    values = list(values)
    start = time.perf_counter()
    results = [work(value) for value in values]
    each = (time.perf_counter() - start) / len(values) * 1000
    print(f"{name:<28} {each:8.3f} ms a note")
    return results


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=400)
    count = options.parse_args().notes
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        vault = Path(name, "notes")
        make_vault(vault, count, 10)
        entries = scan(vault).notes
        sources = timed("read", lambda entry: read(vault, entry), entries)
        bare = MarkdownIt("commonmark").enable("table")
        timed("bare markdown-it-py", lambda source: bare.render(source.text), sources)
        notes = timed("parse", lambda source: parse(source, ParseSettings()), sources)
        outlines = {e.path: note.outline for e, note in zip(entries, notes, strict=True)}
        settings = Settings(site_name="x", languages=(Language("ko"),))
        start = time.perf_counter()
        site = make_site(outlines, (), settings)
        print(f"{'site':<28} {(time.perf_counter() - start) / count * 1000:8.3f} ms a note")
        start = time.perf_counter()
        network = make_network(site)
        print(f"{'link':<28} {(time.perf_counter() - start) / count * 1000:8.3f} ms a note")
        bodies = [(path, note.body) for path, note in zip(outlines, notes, strict=True)]
        body_of = dict(bodies).__getitem__
        pages = timed(
            "render", lambda each: render_note(network, *each, (), body_of=body_of), bodies
        )
        english = Language("en")
        setup = load_setup(None, vault, english)
        shell = load_shell(setup, site.trees, (), Path(name, "cache"), told_in=english)
        timed("publish (fill the skeleton)", lambda page: publish_page(shell, page), pages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
