"""Copies of a note's process, one after each step, from which a changed note can go on.

In: orders of one name. Out: which copy an order can go on from, and the process that does so.

The filter of such a process refuses it every new process but one kind, and asks here for that
(`sandbox/asked.py`). It is granted once between two steps, and once to a copy that is told to go
on: so a note has as many processes as we know of, whatever its code tries. A copy is stopped by its
zygote until it is needed, and no code runs in it.

A copy shares with the process that goes on what lies outside of their memory. So there is none
where a thread runs, a file is open, memory is shared or the folder has been written in; and none is
used any more once anything has changed that the note has looked at.
"""

import contextlib
import os
import signal
import socket
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.run.child import FONTS, Workplace, nameless_file
from kb.run.children import Child
from kb.run.copying import Font, GoOn
from kb.run.inputs import digest_input
from kb.run.messages import Ending, How, Order
from kb.run.sandbox.asked import Question, answer, next_question, threads_of
from kb.run.sandbox.resources import processor_seconds
from kb.run.task import Task

_SLACK: Final = 12_000_000
"""Nanoseconds by which the times of files may lag behind the clock."""
_THREAD_ENDS: Final = 0.01
"""Seconds that a thread of ours may still take to end."""
_SAYS_SO: Final = 2.0
"""Seconds within which a copy says that it is one."""
_STEPS: Final = 64
"""Copies of one note at most."""


class Copy(Struct):
    """A process that waits between two steps."""

    pid: int
    fonts: tuple[Font, ...]
    looked: dict[str, str]
    """What it has looked at, as it was."""
    made: float
    waits: bool = False
    """It has said that it is one, and that it dies with its zygote."""


