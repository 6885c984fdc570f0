"""Front matter: what an author says of a note as a whole, before its text.

In: the text of a note.
Out: its `FrontMatter`, the line that the body begins in, and what was wrong.

Front matter is what stands between a first line `---` and the next line `---` or `...`, if it is
YAML's `key: value` or was plainly meant as that. A thematic break followed by prose or a table is
body. Nothing that was meant as front matter is ever shown on the page, and no other line is lost.
"""

import re

from msgspec import Struct

from kb.model import FrontMatter
from kb.parse.front_matter_keys import KNOWN, read_keys, spelling
from kb.parse.yaml_mending import KEY_LINE, mend_yaml
from kb.parse.yaml_values import Pair, read_yaml
from kb.patterns import pattern
from kb.problems import Finding, Rule, find

_OPENING = pattern(r"---[ \t]*(?:\n|\Z)")
_CLOSING = pattern(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BRACES = pattern(r"""\{\s*(?:\Z|[}"'{%]|[\w-]+\s*:)""")
_TEMPLATER = "<%"
_ANY_KEY = pattern(r"([\w][\w -]*?)\s*[:：]")


class Read(Struct, frozen=True):
    front_matter: FrontMatter
    body_line: int
    """The body's first line, counted from 0; as many as there are lines where it is empty."""
    findings: tuple[Finding, ...] = ()


_NOTHING = Read(FrontMatter(), 0)


def read_front_matter(text: str) -> Read:
    """`text` has newlines only for line ends, and no byte order mark."""
    opening = _OPENING.match(text)
    if not opening:
        return _NOTHING
    start = opening.end()
    closing = _CLOSING.search(text, start)
    if not closing:
        return _unclosed(text[start:].split("\n"))
    inner = text[start : closing.start()]
    lines = inner.split("\n")
    meant = _is_meant(lines)
    if meant is False:
        return _NOTHING
    body_line = 1 + len(lines)
    yaml = read_yaml(inner)
    pairs = yaml.pairs()
    findings: list[Finding] = []
    if pairs is None:
        if _text_begins(lines):
            return _unclosed(lines)
        pairs, findings = mend_yaml(lines, 2)
    return _read(pairs, lines, body_line, findings)


def _read(pairs: list[Pair], lines: list[str], body_line: int, findings: list[Finding]) -> Read:
    front_matter, found = read_keys(pairs, lines, 2)
    if any(one.rule == Rule.TEMPLATE_PLACEHOLDER.name for one in found):
        # Until it is filled in, a template need not be YAML.
        findings = []
    ordered = sorted([*findings, *found], key=lambda one: (one.line, one.column))
    return Read(front_matter, body_line, tuple(ordered))


def _is_meant(lines: list[str]) -> bool:
    """Whether the lines between the fences are front matter, be it good YAML or bad."""
    looked_at = 0
    for line in lines:
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        if looked_at == 0 and _looks_like_key(words):
            return True
        if _known_key(line):
            return True
        looked_at += 1
        if looked_at == 3:
            return False
    return looked_at == 0


def _looks_like_key(line: str) -> bool:
    found = KEY_LINE.match(line)
    if found:
        return len(found[0].split()) <= 5
    return bool(_BRACES.match(line)) or line.startswith(_TEMPLATER)


def _known_key(line: str) -> bool:
    found = _ANY_KEY.match(line)
    return found is not None and spelling(found[1]) in KNOWN


def _run_end(lines: list[str]) -> int:
    """How many lines belong to the keys that these lines begin with."""
    end = 0
    can_have_items = False
    for number, line in enumerate(lines):
        if not line.strip():
            if end and not _goes_on(lines[number + 1 :]):
                break
        elif KEY_LINE.match(line) or _known_key(line):
            can_have_items = line.rstrip().endswith(":")
            end = number + 1
        elif end and (line[0] in " \t" or (can_have_items and line.startswith("- "))):
            end = number + 1
        elif not line.startswith("#"):
            break
    return end


def _goes_on(lines: list[str]) -> bool:
    """Whether a key that we know follows a blank line."""
    return next((_known_key(line) for line in lines if line.strip()), False)


def _text_begins(lines: list[str]) -> bool:
    """Whether the keys end in a blank line and all else is text: then the fence was forgotten."""
    end = _run_end(lines)
    rest = lines[end:]
    if not end or not rest or rest[0].strip() or not any(line.strip() for line in rest):
        return False
    return not any(_known_key(line) for line in rest)


def _unclosed(lines: list[str]) -> Read:
    end = _run_end(lines)
    run = lines[:end]
    keys = [line for line in run if KEY_LINE.match(line)]
    if len(keys) < 2 and not any(map(_known_key, run)):
        return _NOTHING
    finding = find(Rule.UNCLOSED_FRONT_MATTER, 1, 1, last=str(1 + end))
    pairs = read_yaml("\n".join(run)).pairs()
    findings: list[Finding] = []
    if pairs is None:
        pairs, findings = mend_yaml(run, 2)
    return _read(pairs, run, 1 + end, [finding, *findings])
