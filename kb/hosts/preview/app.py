"""What the server answers, by address.

In: requests that the guard has let through. Out: files of the site as the vault is now, our script,
and what pages ask us over `/_/`.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from kb.hosts.preview.answering import Answer, name_of, root_of
from kb.hosts.preview.guard import Guard, Hosts
from kb.hosts.preview.injecting import SCRIPT, bare_page, dress
from kb.hosts.preview.media_types import media_type
from kb.hosts.preview.mends import routes as mends
from kb.hosts.preview.preview import Preview, Say
from kb.hosts.preview.problems_page import NAME as PROBLEMS
from kb.publish.frontend import INDEX_FOLDER, live_script
from kb.store import digest as digest_of
from kb.strings import fill, mark

_FAILED = mark("This page cannot be shown now")
_SANDBOX = "sandbox allow-scripts; frame-ancestors 'self'"


def application(
    preview: Preview, hosts: Hosts, log: Say, further: Sequence[BaseRoute] = ()
) -> ASGIApp:
    """`further`: routes of others below `/_/`; they find the guard's promises kept."""

    async def live(socket: WebSocket) -> None:
        await preview.tabs.accept(socket)

    async def script(request: Request) -> Response:
        file = live_script()
        body = file.read_bytes() if file is not None else b""
        return _response(request, Answer(body, media_type(".js"), digest_of(body)))

    async def state(_request: Request) -> Response:
        """For tests: what is read, and whether anything more is to come."""
        now = await preview.opened()
        told = {"number": now.number, "settled": preview.is_settled}
        return JSONResponse(told, headers={"cache-control": "no-store"})

    async def site(request: Request) -> Response:
        path = request.scope["raw_path"].decode("ascii")
        root = root_of(await preview.opened())
        if path in ("/", root.removesuffix("/")) and path != root:
            return RedirectResponse(root, 302)
        name = name_of(path, root)
        if PROBLEMS in (name, path.removeprefix("/")):
            return await problems(request, root, path)
        searching = name is not None and name.startswith(INDEX_FOLDER)
        try:
            answer = await preview.answer(path, searching=searching)
        except Exception as error:  # noqa: BLE001  it is said, and the next page may be well
            return _failed(preview, path, error)
        return _response(request, answer)

    async def problems(request: Request, root: str, path: str) -> Response:
        query = request.url.query
        if path != f"{root}{PROBLEMS}":
            return RedirectResponse(f"{root}{PROBLEMS}" + (f"?{query}" if query else ""), 302)
        return _response(request, await preview.problems_page(query))

    routes = [
        WebSocketRoute("/_/live", live),
        Route(SCRIPT, script),
        Route("/_/state", state),
        *mends(preview),
        *further,
        Route("/{path:path}", site),
    ]
    return Guard(Starlette(routes=routes), hosts, preview.secret.token, log)


def _failed(preview: Preview, path: str, error: Exception) -> Response:
    """The page will be there as soon as it can be: our script waits for it."""
    preview.report(error)
    language = preview.language(preview.state, path)
    page = bare_page(language, fill(language, _FAILED), fill(language, preview.FAILED))
    body = dress(page, preview.secret.token, "")
    return Response(body, 500, {"cache-control": "no-store"}, media_type(".html"))


def _response(request: Request, answer: Answer) -> Response:
    if answer.to:
        query = request.scope["query_string"].decode("latin-1")
        to = answer.to + (f"?{quote(query, safe=_QUERY)}" if query else "")
        return Response(status_code=302, headers={"location": to, "cache-control": "no-cache"})
    kept = "public, max-age=31536000, immutable" if answer.immutable else "no-cache"
    headers = {"cache-control": kept, "etag": f'"{answer.digest}"'}
    if answer.sandboxed:
        headers["content-security-policy"] = _SANDBOX
    known = request.headers.get("if-none-match", "")
    if answer.status == 200 and answer.digest in {each.strip(' W/"') for each in known.split(",")}:
        return Response(status_code=304, headers=headers)
    if answer.file:
        return FileResponse(Path(answer.file), headers=headers, media_type=answer.media)
    headers["content-type"] = answer.media
    return Response(answer.body, answer.status, headers)


_QUERY = "!$&'()*+,;=:@/?%-._~"
