"""Links that must be written otherwise, because what they lead to is called otherwise now.

In: where all links led before, and where they would lead after. Out: edits that lead them to the
same notes and headings again.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from markdown_it import MarkdownIt

from kb.link import NOTE_SUFFIX, lead, split_language, stem_of
from kb.model import Link
from kb.names import NotePath
from kb.renaming.raw_text import Edit, RawText
from kb.renaming.refused import RenameRefused
from kb.renaming.spelling import (
    Goal,
    changed_fragment,
    decoded,
    fragments,
    goes_by_file,
    goes_by_way,
    mentions,
    names,
    words,
)
from kb.renaming.whereabouts import End, Whereabouts
from kb.renaming.written_links import Notation, WrittenLink, respelt, written_links
from kb.strings import mark


class Respelling:
    """Of the links of one vault."""

    def __init__(
        self,
        before: Whereabouts,
        after: Whereabouts,
        moves: Mapping[NotePath, NotePath],
        renamed: AbstractSet[NotePath],
        md: MarkdownIt,
    ) -> None:
        """`renamed` are the notes whose title or headings are called otherwise."""
        self._before = before
        self._after = after
        self._moves = moves
        self._affected = renamed | set(moves)
        self._md = md

    def concerns(self, path: NotePath) -> bool:
        """Whether the note at `path` can hold a link to rewrite."""
        targets = self._before.targets[path]
        return path in self._moves or any(t and t.path in self._affected for t in targets)

    def edits(
        self, path: NotePath, links: tuple[Link, ...], raw: Callable[[], RawText]
    ) -> list[Edit]:
        """Raises RenameRefused where a link cannot be led to what it led to."""
        found: list[Edit] = []
        for link, end in zip(links, self._before.ends(path), strict=True):
            if end is not None:
                found += self._edits(path, link, end, raw)
        return sorted(set(found))

    def _edits(
        self, path: NotePath, link: Link, end: End, raw: Callable[[], RawText]
    ) -> Iterator[Edit]:
        source = self._moves.get(path, path)
        wanted = End(self._moves.get(end.path, end.path), end.where)
        now = self._after.end(lead(self._after.site, source, link))
        moved = end.path in self._moves
        changed = self._changed_headings(end.path) if end.path in self._affected else {}
        stays = not moved and path not in self._moves and not (changed and end.where)
        if now == wanted and stays:
            return
        written = written_links(raw(), link, self._md)
        if not written:
            raise RenameRefused(
                mark(
                    "{path}:{line}:{column}: the link to {target} is written in a way that kb "
                    "cannot change. Change it by hand first."
                ),
                path=path,
                line=link.line,
                column=link.column,
                target=link.target,
            )
        goal = self._goal(path, source, end.path, wanted.path)
        for each in written:
            by_file = _goes_astray(each, goal) or (
                moved and goes_by_file(decoded(each.notation, each.name), goal)
            )
            mentioned = bool(each.fragment) and mentions(each, changed)
            if now == wanted and not by_file and not mentioned:
                continue
            pairs = self._spellings(each, goal, wanted, changed if mentioned else {}, by_file)
            leading = (pair for pair in pairs if self._leads(source, link, each, *pair) == wanted)
            chosen = next(leading, None)
            if chosen is None:
                raise refused_link(path, link, now)
            name, fragment = chosen
            if name != each.name:
                yield Edit(each.start, each.start + len(each.name), name)
            if fragment != each.fragment:
                begin = each.fragment_start
                yield Edit(begin, begin + len(each.fragment), fragment)

    def _changed_headings(self, path: NotePath) -> dict[str, str]:
        """Words and ids by which headings were named, and what these are called now."""
        old = self._before.site.outlines[path].headings
        new = self._after.site.outlines[self._moves.get(path, path)].headings
        pairs = list(zip(old, new, strict=True))
        ids = {str(one.anchor): other.text for one, other in pairs if one.anchor != other.anchor}
        texts = {words(one.text): other.text for one, other in pairs if one.text != other.text}
        return {**texts, **ids}

    def _spellings(
        self, link: WrittenLink, goal: Goal, wanted: End, changed: Mapping[str, str], by_file: bool
    ) -> Iterator[tuple[str, str]]:
        """Names and fragments that could be written, the one most like the author's first."""
        own = [*names(link, goal)] if link.name else []
        # Where a file is called otherwise, its old name may still lead to it: as an alias.
        all_names = [*own, link.name] if by_file else [link.name, *own]
        parts = [link.fragment]
        if isinstance(wanted.where, int):
            headings = self._after.site.outlines[wanted.path].headings
            if changed:
                parts = [changed_fragment(link, changed), link.fragment]
            parts += fragments(link, headings, wanted.where)
        for name in dict.fromkeys(all_names):
            for fragment in dict.fromkeys(parts):
                yield name, fragment

    def _leads(
        self, source: NotePath, link: Link, written: WrittenLink, name: str, fragment: str
    ) -> End | None:
        """Where `link` would lead if it were written so."""
        tried = respelt(link, written, name, fragment, self._md)
        return self._after.end(lead(self._after.site, source, tried))

    def _goal(self, path: NotePath, source: NotePath, before: NotePath, now: NotePath) -> Goal:
        titles = [
            site.places[each].title if each in site.places else ""
            for site, each in ((self._before.site, before), (self._after.site, now))
        ]
        return Goal(
            source=source,
            path=now,
            before=before,
            source_before=path,
            stems=self._stems(now),
            stems_before=self._stems(before),
            title=titles[1] if titles[0] != titles[1] else "",
        )

    def _stems(self, path: NotePath) -> tuple[str, ...]:
        if not NOTE_SUFFIX.search(path):
            return (posixpath.splitext(posixpath.basename(path))[0],)
        stem = stem_of(path)
        bare, language = split_language(stem, self._after.site.trees)
        return (bare, stem) if language else (stem,)


def _goes_astray(link: WrittenLink, goal: Goal) -> bool:
    """A way to a file that is none any more, even where a name alone would be enough for us."""
    if link.notation is Notation.WIKI or not link.name:
        return False
    typed = decoded(link.notation, link.name)
    return goes_by_way(typed, goal.source_before, goal.before) and not goes_by_way(
        typed, goal.source, goal.path
    )


def refused_link(path: NotePath, link: Link, then: End | None) -> RenameRefused:
    """What to say of a link that would not lead where it led."""
    place = {"path": path, "line": link.line, "column": link.column, "target": link.target}
    if then is None or not then.path:
        return RenameRefused(
            mark("{path}:{line}:{column}: the link to {target} would lead nowhere then."), **place
        )
    return RenameRefused(
        mark("{path}:{line}:{column}: the link to {target} would lead to {other} then."),
        **place,
        other=then.path,
    )
