"""The preview itself: files change, the vault's state follows, open pages are told.

In: a vault that is open and word of what has changed. Out: the state that is now, answers for
requests, and tabs that are woken when something may be another.
"""

import asyncio
import contextlib
import traceback
from collections.abc import Collection, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from kb.config import ConfigurationRefused
from kb.hosts.preview.answering import (
    Answer,
    Secret,
    answer,
    missing,
    page,
    page_name,
    root_of,
)
from kb.hosts.preview.arriving import Arriving
from kb.hosts.preview.editor import Editor
from kb.hosts.preview.gathering import problems_message
from kb.hosts.preview.hearing import folders, sort
from kb.hosts.preview.injecting import dress
from kb.hosts.preview.keeping import Keeper, Searchable
from kb.hosts.preview.media_types import media_type
from kb.hosts.preview.messages import Problems, Running
from kb.hosts.preview.problems_page import NAME as PROBLEMS
from kb.hosts.preview.problems_page import asked, problems_page
from kb.hosts.preview.tabs import CannotShow, Tabs, Why
from kb.hosts.preview.watching import Watching
from kb.live import State
from kb.media import NOTES
from kb.names import Language, NotePath
from kb.read import GaveWayError
from kb.strings import mark

IDLE = 1.0
"""Seconds after the last change when all is looked at again, for what nobody has told of,"""
SELDOM = 15.0
"""and seconds from one such look to the next while nothing changes."""
MOST_PAGES = 512
"""Finished pages of one state that are kept, for tabs that show the same."""
_KEPT = 3
"""States whose search is known: a page may still ask for the parts of an older index."""
_FAILED = mark(
    "kb failed at this change; the terminal says more. This is the last page that it made."
)

_REFUSED = mark("The settings are not followed: {reason}")


class Say(Protocol):
    """Tells whoever has started the program."""

    def __call__(self, text: str, *, ours: bool = True) -> None:
        """`ours`: it is an error of ours, and to be reported."""


