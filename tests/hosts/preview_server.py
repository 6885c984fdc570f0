"""A real `kb serve` in a process of its own, for tests.

with preview(vault) as server:
    server.get("/en/note/").text
    with server.tab("/en/note/") as tab:
        (vault / "note.md").write_text("...")
        tab.wait("page")["html"]
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds; the machine may be busy."""


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Tab:
    """An open page, without a browser."""

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self.socket, self.page = socket, page

    def open(self, page: str, digest: str) -> None:
        self.page = page
        self.socket.send(json.dumps({"type": "open", "page": page, "digest": digest}))

    def next(self, patience: float = PATIENCE) -> dict[str, Any]:
        return json.loads(self.socket.recv(timeout=patience))

    def wait(self, kind: str, patience: float = PATIENCE) -> dict[str, Any]:
        """The next message of that type; others are passed over."""
        end = time.monotonic() + patience
        while True:
            message = self.next(max(0.01, end - time.monotonic()))
            if message["type"] == kind:
                return message

    def all(self, patience: float) -> list[dict[str, Any]]:
        """What is said until nothing is for so many seconds."""
        said = []
        while True:
            try:
                said.append(self.next(patience))
            except TimeoutError:
                return said


@dataclass
class Server:
    process: subprocess.Popen[str]
    address: str
    """Of the start page."""
    said: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 80

    @property
    def name(self) -> str:
        """What `Host` says."""
        return f"{self.host}:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """`x_kb_token="..."` is the header `x-kb-token`."""
        link = HTTPConnection(self.host, self.port, timeout=PATIENCE)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            link.request(method, path, body, names)
            answer = link.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            link.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", quote(path, safe="/%?=&:+,;@!$'()*~"), **headers)

    @property
    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.get(urlsplit(self.address).path).text)
        assert found is not None
        return found[1]

    @contextmanager
    def tab(self, page: str = "/") -> Iterator[Tab]:
        """That shows `page` as it is now."""
        shown = self.get(page)
        digest = re.search(r'data-digest="([^"]*)"', shown.text)
        token = re.search(r'data-token="([^"]+)"', shown.text)
        assert digest is not None
        assert token is not None
        with connect(
            f"ws://{self.name}/_/live?token={token[1]}",
            origin=f"http://{self.name}",  # type: ignore[arg-type]  # a NewType
            max_size=None,
            compression=None,
        ) as link:
            tab = Tab(link, page)
            tab.open(page, digest[1])
            yield tab

    def state(self) -> dict[str, Any]:
        return json.loads(self.get("/_/state").body)

    def wait_settled(self) -> None:
        """Until all that was heard of is shown; of what was just written nobody may have heard."""
        end = time.monotonic() + PATIENCE
        while not self.state()["settled"]:
            assert time.monotonic() < end, "the preview does not settle"
            time.sleep(0.02)

    def stop(self, how: int = signal.SIGINT) -> int:
        """The exit status. Ctrl-C reaches all processes, as in a terminal."""
        if self.process.poll() is None:
            if how == signal.SIGINT:
                os.killpg(self.process.pid, how)
            else:
                self.process.send_signal(how)
        output, _ = self.process.communicate(timeout=PATIENCE)
        self.said.append(output)
        return self.process.returncode

    @property
    def output(self) -> str:
        """All that it has said, once it has ended."""
        return "".join(self.said)


_MAIN = """
import sys
from kb.__main__ import main

sys.exit(main())
"""


@contextmanager
def preview(
    vault: Path, *arguments: str, breaking: str = "", **environment: str
) -> Iterator[Server]:
    """`kb serve` on `vault` at a free port, until the context ends. `breaking`: Python that is run
    before, in its process, for errors of ours.
    """
    program = ["-c", breaking + _MAIN] if breaking else ["-m", "kb"]
    command = [sys.executable, "-W", "ignore", *program, "serve", str(vault), *arguments]
    if "--port" not in arguments:
        command += ["--port", "0"]
    # The cache of a vault without mkdocs.yml goes beside it, and ends with it.
    variables = {
        **os.environ,
        "LANG": "en",
        "LC_ALL": "",
        "LC_MESSAGES": "",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(vault.parent / f".{vault.name}-cache"),
        **environment,
    }
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=variables,
        cwd=ROOT,
        start_new_session=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        while not (found := re.search(r"https?://\S+", said[-1] if said else "")):
            line = process.stdout.readline()
            assert line, "".join(said)
            said.append(line)
        server = Server(process, found[0], said)
        server.get(urlsplit(server.address).path)  # waits until the vault is read
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        if process.stdout is not None:
            process.stdout.close()
        process.wait()


def raw(server: Server, text: bytes, patience: float = 5.0) -> bytes:
    """What comes for bytes that no client would send; until the other side ends it."""
    with socket.create_connection((server.host, server.port), timeout=patience) as link:
        link.sendall(text)
        parts = []
        try:
            while part := link.recv(65_536):
                parts.append(part)
        except (TimeoutError, ConnectionError):
            pass
        return b"".join(parts)
