"""What a step prints and shows, in the order in which it does so.

In: bytes written to `sys.stdout`, `sys.stderr` and the descriptors below them; figures and values.
Out: the outputs of the step. What is printed is also logged in a file that outlives this process,
so that it is known where the process was killed.
"""

import io
import os
import re
import struct
import sys
import threading
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from kb.model import Stream
from kb.run.task import Limits, RawFigure, RawMarkup, RawOutput, RawText
from kb.run.tr import SPEECH

LOG_BYTES = 1_200_000
"""Of a log, these are read."""
_RECORD = struct.Struct("<BI")
_STREAMS = (Stream.STDOUT, Stream.STDERR)
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_ADDRESS = re.compile(r"(?<= at )0x[0-9a-f]{6,16}\b")


class TooMuchTextError(BaseException):
    """A step prints more than it may. No `except Exception` of a note catches it."""

    __module__ = "builtins"  # as it stands in a traceback


class _Raw(io.RawIOBase):
    """What `sys.stdout.buffer` is for a note."""

    def __init__(self, recorder: "Recorder", stream: Stream, descriptor: int) -> None:
        self._recorder = recorder
        self._stream = stream
        self._descriptor = descriptor
        self.name = f"<{stream}>"
        self.mode = "wb"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: object) -> int:
        taken = bytes(data)  # type: ignore[call-overload]
        self._recorder.write(self._stream, taken)
        return len(taken)


class Taken(NamedTuple):
    """What a step has given."""

    outputs: tuple[RawOutput, ...]
    wordings: dict[str, dict[int, RawOutput]]
    """As in `StepOutcome`."""
    remarks: list[tuple[str, dict[str, str]]]
    """What was wrong with its bytes: rules and values."""


class Recorder:
    """Of one note; `begin` and `take` enclose a step."""

    def __init__(
        self,
        log: int,
        streams: tuple[int, int],
        limits: Limits,
        masks: tuple[tuple[str, str], ...],
    ) -> None:
        self._log = log
        self._limits = limits
        self._masks = masks
        self._lock = threading.RLock()
        self._files = streams
        self._read = [0, 0]
        self._write_there()
        self._entries: list[tuple[Stream, bytearray] | RawOutput] = []
        self._drawn: dict[int, dict[str, RawFigure]] = {}
        """By the place of a figure, the same in other languages."""
        self._bytes = 0
        self.too_much = False
        self.begin()

    def _write_there(self) -> None:
        for number, descriptor in enumerate(self._files):
            os.dup2(descriptor, number + 1)

    def go_on(self) -> None:
        """With other files, which look like those that this process has written until now."""
        for descriptor, size in zip(self._files, self._read, strict=True):
            os.ftruncate(descriptor, size)
            os.lseek(descriptor, 0, os.SEEK_END)
        self._write_there()

    def begin(self) -> None:
        """Forget everything, and give `sys` streams that are open."""
        with self._lock:
            self._entries, self._drawn = [], {}
            self._bytes = 0
            self.too_much = False
            os.ftruncate(self._log, 0)
            os.lseek(self._log, 0, os.SEEK_SET)
        for number, (name, stream) in enumerate(zip(("stdout", "stderr"), _STREAMS, strict=True)):
            current = getattr(sys, name, None)
            if not (isinstance(current, io.TextIOWrapper) and _is_ours(current)):
                if current is not None and not isinstance(current, io.TextIOWrapper):
                    continue  # a note may have put another there, and it stays for the next step
                wrapper = io.TextIOWrapper(
                    _Raw(self, stream, number + 1),
                    encoding="utf-8",
                    errors="strict" if stream == Stream.STDOUT else "backslashreplace",
                    write_through=True,
                )
                setattr(sys, name, wrapper)
                setattr(sys, f"__{name}__", wrapper)

    def write(self, stream: Stream, data: bytes) -> None:
        with self._lock:
            self.drain()
            self._append(stream, data)
            self._check()

    def add(self, output: RawOutput, others: Mapping[str, RawFigure] = _NOTHING) -> None:
        """Something that is no text of a stream; `others`: the same in other languages."""
        with self._lock:
            self.drain()
            if isinstance(output, RawText):
                output = RawText(output.stream, self.mask(output.text))
                self._bytes += len(output.text)
            elif isinstance(output, RawMarkup):
                output = RawMarkup(self.mask(output.html))
                self._bytes += len(output.html)
            self._check()
            if others:
                self._drawn[len(self._entries)] = dict(others)
            self._entries.append(output)

    def settle(self) -> None:
        """Fetch all that was printed, and mind how much it is."""
        with self._lock:
            self.drain()
            self._check()

    def drain(self) -> None:
        """Fetch what was written to the descriptors past `sys.stdout`."""
        for number, (descriptor, stream) in enumerate(zip(self._files, _STREAMS, strict=True)):
            size = os.fstat(descriptor).st_size
            if size > self._read[number]:
                most = self._limits.text - self._bytes + 1
                data = os.pread(
                    descriptor, max(0, min(size - self._read[number], most)), self._read[number]
                )
                self._read[number] = size
                self._append(stream, data)

    def take(self) -> "Taken":
        with self._lock:
            self.drain()
            remarks: list[tuple[str, dict[str, str]]] = []
            outputs: list[RawOutput] = []
            for entry in self._entries:
                if isinstance(entry, tuple):
                    text, remark = decode(_whole(bytes(entry[1])) if self.too_much else entry[1])
                    outputs.append(RawText(entry[0], self.mask(text)))
                    if remark and remark not in remarks:
                        remarks.append(remark)
                else:
                    outputs.append(entry)
            wordings: dict[str, dict[int, RawOutput]] = {}
            for number, output in enumerate(outputs):
                others: Mapping[str, RawOutput] = self._drawn.get(number, _NOTHING)
                if not isinstance(output, RawFigure):
                    others = self._worded(output)
                    outputs[number] = self._said(output)
                for code, other in others.items():
                    wordings.setdefault(code, {})[number] = other
            self._entries, self._drawn = [], {}
            return Taken(tuple(outputs), wordings, remarks)

    def _worded(self, output: RawText | RawMarkup) -> dict[str, RawOutput]:
        text = output.text if isinstance(output, RawText) else output.html
        return {code: self._said(output, code) for code in SPEECH.languages(text)}

    def _said(self, output: RawText | RawMarkup, code: str = "") -> RawText | RawMarkup:
        most = self._limits.text
        if isinstance(output, RawText):
            return RawText(output.stream, SPEECH.said(output.text, code, most=most))
        return RawMarkup(SPEECH.said(output.html, code, escape=escape, most=most))

    @property
    def figures(self) -> int:
        return sum(isinstance(entry, RawFigure) for entry in self._entries)

    def _append(self, stream: Stream, data: bytes) -> None:
        room = self._limits.text - self._bytes
        self._bytes += len(data)
        kept = data[: max(0, room)]
        if not kept:
            return
        last = self._entries[-1] if self._entries else None
        if isinstance(last, tuple) and last[0] == stream:
            last[1].extend(kept)
        else:
            self._entries.append((stream, bytearray(kept)))
        os.write(self._log, _RECORD.pack(_STREAMS.index(stream), len(kept)) + kept)

    def _check(self) -> None:
        if self._bytes > self._limits.text:
            self.too_much = True
            raise TooMuchTextError(self._limits.text)

    def mask(self, text: str) -> str:
        """Without what differs from run to run though nothing has changed."""
        for folder, name in self._masks:
            if folder in text:
                text = text.replace(folder, name)
        return _ADDRESS.sub("0x…", text) if " at 0x" in text else text


