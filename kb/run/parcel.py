"""A vault that travels: what notes may read, for a machine that does not have it.

In: a vault, and what of it may be read. Out: a `Parcel`, which names every file by its content, so
that no content is sent twice; and the contents in pieces, for who asks for them.
"""

import os
import secrets
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from kb.run.inputs import digest_input

PIECE = 4_000_000
"""Bytes that are sent at once."""


class Parcel(Struct, frozen=True, array_like=True):
    """Names are bytes: not every name of a file is text."""

    name: str
    """Of this parcel alone."""
    readable: tuple[str, ...]
    """As in a `Task`."""
    folders: tuple[bytes, ...]
    """Each behind the one that it lies in."""
    files: tuple[tuple[bytes, str], ...]
    """With the digests of what they hold."""
    links: tuple[tuple[bytes, bytes], ...]
    """Symbolic links, with what they say."""
    guarded: bool
    """Notes run in the sandbox, and so cannot change what they share."""


class Piece(Struct, frozen=True, array_like=True):
    """Of a file's content."""

    digest: str
    start: int
    data: bytes
    last: bool


class Packed:
    """A parcel on the side that has the vault."""

    def __init__(self, vault: str, readable: tuple[str, ...], *, guarded: bool) -> None:
        self.vault = vault
        self._folders: dict[str, None] = {}
        self._digests: dict[str, str] = {}
        self._links: dict[str, str] = {}
        for path in readable:
            self._pack(path.strip("/"))
        self._sources = {digest: path for path, digest in self._digests.items()}
        self.parcel = Parcel(
            name=secrets.token_hex(8),
            readable=readable,
            folders=tuple(map(os.fsencode, self._folders)),
            files=tuple((os.fsencode(path), digest) for path, digest in self._digests.items()),
            links=tuple(
                (os.fsencode(path), os.fsencode(says)) for path, says in self._links.items()
            ),
            guarded=guarded,
        )

    def digest(self, path: str) -> str:
        """As `digest_input` gives it: of a file as it was sent, of all else as it is."""
        return self._digests.get(path) or digest_input(self.vault, path)

    def batches(self, digests: Collection[str]) -> Iterator[tuple[Piece, ...]]:
        """The contents with these digests, about `PIECE` bytes at once."""
        batch: list[Piece] = []
        size = 0
        for digest in digests:
            for piece in self._pieces(digest):
                batch.append(piece)
                size += len(piece.data)
                if size >= PIECE:
                    yield tuple(batch)
                    batch, size = [], 0
        if batch:
            yield tuple(batch)

    def _pieces(self, digest: str) -> Iterator[Piece]:
        start = 0
        with open(self._place(self._sources[digest]), "rb") as file:  # noqa: PTH123  as `_place`
            while True:
                data = file.read(PIECE)
                last = len(data) < PIECE
                yield Piece(digest, start, data, last)
                if last:
                    return
                start += len(data)

    def _pack(self, path: str) -> None:
        place = self._place(path)
        if path:
            self._add_folders(path)
        if os.path.islink(place):  # noqa: PTH114  thousands in a large vault
            self._links[path] = _leads_to(self.vault, path, place)
        elif os.path.isdir(place):  # noqa: PTH112  the same
            self._folders[path] = None
            for name in sorted(os.listdir(place)):  # noqa: PTH208  names, not paths
                if not name.startswith("."):
                    self._pack(f"{path}/{name}" if path else name)
        elif os.path.isfile(place) and (digest := digest_input(self.vault, path)):  # noqa: PTH113
            self._digests[path] = digest

    def _add_folders(self, path: str) -> None:
        above = [str(parent) for parent in PurePosixPath(path).parents][:-1]
        self._folders.update(dict.fromkeys(reversed(above)))

    def _place(self, path: str) -> str:
        return os.path.join(self.vault, path)  # noqa: PTH118  thousands in a large vault


def _leads_to(vault: str, path: str, place: str) -> str:
    """What a link says, in words that mean the same wherever the vault lies."""
    says = os.readlink(place)  # noqa: PTH115  text as it stands
    if not os.path.isabs(says):  # noqa: PTH117  the same
        return says
    folder = os.path.realpath(vault)
    if os.path.commonpath((folder, os.path.realpath(says))) != folder:
        return says
    return os.path.relpath(os.path.realpath(says), os.path.join(folder, os.path.dirname(path)))  # noqa: PTH118, PTH120
