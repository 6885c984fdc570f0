"""What of the vault a note looks at.

In: the events of Python's audit hook. Out: paths within the vault: files that were opened or that
are missing, folders that were listed, modules that were imported. Where nothing else guards the
vault, writing to it is refused here as well: a slip, not an attack, is stopped by this.
"""

import contextlib
import faulthandler
import os
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

from kb.run.loaded import Loaded
from kb.run.mirror import Mirror

_MOST = 10_000
"""Paths that are noted."""
_CHANGING = frozenset(
    (
        "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.chmod", "os.chown", "os.link",
        "os.symlink", "os.mkdir", "os.utime", "os.setxattr", "os.removexattr",
    )
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watcher:
    """Hears every audit event of the process, so what it does for most of them is little."""

    def __init__(self, mirror: Mirror, trace: int, *, guard: bool) -> None:
        self._mirror = mirror
        self._trace = trace
        self._guard = guard
        self._paths: dict[str, None] = {}
        self._on = True
        self._loaded = Loaded()
        self._answers: dict[str, Callable[[tuple[object, ...]], None]] = {
            "open": self._opened,
            "os.listdir": self._listed,
            "os.scandir": self._listed,
            "sqlite3.connect": self._listed,
            "os.kill": self._last_word,
        }
        if guard:
            self._answers |= dict.fromkeys(_CHANGING, self._changed)

    def hear(self, event: str, values: tuple[object, ...]) -> None:
        answer = self._answers.get(event)
        if answer is not None and self._on:
            answer(values)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """While it is we who look at something."""
        before, self._on = self._on, False
        try:
            yield
        finally:
            self._on = before

    def say_where_it_exits(self) -> None:
        """Let `os._exit` leave word of the line that has called it."""
        leave = os._exit

        def leave_word(status: int) -> NoReturn:
            self._last_word(())
            leave(status)

        os._exit = leave_word

    def inputs(self) -> tuple[str, ...]:
        """The paths, with the modules of the vault that were imported."""
        for name in self._loaded:
            file = getattr(sys.modules.get(name), "__file__", None)
            if isinstance(file, str):
                self._note(file)
        return tuple(self._paths)

    def _place(self, path: object) -> str | None:
        """Within the vault."""
        if isinstance(path, int) or path is None:
            return None
        try:
            text = os.path.abspath(os.fsdecode(path))  # type: ignore[arg-type]  # noqa: PTH100
        except (TypeError, ValueError, OSError):
            return None
        return self._mirror.within(text)

    def _note(self, path: object) -> None:
        place = self._place(path)
        if (
            place is not None
            and not place.endswith(">")
            and "__pycache__" not in place
            and len(self._paths) < _MOST
        ):
            self._paths[place] = None

    def _opened(self, values: tuple[object, ...]) -> None:
        path, _, flags = values
        if isinstance(path, int):
            return
        if isinstance(flags, int) and flags & _WRITES:
            self._changed((path,))
        else:
            self._note(path)

    def _listed(self, values: tuple[object, ...]) -> None:
        # The import system lists folders for every module that it looks for.
        if sys._getframe(2).f_code.co_filename.startswith("<frozen importlib"):  # noqa: SLF001
            return
        self._note(values[0] if values[0] is not None else ".")

    def _changed(self, values: tuple[object, ...]) -> None:
        if not self._guard:
            return
        for path in values[:2]:
            if not isinstance(path, (str, bytes, os.PathLike)):
                continue
            parent, name = os.path.split(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
            place = os.path.join(os.path.realpath(parent), name)  # noqa: PTH118
            vault = self._mirror.vault
            if os.path.realpath(place).startswith(vault + os.sep) and not place.startswith(
                self._mirror.top + os.sep
            ):
                raise PermissionError(1, "Operation not permitted", os.fsdecode(path))

    def _last_word(self, values: tuple[object, ...]) -> None:  # noqa: ARG002  an answer's shape
        faulthandler.dump_traceback(self._trace, all_threads=False)
