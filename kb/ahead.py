"""A second process that gets ready while this one is still finding out what to ask it.

In: a function that loads what is needed, and later one question. Out: its answer, or None.

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


class Ahead:
    """Answers one question. Where it cannot, whoever asked does the work."""

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
        try:
            with open(self._ask, "wb") as file:  # noqa: PTH123  a descriptor, no path
                file.write(question)
        except BrokenPipeError:
            question = b""
        with open(self._hear, "rb") as file:  # noqa: PTH123  as above
            answer = file.read()
        _, status = os.waitpid(self._process, 0)
        return answer if question and status == 0 else None

    def dismiss(self) -> None:
        """It ends unasked, at once: the processor is needed for other things."""
        os.close(self._ask)
        os.close(self._hear)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)


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
        with open(question, "rb") as file:
            asked = file.read()
        if asked:
            with open(answer, "wb") as file:
                file.write(work(asked))
            status = 0
    finally:
        # Not `sys.exit`: what our parent has opened is not ours to finish.
        os._exit(status)
