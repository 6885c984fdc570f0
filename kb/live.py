"""A vault that stays open: what its site is now, after each change of a file.

In: a project, and word that files have changed. Out: a `State`, which never changes itself: whoever
reads one sees one vault, whatever is saved meanwhile. No snippet runs here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from kb.indexing import index_notes
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.problems import Problem
from kb.project import Project
from kb.publish import Shell
from kb.run import Outcome, Task
from kb.runs import Runs
from kb.site_files import SiteFile, SiteFiles, maker
from kb.store import locked

Stale = Mapping[NotePath, frozenset[int]]
"""Notes, and which of their snippets are out of date: places in `Outline.snippets`."""


class State:
    """A vault as it was at one moment; every file of its site, made when it is asked for."""

    def __init__(
        self, number: int, prepared: Prepared, shell: Shell, language: Language, stale: Stale
    ) -> None:
        self.number = number
        """Grows with each change."""
        self.prepared = prepared
        self.shell = shell
        self.stale = stale
        self._language = language

    @cached_property
    def files(self) -> SiteFiles:
        """Without those of the search."""
        return SiteFiles(self.prepared, self.shell)

    def bytes_of(self, file: SiteFile) -> bytes:
        """The same that a build writes."""
        return maker(self.prepared, self.shell)(file)

    def note_at(self, name: str) -> NotePath | None:
        """The note whose page lies at `name` in the site's folder, be it as a guest."""
        file = self.files.notes.get(name)
        return file.note if file is not None else None

    def now_at(self, name: str, before: "State") -> str | None:
        """Where the page is now that lay at `name` before; None where there is none any more."""
        file = before.files.notes.get(name)
        if file is None:
            return name if self.files.find(name) is not None else None
        path = self._moved(file.note, before)
        if path is None:
            return None
        site = self.prepared.site
        tree = file.guest_of or before.prepared.site.places[file.note].tree.language
        seen = site.shown.get(tree, {}).get(path) or site.places[path]
        return seen.file

    def _moved(self, path: NotePath, before: "State") -> NotePath | None:
        """What a note of another state is called in this one: it has the same text."""
        if path in self.prepared.site.places:
            return path
        old = before.prepared.workspace.known
        for other, known in self.prepared.workspace.known.items():
            same = known.digest == old[path].digest
            if same and other not in old and other in self.prepared.site.places:
                return other
        return None

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Of the whole vault, by place."""
        return (*self.shell.made.problems, *self.prepared.problems(self._language))


class Live:
    """A vault that is open. Not for two threads at once, but for what `State` gives."""

    def __init__(self, project: Project, language: Language, *, jobs: int = 1) -> None:
        self.project, self.language, self._jobs = project, language, jobs
        self.state = self._read(0)

    def update(self, _changed: Collection[NotePath] | None = None) -> State:
        """Look at these files again, or at all; the state that is now."""
        self.state = self._read(self.state.number + 1)
        return self.state

    def with_runs(self, runs: Runs, stale: Stale) -> State:
        """The state that is now with these runs, of which `stale` are out of date."""
        before = self.state
        prepared = replace(before.prepared, runs=runs)
        self.state = State(before.number + 1, prepared, before.shell, self.language, stale)
        return self.state

    def search_files(self, state: State) -> SiteFiles | None:
        """The files of a state with those of the search; None while there is no index of it."""
        index = index_notes(state.prepared, jobs=self._jobs)
        return SiteFiles(state.prepared, state.shell, index)

    def _read(self, number: int) -> State:
        project = self.project
        with locked(project.cache):
            prepared = prepare(
                project.vault,
                project.setup.settings,
                project.cache,
                jobs=self._jobs,
                execute=run_nothing,
            )
            shell = prepared.shell(project.setup, project.cache, self.language)
        return State(number, prepared, shell, self.language, _stale(prepared.runs))


def run_nothing(_tasks: Sequence[Task], _jobs: int) -> Iterator[tuple[int, Outcome]]:
    """In place of running tasks: of these nothing is known."""
    return iter(())


def _stale(runs: Runs) -> dict[NotePath, frozenset[int]]:
    """All that is planned and was not run."""
    return {
        path: frozenset(piece.index for piece in plan.pieces if piece.path == path)
        for path, plan in runs.plans.items()
        if path not in runs.notes
    }
