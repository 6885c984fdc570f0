"""Who is slow has its time and is then ended, with what is kept for it."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from uvicorn import Config, Server

from kb.hosts.preview import guard
from kb.hosts.preview.guard import Guard, hosts
from kb.hosts.preview.patience import Connections, Limits

LIMITS = Limits(most=20, asking=0.6, reading=0.6, closing=0.3, look=0.05)
TOKEN = "t" * 43


class Running:
    """A guarded application in a thread; its limits are short."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guard, "PATIENCE", 0.6)
        self.link = socket.create_server(("127.0.0.1", 0))
        self.port = self.link.getsockname()[1]
        self.connections = Connections(LIMITS)
        self.complaints: list[str] = []
        app = Guard(_application, hosts("127.0.0.1", self.port, ""), TOKEN, self._hear)
        self.server = Server(
            Config(app, http=self.connections.protocol(), lifespan="off", log_config=None)
        )
        self.thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self.thread.start()

    async def _run(self) -> None:
        looking = asyncio.create_task(self.connections.look_after())
        await self.server.serve(sockets=[self.link])
        looking.cancel()

    def _hear(self, text: str, *, ours: bool = True) -> None:
        assert ours
        self.complaints.append(text)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 10)

    def head(self, method: str, target: str, *lines: str) -> bytes:
        said = (f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *lines, "", "")
        return "\r\n".join(said).encode()


async def _application(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    body = await request.body()
    if scope["path"] == "/fail":
        raise ValueError("on purpose")
    size = 8_000_000 if scope["path"] == "/large" else 5 + len(body)
    await PlainTextResponse("x" * size)(scope, receive, send)


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    started = Running(monkeypatch)
    yield started
    started.server.should_exit = True
    started.thread.join(10)
    assert not started.thread.is_alive()


def ended_after(link: socket.socket) -> float:
    """Seconds until the other side ends it, whatever it says before."""
    began = time.monotonic()
    try:
        while link.recv(65_536):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - began


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nX-A: "])
def test_a_request_that_does_not_come(running: Running, said: bytes) -> None:
    with running.connect() as link:
        link.sendall(said)
        assert ended_after(link) < 3


def test_a_header_that_comes_by_drops(running: Running) -> None:
    with running.connect() as link:
        link.sendall(running.head("GET", "/")[:-2] + b"X-A: ")
        end = time.monotonic() + 5
        try:
            while time.monotonic() < end:
                link.sendall(b"a")
                time.sleep(0.02)
        except ConnectionError:
            return
    pytest.fail("it is still listened to")


def test_a_second_request_has_no_more_time_than_the_first(running: Running) -> None:
    with running.connect() as link:
        link.sendall(running.head("GET", "/"))
        assert link.recv(1000).startswith(b"HTTP/1.1 200")
        link.sendall(b"GET / HTT")
        assert ended_after(link) < 3


def test_a_body_that_does_not_come(running: Running) -> None:
    token = ("X-KB-Token: " + TOKEN, "Content-Type: application/json")
    with running.connect() as link:
        link.sendall(running.head("POST", "/", "Content-Length: 10", *token) + b"1")
        assert link.recv(1000).startswith(b"HTTP/1.1 408")
        assert ended_after(link) < 3


def test_an_answer_that_nobody_reads(running: Running) -> None:
    with running.connect() as link:
        link.sendall(running.head("GET", "/large"))
        end = time.monotonic() + 5
        while len(running.connections):
            assert time.monotonic() < end
            time.sleep(0.02)
        assert not running.server.server_state.tasks


def test_an_answer_that_is_read_slowly_comes_whole(running: Running) -> None:
    with running.connect() as link:
        link.sendall(running.head("GET", "/large", "Connection: close"))
        got = 0
        while part := link.recv(400_000):
            got += len(part)
            time.sleep(0.05)
        assert got > 8_000_000


def test_too_many_make_room(running: Running) -> None:
    links = [running.connect() for _ in range(100)]
    try:
        with running.connect() as link:
            link.sendall(running.head("GET", "/", "Connection: close"))
            assert link.recv(1000).startswith(b"HTTP/1.1 200")
        assert len(running.connections) <= LIMITS.most
    finally:
        for each in links:
            each.close()


def test_an_error_of_ours_is_said_once_and_the_server_goes_on(running: Running) -> None:
    for target, status in (("/fail", b"500"), ("/", b"200")):
        with running.connect() as link:
            link.sendall(running.head("GET", target, "Connection: close"))
            answer = link.recv(1000)
            assert answer.startswith(b"HTTP/1.1 " + status)
            assert b"on purpose" not in answer
    assert len(running.complaints) == 1
    assert "on purpose" in running.complaints[0]
