"""What is wrong with a link that leads nowhere, and what its author may have meant.

In: a site, a note, and one of its links. Out: a finding.
"""

import posixpath
from collections.abc import Iterable, Mapping

from kb.link.places import INDEX_NAMES
from kb.link.site import file_names
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.media import FILE
from kb.model import Link, LinkKind, Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find, near, nearest


def broken_link(site: Site, path: NotePath, link: Link, name: str) -> Finding:
    """Why the `name` that `link` in the note at `path` holds is not found."""
    bare = NOTE_SUFFIX.sub("", name)
    if name_key(bare) in site.private or name_key(posixpath.basename(bare)) in site.private:
        return find(Rule.PRIVATE_LINK, link.line, link.column, target=name)
    wiki = link.kind in (LinkKind.WIKI, LinkKind.EMBED)
    written = f"[[{name}]]" if wiki else f"({name})"
    if _is_outside(path, name):
        return find(Rule.LINK_OUTSIDE, link.line, link.column, target=written)
    if link.kind is LinkKind.IMAGE or FILE.search(name):
        found_near = _nearest_file(site, name)
        rules = Rule.MISSING_FILE, Rule.MISSING_FILE_NEAR
    else:
        found_near = _nearest_note(site, bare)
        rules = Rule.BROKEN_LINK, Rule.BROKEN_LINK_NEAR
    if found_near is None:
        return find(rules[0], link.line, link.column, target=written)
    found, called = found_near
    if wiki:
        suggestion = f"[[{called}]]"
    else:
        relative = posixpath.relpath(found, posixpath.dirname(path) or ".")
        suggestion = f"({relative.replace(' ', '%20')})"
    return find(rules[1], link.line, link.column, target=written, nearest=suggestion)


def _is_outside(path: NotePath, name: str) -> bool:
    if name.startswith("/"):
        return False
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).startswith("../")


def _nearest_note(site: Site, bare: str) -> tuple[NotePath, str] | None:
    """A note and the name by which a link can call it."""
    names = _near_notes(site, bare, 1)
    if not names:
        return None
    note = site.names[names[0]][0]
    called = (name for name in file_names(note, site.trees) if name_key(name) == names[0])
    return note, next(called, site.places[note].title)


def _near_notes(site: Site, bare: str, most: int) -> list[str]:
    key = name_key(posixpath.basename(bare))
    # Every folder has a README: one that is missing here does not mean one that is elsewhere.
    candidates = [name for name in _close(key, site.names_by_start) if name not in INDEX_NAMES]
    return [] if key in INDEX_NAMES else near(key, candidates, most)


def _nearest_file(site: Site, name: str) -> tuple[NotePath, str] | None:
    names = _near_files(site, name, 1)
    if not names:
        return None
    file = site.attachments[names[0]][0]
    return file, posixpath.basename(file)


def _near_files(site: Site, name: str, most: int) -> list[str]:
    key = name_key(posixpath.basename(name))
    return near(key, _close(key, site.attachments_by_start), most)


def only_near(site: Site, link: Link, name: str) -> tuple[NotePath, str] | None:
    """The note or file that a broken link nearly names, and how it is called there; None where
    there is none, or more than one: then only its author knows.
    """
    bare = NOTE_SUFFIX.sub("", name)
    if link.kind is LinkKind.IMAGE or FILE.search(name):
        files = {file for key in _near_files(site, name, 3) for file in site.attachments[key]}
        return _nearest_file(site, name) if len(files) == 1 else None
    notes = {note for key in _near_notes(site, bare, 3) for note in site.names[key]}
    # What says the same in several languages is one.
    return _nearest_note(site, bare) if len({site.versions(n)[0] for n in notes}) == 1 else None


def _close(key: str, by_start: Mapping[str, list[str]]) -> list[str]:
    """Comparing with thousands of names is slow: only with those that begin alike."""
    starts = dict.fromkeys((key[:1], key[1:2]))
    return [name for start in starts for name in by_start.get(start, ()) if _is_as_long(name, key)]


def may_be_meant(key: str, names: Iterable[str]) -> bool:
    """Whether one of the names could be told as what a link meant that looked up `key`."""
    close = [name for name in names if name[:1] in (key[:1], key[1:2]) and _is_as_long(name, key)]
    return bool(close) and nearest(key, close) is not None


def _is_as_long(name: str, key: str) -> bool:
    return abs(len(name) - len(key)) <= 3
