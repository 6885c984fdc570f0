"""A server that runs while an author writes: started, watched for its memory, and ended.

In: a command that serves a folder. Out: when it was started, and the most memory that all its
processes took together.
"""

import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from benchmarks.measure import INTERVAL, memory_of

HOST = "127.0.0.1"
ENDING = 20.0
"""Seconds that a server may take to end."""


class Server:
    """One that was started; `said` is the file that its words go into."""

    def __init__(self, command: list[str], folder: Path, port: int, said: Path) -> None:
        self.address = f"http://{HOST}:{port}/"
        self.port = port
        self.said = said
        self.peak = 0.0
        """Megabytes of all processes, what they share counted once, since `watch` began."""
        with said.open("wb") as log:
            self.started = time.time()
            """Seconds since 1970, as browsers count."""
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def wait_until_open(self, patience: float) -> None:
        """Until somebody listens, be it to say that there is nothing yet."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise SystemExit(f"a server ended by itself:\n{self.words()}")
            with socket.socket() as attempt:
                attempt.settimeout(1)
                if attempt.connect_ex((HOST, self.port)) == 0:
                    return
            time.sleep(0.005)
        raise SystemExit(f"a server did not open its port in {patience:.0f} s:\n{self.words()}")

    def words(self) -> str:
        return self.said.read_text(encoding="utf-8", errors="replace")[-3000:]

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Looking takes time from who is looked at: nothing is timed meanwhile."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(INTERVAL):
                self.peak = max(self.peak, memory_of(self.process.pid)[0])

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def end(self) -> None:
        """As an author does, by Ctrl-C, so that what is remembered is kept."""
        family = _children(self.process.pid)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(ENDING)
            except subprocess.TimeoutExpired:
                print("  a server had to be killed", flush=True)
                self.process.kill()
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        self.process.wait()


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(command: list[str], folder: Path, said: Path) -> Iterator[Server]:
    """`PORT` in the command becomes one that is free."""
    port = free_port()
    server = Server([each.replace("PORT", str(port)) for each in command], folder, port, said)
    try:
        yield server
    finally:
        server.end()
