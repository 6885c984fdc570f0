"""Where the links of a vault lead, told so that it can be compared before and after a rename.

In: a site. Out: for each link an `End`: a note or file, and of its headings which one.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from kb.config import Settings
from kb.link import lead, make_site
from kb.model import Outline, Site, Target
from kb.names import NotePath


class End(NamedTuple):
    """Where a link leads."""

    path: NotePath
    """'' for a page that we make."""
    where: int | str
    """The number of a heading, a block or id, or ''; of a page that we make its URL."""


class Whereabouts:
    """A site of all notes, private ones too: their authors link to them, and from them."""

    def __init__(self, site: Site, targets: dict[NotePath, list[Target | None]]) -> None:
        self.site = site
        self.targets = targets
        self._number_of = cache(self._numbers)

    def ends(self, path: NotePath) -> list[End | None]:
        """Where each link of the note at `path` leads."""
        return [self.end(target) for target in self.targets[path]]

    def end(self, target: Target | None) -> End | None:
        if target is None:
            return None
        if not target.path:
            return End(target.path, target.url)
        fragment = unquote(target.url.partition("#")[2])
        if not fragment:
            return End(target.path, "")
        return End(target.path, self._number_of(target.path).get(fragment, fragment))

    def _numbers(self, path: NotePath) -> dict[str, int]:
        outline = self.site.outlines.get(path)
        headings = outline.headings if outline is not None else ()
        return {heading.anchor: number for number, heading in enumerate(headings)}

    def with_outlines(self, changed: Mapping[NotePath, Outline]) -> "Whereabouts":
        """The same with other links in some notes; names and headings are as they were."""
        opened = {path: _opened(outline) for path, outline in changed.items()}
        site = replace(self.site, outlines={**self.site.outlines, **opened})
        return Whereabouts(site, {**self.targets, **_targets(site, opened)})


def find_whereabouts(
    outlines: Mapping[NotePath, Outline], attachments: Iterable[NotePath], settings: Settings
) -> Whereabouts:
    opened = {path: _opened(outlines[path]) for path in sorted(outlines)}
    site = make_site(opened, attachments, settings)
    return Whereabouts(site, _targets(site, site.outlines))


def _targets(site: Site, paths: Iterable[NotePath]) -> dict[NotePath, list[Target | None]]:
    return {path: [lead(site, path, link) for link in site.outlines[path].links] for path in paths}


def _opened(outline: Outline) -> Outline:
    front = outline.front_matter
    return (
        replace(outline, front_matter=replace(front, private=False)) if front.private else outline
    )


def named_alike(one: Outline, other: Outline) -> bool:
    """Whether nothing by which links find a note or its parts differs."""
    return _names(one) == _names(other)


def _names(outline: Outline) -> tuple[object, ...]:
    front = outline.front_matter
    return (
        (front.title, front.lang, front.private, tuple(alias.name for alias in front.aliases)),
        tuple((heading.text, heading.anchor, heading.level) for heading in outline.headings),
        outline.block_ids,
        tuple(outline.ids),
        (outline.title_heading, outline.measured),
    )
