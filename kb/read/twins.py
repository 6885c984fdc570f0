"""Files whose names are one name in NFC, or but for their case.

In: entries as they were found.
Out: the same, sorted, each with a path of its own; and what to say of the twins.

Of twins the one that is spelled in NFC keeps the name, and the others become `x (2).md`, `x (3).md`
and so on, so that no text is lost.
"""

import os

from kb.names import NotePath, nfc
from kb.problems import Finding, Rule, find
from kb.read.listing import Entry


def name_once(
    entries: list[Entry],
) -> tuple[list[Entry], list[tuple[NotePath, Finding]]]:
    problems: list[tuple[NotePath, Finding]] = []
    # The file that is spelled as its path sorts before its twins.
    ordered = sorted(entries, key=_own_name_first)
    by_path: dict[NotePath, Entry] = {}
    twins = [entry for entry in ordered if by_path.setdefault(entry.path, entry) is not entry]
    for twin in twins:
        path = _free(twin.path, by_path)
        by_path[path] = Entry(path, twin.file, twin.mtime_ns, twin.ctime_ns, twin.size)
        first, second = by_path[twin.path].file, twin.file
        values = {"first": _spelled(first), "second": _spelled(second), "path": path}
        problems.append((path, find(Rule.TWIN_NAME, 1, 1, **values)))

    by_lower: dict[str, NotePath] = {}
    for path in sorted(by_path):
        other = by_lower.setdefault(path.lower(), path)
        if other is not path:
            problems.append((path, find(Rule.CASE_TWIN, 1, 1, other=other)))
    return [by_path[path] for path in sorted(by_path)], problems


def _own_name_first(entry: Entry) -> tuple[str, bool, str]:
    return entry.path, entry.file != entry.path, entry.file


def _free(path: NotePath, taken: dict[NotePath, Entry]) -> NotePath:
    stem, suffix = os.path.splitext(path)  # noqa: PTH122
    number = 2
    while (free := NotePath(f"{stem} ({number}){suffix}")) in taken:
        number += 1
    return free


def _spelled(file: str) -> str:
    """NFC as it is; any other spelling letter by letter, since it looks the same on a screen."""
    if nfc(file) == file:
        return file
    return "".join(
        letter if nfc(letter + "가") == letter + "가" and letter.isascii() else ascii(letter)[1:-1]
        for letter in file
    )
