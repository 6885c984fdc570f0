"""The process that runs one note.

In: a `Task`, a folder of its own, and a pipe. Out: on the pipe, frames: a `StepOutcome` for each
step as soon as it is known, and an `Ending`. What happens to this process afterwards is the
business of who started it.
"""

import contextlib
import faulthandler
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import msgspec

from kb.run.copying import Line
from kb.run.frames import Kind, pack
from kb.run.messages import Ending
from kb.run.mirror import Mirror, make_mirror
from kb.run.note import Note
from kb.run.recorder import LOG_BYTES, Recorder
from kb.run.sandbox import confine
from kb.run.task import Task
from kb.run.watching import Watcher

TRACE_BYTES = 20_000
"""Of what `faulthandler` writes, these are read."""


class Workplace:
    """What a child leaves behind, readable also where it was killed."""

    def __init__(self, folder: Path, trace: int, log: int) -> None:
        self.folder = folder
        self.trace = trace
        self.log = log

    @classmethod
    def make(cls, folder: Path) -> "Workplace":
        folder.mkdir(mode=0o700)
        return cls.again(folder)

    @classmethod
    def again(cls, folder: Path) -> "Workplace":
        """One more in a folder that is there."""
        return cls(folder, nameless_file(folder), nameless_file(folder))

    def left(self) -> tuple[str, bytes]:
        """What it wrote in its last moment, and what its last step had printed."""
        trace = _tail(self.trace, TRACE_BYTES).decode("utf-8", "replace")
        return trace, _head(self.log, LOG_BYTES)

    def close(self) -> None:
        os.close(self.trace)
        os.close(self.log)


def nameless_file(folder: Path) -> int:
    """A file that nobody else can open."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("kb")
    descriptor, name = tempfile.mkstemp(dir=folder)
    with contextlib.suppress(OSError):  # not on Windows, while it is open
        Path(name).unlink()
    return descriptor


def _head(descriptor: int, most: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, most)


def _tail(descriptor: int, most: int) -> bytes:
    size = os.fstat(descriptor).st_size
    os.lseek(descriptor, max(0, size - most), os.SEEK_SET)
    return os.read(descriptor, most)


def live(task: Task, place: Workplace, writer: int, line: int = -1) -> NoReturn:
    """Run a note in this process, which was forked for it, and end.

    `line`: where it asks to be copied between its steps; -1: it is not.
    """
    status = 70
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        die_with_parent()
        _keep_only({0, 1, 2, writer, place.trace, place.log, line})
        status = run_note(task, place, writer, line)
    except BaseException:  # noqa: BLE001  whatever it was, this process must not go on as a zygote
        _leave_word(place)
    finally:
        os._exit(status)


def run_note(task: Task, place: Workplace, writer: int, line: int = -1) -> int:
    """Run all steps; the exit status of this process. `line`: as in `live`."""

    def tell(kind: Kind, payload: bytes) -> None:
        left = memoryview(pack(kind, payload))
        while left:
            left = left[os.write(writer, left) :]

    mirror = make_mirror(task, place.folder / "vault")
    scratch = place.folder / "tmp"
    scratch.mkdir()
    tempfile.tempdir = str(scratch)
    os.environ.update(TMPDIR=str(scratch), TEMP=str(scratch), TMP=str(scratch), HOME=str(scratch))
    streams = (nameless_file(scratch), nameless_file(scratch))
    recorder = Recorder(place.log, streams, task.limits, mirror.masks(scratch))
    os.chdir(mirror.here)
    copies = Line(line) if line >= 0 else None
    if copies is not None:
        copies.own = (writer, place.trace, place.log, *streams)
    missing: tuple[str, ...] = ()
    if task.sandbox:
        missing, listener = confine(task, place.folder, asking=copies is not None)
        if copies is not None:
            copies.hand_over(listener)
    watcher = Watcher(mirror, place.trace, guard="landlock" in missing)
    faulthandler.enable(place.trace)
    note = Note(task, mirror, recorder, watcher, place.trace)
    watcher.say_where_it_exits()
    sys.addaudithook(watcher.hear)

    def rest() -> Task | None:
        """Between two steps; the note as it is from now on, in a copy that goes on."""
        assert copies is not None
        with watcher.paused():
            tell(Kind.LOOKED, msgspec.msgpack.encode(watcher.inputs()))
            told = copies.rest()
            if told is None:
                return None
            recorder.go_on()
        return told.task

    note.run(tell, rest if copies is not None and copies.open else None)
    with watcher.paused():
        ending = Ending(watcher.inputs(), note.versions(), tuple(missing))
    tell(Kind.END, msgspec.msgpack.encode(ending))
    return 0


def die_with_parent() -> None:
    """Where the zygote is killed, nobody watches our time any more."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  has been imported by the zygote

        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL, 0, 0, 0)


def _keep_only(wanted: set[int]) -> None:
    """Close what belongs to the zygote: its pipes, and those of our siblings."""
    for descriptor in _open_descriptors():
        if descriptor not in wanted and not _reopen_font(descriptor):
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _open_descriptors() -> list[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(folder)]  # noqa: PTH208  names, not paths
    return list(range(3, 256))


def _reopen_font(descriptor: int) -> bool:
    """Give this process a place of its own in a font that the zygote has open.

    matplotlib reads glyphs as it needs them, and all who are forked share one place in the file.
    """
    try:
        path = _path_of(descriptor)
        if not path.endswith(FONTS):
            return False
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        own = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    os.lseek(own, place, os.SEEK_SET)
    os.dup2(own, descriptor, inheritable=False)
    os.close(own)
    return True


def _path_of(descriptor: int) -> str:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415  not everywhere

        return fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0").decode()
    return os.readlink(f"/proc/self/fd/{descriptor}")  # noqa: PTH115  no path but a name


FONTS = (".ttf", ".otf", ".ttc", ".pfb")


def _leave_word(place: Workplace) -> None:
    import traceback  # noqa: PLC0415  has been imported by the zygote

    with contextlib.suppress(OSError):
        os.write(place.trace, traceback.format_exc().encode())


__all__ = ["TRACE_BYTES", "Mirror", "Workplace", "live", "run_note"]
