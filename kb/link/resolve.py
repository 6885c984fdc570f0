"""Where a note's links lead.

In: a site and one of its notes. Out: a target for each link, or a finding that says why not.

Names are resolved as Obsidian does: the file's name first, then the end of its path, without
regard to case; then titles, `#` headings and aliases.
"""

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from kb.link.ambiguous import ambiguous_link
from kb.link.broken import broken_link
from kb.link.places import split_language, stem_of
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.model import Link, Linked, LinkKind, Outline, Site, Target, same_place
from kb.names import Anchor, NotePath, Url, nfc, quote_path
from kb.patterns import pattern
from kb.problems import Finding, Rule, find, near

_OWN_ID = pattern(r"\s+\{:?[^{}]*\}?$")
_NOT_WORDS = pattern(r"[^\w]+", re.UNICODE)


def link_note(site: Site, path: NotePath) -> Linked:
    """Lead every link of the note at `path`."""
    links = site.outlines[path].links
    if not links:
        return Linked((), ())
    targets: list[Target | None] = []
    findings: list[Finding] = []
    embedded: list[int] = []
    for index, link in enumerate(links):
        target, finding = _resolve(site, path, link)
        targets.append(target)
        if link.block and target is not None and target.path in site.outlines:
            embedded.append(index)
        if finding is not None:
            findings.append(finding)
    return Linked(tuple(targets), tuple(findings), tuple(embedded))


def explain(site: Site, path: NotePath, link: Link) -> tuple[Target | None, Finding | None]:
    """The same as `lead`, and what is wrong with it."""
    return _resolve(site, path, link)


def lead(site: Site, path: NotePath, link: Link) -> Target | None:
    """Where a link leads that stands in the note at `path`, or would stand there."""
    return _resolve(site, path, link, tell=False)[0]


def _resolve(
    site: Site, path: NotePath, link: Link, *, tell: bool = True
) -> tuple[Target | None, Finding | None]:
    """`tell`: say as well why a link leads nowhere, which costs more than to know it."""
    wiki = link.kind in (LinkKind.WIKI, LinkKind.EMBED)
    if wiki:
        name, fragment, query = link.target, link.fragment, ""
        found = by_wiki_name(site, path, name)
    else:
        reference, _, fragment = link.target.partition("#")
        reference, _, query = reference.partition("?")
        name, fragment = nfc(unquote(reference)), unquote(fragment)
        found = _by_reference(site, path, name)
    if found is None:
        folder = _folder_page(site, path, name, wiki=wiki)
        found_out = folder is not None or not tell
        return folder, None if found_out else broken_link(site, path, link, name)
    outline = site.outlines.get(found)
    if outline is None:
        tail = f"?{query}" if query else ""
        tail += f"#{quote(fragment, safe='=&,:')}" if fragment else ""
        return Target(Url(quote_path(found) + tail), found), None
    doubt = ambiguous_link(site, path, link, name) if found in site.namesakes else None
    exact = found != path and (
        found in site.translations.get(path, ()) or _names_language(site, found, name)
    )
    shown = found if exact else _version_for(site, path, found)
    tree = site.places[found if exact else path].tree
    url = site.seen[tree.language][shown].url
    if not fragment:
        return Target(url, shown, exact=exact), doubt
    where = _anchor_of(site.outlines[shown], fragment)
    if where is None and (meant := _meant_elsewhere(site, shown, fragment)) is not None:
        where = same_place(*meant, site.outlines[shown])
        if where is None:
            return Target(url, shown, exact=exact), doubt
    if where is None and not tell:
        return Target(url, shown, exact=exact), None
    if where is None:
        nearest = _nearest_heading(outline, fragment)
        rule = Rule.BROKEN_HEADING_NEAR if nearest else Rule.BROKEN_HEADING
        return Target(url, shown, exact=exact), find(
            rule,
            link.line,
            link.column,
            target=found,
            heading=fragment,
            nearest=nearest or "",
        )
    return Target(Url(f"{url}#{_quoted(where)}"), shown, where, exact), doubt


def _meant_elsewhere(site: Site, path: NotePath, fragment: str) -> tuple[Outline, Anchor] | None:
    """The author may have named a heading of the note as it is in another language."""
    for other in site.versions(path):
        outline = site.outlines[other]
        if other != path and (meant := _anchor_of(outline, fragment)) is not None:
            return outline, meant
    return None


def _names_language(site: Site, found: NotePath, name: str) -> bool:
    """Whether a link says `x.en`: then it means the English note, in whatever tree it stands."""
    stem = stem_of(found)
    if split_language(stem, site.trees)[0] == stem:
        return False
    typed = posixpath.basename(name)
    return name_key(NOTE_SUFFIX.sub("", typed)) == name_key(stem)


def _version_for(site: Site, path: NotePath, found: NotePath) -> NotePath:
    """`found`, or its translation into the language of the note at `path`."""
    tree = site.places[path].tree
    for other in site.translations.get(found, ()):
        if site.places[other].tree == tree:
            return other
    return found


def by_wiki_name(site: Site, path: NotePath, name: str) -> NotePath | None:
    if not name:
        return path
    bare = NOTE_SUFFIX.sub("", name)
    if "/" in bare:
        if bare.startswith(("./", "../")):
            bare = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
        return _by_path_end(site, path, bare.strip("/")) or _attachment(site, path, name)
    key = name_key(bare)
    candidates = site.names.get(key, ())
    if not candidates and bare != name:
        key = name_key(name)
        candidates = site.names.get(key, ())
    return _closest(site, candidates, path, key) or _attachment(site, path, name)