class Preview:
    FAILED = _FAILED

    def __init__(self, keeper: Keeper, secret: Secret, log: Say) -> None:
        self.keeper, self.secret, self._log = keeper, secret, log
        self.editor = Editor()
        self.tabs = Tabs(self)
        self.held: Why | None = None
        self._state: State | None = None
        self._opened: asyncio.Future[State] = asyncio.wrap_future(keeper.opened)
        self._loop = asyncio.get_running_loop()
        self._arriving = Arriving()
        self._told = asyncio.Event()
        self._all_anew = self._settings_anew = False
        self._has_news = False
        keeper.on_news = self._hear_news
        self._dirty = False
        """Something has changed since all was looked at,"""
        self._busy = False
        """or is being read."""
        self._last_log = ""
        self._watching = Watching(self._hear, self._cannot_watch)
        self._is_deaf = False
        self._looked = 0.0
        """When all was looked at."""
        self._identity: tuple[int, int] | None = None
        """Of the folder that is watched: another may have taken its name."""
        self._pages: dict[tuple[int, str], Future[Answer]] = {}
        self._searchable: dict[int, asyncio.Future[Searchable]] = {}

    # What tabs and requests ask for.

    @property
    def state(self) -> State:
        assert self._state is not None
        return self._state

    async def opened(self) -> State:
        """The state that is now, once the vault was read."""
        if self._state is None:
            await asyncio.shield(self._opened)
            self._state = self._state or self._opened.result()
        return self._state

    @property
    def is_settled(self) -> bool:
        return self._state is not None and not (
            self._dirty
            or self._busy
            or self._arriving.first
            or self._all_anew
            or self._settings_anew
            or self._has_news
            or not self.keeper.is_settled
        )

    async def answer(self, path: str, *, searching: bool = False) -> Answer:
        """For a request of `path`."""
        state = await self.opened()
        if not searching:
            return await self._answer(state, path, None)
        found = await self._answer(state, path, await self.searchable(state))
        for task in list(self._searchable.values()):
            if found.status == 404 and task.done() and not task.exception():
                found = await self._answer(state, path, task.result())
        return found

    async def _answer(self, state: State, path: str, further: Searchable | None) -> Answer:
        work = self.keeper.render(lambda: answer(state, path, self.secret, further))
        return await asyncio.wrap_future(work)

    async def page(self, state: State, address: str) -> Answer:
        """The same for a tab; where several show a page, it is made once."""
        key = (state.number, address)
        work = self._pages.get(key)
        if work is None:
            if len(self._pages) > MOST_PAGES or any(old != state.number for old, _ in self._pages):
                self._pages.clear()
            work = self._pages[key] = self.keeper.render(lambda: self._page(state, address))
        return await asyncio.wrap_future(work)

    def _page(self, state: State, address: str) -> Answer:
        try:
            name = page_name(address, root_of(state))
            if name == PROBLEMS:
                return self._problems_page(state, address)
            is_page = name is not None and name.endswith(".html")
            found = page(state, name, self.secret) if name and is_page else None
            return found or missing(state, address, self.secret)
        except Exception:  # noqa: BLE001  said, and the tab is told
            self._say(traceback.format_exc())
            raise CannotShow(_FAILED) from None

    def _problems_page(self, state: State, address: str) -> Answer:
        body = problems_page(state, address, self.editor)
        digest = self.secret.digest(body)
        return Answer(dress(body, self.secret.token, digest), media_type(".html"), digest)

    async def problems_page(self, query: str) -> Answer:
        """For a request; what a query asks for is not kept."""
        state = await self.opened()
        work = self.keeper.render(lambda: self._problems_page(state, f"?{query}"))
        return await asyncio.wrap_future(work)

    async def problems(self, state: State, address: str) -> Problems:
        """Of the note that the page shows."""
        name = page_name(address, root_of(state))
        note = state.note_at(name) if name else None
        language = self.language(state, address)

        def work() -> Problems:
            try:
                return problems_message(state, address, note, language)
            except Exception:  # noqa: BLE001  said, and the page is shown all the same
                self._say(traceback.format_exc())
                return Problems(address, (), 0, 0)

        return await asyncio.wrap_future(self.keeper.find(work))

    async def running(self, state: State, address: str) -> Running | None:
        name = page_name(address, root_of(state))
        note = state.note_at(name) if name else None
        if note is None or note not in state.prepared.runs.plans:
            return None
        done, every = await asyncio.wrap_future(
            self.keeper.render(lambda: self.keeper.done_of(note))
        )
        snippets = tuple(sorted(state.stale.get(note, ())))
        return Running(address, snippets, done, every)

    def show(self, addresses: Sequence[str]) -> None:
        """These pages are open, the latest first."""

        def notes() -> list[NotePath]:
            state = self.state
            names = (page_name(address, root_of(state)) for address in addresses)
            return [note for name in names if name and (note := state.note_at(name))]

        if self._state is not None:
            self.keeper.show(notes)

    def language(self, state: State, address: str) -> Language:
        """That of the address' tree."""
        if page_name(address, root_of(state)) == PROBLEMS:
            return asked(state, address).tree.language
        inside = address.removeprefix(root_of(state))
        trees = sorted(state.prepared.site.trees, key=lambda tree: -len(tree.prefix))
        return next(tree.language for tree in trees if inside.startswith(tree.prefix))

    async def searchable(self, state: State) -> Searchable:
        """The files of the search; whoever asks waits for the index, and nobody else does."""
        task = self._searchable.get(state.number)
        if task is None:
            while len(self._searchable) >= _KEPT:
                del self._searchable[min(self._searchable)]
            task = asyncio.wrap_future(self.keeper.index(state))
            self._searchable[state.number] = task
        return await asyncio.shield(task)

    # What changes.

    def touch(self, path: NotePath) -> None:
        """A file that we have written ourselves; from any thread."""
        self._loop.call_soon_threadsafe(self._add, {path})

    async def follow(self) -> None:
        """Bring the state up to date for as long as the server runs."""
        self._watch()
        await self.opened()
        self.tabs.wake()
        self._looked = self._loop.time()
        while True:
            await self._wait()
            # What is told of meanwhile is looked at right after it.
            self._told.clear()
            self._busy = True
            try:
                await self._step()
            except Exception:  # noqa: BLE001  what is open stays, and the next change may be well
                self._fail()
                await asyncio.sleep(IDLE)
            self._busy = False

    async def _step(self) -> None:
        """The most urgent thing: what an author sees first."""
        now = self._loop.time()
        if self._settings_anew:
            self._settings_anew = self._all_anew = False
            await self._reload()
        elif paths := self._arriving.take(now, self._size_now, self._size_before):
            await self._become(self.keeper.update(paths), paths)
        elif self._has_news:
            self._has_news = False
            await self._become(self.keeper.news(), ())
        elif self._all_anew or (not self._arriving.first and now >= self._look_due):
            if _identity(self.keeper.project.vault) != self._identity:
                self._watch()
            idle = not self._all_anew
            self._all_anew = self._dirty = False
            try:
                await self._become(self.keeper.update(None, lambda: idle and self._is_told), ())
            except GaveWayError:
                return  # it is due again soon after what was told of
            if not self._is_told:
                await self._flush()
            self._looked = self._loop.time()

    @property
    def _is_told(self) -> bool:
        return bool(self._arriving.first)

    @property
    def _look_due(self) -> float:
        """When all is looked at."""
        if self._dirty or self._is_deaf:
            return max(self._arriving.last, self._looked) + IDLE
        return self._looked + SELDOM

    async def _wait(self) -> None:
        """For something to do."""
        if self._all_anew or self._settings_anew or self._has_news:
            return
        now = self._loop.time()
        due = self._arriving.due(now)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, self._look_due - now) if due is None else due):
                await self._told.wait()

    async def _become(self, work: Future[State], paths: Collection[NotePath]) -> None:
        try:
            state = await asyncio.wrap_future(work)
        except GaveWayError:
            raise
        except Exception:  # noqa: BLE001  one bad note never stops the others
            self._fail()
            return
        if state is not self._state or self.held:
            self._show(state, paths)

    async def _flush(self) -> None:
        try:
            await asyncio.wrap_future(self.keeper.flush())
        except OSError:
            self._say(traceback.format_exc())

    async def _reload(self) -> None:
        try:
            state = await asyncio.wrap_future(self.keeper.reload())
        except ConfigurationRefused as refused:
            self._say(str(refused), ours=False)
            self.held = Why(_REFUSED, str(refused))
            self.tabs.wake()
            return
        except Exception:  # noqa: BLE001  as above
            self._fail()
            return
        self._watch()
        self._show(state, ())
        self.tabs.wake(reload=True)

    def _fail(self) -> None:
        self._say(traceback.format_exc())
        self.held = Why(_FAILED)
        self.tabs.wake()

    def report(self, error: Exception) -> None:
        """An error of ours that a request has met."""
        self._say("".join(traceback.format_exception(error)))

    def _say(self, text: str, *, ours: bool = True) -> None:
        """In the terminal; not the same again each time that somebody looks."""
        if text != self._last_log:
            self._last_log = text
            self._log(text, ours=ours)

    def _show(self, state: State, paths: Collection[NotePath]) -> None:
        files: frozenset[str] = frozenset()
        if not all(path.lower().endswith(tuple(NOTES)) for path in paths):
            attachments = state.prepared.workspace.listing.attachments
            files = frozenset(entry.path for entry in attachments if entry.path in paths)
        vault = state.prepared.workspace.vault
        named = {source for _, source in state.shell.made.assets} if files else set()
        reload = any(str(vault / file) in named for file in files)
        self._state, self.held = state, None
        self.tabs.wake(files, reload=reload)

    def _size_now(self, path: NotePath) -> int | None:
        try:
            return (self.keeper.project.vault / path).stat().st_size
        except OSError:
            return None

    def _size_before(self, path: NotePath) -> int | None:
        known = self.state.prepared.workspace.known.get(path)
        return known.size if known is not None else None

    # What is heard of.

    def _watch(self) -> None:
        """By the project that is now; what was watched before is not any more."""
        self._watching.close()
        self._watching = Watching(self._hear, self._cannot_watch)
        self._is_deaf = False
        self._identity = _identity(self.keeper.project.vault)
        for folder, recursive in folders(self.keeper.project):
            self._watching.watch(folder, recursive=recursive)

    def close(self) -> None:
        self._watching.close()

    def _hear(self, paths: set[str]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._sort, paths)

    def _hear_news(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._note_news)

    def _note_news(self) -> None:
        self._has_news = True
        self._told.set()

    def _cannot_watch(self, error: Exception) -> None:
        self._is_deaf = True
        self._say(f"{type(error).__name__}: {error}", ours=False)
        self._hear(set())

    def _sort(self, paths: set[str]) -> None:
        heard = sort(self.keeper.project, paths)
        self._settings_anew |= heard.settings
        self._all_anew |= heard.all_anew
        if heard.files:
            self._add(heard.files)
        else:
            self._dirty |= heard.settings or heard.all_anew
            self._told.set()

    def _add(self, paths: Collection[NotePath]) -> None:
        self._dirty = True
        self._arriving.add(paths, self._loop.time())
        self._told.set()


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
