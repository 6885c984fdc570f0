"""Mends of front matter, as the parser has read it already.

In: a note and what was found in its front matter. Out: a `Mend`.
"""

from collections.abc import Iterator

from kb.mending.mend import Mend, OpenNote
from kb.parse.front_matter import read_front_matter
from kb.parse.yaml_mending import KEY_LINE, mended_lines, quoted
from kb.parse.yaml_values import Kind, Value, read_yaml
from kb.problems import Finding, Rule
from kb.renaming.raw_text import Edit

_CUT = "…"
"""At the end of what a message does not show whole."""


def mend_yaml_line(note: OpenNote, finding: Finding) -> Mend | None:
    """What the parser read in the place of lines that YAML refuses."""
    lines = _inner(note)
    mended = mended_lines(lines, finding.line - 2) if lines is not None else None
    if mended is None:
        return None
    first, old, new = mended.start + 2, mended.old, mended.new
    changed = [number for number, line in enumerate(old) if line != new[number]]
    if not changed:
        return None
    shown = changed[0]
    if all(new[number] for number in changed):
        edits = tuple(edit for n in changed for edit in note.line_edit(first + n, new[n]))
    else:
        # A list over several lines stands in one now.
        end = note.raw.line_end
        start = note.raw.position(first, 1)
        stop = note.raw.position(first + len(old) - 1, 1) + len(old[-1])
        edits = (Edit(start, stop, end.join(line for line in new if line)),)
    before, after = old[shown].strip(), new[shown].strip()
    if before.split() == after.split():  # only spaces differ, which a button cannot show
        before, after = _visible(old[shown]), _visible(new[shown])
    return Mend(note.path, finding, before, after, edits, says_the_same=True)


_SIGNS = {"\t": "→", " ": "·", "\u00a0": "⍽", "\u3000": "□"}


def _visible(line: str) -> str:
    """With signs for its spaces, but for the ordinary ones between words."""
    body = line.lstrip()
    margin = line[: len(line) - len(body)]
    return "".join(_SIGNS.get(letter, letter) for letter in margin) + "".join(
        letter if letter == " " else _SIGNS.get(letter, letter) for letter in body
    )


def mend_end(note: OpenNote, finding: Finding) -> Mend | None:
    """The line `---` that was forgotten."""
    last = int(finding.values["last"])
    if last > len(note.lines):
        return None
    place = note.raw.position(last, 1) + len(note.lines[last - 1])
    edit = Edit(place, place, f"{note.raw.line_end}---")
    return Mend(note.path, finding, "", "---", (edit,), says_the_same=True)


def mend_repeated_key(note: OpenNote, finding: Finding) -> Mend | None:
    """The first of two lines that are the same: then nothing that was written is lost."""
    first = int(finding.values["first"])
    lines = _inner(note)
    if lines is None or not 2 <= first < finding.line <= len(lines) + 1:
        return None
    one, other, after = lines[first - 2], lines[finding.line - 2], lines[first - 1]
    if one.rstrip() != other.rstrip() or not KEY_LINE.match(one) or after[:1] in (" ", "\t", "-"):
        return None
    start, stop = note.raw.position(first, 1), note.raw.position(first + 1, 1)
    edits = (Edit(start, stop, ""),)
    return Mend(note.path, finding, one.strip(), "", edits, says_the_same=True)


def mend_kind(note: OpenNote, finding: Finding) -> Mend | None:
    """A title in brackets or braces gets quotation marks."""
    value = _value(note, finding)
    if value is None or value.kind is Kind.SCALAR or value.text[:1] not in ("[", "{"):
        return None
    return _value_mend(note, finding, value, quoted(value.text), says_the_same=False)


def mend_translation_of(note: OpenNote, finding: Finding) -> Mend | None:
    """The name of a note gets its brackets."""
    value = _value(note, finding)
    _, colon, new = finding.values["mend"].partition(": ")
    if value is None or not colon or new.endswith(_CUT):
        return None
    return _value_mend(note, finding, value, new, says_the_same=True)


def mend_comment(note: OpenNote, finding: Finding) -> Mend | None:
    """What YAML takes for a comment becomes a part of the value, as we read it."""
    new, line = finding.values["mend"], note.lines[finding.line - 1]
    body = line.lstrip()
    is_item = new.startswith("- ")
    if new.endswith(_CUT) or is_item != body.startswith("-"):
        return None
    if is_item and "," in new:  # an item for each would be needed
        return None
    if not is_item and not KEY_LINE.match(body):
        return None
    mended = line[: len(line) - len(body)] + new
    edits = note.line_edit(finding.line, mended)
    return Mend(note.path, finding, body.strip(), new, edits, says_the_same=True)


def _value_mend(
    note: OpenNote, finding: Finding, value: Value, new: str, *, says_the_same: bool
) -> Mend | None:
    if value.line != value.end_line:
        return None
    start = note.raw.position(value.line + 2, value.column + 1)
    stop = note.raw.position(value.end_line + 2, value.end_column + 1)
    old = note.raw.text[start:stop]
    edits = (Edit(start, stop, new),)
    return Mend(note.path, finding, old, new, edits, says_the_same=says_the_same)


def _inner(note: OpenNote) -> list[str] | None:
    """The lines between the fences; None where there is no second one."""
    if any(each.rule == Rule.UNCLOSED_FRONT_MATTER.name for each in note.outline.findings):
        return None
    body_line = read_front_matter("\n".join(note.lines)).body_line
    return note.lines[1 : body_line - 1] if body_line > 1 else None


def _value(note: OpenNote, finding: Finding) -> Value | None:
    """What stands where a finding says."""
    lines = _inner(note)
    if lines is None:
        return None
    place = finding.line - 2, finding.column - 1
    root = read_yaml("\n".join(lines)).root
    return next((v for v in _values(root) if (v.line, v.column) == place), None)


def _values(value: Value | None) -> Iterator[Value]:
    """The values of the first level; keys stand elsewhere."""
    if value is not None and value.kind is Kind.MAPPING:
        yield from value.items[1::2]
