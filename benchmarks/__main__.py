"""Every benchmark, one after the other: `make bench`, and `make bench-full` at 10,000 notes."""

import subprocess
import sys

QUICK = (
    ["benchmarks.build"],
    ["benchmarks.stages"],
    ["benchmarks.linking"],
    ["benchmarks.running"],
    ["benchmarks.languages"],
    ["benchmarks.indexing"],
    ["benchmarks.live"],
    ["benchmarks.search"],
)
FULL = (
    *QUICK,
    ["benchmarks.bare_interpreter"],
    ["benchmarks.build", "--notes", "10000", "--rounds", "2", "--peer-rounds", "1"],
    ["benchmarks.linking", "--notes", "10000"],
    ["benchmarks.indexing", "--notes", "10000"],
    ["benchmarks.live", "--notes", "10000", "--edits", "200"],
    ["benchmarks.rename"],
    ["benchmarks.rivals", "--notes", "1000", "10000"],
    ["benchmarks.preview", "--notes", "100", "1000", "10000", "--rivals"],
)


def main() -> int:
    missed = []
    for arguments in FULL if "--full" in sys.argv[1:] else QUICK:
        print(f"\n== {' '.join(arguments)}", flush=True)
        if subprocess.run([sys.executable, "-m", *arguments], check=False).returncode:
            missed.append(" ".join(arguments))
    for each in missed:
        print(f"missed a bar, or broke: {each}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
