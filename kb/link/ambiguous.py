"""A link through a name that several notes share.

In: a site, a note, one of its links and the name in it. Out: a finding that names all, or None.

File names are left alone: of two files of one name Obsidian takes the nearest, and so do authors.
"""

from kb.link.places import split_language, stem_of
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.model import Link, LinkKind, Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find


def ambiguous_link(site: Site, path: NotePath, link: Link, name: str) -> Finding | None:
    """`name` is what `link` in the note at `path` calls its target."""
    key = name_key(NOTE_SUFFIX.sub("", name))
    candidates = site.names.get(key, ())
    tree = site.places[path].tree
    near = [found for found in candidates if site.places[found].tree == tree] or candidates
    if len(near) < 2 or any(_is_called(site, found, key) for found in candidates):
        return None
    notes = ", ".join(f"{found}:{_line(site, found, key)}" for found in sorted(near))
    written = f"[[{link.target}]]" if link.kind is not LinkKind.MARKDOWN else f"({link.target})"
    return find(Rule.AMBIGUOUS_LINK, link.line, link.column, target=written, notes=notes)


def _is_called(site: Site, path: NotePath, key: str) -> bool:
    stem = stem_of(path)
    names = (name_key(stem), name_key(split_language(stem, site.trees)[0]))
    return key in names


def _line(site: Site, path: NotePath, key: str) -> int:
    """Where the note says that it is called so."""
    outline = site.outlines[path]
    front = outline.front_matter
    for alias in front.aliases:
        if name_key(alias.name) == key:
            return alias.line
    if name_key(front.title) == key:
        return front.places.get("title", (1, 1))[0]
    return outline.headings[outline.title_heading].line if outline.title_heading >= 0 else 1
