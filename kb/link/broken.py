"""What is wrong with a link that leads nowhere, and what its author may have meant.

In: a site, a note, and one of its links. Out: a finding.
"""

import posixpath
from collections.abc import Iterable, Mapping
from functools import cached_property

from kb.link.places import INDEX_NAMES, stem_of
from kb.link.site import NOTE_SUFFIX, name_key
from kb.media import FILE
from kb.model import Link, LinkKind, Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find, nearest


class Near:
    """The names of a site that are written like a wrong one. Made once for many links: to compare
    with thousands of names is slow, so only those that begin alike are compared.
    """

    def __init__(self, site: Site) -> None:
        self.site = site

    @cached_property
    def _notes(self) -> dict[str, list[str]]:
        # Every folder has a README: one that is missing here does not mean one that is elsewhere.
        return _by_first_letter(name for name in self.site.names if name not in INDEX_NAMES)

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        return _by_first_letter(self.site.attachments)

    def note(self, bare: str) -> tuple[NotePath, str] | None:
        """A note and the name by which a link can call it."""
        key = name_key(posixpath.basename(bare))
        near = None if key in INDEX_NAMES else nearest(key, _close(key, self._notes))
        if near is None:
            return None
        note = self.site.names[near][0]
        is_file = name_key(stem_of(note)) == near
        return note, stem_of(note) if is_file else self.site.places[note].title

    def file(self, name: str) -> tuple[NotePath, str] | None:
        key = name_key(posixpath.basename(name))
        near = nearest(key, _close(key, self._files))
        if near is None:
            return None
        file = self.site.attachments[near][0]
        return file, posixpath.basename(file)


def broken_link(near: Near, path: NotePath, link: Link, name: str) -> Finding:
    """Why the `name` that `link` in the note at `path` holds is not found."""
    site = near.site
    bare = NOTE_SUFFIX.sub("", name)
    if name_key(bare) in site.private or name_key(posixpath.basename(bare)) in site.private:
        return find(Rule.PRIVATE_LINK, link.line, link.column, target=name)
    wiki = link.kind in (LinkKind.WIKI, LinkKind.EMBED)
    written = f"[[{name}]]" if wiki else f"({name})"
    if _is_outside(path, name):
        return find(Rule.LINK_OUTSIDE, link.line, link.column, target=written)
    if link.kind is LinkKind.IMAGE or FILE.search(name):
        found = near.file(name)
        rules = Rule.MISSING_FILE, Rule.MISSING_FILE_NEAR
    else:
        found = near.note(bare)
        rules = Rule.BROKEN_LINK, Rule.BROKEN_LINK_NEAR
    if found is None:
        return find(rules[0], link.line, link.column, target=written)
    meant, called = found
    if wiki:
        suggestion = f"[[{called}]]"
    else:
        relative = posixpath.relpath(meant, posixpath.dirname(path) or ".")
        suggestion = f"({relative.replace(' ', '%20')})"
    return find(rules[1], link.line, link.column, target=written, nearest=suggestion)


def _is_outside(path: NotePath, name: str) -> bool:
    if name.startswith("/"):
        return False
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).startswith("../")


def _by_first_letter(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name[:1], []).append(name)
    return found


def _close(key: str, names: Mapping[str, list[str]]) -> list[str]:
    """Whatever begins with the first or the second letter and is about as long."""
    begins = dict.fromkeys((key[:1], key[1:2]))
    likely = (name for first in begins for name in names.get(first, ()))
    return [name for name in likely if abs(len(name) - len(key)) <= 3]
