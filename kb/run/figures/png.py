"""A picture of a stranger's process, before a browser sees it.

In: bytes. Out: the same picture, of nothing but its pixels; or None where it is no PNG, or one
that would take too much of a reader's memory.
"""

import struct
import zlib
from typing import NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
"""Bits of a sample, by the type of colour; PNG 3, table 11.1."""
LARGEST = 40_000_000
"""Pixels."""


class Png(NamedTuple):
    data: bytes
    width: int
    height: int


def read_png(data: bytes) -> Png | None:
    """Without texts, times, profiles and whatever follows the end."""
    if not data.startswith(_SIGNATURE):
        return None
    kept, place, size = [_SIGNATURE], len(_SIGNATURE), (0, 0)
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            return None
        content = data[place + 8 : end - 4]
        if zlib.crc32(kind + content) != struct.unpack_from(">I", data, end - 4)[0]:
            return None
        if (kind == b"IHDR") != (place == len(_SIGNATURE)):
            return None
        if kind == b"IHDR":
            if not _is_sound(content):
                return None
            size = struct.unpack_from(">II", content)
        if kind in _KEPT:
            kept.append(data[place:end])
        elif kind[0:1].isupper():
            return None
        if kind == b"IEND":
            return Png(b"".join(kept), *size)
        place = end
    return None


def _is_sound(header: bytes) -> bool:
    if len(header) != 13:
        return False
    width, height, depth, colour, compression, filtering, interlace = struct.unpack(
        ">IIBBBBB", header
    )
    return (
        width > 0
        and height > 0
        and width * height <= LARGEST
        and depth in _DEPTHS.get(colour, ())
        and (compression, filtering) == (0, 0)
        and interlace in {0, 1}
    )
