"""A web server for a folder that compresses as hosts do, and counts what it sends.

In: a folder, and files beside it by their addresses. Out: the address; what went over the wire
since the count began, in bytes: heads and compressed bodies.
"""

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMPRESSED = {".html", ".js", ".mjs", ".css", ".json", ".svg", ".txt", ".wasm", ".xml"}
"""What hosts compress: by its type. All else goes as it is."""
LEVEL = 6
"""That of gzip, as nginx and GitHub's pages are set up in practice."""


class Server:
    def __init__(self, folder: Path, beside: dict[str, Path]) -> None:
        self.folder = folder.resolve()
        self.beside = beside
        self.sent: list[tuple[float, str, int]] = []
        """Each answer since the count began: when (seconds since 1970), its address, its bytes."""
        self._answers: dict[Path, tuple[bytes, str]] = {}
        self._lock = threading.Lock()

    def begin(self) -> None:
        with self._lock:
            self.sent.clear()

    def note(self, address: str, size: int) -> None:
        with self._lock:
            self.sent.append((time.time(), address, size))

    def compress(self, file: Path) -> bytes:
        """The body as it is sent; made once, so that no measured request waits for it."""
        return self._answer(file)[0]

    def find(self, address: str) -> Path | None:
        path = unquote(urlsplit(address).path).lstrip("/")
        if path in self.beside:
            return self.beside[path]
        file = (self.folder / path).resolve()
        if file.is_dir():
            file /= "index.html"
        return file if file.is_file() and file.is_relative_to(self.folder) else None

    def _answer(self, file: Path) -> tuple[bytes, str]:
        if file not in self._answers:
            body = file.read_bytes()
            headers = f"Content-Type: {_type_of(file)}\r\n"
            if file.suffix in COMPRESSED:
                body = gzip.compress(body, LEVEL)
                headers += "Content-Encoding: gzip\r\n"
            self._answers[file] = body, headers
        return self._answers[file]

    def respond(self, address: str) -> bytes:
        file = self.find(address)
        if file is None:
            answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        else:
            body, headers = self._answer(file)
            head = (
                f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n"
                "Cache-Control: max-age=600\r\n\r\n"
            )
            answer = head.encode() + body
        self.note(address, len(answer))
        return answer


def _type_of(file: Path) -> str:
    if file.suffix in {".js", ".mjs"}:
        return "text/javascript"
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


@contextmanager
def serve(folder: Path, beside: dict[str, Path]) -> Iterator[tuple[str, Server]]:
    server = Server(folder, beside)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            # One write: a head on its own would wait for the browser to acknowledge it.
            self.wfile.write(server.respond(self.path))

        def log_message(self, *_: object) -> None:
            """Say nothing: the figures are what counts."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/", server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
