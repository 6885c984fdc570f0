"""Whoever else can reach the preview's port: other sites in the reader's browser, and worse."""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from kb.hosts.preview.guard import BODY, hosts
from tests.hosts.preview_server import Server, preview, raw

SECRET = "the-secret-of-the-outside"
TRAVERSALS = [
    line
    for line in (Path(__file__).parent / "traversals.txt").read_text().splitlines()
    if line and not line.startswith("# ")
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guard")
    docs = folder / "project/docs"
    docs.mkdir(parents=True)
    (folder / "project/mkdocs.yml").write_text(
        "site_name: x\ntheme: material\nplugins: [{kb: {languages: [ko, en]}}]\n"
    )
    (docs / "index.md").write_text("# Start\n\n![[outside.svg]] ![[inside.svg]] ![[big.bin.zip]]\n")
    (docs / "inside.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (docs / "big.bin.zip").write_bytes(bytes(40_000_000))
    (docs / ".hidden.md").write_text(SECRET)
    for secret in ("secret.txt", "project/secret.txt", "secret.svg", "outside/secret.txt"):
        (folder / secret).parent.mkdir(exist_ok=True)
        (folder / secret).write_text(SECRET)
    (docs / "outside.svg").symlink_to(folder / "secret.svg")
    (docs / "outside.txt").symlink_to(folder / "secret.txt")
    (docs / "linked").symlink_to(folder / "outside")
    return folder / "project"


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Server]:
    with preview(project) as started:
        yield started


@pytest.fixture(autouse=True)
def _unharmed(project: Path, server: Server) -> Iterator[None]:
    """Whatever was tried: nothing is written, and a page is there at once."""
    before = _listing(project)
    yield
    assert _listing(project) == before
    began = time.monotonic()
    assert server.get("/").status == 200
    assert time.monotonic() - began < 2


def _listing(project: Path) -> list[tuple[str, int]]:
    files = [project / "mkdocs.yml", *(project / "docs").rglob("*")]
    return sorted((str(file), file.lstat().st_mtime_ns) for file in files)


def request(server: Server, target: str, *lines: str, method: str = "GET", body: str = "") -> bytes:
    host = (
        () if any(line.lower().startswith("host") for line in lines) else (f"Host: {server.name}",)
    )
    head = [f"{method} {target} HTTP/1.1", *host, "Connection: close", *lines]
    return raw(server, ("\r\n".join(head) + "\r\n\r\n" + body).encode("utf-8", "surrogateescape"))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.mark.parametrize("spelling", TRAVERSALS)
def test_no_file_outside_is_ever_sent(server: Server, project: Path, spelling: str) -> None:
    for target in {spelling.replace("{}", str(project.parent / "secret.txt")), spelling}:
        answer = request(server, target)
        assert SECRET.encode() not in answer
        assert b"root:" not in answer
        assert b"site_name" not in answer
        assert status(answer) in (400, 403, 404)
        assert b"location:" not in answer.lower()


def test_there_are_fifty_spellings() -> None:
    assert len(TRAVERSALS) > 50


def test_a_link_that_takes_a_file_s_place_is_not_followed(server: Server, project: Path) -> None:
    inside = project / "docs/inside.svg"
    assert server.get("/inside.svg").status == 200
    text, times = inside.read_text(), inside.stat()
    inside.unlink()
    inside.symlink_to(project.parent / "secret.svg")
    try:
        for _ in range(20):
            assert SECRET not in server.get("/inside.svg").text
            time.sleep(0.02)
    finally:
        inside.unlink()
        put_back(inside, text, times)
    wait_until(lambda: server.get("/inside.svg").status == 200)
    server.wait_settled()


FOREIGN = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.1:{port}.evil.example",
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example:{port}",
    "evil.localhost:{port}",
    "user@127.0.0.1:{port}",
    "127.0.0.1:{port}:{port}",
    "127.1:{port}",
    "2130706433:{port}",
    "0.0.0.0:{port}",
    "0x7f.0.0.1:{port}",
    "[::ffff:127.0.0.1]:{port}",
    "127.0.0.1:0{port}",
    "127.0.0.1:{port}/",
    "",
]


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_of_somebody_else_s_is_refused(server: Server, host: str) -> None:
    for target in ("/", "/_/live.js", "/_/state", "/_/live"):
        answer = request(server, target, f"Host: {host.format(port=server.port)}")
        assert status(answer) in (400, 403)
        assert b"data-token" not in answer


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_a_name_of_ours_is_not(server: Server, host: str) -> None:
    assert status(request(server, "/", f"Host: {host}:{server.port}")) == 200


