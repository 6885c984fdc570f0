"""Notes that mean harm: each is contained, the others come out right, nothing outside changes."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kb.run import Limits, Outcome, run_one
from tests.run.notes import outcomes, task, vault, zygotes

SHORT = Limits(seconds=1.0, memory=150_000_000, text=20_000)

HOSTILE = {
    "endless loop": ("while True:\n    pass", "SNIPPET_TIMEOUT"),
    "endless loop that catches all": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "SNIPPET_TIMEOUT",
    ),
    "endless loop in C": ("import re\nre.match('(a+)+$', 'a' * 60 + 'b')", "SNIPPET_TIMEOUT"),
    "no alarm": (
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
        "SNIPPET_TIMEOUT",
    ),
    "sleeper": (
        "import signal, time\nsignal.setitimer(signal.ITIMER_REAL, 0)\ntime.sleep(1000)",
        "SNIPPET_TIMEOUT",
    ),
    "fork bomb": ("import os\nwhile True: os.fork()", "SNIPPET_FORBIDDEN"),
    "programs": ("import subprocess\nsubprocess.run(['/bin/true'])", "SNIPPET_FORBIDDEN"),
    "a program instead": ("import os\nos.execv('/bin/true', ['true'])", "SNIPPET_FORBIDDEN"),
    "os.system": ("import os\nassert os.system('true') == 0", "CLAIM_FAILED"),
    "multiprocessing": (
        "import multiprocessing as m\nm.Process(target=print).start()",
        "SNIPPET_FORBIDDEN",
    ),
    "memory": ("x = []\nwhile True: x.append(bytearray(10_000_000))", "SNIPPET_MEMORY"),
    "memory at once": ("import numpy as np\nnp.ones(10**12)", "SNIPPET_MEMORY"),
    "huge output": ("while True: print('x' * 100)", "SNIPPET_TEXT"),
    "huge output past Python": (
        "import os\nfor _ in range(300): os.write(1, b'x' * 100)",
        "SNIPPET_TEXT",
    ),
    "huge value": ("'x' * 1_000_000", "SNIPPET_TEXT"),
    "threads": (
        (
            "import threading, time\n"
            "while True: threading.Thread(target=time.sleep, args=(99,)).start()"
        ),
        None,
    ),
    "users": ("print(open('/etc/passwd').read())", "SNIPPET_FORBIDDEN"),
    "users by link": (
        "import os\nos.symlink('/etc/passwd', 'p')\nopen('p').read()",
        "SNIPPET_FORBIDDEN",
    ),
    "processes": ("open('/proc/self/environ').read()", "SNIPPET_FORBIDDEN"),
    "the parent's memory": (
        "import os\nopen(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
        "SNIPPET_FORBIDDEN",
    ),
    "hidden": ("open('.secret').read()", "SNIPPET_FAILED"),
    "hidden by its own path": ("open('{vault}/notes/.secret').read()", "SNIPPET_FORBIDDEN"),
    "hidden folder": ("open('{vault}/.obsidian/app.json').read()", "SNIPPET_FORBIDDEN"),
    "outside": ("open('{vault}/../outside.txt').read()", "SNIPPET_FORBIDDEN"),
    "a link that leads out": ("open('out').read()", "SNIPPET_FORBIDDEN"),
    "socket": ("import socket\nsocket.socket()", "SNIPPET_FORBIDDEN"),
    "socket of the machine": (
        "import socket\nsocket.socket(socket.AF_UNIX).connect('{socket}')",
        "SNIPPET_FORBIDDEN",
    ),
    "web": ("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9')", None),
    "delete": ("import os\nos.remove('{vault}/notes/note.md')", "SNIPPET_FORBIDDEN"),
    "delete all": ("import shutil\nshutil.rmtree('{vault}')", "SNIPPET_FORBIDDEN"),
    "overwrite": ("open('numbers.csv', 'w').write('x')", "SNIPPET_FORBIDDEN"),
    "rename": ("import os\nos.rename('{vault}/data', '{vault}/gone')", "SNIPPET_FORBIDDEN"),
    "truncate": ("import os\nos.truncate('{vault}/data/deep.txt', 0)", "SNIPPET_FORBIDDEN"),
    "rights": ("import os\nos.chmod('{vault}/data/deep.txt', 0)", None),
    "rights past the hook": (
        "import ctypes\nctypes.CDLL(None).chmod(b'{vault}/data/deep.txt', 0)",
        None,
    ),
    "times past the hook": (
        "import ctypes\nctypes.CDLL(None).utimes(b'{vault}/data/deep.txt', None)",
        None,
    ),
    "os._exit": ("import os\nos._exit(0)", "PROCESS_ENDED"),
    "kills itself": ("import os\nos.kill(os.getpid(), 9)", "SNIPPET_KILLED"),
    "crashes": ("import ctypes\nctypes.string_at(0)", "SNIPPET_KILLED"),
    "aborts": ("import os\nos.abort()", "SNIPPET_KILLED"),
    "kills its parent": ("import os\nos.kill(os.getppid(), 9)", "SNIPPET_FORBIDDEN"),
    "kills all": ("import os\nos.kill(-1, 9)", "SNIPPET_FORBIDDEN"),
    "kills by descriptor": (
        "import os, signal\nsignal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)",
        "SNIPPET_FORBIDDEN",
    ),
    "signals by owner": (
        "import fcntl, os\nr, w = os.pipe()\nfcntl.fcntl(r, fcntl.F_SETOWN, os.getppid())",
        "SNIPPET_FORBIDDEN",
    ),
    "raises its limits": (
        (
            "import resource\n"
            "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)\n"
            "import numpy as np\nnp.ones(10**9)"
        ),
        None,
    ),
    "debugs its parent": (
        "import ctypes, os\nassert ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0",
        "CLAIM_FAILED",
    ),
    "closes stdout": ("import sys\nsys.stdout.close()\nprint(1)", "SNIPPET_FAILED"),
    "closes everything": ("import os\nos.closerange(0, 1000)\nprint(1)", "PROCESS_ENDED"),
    "patches the runner": (
        (
            "import kb.run.note, kb.run.failures, kb.run.recorder, msgspec\n"
            "kb.run.note.Note._explain = kb.run.recorder.Recorder.take = None\n"
            "msgspec.msgpack.encode = lambda *_: b'\\xff' * 100\n1 / 0"
        ),
        "PROCESS_ENDED",
    ),
    "exits": ("raise SystemExit(3)", "SNIPPET_ENDED"),
    "recursion": ("def f(): f()\nf()", "SNIPPET_RECURSION"),
    "deep folders": (
        "import os\nfor _ in range(3000):\n    os.mkdir('d'); os.chdir('d')\n1 / 0",
        "SNIPPET_FAILED",
    ),
    "many files": ("for n in range(2000): open(f'f{n}', 'w')\n1 / 0", "SNIPPET_FAILED"),
    "evil exception": (
        "class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
        "SNIPPET_FAILED",
    ),
}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return vault(tmp_path)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        yield place


def snapshot(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(file): (file.lstat().st_mode, file.lstat().st_mtime_ns, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def rule_of(outcome: Outcome, step: int = 0) -> str | None:
    failure = outcome.steps[step].failure
    return failure.rule if failure else None


def check(top: Path, listener: Path, titles: list[str]) -> list[str]:
    """Run hostile notes between good ones; what is wrong with any."""
    before = snapshot(top.parent)
    tasks = []
    for title in titles:
        code = HOSTILE[title][0].replace("{vault}", str(top)).replace("{socket}", str(listener))
        tasks += [task(top, "print('before')", code, "print('after')", limits=SHORT)]
        tasks += [task(top, "x = 20", "print(x + 1)")]
    found = outcomes(*tasks)
    wrong = []
    for number, title in enumerate(titles):
        bad, good = found[2 * number], found[2 * number + 1]
        rule = rule_of(bad, 1)
        expected = HOSTILE[title][1]
        if expected is not None and rule != expected:
            wrong.append(f"{title}: {bad.steps[1]}")
        if bad.missing:
            wrong.append(f"{title}: unprotected, {bad.missing}")
        if [output.text for output in bad.steps[0].outputs] != ["before\n"]:  # type: ignore[union-attr]
            wrong.append(f"{title}: what ran before it is lost")
        if [output.text for output in good.steps[1].outputs] != ["21\n"]:  # type: ignore[union-attr]
            wrong.append(f"{title}: a neighbour suffers, {good}")
    if snapshot(top.parent) != before:
        wrong.append("something outside changed")
    return wrong


def test_whatever_a_note_does_stays_with_it(top: Path, listener: Path) -> None:
    assert check(top, listener, list(HOSTILE)) == []


def test_nothing_is_left_running_or_lying(top: Path, listener: Path) -> None:
    check(top, listener, ["threads", "sleeper", "many files", "deep folders"])
    (zygote,) = zygotes()
    folder = Path(zygote.cmdline()[-1])
    deadline = threading.Event()
    for _ in range(100):
        running = [child for child in zygote.children() if child.status() != psutil.STATUS_ZOMBIE]
        lying = [entry.name for entry in folder.iterdir() if entry.name.startswith("note")]
        if not running and not lying:
            break
        deadline.wait(0.1)
    assert (running, lying) == ([], [])


def test_forged_answers_harm_their_own_note_alone(top: Path) -> None:
    code = (
        "import os, struct, msgspec\n"
        "from kb.run.task import StepOutcome\n"
        "lie = msgspec.msgpack.encode(StepOutcome(1, 'ran'))\n"
        "for d in range(3, 64):\n"
        "    try: os.write(d, struct.pack('<IB', len(lie), 5) + lie)\n"
        "    except OSError: pass\n"
        "    try: os.write(d, b'\\xff' * 1000)\n"
        "    except OSError: pass\n"
        "import time; time.sleep(5)"
    )
    forged, good = outcomes(task(top, code, "1 / 0"), task(top, "40 + 2"))
    assert len(forged.steps) == 2
    assert rule_of(forged) is not None
    assert good.steps[0].outputs[0].text == "42"  # type: ignore[union-attr]


def test_a_zygote_that_dies_is_replaced(top: Path) -> None:
    killer = task(top, "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(3)", sandbox=False)
    good = task(top, "import time\ntime.sleep(0.3)\n40 + 2")
    lost, *rest = outcomes(killer, good, good, good, jobs=2)
    assert rule_of(lost) == "SNIPPET_KILLED"
    assert all(outcome.steps[0].outputs[0].text == "42" for outcome in rest)  # type: ignore[union-attr]


def test_nothing_of_our_environment_is_seen(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SECRET", "hunter2")
    code = "import os\nprint('hunter2' in str(os.environ), os.environ['HOME'])"
    (outcome,) = outcomes(task(top, code), mode="spawn")
    assert outcome.steps[0].outputs[0].text == "False /tmp\n"  # type: ignore[union-attr]


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can be another user")
def test_the_sandbox_needs_no_rights() -> None:
    """The same attacks, as user nobody."""
    code = """
