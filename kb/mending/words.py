"""Mends of tags and terms that are spelt almost like others, and of a file's encoding.

In: a note and what was found there. Out: a `Mend`.
"""

from kb.mending.mend import Mend, OpenNote
from kb.names import Tag
from kb.parse.tags import is_tag
from kb.problems import Finding
from kb.renaming.raw_text import Edit
from kb.renaming.texts import span_of
from kb.renaming.wanted import TagRename

_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8


def mend_similar_tag(note: OpenNote, finding: Finding) -> Mend | None:
    """The rarer spelling becomes the usual one, wherever the note has it."""
    return _tag(note, finding, finding.values["name"], finding.values["other"])


def mend_unknown_tag(note: OpenNote, finding: Finding) -> Mend | None:
    """A tag that is spelt almost like an allowed one."""
    return _tag(note, finding, finding.values["name"], finding.values["nearest"])


def _tag(note: OpenNote, finding: Finding, old: str, new: str) -> Mend | None:
    wanted = TagRename(Tag(old), Tag(new))
    edits: set[Edit] = set()
    for use in (*note.outline.front_matter.tags, *note.outline.tags):
        if wanted.renamed(use.name) in (None, use.name):
            continue
        span = span_of(note.raw, use.line, use.column, old)
        if span is None:
            return None
        edits.add(Edit(*span, new))
    if not edits or not is_tag(new):
        return None
    return Mend(note.path, finding, f"#{old}", f"#{new}", tuple(sorted(edits)))


def mend_term(note: OpenNote, finding: Finding) -> Mend | None:
    """A term as most notes write it, where the same particles follow both."""
    old, new = finding.values["term"], finding.values["other"]
    span = span_of(note.raw, finding.line, finding.column, old)
    if span is None or note.raw.text[slice(*span)] != old or _final(old) != _final(new):
        return None
    return Mend(note.path, finding, old, new, (Edit(*span, new),))


def _final(word: str) -> object:
    """What decides which particle follows: no final consonant, ㄹ, or another one."""
    code = ord(word[-1])
    if not _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return word[-1]
    final = (code - _FIRST_SYLLABLE) % _FINALS
    return final if final in (0, _RIEUL) else -1


def mend_encoding(note: OpenNote, finding: Finding) -> Mend | None:
    """The same text in UTF-8."""
    return Mend(note.path, finding, finding.values["encoding"], "UTF-8", to_utf8=True)
