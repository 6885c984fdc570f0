"""Mends of links that lead nowhere, and links for names that have none.

In: a note and what was found of one of its links. Out: a `Mend`, where only one note, file or
heading can be meant.
"""

import posixpath
from collections.abc import Iterator

from kb.link import NOTE_SUFFIX, explain, near_headings, only_near
from kb.mending.mend import Mend, OpenNote
from kb.model import Link, Target
from kb.names import NotePath
from kb.problems import Finding
from kb.renaming.raw_text import Edit
from kb.renaming.spelling import decoded, encoded, fragments
from kb.renaming.texts import span_of
from kb.renaming.written_links import ATTRIBUTES, Notation, WrittenLink, respelt, written_links


def mend_link(note: OpenNote, finding: Finding) -> Mend | None:
    """A link whose target is spelt almost like one note, or file."""
    found = _written(note, finding)
    if found is None:
        return None
    link, written = found
    name = decoded(written.notation, written.name)
    meant = only_near(note.vault.site, link, name)
    if meant is None:
        return None
    for spelling in _spellings(note.path, written, *meant):
        target = _well_led(note, respelt(link, written, spelling, written.fragment, note.vault.md))
        if target is not None and _is(note, target, meant[0]):
            edit = Edit(written.start, written.start + len(written.name), spelling)
            shown = _shown(written, spelling, written.fragment)
            return _mend(note, finding, written, shown, edit)
    return None


def mend_fragment(note: OpenNote, finding: Finding) -> Mend | None:
    """A link to a heading that is spelt almost like one that there is."""
    found = _written(note, finding)
    path = NotePath(finding.values["target"])
    outline = note.vault.site.outlines.get(path)
    if found is None or outline is None:
        return None
    link, written = found
    typed = decoded(written.notation, written.fragment)
    near = near_headings(outline, typed)
    texts = [heading.text for heading in outline.headings]
    if typed.startswith("^") or len(near) != 1 or texts.count(near[0]) != 1:
        return None
    index = texts.index(near[0])
    for fragment in fragments(written, outline.headings, index):
        target = _well_led(note, respelt(link, written, written.name, fragment, note.vault.md))
        if target is not None and target.anchor:
            start = written.fragment_start
            edit = Edit(start, start + len(written.fragment), fragment)
            shown = _shown(written, written.name, fragment)
            return _mend(note, finding, written, shown, edit)
    return None


def mend_mention(note: OpenNote, finding: Finding) -> Mend | None:
    """The link that may stand in the place of a name."""
    words, link = finding.values["words"], finding.values["mend"]
    span = span_of(note.raw, finding.line, finding.column, words)
    if span is None:
        return None
    return Mend(note.path, finding, words, link, (Edit(*span, link),))


def _written(note: OpenNote, finding: Finding) -> tuple[Link, WrittenLink] | None:
    """The link that a finding tells of, where it stands once and leads to no snippet."""
    used = {index for snippet in note.outline.snippets for index in snippet.uses}
    place = finding.line, finding.column
    links = [
        link
        for index, link in enumerate(note.outline.links)
        if (link.line, link.column) == place and index not in used
    ]
    if len(links) != 1:
        return None
    written = written_links(note.raw, links[0], note.vault.md)
    return (links[0], written[0]) if len(written) == 1 else None


def _spellings(path: NotePath, written: WrittenLink, found: NotePath, called: str) -> Iterator[str]:
    """How the name may be written, the one most like the author's first."""
    typed = decoded(written.notation, written.name)
    suffix = NOTE_SUFFIX.search(typed)
    if written.notation is Notation.WIKI:
        ending = suffix[0] if suffix and not NOTE_SUFFIX.search(called) else ""
        if "/" in typed:
            yield f"{posixpath.dirname(typed)}/{called}{ending}"
        yield f"{called}{ending}"
        yield NOTE_SUFFIX.sub("", found)
        return
    full = found if suffix or not NOTE_SUFFIX.search(found) else NOTE_SUFFIX.sub("", found)
    ways = (
        posixpath.join(posixpath.dirname(typed), posixpath.basename(full)),
        posixpath.relpath(full, posixpath.dirname(path) or "."),
    )
    for way in dict.fromkeys(ways):
        yield encoded(written.notation, way, written.name)


def _well_led(note: OpenNote, link: Link) -> Target | None:
    target, doubt = explain(note.vault.site, note.path, link)
    return target if doubt is None else None


def _is(note: OpenNote, target: Target, meant: NotePath) -> bool:
    return target.path in note.vault.site.versions(meant)


def _mend(
    note: OpenNote, finding: Finding, written: WrittenLink, after: str, edit: Edit
) -> Mend | None:
    before = _shown(written, written.name, written.fragment)
    return Mend(note.path, finding, before, after, (edit,)) if after != before else None


def _shown(written: WrittenLink, name: str, fragment: str) -> str:
    """A link's target as a button shows it."""
    target = f"{name}{written.query}" + (f"#{fragment}" if fragment else "")
    if written.notation is Notation.WIKI:
        return f"[[{target}]]"
    return target if written.notation in ATTRIBUTES else f"({target})"