import os, sys, tempfile, time
from pathlib import Path
from tests.run import test_hostile as here
from kb.run.answers import read_reply
from kb.run.children import Child
from kb.run.messages import Order
from kb.run.preparing import prepare
import encodings.idna, socket, subprocess, urllib.request, inspect, multiprocessing.process, shutil
import kb.run.folders, kb.run.inputs, pkgutil, difflib
prepare()
os.setgroups([]), os.setgid(65534), os.setuid(65534)
folder = Path(tempfile.mkdtemp(dir="/tmp"))
top = here.vault(folder)
for title in ("users", "fork bomb", "socket", "delete", "memory", "kills its parent", "os._exit"):
    code, rule = here.HOSTILE[title]
    task = here.task(top, code.replace("{vault}", str(top)), limits=here.SHORT)
    child = Child.forked(Order(0, task), folder / title)
    while not child.is_over():
        child.hear()
        time.sleep(0.01)
    outcome = read_reply(task, child.reply())
    child.clear()
    print(title, here.rule_of(outcome) == rule, outcome.missing, "-")
shutil.rmtree(folder)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == 7
    assert [line for line in lines if " True () " not in line] == []


def test_a_task_alone(top: Path) -> None:
    assert run_one(task(top, "6 * 7")).steps[0].outputs[0].text == "42"  # type: ignore[union-attr]
