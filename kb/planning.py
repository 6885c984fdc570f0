"""Which snippets run, and what they need.

In: the network of notes, and settings. Out: for each note with something to run a `Plan`: its
snippets in their order, those of other notes that they use, and findings for uses that lead
nowhere or back to themselves.

A translation whose empty fences stand for snippets of its original has a part in the original's
run, and none of its own: a value that the original states as well is the original's, and all other
code of the translation goes on where the original's has ended.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from kb.config import Execute, Settings
from kb.model import Link, Network, Outline, Places, Snippet, labelled, stand_ins
from kb.names import NotePath
from kb.problems import Finding, Rule, find
from kb.standing import Part, mistakes_of, sharing_of

_One = TypeVar("_One")


class Piece(Struct, frozen=True, array_like=True, gc=False):
    """A snippet in a plan."""

    path: NotePath
    """The note that it stands in."""
    index: int
    """In that note's `Outline.snippets`."""
    snippet: Snippet
    uses: tuple[int, ...]
    """Numbers of the pieces of `Plan.library` that it needs."""


class Plan(Struct, frozen=True):
    """What runs for one note."""

    path: NotePath
    pieces: tuple[Piece, ...]
    """Numbered from 0 on: tracebacks call the first `<snippet 0>`. Behind those of the note itself
    stand those of translations that have a part in its run."""
    library: dict[int, Piece]
    """Of other notes, or of this one by its label; numbered behind `pieces`."""
    used: dict[int, tuple[NotePath, int, int]]
    """The note, line and column of the link that leads to a piece of the library, be it by way of
    others."""
    findings: tuple[Finding, ...]
    shared: "Plan | None" = None
    """The plan of the original, if this note has a part in that run. Then `pieces` are only those
    of this note, in the order of its text,"""
    numbers: tuple[int, ...] = ()
    """and these are their numbers in that run,"""
    standing: frozenset[int] = frozenset()
    """of which these are the original's own."""

    @property
    def whole(self) -> "Plan":
        """What really runs."""
        return self.shared or self

    @property
    def own(self) -> Iterator[tuple[int, Piece]]:
        """The pieces that nobody but this note answers for, with their numbers in the run."""
        numbered = zip(self.numbers, self.pieces, strict=True) if self.shared else None
        for number, piece in numbered or enumerate(self.pieces):
            if piece.path == self.path and number not in self.standing:
                yield number, piece

    def by_index(self, found: Sequence[_One]) -> dict[int, _One]:
        """What was found of each piece of the run, by the place in this note's
        `Outline.snippets`.
        """
        numbers = self.numbers if self.shared else range(len(self.pieces))
        return {
            piece.index: found[number]
            for number, piece in zip(numbers, self.pieces, strict=True)
            if piece.path == self.path and number < len(found)
        }

    @property
    def places(self) -> Places:
        """Where the code of each piece begins."""
        whole = self.whole
        numbered = (*enumerate(whole.pieces), *whole.library.items())
        return {number: (piece.path, piece.snippet.line) for number, piece in numbered}

    def piece(self, number: int) -> Piece | None:
        whole = self.whole
        if 0 <= number < len(whole.pieces):
            return whole.pieces[number]
        return whole.library.get(number)


def plan_notes(
    network: Network, settings: Settings, only: Collection[NotePath] | None = None
) -> dict[NotePath, Plan]:
    """Plans of all notes that run something; `only`: of no others than these, and those that have
    their run in common.
    """
    if settings.execute is Execute.NEVER:
        return {}
    runs = _runs(settings)
    plans: dict[NotePath, Plan] = {}
    site = network.site
    outlines, translations = site.outlines, site.translations
    for path, outline in outlines.items() if only is None else _some(outlines, only):
        if not outline.snippets or path in plans:
            continue
        original = translations[path][0] if path in translations else path
        sharing = sharing_of(outlines, translations.get(original, ())) if translations else {}
        if path in sharing or (path == original and sharing):
            plans |= _plan_together(network, original, sharing, runs)
        elif chosen := _chosen(path, outline, runs):
            plans[path] = _Planning(network, path, chosen).plan()
    return plans


def _plan_together(
    network: Network,
    original: NotePath,
    sharing: Mapping[NotePath, Mapping[int, int]],
    runs: Callable[[NotePath], bool],
) -> dict[NotePath, Plan]:
    """The plan of an original, and those of the translations that have a part in its run."""
    outlines = network.site.outlines
    own = _chosen(original, outlines[original], runs)
    planning = _Planning(network, original, own)
    parts = {
        path: Part(outlines[path], _chosen(path, outlines[path], runs), standing)
        for path, standing in sharing.items()
        if outlines[path].front_matter.run is not False
    }
    numbers: dict[NotePath, dict[int, int]] = {}
    for path, part in parts.items():
        numbers[path] = part.numbers(outlines[original], planning.chosen, len(planning.pieces))
        planning.add(path, part.further)
    whole = planning.plan()
    if not whole.pieces:
        return {}
    plans = {original: whole}
    for path, part in parts.items():
        snippets = outlines[path].snippets
        order = _in_turn(outlines[path], numbers[path])
        plans[path] = Plan(
            path=path,
            pieces=tuple(Piece(path, index, snippets[index], ()) for index in order),
            library={},
            used={},
            findings=(
                *planning.findings.get(path, ()),
                *mistakes_of(network, path, outlines[path], part.chosen),
            ),
            shared=whole,
            numbers=tuple(numbers[path][index] for index in order),
            standing=frozenset(range(len(own))),
        )
    return plans


