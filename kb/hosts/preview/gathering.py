"""What is wrong with a vault, in one of its states, as pages ask for it.

In: a state. Out: the findings of each note with names that hold as long as they do, how many there
are, and problems as pages show them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from msgspec import Struct

from kb.hosts.preview.messages import Problems, ShownProblem
from kb.live import State
from kb.mending import Offers
from kb.names import Language, NotePath
from kb.pipeline import Prepared
from kb.problems import Finding, Problem, Rule, Severity, find, problem
from kb.read import decode
from kb.store import digest

SOURCE = 300
"""Characters of a line that a page shows."""


class Found(Struct, frozen=True):
    """One problem, not yet told in a language."""

    path: NotePath
    finding: Finding | None
    told: Problem | None = None
    """Instead, where it was told when it was found: the configuration's are."""

    @property
    def rule(self) -> str:
        return self.told.rule if self.told is not None else Rule[self._finding.rule].value.name

    @property
    def severity(self) -> Severity:
        if self.told is not None:
            return self.told.severity
        return Rule[self._finding.rule].value.severity

    @property
    def place(self) -> tuple[int, int]:
        at = self.told if self.told is not None else self._finding
        return at.line, at.column

    @property
    def id(self) -> str:
        """As long as it is told of this place, in these words; in every language the same."""
        line, column = self.place
        said = [self.told.message] if self.told is not None else _said(self._finding)
        return digest(self.path, self.rule, f"{line}:{column}", *said)

    def in_words(self, language: Language) -> Problem:
        if self.told is not None:
            return self.told
        return problem(self._finding, self.path, language)

    @property
    def _finding(self) -> Finding:
        assert self.finding is not None
        return self.finding


def _said(finding: Finding) -> list[str]:
    return [finding.rule, *(each for pair in sorted(finding.values.items()) for each in pair)]


class Gathered:
    """The problems of one state."""

    def __init__(self, state: State) -> None:
        self._prepared = state.prepared
        ours = (*state.shell.setup.problems, *state.shell.made.problems)
        found = [
            *(Found(each.path, None, each) for each in ours),
            *(Found(path, finding) for path, finding in state.prepared.findings),
            *(Found(path, finding) for path, finding in _mentions(state)),
        ]
        self.all = tuple(sorted(found, key=lambda one: (one.path, one.place, one.rule)))
        """By place."""
        self.severities = Counter(one.severity for one in self.all)

    @cached_property
    def by_note(self) -> dict[NotePath, tuple[Found, ...]]:
        notes: dict[NotePath, list[Found]] = {}
        for one in self.all:
            notes.setdefault(one.path, []).append(one)
        return {path: tuple(each) for path, each in notes.items()}

    @cached_property
    def by_id(self) -> dict[str, Found]:
        return {one.id: one for one in self.all}

    def shown(self, some: Iterable[Found], language: Language) -> Iterator[ShownProblem]:
        """As pages show them; the files of these are read, and of no others."""
        some = list(some)
        if not some:
            return
        sources, offers = _Sources(self._prepared), Offers(self._prepared)
        for one in some:
            told = one.in_words(language)
            mend = offers.offer(one.path, one.finding) if one.finding is not None else None
            yield ShownProblem(
                id=one.id,
                rule=told.rule,
                severity=told.severity,
                path=told.path,
                line=told.line,
                column=told.column,
                message=told.message,
                hint=told.hint,
                source=sources.line(one.path, told.line),
                mend=mend.label(language) if mend is not None else None,
                detail=told.detail,
            )


def _mentions(state: State) -> Iterator[tuple[NotePath, Finding]]:
    """Where the author has asked that pages show them: to find them takes long."""
    for each in state.prepared.network.mentions.values():
        for one in each:
            words = {"words": one.words, "target": one.target, "mend": one.mend}
            yield one.source, find(Rule.UNLINKED_MENTION, one.line, one.column, **words)


class _Sources:
    """Lines of notes as they were when the state was made."""

    def __init__(self, prepared: Prepared) -> None:
        self._vault = prepared.workspace.vault
        self._known = prepared.workspace.known
        self._files = {entry.path: entry.file for entry in prepared.workspace.listing.notes}
        self._path = NotePath("")
        self._lines: list[str] = []

    def line(self, path: NotePath, number: int) -> str:
        """'' where the file is another by now, or no note."""
        if path != self._path:
            self._path, self._lines = path, self._read(path)
        line = self._lines[number - 1] if number <= len(self._lines) else ""
        line = line.strip()
        return line if len(line) <= SOURCE else f"{line[:SOURCE]}…"

    def _read(self, path: NotePath) -> list[str]:
        known = self._known.get(path)
        if known is None:
            return []
        try:
            data = (self._vault / self._files[path]).read_bytes()
        except OSError:
            return []
        return decode(data)[0].split("\n") if digest(data) == known.digest else []


_GATHERED: "WeakKeyDictionary[State, Gathered]" = WeakKeyDictionary()
_LOCK = Lock()


def gathered(state: State) -> Gathered:
    """Once for each state."""
    with _LOCK:
        found = _GATHERED.get(state)
        if found is None:
            found = _GATHERED[state] = Gathered(state)
        return found


def problems_message(
    state: State, page: str, note: NotePath | None, language: Language
) -> Problems:
    """What the page at `page` is told, which shows `note`."""
    found = gathered(state)
    own = found.by_note.get(note, ()) if note is not None else ()
    return Problems(
        page,
        tuple(found.shown(own, language)),
        found.severities[Severity.ERROR],
        found.severities[Severity.WARNING],
    )
