"""Read what can be read of front matter that YAML cannot read.

In: its lines.
Out: keys and values, and a finding for each place that had to be mended, with the mend.

The text is cut into chunks, one for each key at the beginning of a line, and each is read by
itself, so that one mistake costs no other key. A chunk that YAML cannot read is mended in the ways
that authors go wrong most, and the first that YAML can read then is taken.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.parse.yaml_values import Fault, Pair, Value, read_yaml
from kb.patterns import pattern
from kb.problems import Finding, Rule, find

KEY_LINE = pattern(
    r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s\-#|>*!&@%`\[\]{},?:"'][^:：#|`\n]{0,40}?)[ \t]*:(?=\s|$)"""
)
"""What looks like `key:` at the beginning of a line."""

_YAML_KEY = pattern(r"[\w-]+[ \t]*:(?:[ \t]|$)")
_KEY_WITHOUT_SPACE = pattern(r"([\w-]+)[ \t]*[:：]([ \t\u00a0\u3000]*)(?=\S)(.*)", re.DOTALL)
_LINE = pattern(r"(\s*(?:-\s+|[^\s:\-][^:]*?\s*:\s+))(.*)")
_ITEM = pattern(r"\s*-(\s|$)")
_FLOW_PAIR = pattern(r"""["']?([\w-]+)["']?\s*:\s*("[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\]|[^,}\n]*)""")

SHOWN = 100
"""Characters of a line that a message shows."""


class Mend(NamedTuple):
    """One way to read a chunk after all."""

    rule: Rule
    lines: list[str]
    line: int
    """The line that was mended, counted from 0 in the chunk."""
    column: int | None = None
    """Where it was wrong; None where YAML says so."""


def mend_yaml(lines: list[str], first_line: int) -> tuple[list[Pair], list[Finding]]:
    """`first_line` is the number in the file, counted from 1, of `lines[0]`."""
    if lines and "".join(lines).lstrip().startswith("{"):
        return _flow(lines, first_line)
    pairs: list[Pair] = []
    findings: list[Finding] = []
    for start, chunk in chunks(lines):
        first = chunk[0]
        if first[:1].isspace() and (margin := len(first) - len(first.lstrip())):
            source = shown(first)
            findings.append(
                find(Rule.MALFORMED_INDENT, first_line + start, margin + 1, source=source)
            )
        read, found = _chunk(chunk, first_line + start)
        pairs += (Pair(_moved(key, start), _moved(value, start)) for key, value in read)
        findings += found
    if not findings:  # each chunk is well by itself, and yet the whole is not
        fault = _within(read_yaml("\n".join(lines)).fault or Fault(0, 0), lines)
        source = shown(lines[fault.line])
        place = first_line + fault.line, fault.column + 1
        findings.append(find(Rule.MALFORMED_LINE, *place, source=source))
    return pairs, findings


def chunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that begin with a line that is neither indented nor an item nor a comment."""
    said = (number for number, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#")
    start = next(said, 0)
    for number, line in enumerate(lines[start:], start):
        if line and line[0] not in " \t#]}" and not _ITEM.match(line):
            if any(lines[start:number]):
                yield start, lines[start:number]
            start = number
    if any(line.strip() for line in lines[start:]):
        yield start, lines[start:]


def _chunk(chunk: list[str], first_line: int) -> tuple[list[Pair], list[Finding]]:
    yaml = read_yaml("\n".join(chunk))
    if (pairs := yaml.pairs()) is not None:
        return pairs, []
    fault = _within(yaml.fault or Fault(0, 0), chunk)
    if (mended := _mended(chunk, fault)) is not None:
        mend, pairs = mended
        column = fault.column if mend.column is None and mend.line == fault.line else 0
        return pairs, [
            find(
                mend.rule,
                first_line + mend.line,
                (column if mend.column is None else mend.column) + 1,
                source=shown(chunk[mend.line]),
                mend=shown(mend.lines[mend.line]),
            )
        ]
    place = first_line + fault.line, fault.column + 1
    findings = [find(Rule.MALFORMED_LINE, *place, source=shown(chunk[fault.line]))]
    # What stands before the fault may still be a key and its value.
    kept = read_yaml("\n".join(chunk[: fault.line])).pairs() if fault.line else None
    return kept or [], findings


def _mended(chunk: list[str], fault: Fault) -> tuple[Mend, list[Pair]] | None:
    """The first mend that YAML can read."""
    for mend in _mends(chunk, fault):
        if pairs := read_yaml("\n".join(mend.lines)).pairs():
            return mend, pairs
    return None


class MendedLines(NamedTuple):
    start: int
    """The first line of a chunk, counted from 0,"""
    old: list[str]
    new: list[str]
    """and as many lines as `mend_yaml` has read in their place; those that are '' may go."""


def mended_lines(lines: list[str], line: int) -> MendedLines | None:
    """How a finding was mended that `mend_yaml` has in `line`, counted from 0; None: not at all."""
    for start, chunk in chunks(lines):
        if not start <= line < start + len(chunk):
            continue
        yaml = read_yaml("\n".join(chunk))
        if yaml.pairs() is None:
            mended = _mended(chunk, _within(yaml.fault or Fault(0, 0), chunk))
            return None if mended is None else MendedLines(start, chunk, mended[0].lines)
        margin = len(chunk[0]) - len(chunk[0].lstrip())
        if not margin or any(each[:margin].strip() for each in chunk):
            return None
        return MendedLines(start, chunk, [each[margin:] for each in chunk])
    return None


def _within(fault: Fault, chunk: list[str]) -> Fault:
    """YAML often notices at the beginning of the next line: then the fault is before it."""
    line, column = fault
    if line >= len(chunk) or (column == 0 and line > 0 and not chunk[line].strip()):
        line = min(line, len(chunk)) - 1
        while line > 0 and not chunk[line].strip():
            line -= 1
        column = len(chunk[line]) - len(chunk[line].lstrip())
    return Fault(line, column)


def _mends(chunk: list[str], fault: Fault) -> Iterator[Mend]:
    yield from _tab(chunk)
    yield from _missing_space(chunk)
    yield from _indent(chunk, fault)
    yield from _brackets(chunk)
    yield from _quotes(chunk, fault)


def _tab(chunk: list[str]) -> Iterator[Mend]:
    def spaced(line: str) -> str:
        body = line.lstrip()
        return line[: len(line) - len(body)].replace("\t", "  ") + body

    for number, line in enumerate(chunk):
        margin = line[: len(line) - len(line.lstrip())]
        if "\t" in margin and line.strip():
            spaces = [spaced(one) for one in chunk]
            yield Mend(Rule.MALFORMED_TAB, spaces, number, margin.index("\t"))
            flush = [*chunk[:number], *(one.lstrip() for one in chunk[number:])]
            yield Mend(Rule.MALFORMED_TAB, flush, number, margin.index("\t"))
            return


def _missing_space(chunk: list[str]) -> Iterator[Mend]:
    """`title:Notes`, a no-break space after the colon, a full-width colon."""
    found = _KEY_WITHOUT_SPACE.fullmatch(chunk[0])
    if found and not _YAML_KEY.match(chunk[0]):
        key, space, value = found.groups()
        rule = Rule.MALFORMED_SPACE if space.strip(" \t") else Rule.MALFORMED_FRONT_MATTER
        for text in (value, quoted(value)):
            mended = [f"{key}: {text}", *chunk[1:]]
            yield Mend(rule, mended, 0, len(key))


def _indent(chunk: list[str], fault: Fault) -> Iterator[Mend]:
    number = fault.line
    line = chunk[number]
    body = line.lstrip()
    margin = len(line) - len(body)
    if margin and KEY_LINE.match(body):
        mended = [one.lstrip() if KEY_LINE.match(one.lstrip()) else one for one in chunk]
        yield Mend(Rule.MALFORMED_INDENT, mended, number, margin)
    if len(chunk) > 1 and _ITEM.match(line):
        mended = [f"  {one.lstrip()}" if _ITEM.match(one) else one for one in chunk]
        yield Mend(Rule.MALFORMED_INDENT, mended, number, margin)


def _brackets(chunk: list[str]) -> Iterator[Mend]:
    """A list in brackets that has no end, or items that need quotation marks."""
    key, colon, value = " ".join(line.strip() for line in chunk).strip().partition(": ")
    value = value.strip()
    if not colon or not chunk[0].startswith(f"{key}:") or not value.startswith("["):
        return
    if key.lower() in {"title", "description"}:
        return
    if value.find("]") not in (-1, len(value) - 1):
        return  # text goes on after the list: `title: [Draft] Notes`
    items = (item.strip() for item in value[1:].removesuffix("]").split(","))
    is_tags = key.lower() in {"tags", "tag"}
    cleaned = (item.lstrip("#") if is_tags else item for item in items if item)
    text = f"{key}: [{', '.join(map(_item, cleaned))}]"
    column = max(chunk[0].find("["), 0)
    yield Mend(Rule.MALFORMED_FRONT_MATTER, [text, *[""] * (len(chunk) - 1)], 0, column)


def _item(text: str) -> str:
    return text if read_yaml(f"[{text}]").fault is None and "#" not in text else quoted(text)


def _quotes(chunk: list[str], fault: Fault) -> Iterator[Mend]:
    """The value of the line that YAML stumbled over, and if need be the one before, in quotes."""
    for number in dict.fromkeys((fault.line, max(fault.line - 1, 0), 0)):
        found = _LINE.fullmatch(chunk[number])
        if found and found[1].strip() and found[2]:
            mended = f"{found[1]}{quoted(found[2])}"
            yield Mend(
                Rule.MALFORMED_FRONT_MATTER,
                [*chunk[:number], mended, *chunk[number + 1 :]],
                number,
                None if number == fault.line else len(found[1]),
            )


def quoted(text: str) -> str:
    """`text` as a scalar that YAML takes, as an author would write it."""
    text = text.strip()
    if text[:1] in {'"', "'"}:
        # Quotation marks that do their work badly go; such as belong to the text stay.
        if len(text) > 1 and text[-1] == text[0]:
            text = text[1:-1]
        elif text.count(text[0]) == 1:
            text = text[1:]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _flow(lines: list[str], first_line: int) -> tuple[list[Pair], list[Finding]]:
    """JSON that is not quite: take each `"key": value` that stands whole."""
    text = "\n".join(lines)
    fault = _within(read_yaml(text).fault or Fault(0, 0), lines)
    place = first_line + fault.line, fault.column + 1
    finding = find(
        Rule.MALFORMED_FLOW, *place, source=shown(lines[fault.line][fault.column :] or "{")
    )
    pairs: list[Pair] = []
    for found in _FLOW_PAIR.finditer(text):
        line = text.count("\n", 0, found.start())
        read = read_yaml(f"{found[1]}: {found[2].strip()}").pairs()
        pairs += (Pair(_moved(key, line), _moved(value, line)) for key, value in read or ())
    return pairs, [finding]


def _moved(value: Value, lines: int) -> Value:
    return value._replace(line=value.line + lines, end_line=value.end_line + lines)


def shown(line: str) -> str:
    """A line as a message shows it."""
    line = line.strip()
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
