"""The vault that is open, and the one thread that may change it.

In: a project. Out: its states, one after the other; work on them in threads of their own.
"""

import gc
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from msgspec import Struct

from kb.live import Live, State
from kb.names import Language, NotePath
from kb.project import Project, load_project
from kb.site_files import SiteFile, SiteFiles, maker
from kb.store import locked

T = TypeVar("T")

_RENDERING = 2
"""Threads that make pages. One at a time holds the interpreter; the other reads files."""


class Searchable(Struct, frozen=True):
    """A site with the files of its search."""

    files: SiteFiles
    bytes_of: Callable[[SiteFile], bytes]


class Keeper:
    """Begins to read at once. Its methods return futures and may be called by any thread."""

    def __init__(self, project: Project, language: Language, jobs: int) -> None:
        self.project, self._language, self._jobs = project, language, jobs
        self._vault = ThreadPoolExecutor(1, "kb-vault")
        self._pages = ThreadPoolExecutor(_RENDERING, "kb-pages")
        self._findings = ThreadPoolExecutor(1, "kb-findings")
        self._search = ThreadPoolExecutor(1, "kb-search")
        self._live: Live | None = None
        self.opened: Future[State] = self._vault.submit(self._open)

    def _open(self) -> State:
        self._live = Live(self.project, self._language, jobs=self._jobs)
        gc.set_threshold(20_000, 20, 50)  # a build's end does without
        return self._live.state

    @property
    def live(self) -> Live:
        """For the thread that changes it; once it is open."""
        assert self._live is not None
        return self._live

    def update(self, changed: Collection[NotePath] | None) -> Future[State]:
        return self._vault.submit(lambda: self.live.update(changed))

    def reload(self) -> Future[State]:
        """By its `mkdocs.yml` as that is now; raises `ConfigurationRefused`, and all stays."""
        return self._vault.submit(self._reload)

    def _reload(self) -> State:
        project = load_project(self.project.folder, self._language)
        before = self.live.state.number
        live = Live(project, self._language, jobs=self._jobs)
        live.state.number += before + 1
        self._live, self.project = live, project
        return live.state

    def change(self, work: Callable[[Live], T]) -> Future[T]:
        """Whatever else changes the vault's state."""
        return self._vault.submit(lambda: work(self.live))

    def render(self, work: Callable[[], T]) -> Future[T]:
        """Make a page."""
        return self._pages.submit(work)

    def find(self, work: Callable[[], T]) -> Future[T]:
        """Gather problems: not while pages wait for it."""
        return self._findings.submit(work)

    def index(self, state: State) -> Future[Searchable]:
        """The files of the search; this may take as long as indexing does."""
        return self._search.submit(lambda: self._index(state))

    def _index(self, state: State) -> Searchable:
        from kb.indexing import index_notes  # noqa: PLC0415  once somebody searches

        with locked(self.project.cache):
            index = index_notes(state.prepared, jobs=self._jobs)
        files = SiteFiles(state.prepared, state.shell, index)
        return Searchable(files, maker(state.prepared, state.shell, index))

    def flush(self) -> Future[None]:
        """Write what is worth to be remembered."""
        return self._vault.submit(lambda: self.live.flush())  # noqa: PLW0108  not open yet

    def close(self, patience: float) -> bool:
        """Nothing new is begun; what changes the vault is waited for. False: it takes longer."""
        for pool in (self._pages, self._findings, self._search):
            pool.shutdown(wait=False, cancel_futures=True)
        last = self._vault.submit(self._end)
        try:
            last.result(patience)
        except TimeoutError:
            return False
        self._vault.shutdown()
        return True

    def _end(self) -> None:
        if self._live is not None:
            self._live.flush()
