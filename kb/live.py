"""A vault that stays open: what its site is now, after each change of a file.

In: a project, and word that files have changed. Out: a `State`, which never changes itself: whoever
reads one sees one vault, whatever is saved meanwhile.
"""

from collections.abc import Callable, Collection
from functools import cached_property
from threading import Lock

from kb.indexed import Index
from kb.indexing import index_notes
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.problems import Problem
from kb.project import Project
from kb.publish import Shell
from kb.site_files import SiteFile, SiteFiles, maker
from kb.store import locked


class State:
    """A vault as it was at one moment; every file of its site, made when it is asked for."""

    def __init__(
        self,
        number: int,
        prepared: Prepared,
        shell: Shell,
        language: Language,
        index_of: Callable[["State"], Index],
    ) -> None:
        self.number = number
        """Grows with each change."""
        self.prepared = prepared
        self.shell = shell
        self._language = language
        self._index_of = index_of
        self._lock = Lock()

    @cached_property
    def files(self) -> SiteFiles:
        """Without those of the search."""
        return SiteFiles(self.prepared, self.shell)

    @cached_property
    def searchable(self) -> SiteFiles:
        """With those of the search; to ask for it may take as long as indexing does."""
        return SiteFiles(self.prepared, self.shell, self._index_of(self))

    def bytes_of(self, file: SiteFile) -> bytes:
        """The same that a build writes."""
        return maker(self.prepared, self.shell)(file)

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

    def _read(self, number: int) -> State:
        project = self.project
        with locked(project.cache):
            prepared = prepare(
                project.vault, project.setup.settings, project.cache, jobs=self._jobs
            )
            shell = prepared.shell(project.setup, project.cache, self.language)
        return State(number, prepared, shell, self.language, self._index)

    def _index(self, state: State) -> Index:
        return index_notes(state.prepared, jobs=self._jobs)
