"""What pages ask for with a button: to mend a problem, or to open its place in an editor.

In: requests that the guard has let through: they come from our own pages and hold the token. Out:
JSON: what was done, or a sentence that says why nothing was.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from kb.hosts.preview.answering import name_of, root_of
from kb.hosts.preview.editor import Editor, EditorRefused, Place
from kb.hosts.preview.gathering import gathered
from kb.hosts.preview.opening import file_called
from kb.hosts.preview.preview import Preview
from kb.hosts.preview.problems_page import NAME, STYLES, asked
from kb.live import State
from kb.mending import MendRefused, Offers, Proving, write
from kb.names import Language, NotePath, nfc
from kb.renaming import RenameRefused
from kb.strings import fill, mark
from kb.translating import LEDGER

T = TypeVar("T")

_WRONG = mark("This is not what a page of kb says.")
_NOT_THERE = mark("This problem is not there any more.")
_NO_FILE = mark("No note is called {path}.")

_Text = Annotated[str, Meta(max_length=4096)]
_Number = Annotated[int, Meta(ge=1, le=1_000_000_000)]


class _ToMend(Struct, frozen=True):
    id: _Text


class ToOpen(Struct, frozen=True):
    """A place, as a page names it."""

    path: _Text
    line: _Number = 1
    column: _Number = 1


class Refused(Exception):  # noqa: N818  it says what is done
    """Nothing was done, for the reason that the sentence gives."""


def routes(preview: Preview) -> Sequence[BaseRoute]:
    """Those of this file, and what the page of problems needs."""

    async def mend(request: Request) -> Response:
        wanted = await _read(request, _ToMend)
        state = await preview.opened()
        if wanted is None:
            return _refused(fill(_language(preview, state, request), _WRONG))
        language = _language(preview, state, request)

        def work() -> NotePath:
            return mend_problem(state, wanted.id, language)

        try:
            # In the thread of findings, which has one task at a time.
            path = await asyncio.wrap_future(preview.keeper.find(work))
        except Refused as refused:
            return _refused(str(refused))
        preview.touch(path)
        if state.prepared.network.translated:
            preview.touch(NotePath(LEDGER))
        return JSONResponse({"mended": True, "path": path})

    async def edit(request: Request) -> Response:
        wanted = await _read(request, ToOpen)
        state = await preview.opened()
        language = _language(preview, state, request)
        if wanted is None:
            return _refused(fill(language, _WRONG))

        def work() -> str:
            return open_place(state, wanted, preview.editor, language)

        try:
            link = await asyncio.get_running_loop().run_in_executor(None, work)
        except Refused as refused:
            return _refused(str(refused))
        return JSONResponse({"link": link} if link else {"opened": True})

    async def styles(_request: Request) -> Response:
        body = Path(__file__).with_name("problems.css").read_bytes()
        return Response(body, media_type="text/css", headers={"cache-control": "no-cache"})

    return (
        Route("/_/mend", mend, methods=["POST"]),
        Route("/_/edit", edit, methods=["POST"]),
        Route(STYLES, styles),
    )


def mend_problem(state: State, problem: str, language: Language) -> NotePath:
    """Mend what is called so; the note that was changed.

    Raises:
        Refused: nothing was.
    """
    one = gathered(state).by_id.get(problem)
    if one is None or one.finding is None:
        raise Refused(fill(language, _NOT_THERE))
    prepared = state.prepared
    try:
        mend = Offers(prepared).offer(one.path, one.finding)
        if mend is None:
            raise MendRefused(mark("{path} has changed meanwhile. Try again."), path=one.path)
        write(prepared, Proving(prepared).prove([mend]))
    except RenameRefused as refused:
        raise Refused(refused.told_in(language)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{error.filename or one.path}: {reason}") from None
    return one.path


def open_place(state: State, wanted: ToOpen, editor: Editor, language: Language) -> str:
    """Open it; or the link by which the browser does.

    Raises:
        Refused: nothing of the vault is called so, or the editor did not start.
    """
    file = file_called(state, NotePath(nfc(wanted.path)))
    if file is None:
        raise Refused(fill(language, _NO_FILE, path=wanted.path[:200]))
    place = Place(file, wanted.line, wanted.column)
    link = editor.link(place)
    if not link:
        try:
            editor.open(place)
        except EditorRefused as refused:
            raise Refused(refused.told_in(language)) from None
    return link


async def _read(request: Request, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _refused(sentence: str) -> Response:
    return JSONResponse({"problem": sentence}, 409)


def _language(preview: Preview, state: State, request: Request) -> Language:
    """That of the page that asks."""
    page = urlsplit(request.headers.get("referer", ""))
    if name_of(page.path or "/", root_of(state)) == NAME:
        return asked(state, f"?{page.query}").tree.language
    return preview.language(state, page.path)