def _some(
    outlines: Mapping[NotePath, Outline], only: Collection[NotePath]
) -> list[tuple[NotePath, Outline]]:
    return [(path, outlines[path]) for path in only if path in outlines]


def _runs(settings: Settings) -> Callable[[NotePath], bool]:
    """Whether the configuration says that plain fences of a note run."""
    if not settings.run:
        return lambda _path: False
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  40 ms that most vaults do not need

    patterns = GitIgnoreSpec.from_lines(settings.run)
    return patterns.match_file


def _chosen(path: NotePath, outline: Outline, runs: Callable[[NotePath], bool]) -> list[int]:
    """The snippets that run, in the order of the text."""
    said = outline.front_matter.run
    if said is False:
        return []
    plain = said or runs(path)
    return _in_turn(
        outline,
        (
            index
            for index, snippet in enumerate(outline.snippets)
            if snippet.evaluate and (snippet.marked or plain)
        ),
    )


def _in_turn(outline: Outline, snippets: Iterable[int]) -> list[int]:
    """In the order of the text."""

    def place(index: int) -> tuple[int, int]:
        return outline.snippets[index].line, outline.snippets[index].column

    return sorted(snippets, key=place)


class _Planning:
    """The work of planning one run."""

    def __init__(self, network: Network, path: NotePath, chosen: list[int]) -> None:
        self.network, self.path, self.chosen = network, path, chosen
        self.pieces = [(path, index) for index in chosen]
        self.library: dict[int, Piece] = {}
        self.numbers: dict[tuple[NotePath, int], int] = {}
        self.used: dict[int, tuple[NotePath, int, int]] = {}
        self.findings: dict[NotePath, list[Finding]] = {}
        self.top: tuple[NotePath, Link]
        """The use that is being followed, and the note of this run that it stands in."""

    def add(self, path: NotePath, chosen: Sequence[int]) -> None:
        """Steps of a translation, which run behind all others."""
        self.pieces += [(path, index) for index in chosen]

    def plan(self) -> Plan:
        outlines = self.network.site.outlines
        pieces = tuple(
            Piece(path, index, outlines[path].snippets[index], self._uses(path, index, ()))
            for path, index in self.pieces
        )
        library = dict(sorted(self.library.items()))
        mistaken = mistakes_of(self.network, self.path, outlines[self.path], self.chosen)
        findings = (*self.findings.get(self.path, ()), *mistaken)
        return Plan(self.path, pieces, library, self.used, findings)

    def _uses(
        self, path: NotePath, index: int, above: tuple[tuple[NotePath, int], ...]
    ) -> tuple[int, ...]:
        """Numbers of what a snippet uses; `above` are those that use it in turn."""
        outline = self.network.site.outlines[path]
        numbers = []
        for use in outline.snippets[index].uses:
            found = self._found(path, outline.links[use], use, is_top=not above)
            if found is None:
                continue
            if not above:
                self.top = path, outline.links[use]
            if found in (*above, (path, index)):
                # A circle that leads past this note's snippet is told where it begins.
                if found == (*above, (path, index))[0]:
                    self._find(Rule.USE_CIRCLE, *self.top)
                continue
            numbers.append(self._number(found, (*above, (path, index))))
            if not above:
                self._reach(numbers[-1], *self.top)
        return tuple(numbers)

    def _found(
        self, path: NotePath, link: Link, use: int, *, is_top: bool
    ) -> tuple[NotePath, int] | None:
        """The snippet that a link means; what is wrong with it is told in its own note."""
        target = self.network.linked[path].targets[use]
        if target is None:
            return None  # a broken link is told as such
        outline = self.network.site.outlines.get(target.path)
        labels = labelled(outline) if outline is not None else {}
        if outline is not None and target.anchor in labels:
            index = labels[target.anchor]
            if outline.snippets[index].is_empty:
                original = self.network.site.versions(target.path)[0]
                standing = stand_ins(outline, self.network.site.outlines[original])
                if original != target.path and index in standing:
                    return original, standing[index]
            return target.path, index
        if is_top or path == self.path:
            self._find(Rule.USE_WITHOUT_LABEL, path, link, labels=", ".join(labels) or "–")
        return None

    def _find(self, rule: Rule, path: NotePath, link: Link, **values: str) -> None:
        name = f"[[{link.target}#{link.fragment}]]" if link.fragment else f"[[{link.target}]]"
        finding = find(rule, link.line, link.column, target=name, **values)
        known = self.findings.setdefault(path, [])
        if finding not in known:
            known.append(finding)

    def _reach(self, number: int, path: NotePath, link: Link) -> None:
        """Remember that it is this link by which a piece of the library is used."""
        if number not in self.used:
            self.used[number] = (path, link.line, link.column)
            for other in self.library[number].uses:
                self._reach(other, path, link)

    def _number(self, found: tuple[NotePath, int], above: tuple[tuple[NotePath, int], ...]) -> int:
        number = self.numbers.get(found)
        if number is None:
            path, index = found
            number = self.numbers[found] = len(self.pieces) + len(self.numbers)
            snippet = self.network.site.outlines[path].snippets[index]
            uses = self._uses(path, index, above)
            self.library[number] = Piece(path, index, snippet, uses)
        return number


def uses_of(plan: Plan) -> Iterator[NotePath]:
    """The other notes whose snippets a plan runs."""
    return (piece.path for piece in plan.library.values() if piece.path != plan.path)
