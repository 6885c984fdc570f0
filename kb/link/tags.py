"""The tags of each tree.

In: the outlines and places of all notes. Out: for each tag its spelling, its notes and where these
are listed.
"""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from kb.link.tag_pages import lay_out
from kb.model import Outline, Place, Tagged, TagPage, Tree
from kb.names import Language, NotePath, Tag, Url, tag_anchor

Gathered = dict[tuple[Language, str], list[NotePath]]


def make_tags(
    outlines: Mapping[NotePath, Outline],
    places: Mapping[NotePath, Place],
    trees: tuple[Tree, ...],
    section: str,
    directory_urls: bool,
) -> tuple[
    dict[tuple[Language, str], Tagged], tuple[TagPage, ...], tuple[tuple[Language, str], ...]
]:
    """The tags, their pages, and which of them are spelt in several ways; `section` is the address
    of the pages' folder.
    """
    notes, names, varied = _gather(outlines, places)
    pages: list[TagPage] = []
    tags: dict[tuple[Language, str], Tagged] = {}
    for tree in trees:
        own = {key: paths for (code, key), paths in notes.items() if code == tree.language}
        laid = lay_out(own, tree, section, directory_urls)
        pages += laid
        for page in laid:
            for key in page.keys:
                # A list that goes on from part to part begins on the first of them.
                if (tree.language, key) not in tags:
                    tagged = Tagged(names[key], _url(page, key), tuple(own[key]))
                    tags[tree.language, key] = tagged
    several = tuple(key for key in tags if key[1] in varied) if varied else ()
    return tags, tuple(pages), several


def _url(page: TagPage, key: str) -> Url:
    if page.number == 1 and not page.letter and key == page.keys[0]:
        return page.url
    anchor = tag_anchor(key)
    return Url(f"{page.url}#{anchor if _plain(anchor) else quote(anchor, safe='-_.~/')}")


def _plain(anchor: str) -> bool:
    """Most tags are words with hyphens: asking takes a tenth of the time of quoting."""
    return anchor.isascii() and anchor.replace("/", "").replace("-", "").isalnum()


def _gather(
    outlines: Mapping[NotePath, Outline], places: Mapping[NotePath, Place]
) -> tuple[Gathered, dict[str, Tag], set[str]]:
    """The notes of each tag and of those above, how each is spelt, and which in several ways."""
    notes: Gathered = {}
    names: dict[str, Tag] = {}
    varied: set[str] = set()
    for path, outline in outlines.items():
        if not (outline.front_matter.tags or outline.tags):
            continue
        language = places[path].tree.language
        for key, name in outline.distinct_tags().items():
            notes.setdefault((language, key), []).append(path)
            if names.setdefault(key, name) != name:
                varied.add(key)
    if varied:
        names.update(_most_used(varied, outlines))
    for language, key in list(notes):
        above, name = key, names[key]
        while "/" in above:
            above, name = above.rpartition("/")[0], Tag(name.rpartition("/")[0])
            notes.setdefault((language, above), [])
            names.setdefault(above, name)
    return notes, names, varied


def _most_used(keys: set[str], outlines: Mapping[NotePath, Outline]) -> dict[str, Tag]:
    """Of several spellings the one that most notes have; the first of these."""
    counted: dict[str, Counter[Tag]] = {key: Counter() for key in keys}
    for outline in outlines.values():
        for key, name in outline.distinct_tags().items():
            if key in counted:
                counted[key][name] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in counted.items()}