def _is_ours(stream: io.TextIOWrapper) -> bool:
    return not stream.closed and isinstance(stream.buffer, _Raw)


def _whole(data: bytes) -> bytes:
    """Without half a letter at the end, where text was cut."""
    for count in range(1, min(4, len(data) + 1)):
        if data[-count] >= 0xC0:
            return data[:-count]
        if data[-count] < 0x80:
            break
    return data


def decode(data: bytes | bytearray) -> tuple[str, tuple[str, dict[str, str]] | None]:
    """Text that somebody printed as bytes, and the rule that it breaks with its values."""
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        for encoding, name in (("cp949", "EUC-KR"), ("utf-16", "UTF-16")):
            if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
                continue
            try:
                return data.decode(encoding), ("OUTPUT_ENCODING", {"encoding": name})
            except UnicodeDecodeError:
                continue
        wrong = {"byte": f"0x{data[error.start]:02x}"}
        return data.decode("utf-8", "replace"), ("OUTPUT_BYTES", wrong)


def read_log(log: bytes) -> tuple[RawText, ...]:
    """What a step had printed until its process was killed. The log is not to be trusted."""
    chunks: list[tuple[Stream, bytearray]] = []
    place = 0
    while place + _RECORD.size <= len(log):
        number, length = _RECORD.unpack_from(log, place)
        place += _RECORD.size
        stream = _STREAMS[number % 2]
        data = log[place : place + length]
        place += length
        if chunks and chunks[-1][0] == stream:
            chunks[-1][1].extend(data)
        else:
            chunks.append((stream, bytearray(data)))
    return tuple(RawText(stream, decode(bytes(data))[0]) for stream, data in chunks)


__all__ = ["LOG_BYTES", "Recorder", "TooMuchTextError", "decode", "read_log"]
