"""What is wrong with a link that leads nowhere, and what its author may have meant.

In: a site, a note, and one of its links. Out: a finding.
"""

import posixpath
from collections.abc import Iterable

from kb.link.places import INDEX_NAMES, stem_of
from kb.link.site import NOTE_SUFFIX, name_key
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
    candidates = [name for name in _close(key, site.names) if name not in INDEX_NAMES]
    near = None if key in INDEX_NAMES else nearest(key, candidates)
    if near is None:
        return None
    note = site.names[near][0]
    return note, stem_of(note) if name_key(stem_of(note)) == near else site.places[note].title


def _nearest_file(site: Site, name: str) -> tuple[NotePath, str] | None:
    key = name_key(posixpath.basename(name))
    near = nearest(key, _close(key, site.attachments))
    if near is None:
        return None
    file = site.attachments[near][0]
    return file, posixpath.basename(file)


def _close(key: str, names: Iterable[str]) -> list[str]:
    """Comparing with thousands of names is slow: only with those that begin alike."""
    return [
        known
        for known in names
        if abs(len(known) - len(key)) <= 3 and known[:1] in (key[:1], key[1:2])
    ]
