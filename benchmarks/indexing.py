"""What does an index cost?

Criterion: indexing costs less than half of parsing, and an edit rewrites few files. Notes in the
seed's form; processor time of one process, so that a busy machine changes little.

    python -m benchmarks.indexing [--notes 2000] [--edits 5]
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.vault import make_vault
from kb.config import ParseSettings, Settings
from kb.indexed import Index
from kb.indexing import index_notes
from kb.names import Language
from kb.parse import parse
from kb.pipeline import prepare
from kb.read import read, scan

PARSED = 300
"""Notes that are parsed to know what parsing costs."""
BAR = 0.5
"""Of what parsing costs."""
EDITED_BAR = 40
"""Milliseconds of an edited body, at 2,000 notes."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--notes", type=int, default=2000)
    options.add_argument("--edits", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as name:
        return Bench(Path(name), chosen.notes, chosen.edits).run()


class Bench:
    def __init__(self, folder: Path, notes: int, edits: int) -> None:
        self.vault, self.cache, self.edits = folder / "notes", folder / "cache", edits
        self.files = make_vault(self.vault, notes, 50)

    def run(self) -> int:
        parsing = self.parsing() * len(self.files)
        spent, index = self.indexed()
        share = spent / parsing
        print(f"{len(self.files)} notes; seconds of processor time in one process")
        print(f"parsing: {parsing:.1f} s, {parsing / len(self.files) * 1000:.2f} ms a note")
        print(f"indexing: {spent:.1f} s, {share:.2f} of parsing (bar {BAR})")
        size = sum(where.length for where in index.files.values())
        print(f"files: {len(index.files)}, {size / 1e6:.1f} MB")
        for kind, (old, new) in {
            "one edited body": ("## 🔍 주요개념\n", "## 🔍 주요개념\n\n바뀐 문장 {}.\n"),
            "one edited title": ("\n# ", "\n# 바뀐 제목 {} "),
        }.items():
            self.edited(kind, old, new, index)
        return int(share > BAR)

    def parsing(self) -> float:
        """Seconds a note."""
        entries = scan(self.vault).notes[:PARSED]
        sources = [read(self.vault, entry) for entry in entries]
        parse(sources[0], ParseSettings())
        start = time.process_time()
        for source in sources:
            parse(source, ParseSettings())
        return (time.process_time() - start) / len(sources)

    def indexed(self) -> tuple[float, Index]:
        """What `index_notes` alone takes, and what it gives."""
        settings = Settings(site_name="x", languages=(Language("ko"),))
        prepared = prepare(self.vault, settings, self.cache, only=())
        start = time.process_time()
        index = index_notes(prepared)
        return time.process_time() - start, index

    def edited(self, kind: str, old: str, new: str, before: Index) -> None:
        spent, changed, written = [], [], []
        for number in range(self.edits):
            file = self.files[(number * 397 + 11) % len(self.files)]
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(old, new.format(number), 1), encoding="utf-8")
            seconds, index = self.indexed()
            names = [name for name, key in index.named() if name != key or name not in before.files]
            spent.append(seconds * 1000)
            changed.append(len(names))
            written.append(sum(index.files[name].length for name in names))
            before = index
        bar = f" (bar {EDITED_BAR})" if kind == "one edited body" else ""
        print(
            f"{kind}: {statistics.median(spent):.0f} ms{bar}; of {len(before.files)} files "
            f"{statistics.median(changed):.0f} are new, {statistics.median(written) / 1000:.0f} kB"
        )


if __name__ == "__main__":
    sys.exit(main())
