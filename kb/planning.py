"""Which snippets run, and what they need.

In: the network of notes, and settings. Out: for each note with something to run a `Plan`: its
snippets in their order, those of other notes that they use, and findings for uses that lead
nowhere or back to themselves.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct

from kb.config import Execute, Settings
from kb.model import Link, Network, Outline, Places, Snippet
from kb.names import NotePath
from kb.problems import Finding, Rule, find


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
    """Numbered from 0 on: tracebacks call the first `<snippet 0>`."""
    library: dict[int, Piece]
    """Of other notes, or of this one by its label; numbered behind `pieces`."""
    used: dict[int, tuple[int, int]]
    """Line and column of the link of this note that leads to a piece of the library, be it by way
    of others."""
    findings: tuple[Finding, ...]

    @property
    def places(self) -> Places:
        """Where the code of each piece begins."""
        numbered = (*enumerate(self.pieces), *self.library.items())
        return {number: (piece.path, piece.snippet.line) for number, piece in numbered}

    def piece(self, number: int) -> Piece | None:
        if 0 <= number < len(self.pieces):
            return self.pieces[number]
        return self.library.get(number)


def plan_notes(
    network: Network, settings: Settings, only: Collection[NotePath] | None = None
) -> dict[NotePath, Plan]:
    """Plans of all notes that run something; `only`: of no others than these."""
    if settings.execute is Execute.NEVER:
        return {}
    runs = _runs(settings)
    plans = {}
    outlines = network.site.outlines
    for path, outline in outlines.items() if only is None else _some(outlines, only):
        if outline.snippets and (chosen := _chosen(path, outline, runs)):
            plans[path] = _Planning(network, path, chosen).plan()
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
    found = [
        index
        for index, snippet in enumerate(outline.snippets)
        if snippet.evaluate and (snippet.marked or plain)
    ]
    return sorted(found, key=lambda index: _place(outline.snippets[index]))


def _place(snippet: Snippet) -> tuple[int, int]:
    return snippet.line, snippet.column


def labelled(outline: Outline) -> Mapping[str, int]:
    """Label -> place in `Outline.snippets`."""
    return {each.label: index for index, each in enumerate(outline.snippets) if each.label}


class _Planning:
    """The work of planning one note."""

    def __init__(self, network: Network, path: NotePath, chosen: list[int]) -> None:
        self.network, self.path, self.chosen = network, path, chosen
        self.library: dict[int, Piece] = {}
        self.numbers: dict[tuple[NotePath, int], int] = {}
        self.used: dict[int, tuple[int, int]] = {}
        self.findings: list[Finding] = []
        self.top: Link
        """The use of this note that is being followed."""

    def plan(self) -> Plan:
        snippets = self.network.site.outlines[self.path].snippets
        pieces = tuple(
            Piece(self.path, index, snippets[index], self._uses(self.path, index, ()))
            for index in self.chosen
        )
        library = dict(sorted(self.library.items()))
        return Plan(self.path, pieces, library, self.used, tuple(self.findings))

    def _uses(
        self, path: NotePath, index: int, above: tuple[tuple[NotePath, int], ...]
    ) -> tuple[int, ...]:
        """Numbers of what a snippet uses; `above` are those that use it in turn."""
        outline = self.network.site.outlines[path]
        numbers = []
        for use in outline.snippets[index].uses:
            found = self._found(path, outline.links[use], use)
            if found is None:
                continue
            if not above:
                self.top = outline.links[use]
            if found in (*above, (path, index)):
                # A circle that leads past this note's snippet is told where it begins.
                if found == (*above, (path, index))[0]:
                    self._find(Rule.USE_CIRCLE, self.top)
                continue
            numbers.append(self._number(found, (*above, (path, index))))
            if not above:
                self._reach(numbers[-1], outline.links[use])
        return tuple(numbers)

    def _found(self, path: NotePath, link: Link, use: int) -> tuple[NotePath, int] | None:
        """The snippet that a link means; what is wrong with it is told in its own note."""
        target = self.network.linked[path].targets[use]
        if target is None:
            return None  # a broken link is told as such
        outline = self.network.site.outlines.get(target.path)
        labels = labelled(outline) if outline is not None else {}
        if target.anchor in labels:
            return target.path, labels[target.anchor]
        if path == self.path:
            self._find(Rule.USE_WITHOUT_LABEL, link, labels=", ".join(labels) or "–")
        return None

    def _find(self, rule: Rule, link: Link, **values: str) -> None:
        name = f"[[{link.target}#{link.fragment}]]" if link.fragment else f"[[{link.target}]]"
        finding = find(rule, link.line, link.column, target=name, **values)
        if finding not in self.findings:
            self.findings.append(finding)

    def _reach(self, number: int, link: Link) -> None:
        """Remember that it is this link by which a piece of the library is used."""
        if number not in self.used:
            self.used[number] = (link.line, link.column)
            for other in self.library[number].uses:
                self._reach(other, link)

    def _number(self, found: tuple[NotePath, int], above: tuple[tuple[NotePath, int], ...]) -> int:
        number = self.numbers.get(found)
        if number is None:
            path, index = found
            number = self.numbers[found] = len(self.chosen) + len(self.numbers)
            snippet = self.network.site.outlines[path].snippets[index]
            uses = self._uses(path, index, above)
            self.library[number] = Piece(path, index, snippet, uses)
        return number


def uses_of(plan: Plan) -> Iterator[NotePath]:
    """The other notes whose snippets a plan runs."""
    return (piece.path for piece in plan.library.values() if piece.path != plan.path)
