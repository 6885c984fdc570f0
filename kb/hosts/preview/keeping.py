"""The vault that is open, and the one thread that may change it.

In: a project. Out: its states, one after the other; work on them in threads of their own.
"""

import gc
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from msgspec import Struct

from kb.indexing_apart import IndexApart
from kb.live import Live, State
from kb.names import Language, NotePath
from kb.project import Project, load_project
from kb.rerunning import Reruns
from kb.site_files import SiteFile, SiteFiles, maker

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
        self._reruns: Reruns | None = None
        self._indexing = IndexApart(jobs=jobs)
        self.on_news: Callable[[], None] = lambda: None
        """Called from other threads: `news` has something to tell."""
        self.opened: Future[State] = self._vault.submit(self._open)

    def _open(self) -> State:
        self._live = Live(self.project, self._language, jobs=self._jobs)
        gc.set_threshold(20_000, 20, 50)  # a build's end does without
        self._reruns = self._run_again()
        return self._aligned(None)

    def _run_again(self) -> Reruns:
        project = self.project
        return Reruns(
            project.vault,
            project.setup.settings,
            project.cache,
            jobs=self._jobs,
            on_change=lambda: self.on_news(),  # noqa: PLW0108  it is another by then
        )

    def _aligned(self, before: State | None) -> State:
        """The state that is now, with the last outputs of what has to run again."""
        state, reruns = self.live.state, self._reruns
        assert reruns is not None
        found = reruns.aligned(state, before)
        return self.live.with_runs(*found) if state.prepared.runs.plans else state

    @property
    def live(self) -> Live:
        """For the thread that changes it; once it is open."""
        assert self._live is not None
        return self._live

    def update(
        self,
        changed: Collection[NotePath] | None,
        gives_way: Callable[[], bool] = lambda: False,
    ) -> Future[State]:
        """As `Live.update` does."""
        return self._vault.submit(lambda: self._update(changed, gives_way))

    def _update(self, changed: Collection[NotePath] | None, gives_way: Callable[[], bool]) -> State:
        before = self.live.state
        now = self.live.update(changed, gives_way)
        return before if now is before else self._aligned(before)

    def news(self) -> Future[State]:
        """With what snippets have given meanwhile; raises what keeps all of them from running."""
        return self._vault.submit(self._news)

    def _news(self) -> State:
        state, reruns = self.live.state, self._reruns
        assert reruns is not None
        found = reruns.news(state)
        if reruns.error is not None:
            error, reruns.error = reruns.error, None
            raise error
        return self.live.with_runs(*found) if found else state

    def show(self, notes: Callable[[], Sequence[NotePath]]) -> None:
        """These are open, the latest first: they run before all others."""

        def work() -> None:
            if self._reruns is not None:
                self._reruns.open(notes())

        self._findings.submit(work)

    def done_of(self, note: NotePath) -> tuple[int, int]:
        """How many of a note's snippets have run."""
        return self._reruns.done_of(note) if self._reruns is not None else (0, 0)

    @property
    def is_settled(self) -> bool:
        return self._reruns is None or self._reruns.settled

    def reload(self) -> Future[State]:
        """By its `mkdocs.yml` as that is now; raises `ConfigurationRefused`, and all stays."""
        return self._vault.submit(self._reload)

    def _reload(self) -> State:
        project = load_project(self.project.folder, self._language)
        before = self.live.state.number
        live = Live(project, self._language, jobs=self._jobs)
        live.state.number += before + 1
        if self._reruns is not None:
            self._reruns.close()
        self._live, self.project = live, project
        self._reruns = self._run_again()
        return self._aligned(None)

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
        index = self._indexing.index(state.prepared)
        files = SiteFiles(state.prepared, state.shell, index)
        return Searchable(files, maker(state.prepared, state.shell, index))

    def flush(self) -> Future[None]:
        """Write what is worth to be remembered."""
        return self._vault.submit(lambda: self.live.flush())  # noqa: PLW0108  not open yet

    def close(self, patience: float) -> bool:
        """Nothing new is begun; what changes the vault is waited for. False: it takes longer."""
        for pool in (self._pages, self._findings, self._search):
            pool.shutdown(wait=False, cancel_futures=True)
        self._indexing.stop()
        last = self._vault.submit(self._end)
        try:
            last.result(patience)
        except TimeoutError:
            return False
        self._vault.shutdown()
        return True

    def _end(self) -> None:
        if self._reruns is not None:
            self._reruns.close()
        if self._live is not None:
            self._live.close()
