"""A vault that stays open: what its site is now, after each change of a file.

In: a project, and word that files have changed. Out: a `State`, which never changes itself: whoever
reads one sees one vault, whatever is saved meanwhile. No snippet runs here.

What a build reads from the cache stays in memory. The cache is not locked meanwhile, and what other
programs do with it does not matter.
"""

import gc
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from msgspec.structs import replace

from kb.linking import keep_network
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare_workspace
from kb.problems import Problem
from kb.project import Project
from kb.publish import Shell
from kb.read import look_again, scan
from kb.rereading import keep, reread, stay_open
from kb.running import run_nothing
from kb.runs import Runs
from kb.site_files import SiteFiles, maker
from kb.stamp import stamp_of
from kb.store import OpenCache, locked, locked_if_free
from kb.workspace import NOTES, Workspace, open_workspace

Stale = Mapping[NotePath, frozenset[int]]
"""Notes, and which of their snippets are out of date: places in `Outline.snippets`."""


class State:
    """A vault as it was at one moment; every file of its site, made when it is asked for."""

    def __init__(
        self,
        prepared: Prepared,
        shell: Shell,
        language: Language,
        stale: Stale,
        before: "State | None" = None,
    ) -> None:
        """`before` is the one before; what is the same is taken from it."""
        self.number: int = before.number + 1 if before else 0
        """Grows with each change."""
        self.prepared = prepared
        self.shell = shell
        self.stale = stale
        listed = before.files if before else None
        self.files: SiteFiles = SiteFiles(prepared, shell, before=listed)
        """Without those of the search."""
        self.bytes_of = maker(prepared, shell)
        """The same that a build writes; for several threads at once."""
        self._language = language

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
        shown = site.shown.get(tree, {}).get(path)
        return (shown or site.places[path]).file

    def _moved(self, path: NotePath, before: "State") -> NotePath | None:
        """What a note of another state is called in this one: it has the same text."""
        places = self.prepared.site.places
        if path in places:
            return path
        old, now = before.prepared.workspace.known, self.prepared.workspace.known
        text = old[path].digest
        come = (other for other in now.keys() - old.keys() if other in places)
        return next((other for other in sorted(come) if now[other].digest == text), None)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Of the whole vault, by place."""
        return (*self.shell.made.problems, *self.prepared.problems(self._language))


class Live:
    """A vault that is open. Not for two threads at once, but for what `State` gives."""

    def __init__(self, project: Project, language: Language, *, jobs: int = 1) -> None:
        self.project, self.language, self._jobs = project, language, jobs
        self._cache = OpenCache(project.cache)
        with locked(project.cache):
            prepared = self._prepared(self._open())
            shell = prepared.shell(project.setup, project.cache, language)
        self.state = State(prepared, shell, language, _stale(prepared.runs))
        self._runs = prepared.runs
        """What is known from running, before anybody said otherwise."""
        # All of this stays; to look for garbage in it would take longer than an edit.
        gc.collect()
        gc.freeze()

    def update(
        self,
        changed: Collection[NotePath] | None = None,
        gives_way: Callable[[], bool] = lambda: False,
    ) -> State:
        """Look at these files again, or at all; the state that is now: the same where nothing has
        changed.

        Raises:
            GaveWayError: while all was looked at, `gives_way` said that it can wait.
        """
        before = self.state
        workspace = self._again(before.prepared.workspace, changed, gives_way)
        prepared = self._prepared(workspace, before.prepared)
        if self._is_as_it_was(prepared):
            return before
        self._runs = prepared.runs
        shell = prepared.shell(self.project.setup, self.project.cache, self.language, before.shell)
        stale = _stale(prepared.runs)
        self.state = State(prepared, shell, self.language, stale, before)
        return self.state

    def _is_as_it_was(self, now: Prepared) -> bool:
        """Nothing was written, in the vault or among what is known of runs."""
        before = self.state.prepared
        return (
            now.workspace is before.workspace
            and now.runs == self._runs
            and now.network.quizzes == before.network.quizzes
            and now.network.translated == before.network.translated
            and (now.damaged_ledger, now.damaged_translations)
            == (before.damaged_ledger, before.damaged_translations)
        )

    def with_runs(self, runs: Runs, stale: Stale) -> State:
        """The state that is now with these runs, of which `stale` are out of date."""
        before = self.state
        prepared = replace(before.prepared, runs=runs)
        self.state = State(prepared, before.shell, self.language, stale, before)
        return self.state

    def flush(self) -> None:
        """Write what is worth to be remembered, if nobody else writes there; for moments in which
        nobody waits.
        """
        with locked_if_free(self.project.cache) as is_ours:
            if is_ours:
                self._cache.flush()

    def close(self) -> None:
        """Remember all for the next time, unless somebody else is writing to the cache, or has: who
        has built since then has read it all.
        """
        before = self.state.prepared
        with locked_if_free(self.project.cache) as is_ours:
            if not is_ours:
                return
            if self._kept_notes() == self._opened and self._reread:
                keep(before.workspace, self.project.cache)
                keep_network(before.workspace, before.settings, before.network, self._cache)
            self._cache.flush()

    def _kept_notes(self) -> str:
        """Changes when somebody writes to the cache what is known of notes."""
        try:
            found = (self.project.cache / NOTES).stat()
        except OSError:
            return ""
        return stamp_of(found.st_mtime_ns, found.st_size)

    def _open(self, before: Workspace | None = None) -> Workspace:
        """As a build does, which remembers on disk what was parsed."""
        project = self.project
        settings = project.setup.settings
        opened = open_workspace(project.vault, settings, project.cache, jobs=self._jobs)
        self._opened, self._reread = self._kept_notes(), False
        return stay_open(opened, before)

    def _again(
        self,
        before: Workspace,
        changed: Collection[NotePath] | None,
        gives_way: Callable[[], bool],
    ) -> Workspace:
        vault, settings = self.project.vault, self.project.setup.settings
        listing = look_again(vault, before.listing, changed) if changed is not None else None
        listing = listing or scan(vault, settings.exclude, gives_way)
        found = reread(before, settings.parse, listing, changed or ())
        if found is not None:
            self._reread = self._reread or found is not before
            return found
        with locked(self.project.cache):
            return self._open(before)

    def _prepared(self, workspace: Workspace, before: Prepared | None = None) -> Prepared:
        settings = self.project.setup.settings
        return prepare_workspace(
            workspace,
            settings,
            self._cache,
            jobs=self._jobs,
            execute=run_nothing,
            before=before,
        )


def _stale(runs: Runs) -> dict[NotePath, frozenset[int]]:
    """All that is planned and was not run."""
    return {
        path: frozenset(piece.index for piece in plan.pieces if piece.path == path)
        for path, plan in runs.plans.items()
        if path not in runs.notes
    }
