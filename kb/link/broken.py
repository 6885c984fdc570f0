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
from kb.problems import Finding, Rule, find, nearest


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
        near = _nearest_file(site, name)
        rules = Rule.MISSING_FILE, Rule.MISSING_FILE_NEAR
    else:
        near = _nearest_note(site, bare)
        rules = Rule.BROKEN_LINK, Rule.BROKEN_LINK_NEAR
    if near is None:
        return find(rules[0], link.line, link.column, target=written)
    found, called = near
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
    key = name_key(posixpath.basename(bare))
    # Every folder has a README: one that is missing here does not mean one that is elsewhere.
    candidates = [name for name in _close(key, site.names_by_start) if name not in INDEX_NAMES]
    near = None if key in INDEX_NAMES else nearest(key, candidates)
    if near is None:
        return None
    note = site.names[near][0]
    called = (name for name in file_names(note, site.trees) if name_key(name) == near)
    return note, next(called, site.places[note].title)


def _nearest_file(site: Site, name: str) -> tuple[NotePath, str] | None:
    key = name_key(posixpath.basename(name))
    near = nearest(key, _close(key, site.attachments_by_start))
    if near is None:
        return None
    file = site.attachments[near][0]
    return file, posixpath.basename(file)


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
