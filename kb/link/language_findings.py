"""Notes that are said to be in another language than their text is.

In: a site. Out: findings.
"""

from collections.abc import Iterator

from kb.model import Site
from kb.names import NotePath
from kb.problems import Finding, Rule, find

ENOUGH = 200
"""So many characters tell what a note is written in; a shorter one may be a name and a link."""

_SCRIPTS = {"ko": "hangul", "ja": "kana", "zh": "han"}
"""Every other language counts as Latin, of which letters tell no more."""


def contradicted_languages(site: Site) -> Iterator[tuple[NotePath, Finding]]:
    for path, outline in site.outlines.items():
        said, measured = site.places[path].language, outline.measured
        if said == measured or not measured or outline.length < ENOUGH:
            continue
        ours, theirs = (_SCRIPTS.get(code.split("-")[0], "") for code in (said, measured))
        if ours != theirs:
            place = outline.front_matter.places.get("lang", (1, 1))
            yield path, find(Rule.LANGUAGE_CONTRADICTED, *place, said=said, measured=measured)
