"""What is kept on disk: files that are whole or not there, bodies in packs, records of a build.

In: bytes and values. Out: the same again, as long as nothing that they depend on has changed.
Everything here can be deleted at any time.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

try:
    from _blake2 import blake2b
except ImportError:  # hashlib loads OpenSSL first, which takes 5 ms
    from hashlib import blake2b

T = TypeVar("T")


def digest(*parts: bytes | str) -> str:
    """A short name for content: BLAKE2b, 128 bits, in hexadecimal."""
    state = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "little"))
        state.update(data)
    return state.hexdigest()


def short_digest(data: bytes) -> bytes:
    """The same of one part, in a fraction of the time: for what is compared by the thousands."""
    return blake2b(data, digest_size=12).digest()


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def replace_file(path: Path | str, data: bytes, temporary: Path | str) -> os.stat_result:
    """Write `path` whole: under another name in `temporary`, of the same file system, then moved.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    # Thousands of times in a build, so with strings: a Path takes longer than to open the file.
    target = os.fspath(path)
    draft = f"{temporary}{os.sep}{os.getpid()}-{digest(os.fsencode(target))}"
    try:
        file = os.open(draft, _NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(temporary, exist_ok=True)  # noqa: PTH103
        file = os.open(draft, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:  # all at once, but for what a system takes at most
            rest = rest[os.write(file, rest) :]
        found = os.fstat(file)
    finally:
        os.close(file)
    try:
        os.replace(draft, target)  # noqa: PTH105
    except FileNotFoundError:
        _make_folder(os.path.dirname(target))  # noqa: PTH120
        os.replace(draft, target)  # noqa: PTH105
    return found


def _make_folder(folder: str) -> None:
    """With what is above it; mostly that is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def save(path: Path, value: object) -> None:
    """Keep `value` as MessagePack."""
    replace_file(path, msgspec.msgpack.encode(value), path.parent)


def load(path: Path, kind: type[T]) -> T | None:
    """What was kept, or None: missing, damaged, or of another shape."""
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return None


class Cache:
    """Values by their names, each a file of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, name: str, kind: type[T]) -> T | None:
        """As `load` does."""
        return load(self.folder / name, kind)

    def save(self, name: str, value: object) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        save(self.folder / name, value)


class OpenCache(Cache):
    """The same for a process that stays: each file is read once, and written by `flush`.

    Whatever other processes write meanwhile is not seen. What is kept says itself what it was made
    from, so it is never wrong.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._held: dict[str, Any] = {}
        self._unsaved: set[str] = set()

    def load(self, name: str, kind: type[T]) -> T | None:
        if name not in self._held:
            self._held[name] = super().load(name, kind)
        found: T | None = self._held[name]
        return found

    def save(self, name: str, value: object) -> None:
        self._held[name] = value
        self._unsaved.add(name)

    def flush(self) -> None:
        """Write what is new."""
        while self._unsaved:
            name = self._unsaved.pop()
            super().save(name, self._held[name])


@contextmanager
def locked(folder: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Alone with what `folder` keeps: another process, ours or an orphan of a killed one, waits.

    `waiting` is called once before we do. Windows has no such locks; there nobody waits.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("wb") as file:
        try:
            import fcntl  # noqa: PLC0415  not on Windows
        except ImportError:
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def locked_if_free(folder: Path) -> Iterator[bool]:
    """The same where nobody else is there; else False, and nothing is ours."""

    class _TakenError(Exception):
        pass

    def refuse() -> None:
        raise _TakenError

    try:
        with locked(folder, refuse):
            yield True
    except _TakenError:
        yield False


class Slice(Struct, frozen=True, array_like=True, gc=False):
    """Where in a pack a value lies."""

    pack: str
    offset: int
    length: int


_OWN = ""
_MOST_WAITING = 4_000_000
"""Bytes that a pack keeps in memory."""


class PackWriter:
    """Appends values to a pack of its own, so that no two processes write one file."""

    def __init__(self, folder: Path, name: str = "") -> None:
        """`name` of a pack that is there and that nobody else goes on with; else a new one."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._waiting: list[bytes] = []
        self._size = 0
        self._offset = (folder / name).stat().st_size if name else 0
        self.name = name or self._new_name()

    def _new_name(self) -> str:
        number = 0
        while True:
            name = f"{os.getpid()}-{number}.pack"
            try:
                (self._folder / name).touch(exist_ok=False)
            except FileExistsError:
                number += 1
            else:
                return name

    def add(self, data: bytes) -> Slice:
        """Where `data` will lie once `flush` has been called."""
        self._waiting.append(data)
        found = Slice(self.name, self._offset, len(data))
        self._offset += len(data)
        self._size += len(data)
        if self._size > _MOST_WAITING:
            self.flush()
        return found

    def flush(self) -> None:
        """Let other processes see what was added."""
        with (self._folder / self.name).open("ab") as file:
            file.writelines(self._waiting)
        self._waiting.clear()
        self._size = 0


class PackReader:
    """Reads values out of the packs of a folder; the files are open as long as it lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, int] = {}

    def get(self, where: Slice) -> bytes:
        """The bytes at `where`; fewer where the pack was damaged, none where it is gone."""
        try:
            file = self._files.get(where.pack)
            if file is None:
                file = self._open(where.pack)
            return os.pread(file, where.length, where.offset)
        except OSError:
            return b""

    def _open(self, pack: str) -> int:
        new = os.open(self._folder / pack, os.O_RDONLY)
        kept = self._files.setdefault(pack, new)
        if kept != new:  # another thread was first
            os.close(new)
        return kept

    def __del__(self) -> None:
        for file in self._files.values():
            os.close(file)


class OpenPacks(PackReader):
    """The packs of a folder as they are now, whatever becomes of them; and values of our own, which
    nobody else sees and which end with us.
    """

    def __init__(self, folder: Path, same: PackReader | None = None) -> None:
        """`same`: those that it has open."""
        super().__init__(folder)
        if same is not None:
            self._files = {pack: os.dup(file) for pack, file in same._files.items()}  # noqa: SLF001
            os.close(self._files.pop(_OWN))
        else:
            for pack, _ in pack_sizes(folder):
                self._open(pack)
        with tempfile.TemporaryFile(dir=folder) as file:
            self._files[_OWN] = os.dup(file.fileno())
        self.added = 0
        """Bytes of our own."""

    def add(self, data: bytes) -> Slice:
        """Where `data` lies now; for one thread."""
        found = Slice(_OWN, self.added, len(data))
        rest = memoryview(data)
        while rest:
            done = os.pwrite(self._files[_OWN], rest, self.added)
            rest, self.added = rest[done:], self.added + done
        return found

    def emptied(self) -> "OpenPacks":
        """Without our own, for whoever takes over what is still wanted of it."""
        return OpenPacks(self._folder, self)


def is_own(where: Slice) -> bool:
    """Whether `OpenPacks.add` has put it there."""
    return where.pack == _OWN


def pack_sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Every pack with its size in bytes."""
    if folder.is_dir():
        for entry in os.scandir(folder):
            if entry.name.endswith(".pack"):
                yield entry.name, entry.stat().st_size