class Family:
    def __init__(self, order: Order, folder: Path) -> None:
        self.name = order.name
        self.folder = folder
        self.task = order.task
        self._names = _names_of(order.task)
        self._line, other = socket.socketpair()
        self._line.setblocking(False)
        self.listener = -1
        self.copies: dict[int, Copy] = {}
        """By the number of steps that have run in them."""
        self._looked: dict[str, str] = {}
        """What was looked at before the step that runs: as it was."""
        self._begun = time.time_ns()
        self._known: dict[int, str] = {}
        """The descriptors that its process has from us, and their kinds;"""
        self._shared: frozenset[str] = frozenset()
        """the memory that it shares, before any step."""
        self._folders: tuple[str, ...] = ()
        self._stamp = 0
        """When all of them seem to have been changed last, until they are."""
        self._settled = False
        self._awaited: Copy | None = None
        self._awaited_place = 0
        """A process that was granted and not yet seen: a copy;"""
        self._asked: Copy | None = None
        """or one that goes on from this copy."""
        self.runner: Child | None = Child.forked(order, folder, other.fileno())
        other.close()
        self.group = self.runner.pid
        self.gone: list[int] = []
        """Processes that were ended, and whose end is not heard of yet."""
        self.used = time.monotonic()

    @property
    def line(self) -> int:
        return self._line.fileno()

    def hear(self, unknown: "Unknown") -> bool:
        """Take over the other end of its filter, then hear of copies that wait. False: no more."""
        try:
            word, descriptors, *_ = socket.recv_fds(self._line, 64, 1)
        except BlockingIOError:
            return True
        except OSError:
            return False
        for descriptor in descriptors:
            if self.listener >= 0:
                os.close(descriptor)
            else:
                self.listener = descriptor
        self.find(unknown)
        for copy in self.copies.values():
            if not copy.waits:
                copy.waits = True
                self._halt(copy)
        return bool(word)

    def _halt(self, copy: Copy) -> None:
        """Nothing runs in it until it is needed."""
        if copy is not self._asked:
            _signal(copy.pid, signal.SIGSTOP)

    def answer(self, unknown: "Unknown", *, make_room: Callable[[], None]) -> None:
        """Say whether a process may do what it asks for; `make_room` for one more copy."""
        question = next_question(self.listener)
        if question is None:
            return
        self.find(unknown)
        allowed = question.to_itself or (question.copying and self._grants(question))
        if allowed and self._awaited is not None:
            make_room()
        answer(self.listener, question, allowed=allowed)

    def _grants(self, question: Question) -> bool:
        runner = self.runner
        if runner is None or self._awaited is not None:
            return False
        if self._asked is not None:
            return question.process == self._asked.pid and not runner.pid
        if question.process != runner.pid:
            return False
        runner.hear()
        place = runner.kept + len(runner.steps)
        if not runner.resting or place in self.copies or place > len(self.task.steps):
            return False
        runner.resting = False
        if not self._settled:
            self._settle(runner.pid)
        if runner.order.variant or len(self.copies) >= _STEPS:
            return False
        vault = runner.order.task.vault
        new = [path for path in runner.looked if path not in self._looked]
        if not all(_is_settled(vault, path, runner.begun) for path in new):
            return False
        fonts = self._whole(runner.pid)
        if fonts is None:
            return False
        self._looked |= {path: _print_of(vault, path) for path in new}
        self._awaited = Copy(0, fonts, dict(self._looked), time.monotonic())
        self._awaited_place = place
        return True

    def find(self, unknown: "Unknown") -> None:
        """See which process has come of what was granted."""
        if self._awaited is None and self._asked is None:
            return
        found = unknown(self.group)
        if not found:
            return
        if self._awaited is not None:
            self._awaited.pid = found[0]
            self.copies[self._awaited_place] = self._awaited
            self._awaited = None
        elif self._asked is not None and self.runner is not None:
            asked, self._asked = self._asked, None
            self._halt(asked)
            self.runner.pid = found[0]
            if self.runner.killed:
                self.runner.kill(self.runner.killed)

    def rest(self, unknown: "Unknown") -> None:
        """Its process has ended, perhaps before it could do what was granted."""
        self.find(unknown)
        self._awaited = self.runner = None

    # --- what a copy shares with the process that goes on ---

    def _settle(self, pid: int) -> None:
        """Remember how its surroundings are before its first step."""
        self._settled = True
        self._known = {
            number: _kind(target)
            for number, target in _descriptors(pid)
            if "seccomp" not in target and not target.endswith(FONTS)
        }
        self._shared = frozenset(_shared_memory(pid))
        self._stamp = self.runner.begun // 10**9 * 10**9 - 10**9 if self.runner else 0
        # Whoever makes another one in them changes them.
        self._folders = tuple(folder for folder, _, _ in os.walk(self.folder))
        for folder in self._folders:
            os.utime(folder, ns=(self._stamp, self._stamp))

    def is_untouched(self) -> bool:
        """Nothing was written into its folder, nor taken from it."""
        try:
            return not self._settled or all(
                os.stat(folder).st_mtime_ns == self._stamp  # noqa: PTH116  speed
                for folder in self._folders
            )
        except OSError:
            return False

    def _whole(self, pid: int) -> tuple[Font, ...] | None:
        """The fonts that a process reads, if a copy of it is all that there is of it."""
        end = time.monotonic() + _THREAD_ENDS
        while threads_of(pid) != 1:
            if time.monotonic() > end:
                return None
            time.sleep(0.0005)
        fonts = []
        left = dict(self._known)
        for number, target in _descriptors(pid):
            if target.endswith(FONTS):
                fonts.append(Font(number, target, _place_of(pid, number)))
            elif left.pop(number, None) != _kind(target):
                return None
        shared = frozenset(_shared_memory(pid))
        if left or not shared <= self._shared or not self.is_untouched():
            return None
        return tuple(fonts)

    # --- going on ---

    def place_for(self, order: Order) -> int | None:
        """After how many steps an order can go on; what cannot be used any more is ended."""
        old, new = self.task, order.task
        same = replace(old, steps=(), library={}) == replace(new, steps=(), library={})
        if not same or _names_of(new) != self._names or not self.is_untouched():
            return None
        if processor_seconds(new) > processor_seconds(old, asking=True):
            return None
        common = _common(old, new, shown=not order.variant)
        if not order.variant:
            for place in [place for place in self.copies if place > common]:
                self.end_copy(place)
        places = [place for place in self.copies if place <= common]
        if not places:
            return None
        place = max(places)
        looked = self.copies[place].looked.items()
        return place if all(_print_of(new.vault, path) == was for path, was in looked) else None

    def go_on(self, order: Order, place: int) -> Child:
        """Let the copy go on with an order; the process is found later."""
        copy = self.copies[place]
        if not order.variant:
            self.task = order.task
        self._looked = dict(copy.looked)
        self.used = time.monotonic()
        child = Child(order, Workplace.again(self.folder), place)
        child.leads, child.resumed = False, True
        self.runner, self._asked = child, copy
        streams = nameless_file(self.folder), nameless_file(self.folder)
        told = nameless_file(self.folder)
        os.write(told, msgspec.msgpack.encode(GoOn(order.task, copy.fonts)))
        _signal(copy.pid, signal.SIGCONT)
        given = (told, child.writer, child.place.trace, child.place.log, *streams)
        with contextlib.suppress(OSError):
            socket.send_fds(self._line, [b"!"], given)
        for descriptor in (told, *streams):
            os.close(descriptor)
        child.close_writer()
        return child

    def is_true(self, child: Child) -> bool:
        """What a process that has gone on has met is what a new one would meet: the files that it
        may read are named to the kernel when the first one begins.
        """
        if child.deadline.step < 0 and child.status:
            return False  # it could not even begin
        try:
            inputs = msgspec.msgpack.decode(child.end, type=Ending).inputs
        except (msgspec.MsgspecError, UnicodeDecodeError):
            inputs = child.looked
        vault = child.order.task.vault
        new = (path for path in inputs if path not in self._looked)
        return all(_is_settled(vault, path, self._begun, only_files=True) for path in new)

    # --- the end ---

    def end_strange(self) -> None:
        """End copies that do not say what they are."""
        late = time.monotonic() - _SAYS_SO
        for place, copy in tuple(self.copies.items()):
            if not copy.waits and copy.made < late:
                self.end_copy(place)

    def end_copy(self, place: int) -> None:
        copy = self.copies.pop(place)
        _signal(copy.pid, signal.SIGKILL)
        self.gone.append(copy.pid)

    def thin(self) -> bool:
        """End the copy that is missed the least; False where there is none."""
        # One from which nothing goes on now, and behind which little is run again without it.
        waiting = [place for place, copy in self.copies.items() if copy is not self._asked]
        if not waiting:
            return False
        made = {place: copy.made for place, copy in self.copies.items()}
        order = sorted(made)

        def cost(place: int) -> float:
            at = order.index(place)
            return made[order[at + 1]] - made[place] if at + 1 < len(order) else float("inf")

        self.end_copy(min(waiting, key=cost))
        return True

    def end(self, unknown: "Unknown") -> None:
        """End all of its processes."""
        self.find(unknown)
        for place in tuple(self.copies):
            self.end_copy(place)
        if self.runner is not None:
            self.runner.kill(How.STOPPED)
        for pid in unknown(self.group):
            _signal(pid, signal.SIGKILL)
            self.gone.append(pid)
        self._line.close()
        if self.listener >= 0:
            os.close(self.listener)
            self.listener = -1


