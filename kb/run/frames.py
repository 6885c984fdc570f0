"""Pieces of bytes on a pipe, each with its length and its kind.

In: a kind and its bytes. Out: the same at the other end, however the pipe has cut them.
"""

import struct
from collections.abc import Iterator
from enum import IntEnum

_HEAD = struct.Struct("<IB")
LARGEST = 256_000_000
"""Bytes of one frame. A child that announces more is not believed."""


class Kind(IntEnum):
    TASK = 1
    """To the zygote: a number and a `Task`."""
    READY = 2
    """From the zygote, once."""
    REPLY = 3
    """From the zygote: a `Reply`."""
    BEGIN = 4
    """From a child: the number of the step that it begins;"""
    STEP = 5
    """a `StepOutcome`;"""
    END = 6
    """and at last an `Ending`."""
    LOOKED = 7
    """From a child that may be copied: what it has looked at so far."""
    TOLD = 8
    """From the zygote: a `Told`."""
    STOP = 9
    """To the zygote: the number of an order that nobody wants any more."""
    FORGET = 10
    """To the zygote: the name of a note whose copies nobody wants any more."""


class BrokenFrameError(ValueError):
    """What came is no frame, or one that is too large."""


def pack(kind: Kind, payload: bytes) -> bytes:
    return _HEAD.pack(len(payload), kind) + payload


class Frames:
    """Puts together what comes in pieces."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[Kind, bytes]]:
        """Give the frames that are whole by now.

        Raises:
            BrokenFrameError: nothing that follows can be understood.
        """
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._buffer)
            if length > LARGEST or kind not in Kind.__members__.values():
                raise BrokenFrameError(f"a frame of kind {kind} with {length} bytes")
            end = _HEAD.size + length
            if len(self._buffer) < end:
                return
            payload = bytes(self._buffer[_HEAD.size : end])
            del self._buffer[:end]
            yield Kind(kind), payload
