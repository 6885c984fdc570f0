"""Who may ask what: stands before everything else that the server does.

In: requests, of which every header may be a lie. Out: those that come from this server's own pages,
or from somebody who typed an address; the others are refused before anything is done for them.

A page of any other site can have its reader's browser ask us. It cannot make a browser lie about
`Host`, `Origin` and `Sec-Fetch-Site`, and it cannot read our pages, which hold the token:

- `Host` must be a name of ours, or a name of somebody else's was made to lead here (rebinding);
- `Origin`, where there is one, and `Sec-Fetch-Site` must be our own, but where a link is followed;
- what changes anything, and the WebSocket, need the token as well.
"""

import asyncio
import hmac
import ipaddress
import traceback
from collections.abc import Callable
from urllib.parse import parse_qs

from msgspec import Struct
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 65_536
"""The most bytes that anybody has to tell us."""
PATIENCE = 10.0
"""Seconds in which a request's body must have come."""
TOKEN = "x-kb-token"  # noqa: S105  the header's name

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_FRAMES = (b"content-security-policy", b"frame-ancestors 'self'")


class Hosts(Struct, frozen=True):
    """What a request may call us."""

    names: frozenset[str]
    port: int
    everywhere: bool = False
    """We listen at all addresses of this machine: any number is ours, as nobody else's name is."""

    def has(self, host: str) -> bool:
        """Of a `Host` header, in small letters."""
        name, _, port = host.rpartition(":")
        if not name or port.endswith("]"):
            name, port = host, "80"
        if port != str(self.port):
            return False
        return name in self.names or (self.everywhere and _is_number(name))


def hosts(host: str, port: int, machine: str) -> Hosts:
    """`host` is what we were told to listen at; `machine` the name of this computer."""
    names = {"127.0.0.1", "localhost", "[::1]", _bracketed(host.lower())}
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104  a comparison
    if everywhere and machine:
        names |= {machine.lower(), f"{machine.lower()}.local"}
    return Hosts(frozenset(names), port, everywhere)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


class Refused(Exception):  # noqa: N818  it says what is done
    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Guard:
    """Around an application: only fitting requests come through, and all answers are marked."""

    def __init__(self, app: ASGIApp, hosts: Hosts, token: str, log: Callable[[str], None]) -> None:
        self._app, self._hosts, self._token, self._log = app, hosts, token, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return
        headers = _Headers(scope)
        began = False

        async def marked(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                _mark(message, close=headers.has_body)
            await send(message)

        try:
            self._check(scope, headers)
            limited = receive if scope["type"] == "websocket" else _limited(receive)
            await self._app(scope, limited, marked)
        except Refused as refused:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            elif not began:
                answer = PlainTextResponse(str(refused), refused.status, {"connection": "close"})
                await answer(scope, receive, marked)
        except Exception:
            self._log(traceback.format_exc())
            if scope["type"] == "websocket":
                raise
            if not began:
                answer = PlainTextResponse("kb: an error of ours; the terminal says more", 500)
                await answer(scope, receive, marked)

    def _check(self, scope: Scope, headers: "_Headers") -> None:
        host = headers.one(b"host")
        if host is None or not self._hosts.has(host.lower()):
            raise Refused(403, "This server is not called so.")
        origin = headers.one(b"origin")
        if headers.count(b"origin") and (origin or "").lower() != f"http://{host.lower()}":
            raise Refused(403, "Another site's page may not ask this.")
        if not scope["path"].startswith("/"):
            raise Refused(400, "This is no path.")
        if scope["type"] == "websocket":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
            if origin is None or len(given) != 1 or not self._fits(given[0]):
                raise Refused(403, "Only this server's pages may ask this.")
            return
        site, mode = headers.one(b"sec-fetch-site"), headers.one(b"sec-fetch-mode")
        followed = mode == "navigate" and headers.one(b"sec-fetch-dest") == "document"
        if site not in (None, "same-origin", "none") and not followed:
            raise Refused(403, "Another site's page may not ask this.")
        if scope["method"] not in ("GET", "HEAD"):
            self._check_change(scope, headers, site)
        elif headers.has_body:
            raise Refused(400, "Nobody asks for a page with a body.")

    def _check_change(self, scope: Scope, headers: "_Headers", site: str | None) -> None:
        if scope["method"] != "POST":
            raise Refused(405, "Nothing here is asked so.")
        if site not in (None, "same-origin") or not self._fits(headers.one(TOKEN.encode()) or ""):
            raise Refused(403, "Only this server's pages may ask this.")
        if (headers.one(b"content-type") or "").partition(";")[0].strip() != "application/json":
            raise Refused(415, "Say it as JSON.")
        length = headers.one(b"content-length")
        if length is not None and int(length) > BODY:
            raise Refused(413, "This is too long.")

    def _fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("latin-1", "replace"), self._token.encode())


class _Headers:
    """What a request says, each thing once."""

    def __init__(self, scope: Scope) -> None:
        self._all: list[tuple[bytes, bytes]] = scope["headers"]

    def count(self, name: bytes) -> int:
        return sum(key == name for key, _ in self._all)

    def one(self, name: bytes) -> str | None:
        """None where it is not said, or said twice."""
        found = [value for key, value in self._all if key == name]
        return found[0].decode("latin-1") if len(found) == 1 else None

    @property
    def has_body(self) -> bool:
        length = self.count(b"content-length") and self.one(b"content-length") != "0"
        return bool(length or self.count(b"transfer-encoding"))


def _mark(message: Message, *, close: bool) -> None:
    headers = message["headers"] = list(message.get("headers", ()))
    headers += _HEADERS
    if not any(key == b"content-security-policy" for key, _ in headers):
        headers.append(_FRAMES)
    if close:
        # What somebody goes on sending is not read to its end.
        headers.append((b"connection", b"close"))


def _limited(receive: Receive) -> Receive:
    """The body, no more than `BODY` of it, and within `PATIENCE`."""
    taken = 0
    deadline = 0.0

    async def limited() -> Message:
        nonlocal taken, deadline
        now = asyncio.get_running_loop().time()
        deadline = deadline or now + PATIENCE
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise Refused(408, "This took too long.") from None
        taken += len(message.get("body", b""))
        if taken > BODY:
            raise Refused(413, "This is too long.")
        return message

    return limited
