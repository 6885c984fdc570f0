"""Examples are files: title, input and expected output, parted by lines that hold a dot.

    A list right after a paragraph
    .
    problems:
    - one
    .
    <p>problems:</p>
    ...
    .

`pytest --update` writes what the code gives now; a person reads the difference.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    title: str
    given: str
    expected: str
    line: int


def read_cases(file: Path) -> Iterator[Case]:
    """The examples of a file; text before the first title that is followed by a dot is prose."""
    lines = file.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    if len(dots) % 3:
        raise ValueError(f"{file}: {len(dots)} dots are not a multiple of three")
    for start, middle, end in zip(*[iter(dots)] * 3, strict=True):
        yield Case(
            title=lines[start - 1],
            given="\n".join(lines[start + 1 : middle]),
            expected="\n".join(lines[middle + 1 : end]),
            line=start,
        )


def update_cases(file: Path, give: Callable[[str], str]) -> None:
    """Rewrite the expected part of every example with what `give` makes of its input."""
    lines = file.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    for start, middle, end in reversed(list(zip(*[iter(dots)] * 3, strict=True))):
        given = "\n".join(lines[start + 1 : middle])
        lines[middle + 1 : end] = give(given).rstrip("\n").split("\n")
    file.write_text("\n".join(lines), encoding="utf-8")
