"""A second process that gets ready while this one is still finding out what to ask it.

In: a function that loads what is needed, and later questions. Out: their answers, or None.

After one edit a build spends a third of its time on loading the parser, and as much on reading
what it knows of the other notes; both at once take half as long.
"""

import os
import signal
import sys

TYPE_CHECKING = False  # as in `kb.stamp`
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    Work = Callable[[bytes], bytes]


INDEX = b"index"
"""With what a question begins that is for `kb.indexing`; all others are for the parser."""
_LENGTH = 8
"""Bytes before each question and answer that say how long it is."""


class Ahead:
    """Answers one question after the other. Where it cannot, whoever asked does the work."""

    def __init__(self, make_work: "Callable[[], Work]") -> None:
        question, self._ask = os.pipe()
        self._hear, answer = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._ask)
            os.close(self._hear)
            _serve(make_work, question, answer)
        os.close(question)
        os.close(answer)

    def answer(self, question: bytes) -> bytes | None:
        """What the work gives for `question`; None where it raised or its process is gone."""
        self.ask(question)
        return self.hear()

    def ask(self, question: bytes) -> None:
        """Whoever asks hears as well, later."""
        if self._process:
            try:
                _write(self._ask, question)
            except BrokenPipeError:
                self.dismiss()

    def hear(self) -> bytes | None:
        """The answer to what was asked."""
        answer = _read(self._hear) if self._process else None
        if answer is None:
            self.dismiss()
        return answer

    def dismiss(self) -> None:
        """It ends at once: the processor is needed for other things."""
        if not self._process:
            return
        os.close(self._ask)
        os.close(self._hear)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        self._process = 0


def ahead(make_work: "Callable[[], Work]") -> Ahead | None:
    """None where that is not worth it: one processor, or a system that does not fork."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return None
    return Ahead(make_work)


def _serve(make_work: "Callable[[], Work]", question: int, answer: int) -> "NoReturn":
    status = 1
    try:
        # Whoever reads what we print waits for our parent, not for us.
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        work = make_work()
        while (asked := _read(question)) is not None:
            _write(answer, work(asked))
        status = 0
    finally:
        # Not `sys.exit`: what our parent has opened is not ours to finish.
        os._exit(status)


def _write(pipe: int, data: bytes) -> None:
    rest = memoryview(len(data).to_bytes(_LENGTH, "little") + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _read(pipe: int) -> bytes | None:
    """None: whoever wrote is gone."""
    length = _bytes(pipe, _LENGTH)
    return _bytes(pipe, int.from_bytes(length, "little")) if length is not None else None


def _bytes(pipe: int, count: int) -> bytes | None:
    data = bytearray()
    while len(data) < count:
        part = os.read(pipe, count - len(data))
        if not part:
            return None
        data += part
    return bytes(data)