def test_two_names_or_none_are_refused(server: Server) -> None:
    both = (f"Host: {server.name}", "Host: evil.example")
    assert status(request(server, "/", *both)) in (400, 403)
    assert status(request(server, "/", *reversed(both))) in (400, 403)
    assert status(raw(server, b"GET / HTTP/1.1\r\n\r\n")) in (400, 403)
    assert status(raw(server, b"GET / HTTP/1.0\r\n\r\n")) in (400, 403)


@pytest.mark.parametrize(
    "lines",
    [
        ["Origin: http://evil.example"],
        ["Origin: null"],
        ["Origin: "],
        ["Origin: http://localhost:{port}"],
        ["Origin: https://127.0.0.1:{port}"],
        ["Origin: http://127.0.0.1:{port}", "Origin: http://evil.example"],
        ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"],
        ["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"],
        ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"],
    ],
)
def test_another_site_s_page_gets_nothing(server: Server, lines: list[str]) -> None:
    told = [line.format(port=server.port) for line in lines]
    for target in ("/", "/inside.svg", "/_/live.js"):
        assert status(request(server, target, *told)) == 403


def test_a_link_that_is_followed_is_answered(server: Server) -> None:
    lines = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
    assert status(request(server, "/", *lines)) == 200
    own = ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty")
    assert status(request(server, "/", *own, f"Origin: http://{server.name}")) == 200


POSTS = ("/_/mend", "/_/edit", "/")


@pytest.mark.parametrize("target", POSTS)
def test_a_change_needs_the_token_and_our_own_page(server: Server, target: str) -> None:
    token, origin = server.token, f"http://{server.name}"
    good = {"content_type": "application/json", "origin": origin, "x_kb_token": token}
    bad = [
        {**good, "x_kb_token": ""},
        {**good, "x_kb_token": token[:-1]},
        {**good, "x_kb_token": token + "x"},
        {**good, "x_kb_token": "\xff"},
        {**good, "origin": "http://evil.example"},
        {**good, "origin": "null"},
        {**good, "sec_fetch_site": "cross-site"},
        {**good, "sec_fetch_site": "same-site"},
        {**good, "host": f"evil.example:{server.port}"},
        {name: value for name, value in good.items() if name != "x_kb_token"},
    ]
    for headers in bad:
        assert server.ask("POST", target, b"{}", **headers).status == 403, headers
    plain = {**good, "content_type": "text/plain"}
    assert server.ask("POST", target, b"{}", **plain).status == 415
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"):
        assert server.ask(method, target, **good).status in (403, 405)


def websocket(server: Server, origin: str | None, query: str, host: str = "") -> None:
    """Raises where it is refused."""
    link = socket.create_connection((server.host, server.port), timeout=10)
    with connect(
        f"ws://{host or server.name}/_/live{query}",
        sock=link,
        origin=origin,  # type: ignore[arg-type]  # a NewType
        open_timeout=10,
    ):
        pass


def test_the_socket_needs_both(server: Server) -> None:
    token, ours = server.token, f"http://{server.name}"
    websocket(server, ours, f"?token={token}")
    refused = [
        (None, f"?token={token}", ""),
        ("null", f"?token={token}", ""),
        ("http://evil.example", f"?token={token}", ""),
        (ours.replace("127.0.0.1", "localhost"), f"?token={token}", ""),
        (ours, "", ""),
        (ours, "?token=", ""),
        (ours, "?token=%ff", ""),
        (ours, f"?token={token}x", ""),
        (ours, f"?token=x&token={token}", ""),
        (f"http://evil.example:{server.port}", f"?token={token}", f"evil.example:{server.port}"),
    ]
    for origin, query, host in refused:
        with pytest.raises(InvalidStatus) as found:
            websocket(server, origin, query, host)
        assert found.value.response.status_code == 403


