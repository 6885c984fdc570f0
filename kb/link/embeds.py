"""What a page shows of other notes: its embeds, their embeds, and where that ends.

In: a site, and where the links of its notes lead. Out: `Embeds`; what leads back to itself, or is
too much for a page, is cut and found.

Whether an embed would come round again is a question of lines: what it shows must not hold an
embed that is being followed already. So a section may show another section of its own note.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kb.model import Embedded, Embeds, Link, Linked, Outline, Site, Target
from kb.names import Anchor, NotePath
from kb.problems import Finding, Rule, find

_WHOLE = 1, 1 << 40


class Limits(Struct, frozen=True):
    """How much of other notes a page shows."""

    parts: int = 500
    characters: int = 1_000_000
    """Of text, before it becomes HTML."""
    levels: int = 6


class _Step(Struct, frozen=True):
    """An embed that is being followed."""

    path: NotePath
    """The note that it stands in."""
    link: Link
    target: NotePath


class _Part(Struct, frozen=True):
    anchor: Anchor
    first_line: int
    last_line: int
    length: int


def follow_embeds(
    site: Site,
    linked: Mapping[NotePath, Linked],
    limits: Limits,
    paths: Iterable[NotePath] | None = None,
) -> dict[NotePath, Embeds]:
    """The embeds of each of the notes, or of `paths`, that embeds a note at all."""
    return {
        path: _Following(site, linked, limits).all_of(path)
        for path in (linked if paths is None else paths)
        if linked[path].embedded
    }


class _Following:
    """Follows the embeds of one page."""

    def __init__(self, site: Site, linked: Mapping[NotePath, Linked], limits: Limits) -> None:
        self.site = site
        self.linked = linked
        self.limits = limits
        self.parts = 0
        self.characters = 0
        self.notes: set[NotePath] = set()
        self.findings: dict[tuple[Rule, int, int], Finding] = {}

    def all_of(self, path: NotePath) -> Embeds:
        parts = self._within(path, *_WHOLE, [])
        return Embeds(parts, tuple(sorted(self.notes)), tuple(self.findings.values()))

    def _within(
        self, path: NotePath, first: int, last: int, steps: list[_Step]
    ) -> dict[int, Embedded]:
        """What the lines from `first` to `last` of a note embed."""
        parts: dict[int, Embedded] = {}
        linked, links = self.linked[path], self.site.outlines[path].links
        for index in linked.embedded:
            link, target = links[index], linked.targets[index]
            if target is None or not first <= link.line <= last:
                continue
            # A page depends on what is cut as well: it may come to fit.
            self.notes.add(target.path)
            part = _part(self.site.outlines[target.path], link, target)
            if part is None:
                continue
            way = [*steps, _Step(path, link, target.path)]
            if self._comes_round(part, way) or self._is_too_much(part, way):
                continue
            self.parts += 1
            self.characters += part.length
            parts[index] = Embedded(
                target.path,
                part.anchor,
                part.first_line,
                part.last_line,
                self._within(target.path, part.first_line, part.last_line, way),
            )
        return parts

    def _comes_round(self, part: _Part, way: list[_Step]) -> bool:
        shown = way[-1].target
        for number, step in enumerate(way):
            if step.path == shown and part.first_line <= step.link.line <= part.last_line:
                if not number:  # else it is said of the notes that are in the circle
                    names = [self.site.places[each.path].title for each in way]
                    self._find(Rule.EMBED_CYCLE, step, way=" → ".join((*names, names[0])))
                return True
        return False

    def _is_too_much(self, part: _Part, way: list[_Step]) -> bool:
        limits = self.limits
        if (
            self.parts < limits.parts
            and self.characters + part.length <= limits.characters
            and len(way) <= limits.levels
        ):
            return False
        self._find(
            Rule.EMBED_LIMIT,
            way[0],
            parts=str(limits.parts),
            characters=str(limits.characters),
            levels=str(limits.levels),
        )
        return True

    def _find(self, rule: Rule, step: _Step, **values: str) -> None:
        """Once for each embed of the page, whatever lies behind it."""
        line, column = step.link.line, step.link.column
        self.findings.setdefault((rule, line, column), find(rule, line, column, **values))


def _part(outline: Outline, link: Link, target: Target) -> _Part | None:
    """What of a note the link names; None: a heading or block that it does not have."""
    anchor = target.anchor
    if not anchor:
        fragment = link.fragment or link.target.partition("#")[2]
        return None if fragment else _Part(anchor, *_WHOLE, outline.length)
    if anchor.startswith("^"):
        span = outline.block_spans[outline.block_ids.index(anchor[1:])]
        return _Part(anchor, span.first_line, span.last_line, span.length)
    for index, heading in enumerate(outline.headings):
        if heading.anchor == anchor:
            return _section(outline, index)
    for snippet in outline.snippets:
        if snippet.label == anchor:
            last = snippet.line + snippet.code.count("\n")
            return _Part(anchor, snippet.fence[0], last, len(snippet.code))
    # An id of raw HTML: nobody can say where that which it means ends.
    return _Part(Anchor(""), *_WHOLE, outline.length)


def _section(outline: Outline, index: int) -> _Part:
    """From a heading to the next one of its level or a higher one."""
    heading = outline.headings[index]
    for following in outline.headings[index + 1 :]:
        if not following.nested and following.level <= heading.level:
            length = following.start - heading.start
            return _Part(heading.anchor, heading.line, following.line - 1, length)
    return _Part(heading.anchor, heading.line, _WHOLE[1], outline.length - heading.start)
