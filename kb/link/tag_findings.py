"""What is wrong with the tags of a site.

In: a site, pairs of tags that are spelt almost alike, and the tags that the author allows.
Out: findings, each where a note says the tag.
"""

from collections.abc import Iterable, Iterator

from kb.link.similar_tags import Pair
from kb.model import Site, Tagged, TagUse
from kb.names import Language, NotePath, Tag, tag_key
from kb.problems import Finding, Rule, find, nearest

Findings = Iterator[tuple[NotePath, Finding]]

SELDOM = 3
"""A slip is seldom made more often,"""
OFTEN = 4
"""unless so many times as many notes have it right."""


def similar_tags(site: Site, pairs: Iterable[Pair]) -> Findings:
    """The rarer one of each pair, wherever a note has it; and spellings by case."""
    for tree in site.trees:
        for pair in pairs:
            yield from _similar(site, tree.language, pair)
    for language, key in site.varied_tags:
        tagged = site.tags[language, key]
        uses = [(path, _use(site, path, key)) for path in tagged.notes]
        count = sum(use is not None and use.name == tagged.name for _, use in uses)
        for path, use in uses:
            if not _is_own(site, path, language):
                continue
            if use is not None and use.name != tagged.name:
                yield path, _finding(use, use.name, tagged.name, count)


def _similar(site: Site, language: Language, pair: Pair) -> Findings:
    if any((language, key) not in site.tags for key in pair):
        return
    below = {key: _below(site, language, key) for key in pair}
    counts = {key: len({path for tagged in below[key] for path in tagged.notes}) for key in pair}
    rare, common = sorted(pair, key=lambda key: (counts[key], key))
    if counts[rare] > SELDOM and counts[rare] * OFTEN > counts[common]:
        return
    name, other = site.tags[language, rare].name, site.tags[language, common].name
    for path in dict.fromkeys(path for tagged in below[rare] for path in tagged.notes):
        use = _use(site, path, rare)
        if use is not None and _is_own(site, path, language):
            yield path, _finding(use, name, other, counts[common])


def _below(site: Site, language: Language, key: str) -> list[Tagged]:
    """A tag, and those that it stands above."""
    start = f"{key}/"
    own = site.tags[language, key]
    if own.notes and not any(other.startswith(start) for _, other in site.tags):
        return [own]
    return [
        tagged
        for (code, other), tagged in site.tags.items()
        if code == language and (other == key or other.startswith(start))
    ]


def _finding(use: TagUse, name: Tag, other: Tag, count: int) -> Finding:
    words = {"name": name, "other": other, "count": str(count)}
    return find(Rule.SIMILAR_TAG, use.line, use.column, **words)


def unknown_tags(site: Site, allowed: tuple[Tag, ...]) -> Findings:
    """Tags beside `allowed`; `x/*` allows all that `x` stands above. None where that is empty."""
    if not allowed:
        return
    names = {tag_key(name): name for name in allowed}
    starts = tuple(key[:-1] for key in names if key.endswith("/*"))
    for (language, key), tagged in site.tags.items():
        if key in names or (starts and key.startswith(starts)):
            continue
        near = nearest(key, [name for name in names if not name.endswith("/*")])
        for path in tagged.notes:
            use = _use(site, path, key)
            if use is not None and _is_own(site, path, language):
                rule = Rule.UNKNOWN_TAG_NEAR if near else Rule.UNKNOWN_TAG
                words = {"name": use.name, "nearest": names[near] if near else ""}
                yield path, find(rule, use.line, use.column, **words)


def _is_own(site: Site, path: NotePath, language: Language) -> bool:
    """Whether it is told here: a guest's tags are told in the tree that the note is written for."""
    return site.places[path].tree.language == language


def _use(site: Site, path: NotePath, key: str) -> TagUse | None:
    """Where a note first says a tag, or one below it."""
    outline = site.outlines[path]
    for use in (*outline.front_matter.tags, *outline.tags):
        own = tag_key(use.name)
        if own == key or own.startswith(f"{key}/"):
            return use
    return None