def _by_path_end(site: Site, path: NotePath, bare: str) -> NotePath | None:
    key, last = name_key(bare), name_key(posixpath.basename(bare))
    ends, suffixed = [], []
    for candidate in site.names.get(last, ()):
        own = name_key(NOTE_SUFFIX.sub("", candidate))
        if own == key:
            return candidate
        if own.endswith(f"/{key}"):
            ends.append(candidate)
            continue
        # `a/x.en.md` answers to `a/x` as well, where no file is called so.
        without = name_key(split_language(own, site.trees)[0])
        if without == key or without.endswith(f"/{key}"):
            suffixed.append(candidate)
    return _closest(site, tuple(ends or suffixed), path, last)


def _closest(
    site: Site, candidates: tuple[NotePath, ...], path: NotePath, key: str
) -> NotePath | None:
    """Of several notes that answer to `key` the one in the linking note's language, then the one
    whose file is called just so (`x` before `x.en`), then in its folder, then the highest.
    """
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    folder, tree = posixpath.dirname(path), site.places[path].tree

    def distance(found: NotePath) -> tuple[bool, bool, bool]:
        place = site.places.get(found)
        return (
            place is not None and place.tree != tree,
            place is not None and name_key(stem_of(found)) != key,
            posixpath.dirname(found) != folder,
        )

    return min(candidates, key=distance)


def _by_reference(site: Site, path: NotePath, reference: str) -> NotePath | None:
    """A relative path, one from the vault's root, or, as in Obsidian, a name alone."""
    if not reference:
        return path
    if reference.startswith("/"):
        full = posixpath.normpath(reference.lstrip("/") or ".")
    else:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(path), reference))
    if full.startswith(".."):
        return None
    full = "" if full == "." else full
    bare = NOTE_SUFFIX.sub("", full)
    if reference.endswith("/") or not full:
        # A folder leads to its page, where that is a note.
        for language in (site.places[path].tree.language, *(t.language for t in site.trees)):
            folder = site.folders.get((language, full))
            if folder is not None and folder.index:
                return folder.index
    for candidate in site.names.get(name_key(posixpath.basename(bare)), ()):
        if name_key(NOTE_SUFFIX.sub("", candidate)) == name_key(bare):
            return candidate
    for candidate in site.attachments.get(name_key(posixpath.basename(full)), ()):
        if name_key(candidate) == name_key(full):
            return candidate
    return by_wiki_name(site, path, reference.removeprefix("./")) if reference else None


def _folder_page(site: Site, path: NotePath, name: str, *, wiki: bool) -> Target | None:
    """The page that we make for a folder: `[[folder/]]` or a path to it."""
    bare = name.strip("/")
    if not name.startswith("/") and not wiki:
        bare = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if wiki and not name.endswith("/"):
        return None
    folder = site.folders.get((site.places[path].tree.language, "" if bare == "." else bare))
    return Target(folder.url) if folder is not None else None


def _attachment(site: Site, path: NotePath, name: str) -> NotePath | None:
    key = name_key(name.strip("/"))
    candidates = site.attachments.get(name_key(posixpath.basename(name)), ())
    fitting = tuple(
        found
        for found in candidates
        if "/" not in key or name_key(found) == key or name_key(found).endswith(f"/{key}")
    )
    return _closest(site, fitting, path, key)


def _anchor_of(outline: Outline, fragment: str) -> Anchor | None:
    """The id that `fragment` means: `^block`, a heading's words or path, or an id as it is."""
    if fragment.startswith("^"):
        block = fragment[1:]
        same = (known for known in outline.block_ids if known.casefold() == block.casefold())
        found = next(same, None)
        return Anchor(f"^{found}") if found is not None else None
    # Obsidian knows no ids: a link that it wrote names them with the heading, `Title {#id}`.
    text = _OWN_ID.sub("", fragment)
    wanted = [part for part in map(_words, text.split("#")) if part]
    headings = outline.headings
    for index, heading in enumerate(headings):
        if heading.anchor == fragment:
            return heading.anchor
        if not wanted or _words(heading.text) != wanted[-1]:
            continue
        above, level = wanted[:-1], heading.level
        for earlier in reversed(headings[:index]):
            if above and earlier.level < level:
                level = earlier.level
                if _words(earlier.text) == above[-1]:
                    above.pop()
        if not above:
            return heading.anchor
    return Anchor(fragment) if fragment in outline.ids else None


@lru_cache(maxsize=1 << 14)
def _quoted(anchor: Anchor) -> str:
    """Notes of one form have the same headings."""
    return quote(anchor, safe="-_.~")


def _nearest_heading(outline: Outline, fragment: str) -> str | None:
    """The heading that is written most like `fragment`, or the only one that goes on from it."""
    found = near_headings(outline, fragment)
    return found[0] if found else None


def near_headings(outline: Outline, fragment: str) -> list[str]:
    """All headings that are written like it, the nearest first."""
    wanted = _words(fragment.rpartition("#")[2])
    headings = {_words(heading.text): heading.text for heading in outline.headings}
    if found := near(wanted, headings):
        return [headings[words] for words in found]
    longer = [text for words, text in headings.items() if wanted and words.startswith(f"{wanted} ")]
    return longer if len(longer) == 1 else []


@lru_cache(maxsize=1 << 14)
def _words(heading: str) -> str:
    """A heading as links name it: Obsidian writes a space for what a link cannot hold, and other
    tools a hyphen for a space.
    """
    return " ".join(_NOT_WORDS.sub(" ", nfc(heading)).split()).casefold()
