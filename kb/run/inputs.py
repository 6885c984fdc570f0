"""What a note has looked at, as the build sees it: the child's word for it is not enough.

In: paths within the vault. Out: an `Input` for each, with a digest made here.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import PurePosixPath

from kb.run.task import Input

_MOST = 10_000
_PIECE = 1 << 20


def digest_input(vault: str | os.PathLike[str], path: str) -> str:
    """Of a file's bytes, or of a folder's names but hidden ones; '' where there is neither."""
    place = os.path.join(vault, path)  # noqa: PTH118  many of them, for every build
    try:
        if os.path.isdir(place):  # noqa: PTH112  the same
            names = sorted(name for name in os.listdir(place) if not name.startswith("."))  # noqa: PTH208
            return hashlib.blake2b(
                "\0".join(names).encode("utf-8", "surrogateescape"), digest_size=16
            ).hexdigest()
        digest = hashlib.blake2b(digest_size=16)
        with open(place, "rb") as file:  # noqa: PTH123  the same
            while data := file.read(_PIECE):
                digest.update(data)
        return digest.hexdigest()
    except OSError:
        return ""


def inputs_of(vault: str, readable: Iterable[str], paths: Iterable[str]) -> tuple[Input, ...]:
    """Those of `paths` that a note may read, each with its digest."""
    allowed = set(readable)
    found = sorted({path for path in paths if _is_allowed(path, allowed)})[:_MOST]
    return tuple(Input(path, digest_input(vault, path)) for path in found)


def _is_allowed(path: str, allowed: set[str]) -> bool:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\0" in path:
        return False
    if allowed & {"", "."} or str(parts) in allowed:
        return not any(part.startswith(".") for part in parts.parts) or str(parts) in allowed
    if any(str(parent) in allowed for parent in parts.parents):
        return True
    # A folder of which some may be read was listed, or what is not there yet was looked for.
    return not any(part.startswith(".") for part in parts.parts)
