"""Files of an index: JSON, named by content.

In: values. Out: names and bytes. A name never means other bytes, so a reader's browser keeps a file
for good, and nobody asks whether it has changed.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import msgspec

from kb.store import digest

FileName = str
"""Eight characters; `index` is the one file that keeps its name."""

INDEX: FileName = "index"
NONE: FileName = "--------"
"""Stands where there is no file."""
NAME_LENGTH = 8

Put = Callable[[FileName, bytes], None]
Read = Callable[[FileName], bytes]

to_json = msgspec.json.Encoder().encode


def name_of(data: bytes) -> FileName:
    # Letters and digits alone: hosts leave out files that begin with `_`, programs take `-` for an
    # option.
    return b64encode(bytes.fromhex(digest(data)[:12]), b"01").decode()


def put_json(put: Put, value: Any) -> FileName:
    """Write `value`; its name."""
    data = to_json(value)
    name = name_of(data)
    put(name, data)
    return name
