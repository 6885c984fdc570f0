"""Word that files have changed, as soon as the system gives it.

In: folders. Out: calls with absolute paths, from a thread of ours. What the system forgets to tell
is found by looking at everything from time to time, which others do.
"""

import threading
from collections.abc import Callable, Iterable
from os import sep
from pathlib import Path

STEP = 5
"""Milliseconds of quiet after which what has changed is told,"""
DEBOUNCE = 50
"""and after which it is told in any case."""

Told = Callable[[set[str]], None]


class Watching:
    """Watches until it is closed."""

    def __init__(self, told: Told, failed: Callable[[Exception], None]) -> None:
        """`failed`: a folder cannot be watched; who asks must look at it from time to time."""
        self._told, self._failed = told, failed
        self._stop = threading.Event()

    def watch(self, folder: Path, *, recursive: bool) -> None:
        """Begin with a folder, and with all that is in it or only with its own files."""
        threading.Thread(
            target=self._watch, args=(str(folder), recursive), name="kb-watching", daemon=True
        ).start()

    def close(self) -> None:
        self._stop.set()

    def _watch(self, folder: str, recursive: bool) -> None:
        from watchfiles import watch  # noqa: PLC0415  while the vault is being read

        try:
            for changes in watch(
                folder,
                watch_filter=None,
                debounce=DEBOUNCE,
                step=STEP,
                stop_event=self._stop,
                recursive=recursive,
                ignore_permission_denied=True,
                raise_interrupt=False,
            ):
                self._told({path for _, path in changes})
        except Exception as error:  # noqa: BLE001  whatever the system's watcher says
            if not self._stop.is_set():
                self._failed(error)


def within(folder: str, paths: Iterable[str]) -> set[str]:
    """Those that lie in `folder`, as paths from there, with `/`; '' for the folder itself."""
    start = folder + sep
    return {
        path[len(start) :].replace(sep, "/")
        for path in paths
        if path.startswith(start) or path == folder
    }