Unknown = Callable[[int], list[int]]
"""A group -> processes in it that nobody has started who knows of it."""


def unknown_children(known: set[int], group: int) -> list[int]:
    """Of this process, in a group."""
    me = os.getpid()
    try:
        with open(f"/proc/{me}/task/{me}/children", "rb") as file:  # noqa: PTH123  speed
            found = [int(pid) for pid in file.read().split()]
    except OSError:
        return []
    return [pid for pid in found if pid not in known and _group_of(pid) == group]


def can_copy() -> bool:
    """Whether this machine tells who our children are."""
    me = os.getpid()
    return Path(f"/proc/{me}/task/{me}/children").exists()


def _group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _common(old: Task, new: Task, *, shown: bool) -> int:
    """How many steps at the beginning are the same, with all that they use. `shown`: what they
    give as well.
    """
    count = 0
    for before, after in zip(old.steps, new.steps, strict=False):
        same = before == after or (not shown and replace(before, show=False) == after)
        if not same or any(_used(old, number) != _used(new, number) for number in after.uses):
            break
        count += 1
    return count


def _used(task: Task, number: int) -> tuple[object, ...]:
    """A step of the library with all that it uses."""
    step = task.library.get(number)
    return (step, *(_used(task, other) for other in step.uses)) if step else ()


def _names_of(task: Task) -> tuple[tuple[str, ...], ...]:
    """What stands beside the folders that the note finds itself in, without what is hidden."""
    found = []
    for folder in (Path(task.path).parent, *Path(task.path).parent.parents):
        try:
            names = os.listdir(os.path.join(task.vault, folder))  # noqa: PTH118, PTH208  names
        except OSError:
            names = []
        found.append(tuple(sorted(name for name in names if not name.startswith("."))))
    return tuple(found)


# --- what was looked at ---


def _print_of(vault: str, path: str) -> str:
    """Another one where something has changed: of a folder, its names; '' where nothing is."""
    try:
        found = os.stat(os.path.join(vault, path))  # noqa: PTH116, PTH118  speed
    except OSError:
        return ""
    if stat.S_ISDIR(found.st_mode):
        return digest_input(vault, path)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _is_settled(vault: str, path: str, since: int, *, only_files: bool = False) -> bool:
    """It is as it was at that moment, in nanoseconds."""
    place = os.path.join(vault, path)  # noqa: PTH118  speed
    while True:
        try:
            found = os.stat(place)  # noqa: PTH116  speed
        except OSError:
            if only_files or place in {"", os.sep}:
                return True
            place = os.path.dirname(place)  # noqa: PTH120  what is not there is not in its folder
            continue
        if only_files and stat.S_ISDIR(found.st_mode):
            return True
        return max(found.st_mtime_ns, found.st_ctime_ns) < since - _SLACK


# --- what the kernel says of a process ---


def _descriptors(pid: int) -> Iterator[tuple[int, str]]:
    folder = f"/proc/{pid}/fd"
    for name in os.listdir(folder):  # noqa: PTH208  names, not paths
        with contextlib.suppress(OSError):
            yield int(name), os.readlink(f"{folder}/{name}")  # noqa: PTH115  no path but a name


def _kind(target: str) -> str:
    """`pipe`, `socket`, `/memfd`, or a path."""
    return target.partition(":")[0]


def _place_of(pid: int, descriptor: int) -> int:
    """How far a file was read."""
    with open(f"/proc/{pid}/fdinfo/{descriptor}", "rb") as file:  # noqa: PTH123  it waits for us
        return int(file.readline().split()[1])


def _shared_memory(pid: int) -> Iterator[str]:
    """The lines of those parts of its memory that a copy would have in common with it."""
    with open(f"/proc/{pid}/maps", "rb") as file:  # noqa: PTH123  the same
        for line in file:
            if b"s " in line[:60] and b"w" in line[:60]:
                rights = line.split(maxsplit=2)[1]
                if rights[1:2] == b"w" and rights[3:4] == b"s":
                    yield line.decode("utf-8", "replace")
