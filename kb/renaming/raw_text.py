"""A note's bytes as they lie on the disk, and changes that leave every other byte alone.

In: the bytes of a file. Out: text in which the parser's places can be found; and, with edits, new
bytes in the same encoding.
"""

from bisect import bisect_left
from collections.abc import Iterable

from msgspec import Struct

from kb.patterns import pattern
from kb.read import encoding_of

_LINE_END = pattern("\r\n|\r|\n")


class Edit(Struct, frozen=True, order=True):
    """New characters in place of some."""

    start: int
    end: int
    """Both in characters of `RawText.text`."""
    new: str


class NotEncodableError(Exception):
    """The file's encoding has no bytes for what should be written."""

    def __init__(self, codec: str, text: str) -> None:
        super().__init__(f"{codec} has no bytes for {text}")
        self.codec = codec
        self.text = text


class NotReversibleError(Exception):
    """The file's text does not say which bytes it was made of."""

    def __init__(self, codec: str) -> None:
        super().__init__(codec)
        self.codec = codec


class RawText:
    """Text with the line ends that its author gave it; characters stand where the parser has them.

    Raises:
        NotReversibleError: the bytes cannot be told from the text.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.codec, self._mark = encoding_of(data)
        self._wrong: list[int] = []
        self._lost: list[int] = [0]
        body = data[self._mark :]
        if self.codec == "utf-8":
            self.text = self._decoded(body)
        else:
            self.text = body.decode(self.codec, "replace")
            if self.text.encode(self.codec, "replace") != body:
                raise NotReversibleError(self.codec)
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def _decoded(self, body: bytes) -> str:
        """Bytes that are no UTF-8 become one character each run, as the parser sees them."""
        try:
            return body.decode()
        except UnicodeDecodeError:
            pass
        parts: list[str] = []
        position = length = 0
        while position < len(body):
            try:
                part = body[position:].decode()
                position = len(body)
            except UnicodeDecodeError as error:
                part = body[position : position + error.start].decode() + "\ufffd"
                self._wrong.append(length + len(part) - 1)
                # U+FFFD itself takes three bytes.
                self._lost.append(self._lost[-1] + error.end - error.start - 3)
                position += error.end
            parts.append(part)
            length += len(part)
        return "".join(parts)

    @property
    def line_end(self) -> str:
        """What ends the first line; a newline where there is one line only."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @property
    def lines(self) -> list[str]:
        """Without their ends."""
        return _LINE_END.split(self.text)

    def position(self, line: int, column: int) -> int:
        """Where in the text the place is that a parser gave; both are counted from 1."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """The bytes with the edits made; all others are as they were.

        Raises:
            NotEncodableError: the encoding cannot write what an edit holds.
        """
        parts = [self.data[: self._mark]]
        done, done_bytes = 0, self._mark
        for edit in sorted(set(edits)):
            assert edit.start >= done, "edits must not overlap"
            start = done_bytes + self._bytes_between(done, edit.start)
            parts += (self.data[done_bytes:start], self._encoded(edit.new))
            done_bytes = start + self._bytes_between(edit.start, edit.end)
            done = edit.end
        parts.append(self.data[done_bytes:])
        return b"".join(parts)

    def _bytes_between(self, start: int, end: int) -> int:
        length = len(self.text[start:end].encode(self.codec, "replace"))
        if self._wrong:
            first, last = bisect_left(self._wrong, start), bisect_left(self._wrong, end)
            length += self._lost[last] - self._lost[first]
        return length

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError:
            raise NotEncodableError(self.codec, text) from None
