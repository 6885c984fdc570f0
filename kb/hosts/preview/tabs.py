"""A page that is open in a browser, and what it is told.

In: a WebSocket. Out: over it, the page whenever it is another than what stands there, what is wrong
with it, and how its snippets run.

A tab asks for what is newest when it has time to; nothing is kept for it. So one that reads slowly
is told less often, holds nobody else and takes no memory.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct
from starlette.websockets import WebSocket, WebSocketDisconnect

from kb.hosts.preview.answering import Answer, address_of, page_name, root_of
from kb.hosts.preview.messages import (
    Held,
    Moved,
    Page,
    Problems,
    Reload,
    Running,
    Told,
    decode,
    encode,
)
from kb.live import State
from kb.names import Language, quote_path
from kb.strings import fill

TABS = 256
"""At a time."""
_WRONG, _TOO_MANY = 1008, 1013


class CannotShow(Exception):  # noqa: N818  it says what is so
    """An error of ours, which was told in the terminal; in words for the page."""


class Why(Struct, frozen=True):
    """That a page cannot be shown as it is, for whoever sees it."""

    words: str
    reason: str = ""
    """What fills the words' braces, as the terminal says it."""


class Shown(Protocol):
    """What tabs ask the preview for."""

    @property
    def state(self) -> State: ...
    @property
    def held(self) -> Why | None:
        """Why the state is not that of the files; None where it is."""

    async def page(self, state: State, address: str) -> Answer:
        """As GET would answer; raises `CannotShow`."""

    async def problems(self, state: State, address: str) -> Problems: ...
    async def running(self, state: State, address: str) -> Running | None:
        """None where nothing of it ever runs."""

    def show(self, addresses: Sequence[str]) -> None:
        """These are open now, the latest first."""

    def language(self, state: State, address: str) -> Language: ...


class Tab:
    def __init__(self, socket: WebSocket, shown: Shown, opened: Callable[["Tab"], None]) -> None:
        """`opened` is called whenever it shows another page."""
        self._socket, self._shown, self._opened = socket, shown, opened
        self._woken = asyncio.Event()
        self.address = ""
        self._digest = ""
        """Of what stands there."""
        self._seen: State | None = None
        """The last state in which the page was there."""
        self._is_held = False
        self._said: dict[type[Told], Told] = {}
        self._changed_files: set[str] = set()
        self._must_reload = False

    def wake(self, changed_files: frozenset[str] = frozenset(), *, reload: bool = False) -> None:
        """Something may be another now: the page, or files that it may show."""
        self._changed_files |= changed_files
        self._must_reload |= reload
        self._woken.set()

    async def live(self) -> None:
        """Until either side ends it."""
        telling = asyncio.create_task(self._tell())
        listening = asyncio.create_task(self._listen())
        try:
            done, _ = await asyncio.wait((telling, listening), return_when="FIRST_COMPLETED")
        finally:
            for task in (telling, listening):
                task.cancel()
            await asyncio.gather(telling, listening, return_exceptions=True)
        for task in done:
            task.result()

    async def _listen(self) -> None:
        while True:
            said = await self._socket.receive()
            if said["type"] == "websocket.disconnect":
                return
            try:
                opened = decode(said.get("text") or said.get("bytes") or b"")
            except (msgspec.DecodeError, UnicodeError):
                with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                    await self._socket.close(_WRONG)
                return
            self.address, self._digest = opened.page, opened.digest
            self._seen, self._is_held, self._said = None, False, {}
            self._opened(self)
            self._woken.set()

    async def _tell(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await self._woken.wait()
                self._woken.clear()
                if self._must_reload:
                    self._must_reload = False
                    self._changed_files.clear()
                    await self._say(Reload())
                elif self.address:
                    await self._tell_page(self._shown.state, self.address)

    async def _tell_page(self, state: State, address: str) -> None:
        if self._shown.held:
            await self._hold(state, address, self._shown.held)
            return
        try:
            answer = await self._shown.page(state, address)
        except CannotShow as error:
            await self._hold(state, address, Why(str(error)))
            return
        if address != self.address:
            return  # it has opened another meanwhile, and was woken for that
        if answer.status == 404 and self._seen is not None:
            await self._follow(state, self._seen, address)
            return
        if answer.status == 200:
            self._seen = state
        body = answer.body.decode()
        if self._shows_changed_file(body):
            await self._say(Reload())
        elif answer.digest != self._digest or self._is_held:
            self._digest, self._is_held = answer.digest, False
            await self._say(Page(address, answer.digest, body))
        self._said.pop(Moved, None)
        if (running := await self._shown.running(state, address)) is not None:
            await self._say_once(running)
        problems = await self._shown.problems(state, address)
        if address == self.address:
            await self._say_once(problems)

    def _shows_changed_file(self, body: str) -> bool:
        files, self._changed_files = self._changed_files, set()
        return any(quote_path(file.rpartition("/")[2]) in body for file in files)

    async def _follow(self, state: State, before: State, address: str) -> None:
        root = root_of(state)
        name = page_name(address, root)
        now = state.now_at(name, before) if name else None
        # What it becomes is told once; that it is there again is told by a page.
        self._is_held = True
        await self._say_once(Moved(address, address_of(now, root) if now else None))

    async def _hold(self, state: State, address: str, why: Why) -> None:
        self._is_held = True
        self._said.pop(Held, None)
        told_in = self._shown.language(state, address)
        await self._say_once(Held(address, fill(told_in, why.words, reason=why.reason)))

    async def _say_once(self, message: Told) -> None:
        if self._said.get(type(message)) != message:
            self._said[type(message)] = message
            await self._say(message)

    async def _say(self, message: Told) -> None:
        await self._socket.send_text(encode(message))


class Tabs:
    """All that are open."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._open: dict[Tab, None] = {}
        """Those that opened a page last come last."""

    def __len__(self) -> int:
        return len(self._open)

    async def accept(self, socket: WebSocket) -> None:
        """One more, until it ends."""
        await socket.accept()
        if len(self._open) >= TABS:
            await socket.close(_TOO_MANY)
            return
        tab = Tab(socket, self._shown, self._opened)
        self._open[tab] = None
        try:
            await tab.live()
        finally:
            del self._open[tab]
            self._show()

    def _opened(self, tab: Tab) -> None:
        del self._open[tab]
        self._open[tab] = None
        self._show()

    def _show(self) -> None:
        self._shown.show([tab.address for tab in reversed(self._open) if tab.address])

    def wake(self, changed_files: frozenset[str] = frozenset(), *, reload: bool = False) -> None:
        for tab in self._open:
            tab.wake(changed_files, reload=reload)
