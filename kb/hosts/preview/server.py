"""The program around the preview: a port, a loop, and an end.

In: a project and where to listen. Out: an exit status, once somebody ends it.
"""

import asyncio
import contextlib
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct
from uvicorn import Config, Server

from kb.hosts.preview.answering import Secret
from kb.hosts.preview.app import application
from kb.hosts.preview.editor import Editor
from kb.hosts.preview.guard import hosts
from kb.hosts.preview.keeping import Keeper
from kb.hosts.preview.patience import Connections
from kb.hosts.preview.preview import Preview, Say

_TRIED = 20
"""Ports after the one that is asked for, before we take any."""
_FRAME = 65_536
"""Bytes that a page may say at once."""
_ENDING = 2.0
"""Seconds for what is being done when somebody ends us."""
_TURN = 0.001
"""Seconds that a thread holds the interpreter while others wait."""
_FILES = 4096
"""Files and connections that may be open; each page of a browser takes several."""


class Listening(Struct, frozen=True):
    socket: socket.socket
    host: str
    port: int

    @property
    def address(self) -> str:
        # A browser does not go to "all addresses".
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}" + ("" if self.port == 80 else f":{self.port}")


def listen(host: str, port: int) -> Listening:
    """At `port`, else at the next that is free; 0: at any.

    Raises:
        OSError: there is no such host, or we may not listen there.
    """
    family = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][0]
    for wanted in (*range(port, min(port + _TRIED, 65_535) + 1), 0) if port else (0,):
        try:
            # Not before a port that is free: two programs would share one on Windows.
            made = socket.create_server((host, wanted), family=family, backlog=1024)
        except OSError as error:
            if wanted == 0 or not _is_taken(error):
                raise
        else:
            return Listening(made, host, made.getsockname()[1])
    raise AssertionError


def _is_taken(error: OSError) -> bool:
    import errno  # noqa: PLC0415  where a port is taken

    return error.errno in (errno.EADDRINUSE, errno.EACCES)


def serve(keeper: Keeper, listening: Listening, log: Say, editor: Editor) -> bool:
    """Until somebody ends it; True where all that was begun has ended as well.

    Raises:
        ConfigurationRefused: what was found while the vault was read;
        OSError: that it could not be read.
    """
    _allow_files()
    # Where a thread makes an index, who has a page to send does not wait for long.
    sys.setswitchinterval(_TURN)
    with asyncio.Runner() as runner:
        runner.run(_serve(keeper, listening, log, editor))
    return keeper.close(_ENDING)


async def _serve(keeper: Keeper, listening: Listening, log: Say, editor: Editor) -> None:
    preview = Preview(keeper, Secret(secrets.token_urlsafe(32)), log)
    preview.editor = editor
    names = hosts(listening.host, listening.port, socket.gethostname())
    connections = Connections()
    config = Config(
        application(preview, names, log),
        http=connections.protocol(),
        ws="websockets-sansio",
        ws_max_size=_FRAME,
        ws_per_message_deflate=False,
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    ending = partial(setattr, server, "should_exit", True)
    with _signals(ending):
        tasks = [
            asyncio.create_task(server.serve(sockets=[listening.socket])),
            asyncio.create_task(preview.follow()),
            asyncio.create_task(connections.look_after()),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            preview.close()
            server.should_exit = True
            for task in tasks[1:]:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


class _Server(Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """We do that: an end that is asked for is no error."""
        yield


@contextlib.contextmanager
def _signals(ending: Callable[[], None]) -> Iterator[None]:
    asked = (signal.SIGINT, signal.SIGTERM)
    loop = asyncio.get_running_loop()
    try:
        for each in asked:
            loop.add_signal_handler(each, ending)
    except NotImplementedError:  # Windows
        for each in asked:
            signal.signal(each, lambda *_: loop.call_soon_threadsafe(ending))
        yield
        return
    try:
        yield
    finally:
        for each in asked:
            loop.remove_signal_handler(each)


def _allow_files() -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
