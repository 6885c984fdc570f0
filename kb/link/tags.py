"""The tags of each tree.

In: the outlines and places of all notes. Out: for each tag its spelling, its notes and where the
page lies that lists them: one page for each first level, on which every tag has an anchor.
"""

from collections import Counter
from collections.abc import Mapping
from urllib.parse import quote

from kb.model import Outline, Place, Tagged, Tree
from kb.names import Address, Language, NotePath, Tag, Url, page_url


def make_tags(
    outlines: Mapping[NotePath, Outline],
    places: Mapping[NotePath, Place],
    trees: tuple[Tree, ...],
    section: str,
    directory_urls: bool,
) -> dict[tuple[Language, str], Tagged]:
    """`section` is the address of the tag pages' folder."""
    notes: dict[tuple[Language, str], list[NotePath]] = {}
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
    prefixes = {tree.language: tree.prefix for tree in trees}
    pages: dict[tuple[Language, str], Url] = {}
    tags = {}
    for (language, key), paths in notes.items():
        first, _, rest = key.partition("/")
        page = pages.get((language, first))
        if page is None:
            address = Address(f"{section}/{first}")
            page = pages[language, first] = page_url(prefixes[language], address, directory_urls)
        url = Url(f"{page}#{quote(key, safe='-_.~/')}") if rest else page
        tags[language, key] = Tagged(names[key], url, tuple(paths))
    return tags


def _most_used(keys: set[str], outlines: Mapping[NotePath, Outline]) -> dict[str, Tag]:
    """Of several spellings the one that most notes have; the first of these."""
    counted: dict[str, Counter[Tag]] = {key: Counter() for key in keys}
    for outline in outlines.values():
        for key, name in outline.distinct_tags().items():
            if key in counted:
                counted[key][name] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in counted.items()}