def test_the_token_is_of_256_bits_and_of_this_run(server: Server, project: Path) -> None:
    assert len(server.token) >= 43
    with preview(project) as other:
        assert other.token != server.token


def test_other_sites_may_not_frame_us_nor_guess(server: Server) -> None:
    for path in ("/", "/none/", "/inside.svg", "/_/live.js", "/_/state"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_scripts_in_a_picture_have_nothing_of_ours(server: Server) -> None:
    assert "sandbox" in server.get("/inside.svg").headers["content-security-policy"]


def test_a_body_that_is_too_long_is_not_read(server: Server) -> None:
    lines = (
        "Content-Type: application/json",
        f"Origin: http://{server.name}",
        f"X-KB-Token: {server.token}",
    )
    said = request(server, "/_/mend", *lines, f"Content-Length: {BODY + 1}", method="POST")
    assert status(said) == 413
    huge = "Content-Length: 99999999999999999999"
    assert status(request(server, "/_/mend", *lines, huge, method="POST")) in (400, 413)
    assert status(request(server, "/", "Content-Length: 5", body="12345")) == 400


def takes(link: socket.socket, parts: list[bytes]) -> bool:
    """Whether all of it can be sent; not where the other side has ended it."""
    try:
        for part in parts:
            link.sendall(part)
    except OSError:
        return False
    return True


def test_chunks_without_end_are_not_read(server: Server) -> None:
    head = (
        f"POST /_/mend HTTP/1.1\r\nHost: {server.name}\r\nContent-Type: application/json\r\n"
        f"X-KB-Token: {server.token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    before = memory(server)
    with socket.create_connection((server.host, server.port), timeout=5) as link:
        link.sendall(head.encode())
        assert not takes(link, [b"10000\r\n" + bytes(65_536) + b"\r\n"] * 2000)
    assert memory(server) - before < 30_000_000


def test_headers_without_end_are_not_read(server: Server) -> None:
    line = b"X-A: " + b"a" * 1000 + b"\r\n"
    head = f"GET / HTTP/1.1\r\nHost: {server.name}\r\n".encode()
    with socket.create_connection((server.host, server.port), timeout=5) as link:
        assert not takes(link, [head, *[line] * 5000])
    assert status(raw(server, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n")) in (0, 400)


NOISE = [
    b"\x00" * 1000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    b"GET / HTTP/1.1\nHost: x\n\n",
    b"\r\n\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET * HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: {host}\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: \xff\xff\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
    b"GET /_/live HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    b"GET /_/live HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nSec-WebSocket-Key: !!\r\n\r\n",
]


@pytest.mark.parametrize("noise", NOISE)
def test_noise_is_no_request(server: Server, noise: bytes) -> None:
    answer = raw(server, noise.replace(b"{host}", server.name.encode()), patience=0.5)
    assert b"Traceback" not in answer
    assert status(answer) < 500


def test_many_requests_at_once_in_one_connection(server: Server) -> None:
    one = f"GET /_/live.js HTTP/1.1\r\nHost: {server.name}\r\n\r\n".encode()
    answer = raw(server, one * 200 + one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert answer.count(b"HTTP/1.1 200") == 201


def memory(server: Server) -> int:
    return psutil.Process(server.process.pid).memory_info().rss


def opened(server: Server) -> int:
    return psutil.Process(server.process.pid).num_fds()


def quick(server: Server) -> float:
    """Seconds that a page takes."""
    began = time.monotonic()
    assert server.get("/").status == 200
    return time.monotonic() - began


def wait_until(is_so: Callable[[], bool], patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_thousand_that_say_nothing(server: Server) -> None:
    before, heap = opened(server), memory(server)
    with ExitStack() as stack:
        for number in range(1000):
            link = stack.enter_context(socket.create_connection((server.host, server.port), 10))
            if number % 2:
                link.sendall(f"GET / HTTP/1.1\r\nHost: {server.name}\r\nX-A: ".encode())
        assert quick(server) < 2
        assert opened(server) < before + 700
    wait_until(lambda: opened(server) <= before + 2)
    assert memory(server) - heap < 50_000_000


def test_a_thousand_that_read_nothing(server: Server) -> None:
    before, heap = opened(server), memory(server)
    asked = f"GET /big.bin.zip HTTP/1.1\r\nHost: {server.name}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(1000):
            link = stack.enter_context(socket.create_connection((server.host, server.port), 10))
            link.sendall(asked)
        assert quick(server) < 3
        assert memory(server) - heap < 400_000_000
    wait_until(lambda: opened(server) <= before + 2)


def test_a_thousand_tabs(server: Server) -> None:
    before, heap, token = opened(server), memory(server), server.token
    with ExitStack() as stack:
        for _ in range(1000):
            stack.enter_context(deaf_tab(server, token))
        assert quick(server) < 3
        assert opened(server) < before + 700
    wait_until(lambda: opened(server) <= before + 2)
    assert memory(server) - heap < 100_000_000
    with server.tab("/") as tab:
        tab.open("/en/", "")
        tab.wait("page")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[]",
        '{"type":"page"}',
        '{"type":"open"}',
        '{"type":"open","page":7}',
        "[" * 50_000,
        '{"type":"open","page":"' + "a" * 100_000 + '"}',
        b"\xff\xfe",
        '{"type":"open","page":"/../../secret.txt"}',
        '{"type":"open","page":"//evil.example/"}',
        '{"type":"open","page":"\\u0000"}',
        '{"type":"open","page":"\\ud800"}',
        '{"type":"open","page":"%ff"}',
        '{"type":"open","page":"?"}',
        '{"type":"open","page":"/inside.svg"}',
        '{"type":"open","page":"/assets/images/favicon.png"}',
        '{"type":"open","page":"/big.bin.zip"}',
    ],
)
def test_what_a_tab_must_not_say(server: Server, said: str | bytes) -> None:
    with server.tab("/") as tab:
        try:
            tab.socket.send(said)
            for message in tab.all(0.3):
                assert SECRET not in json.dumps(message)
        except ConnectionClosed:
            pass


def test_a_tab_that_reads_nothing_holds_nobody(server: Server, project: Path) -> None:
    note = project / "docs/index.md"
    text, times = note.read_text(), note.stat()
    big = "word " * 100_000
    heap = memory(server)
    with deaf_tab(server, server.token), server.tab("/") as reader:
        for number in range(20):
            note.write_text(f"# Start {number}\n\n{big}\n")
            assert f"Start {number}" in reader.wait("page")["html"]
    assert memory(server) - heap < 200_000_000
    put_back(note, text, times)
    server.wait_settled()


def deaf_tab(server: Server, token: str) -> socket.socket:
    """It has asked for the start page and reads nothing of what it is told."""
    link = socket.create_connection((server.host, server.port), 10)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    link.sendall(
        f"GET /_/live?token={token} HTTP/1.1\r\nHost: {server.name}\r\n"
        f"Origin: http://{server.name}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    assert status(link.recv(100)) == 101
    said = b'{"type":"open","page":"/","digest":""}'
    link.sendall(bytes((0x81, 0x80 | len(said), 0, 0, 0, 0)) + said)
    return link


def put_back(file: Path, text: str, times: os.stat_result) -> None:
    """For `_unharmed`, which looks at times."""
    file.write_text(text)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_names_of_a_server_that_listens_everywhere() -> None:
    ours = hosts("0.0.0.0", 8000, "machine")
    assert ours.has("192.168.1.5:8000")
    assert ours.has("[fe80::1]:8000")
    assert ours.has("machine:8000")
    assert ours.has("machine.local:8000")
    assert not ours.has("evil.example:8000")
    assert not ours.has("192.168.1.5:8001")
    assert hosts("127.0.0.1", 80, "").has("localhost")
    assert not hosts("127.0.0.1", 8000, "machine").has("machine:8000")
