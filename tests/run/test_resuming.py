"""A note that goes on from a copy gives what it gives from nothing; and nobody else gets copies."""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from kb.run import Limits, Outcome, Step, Task, run_one
from kb.run.session import Job, Session
from tests.run.gallery import PLOTS
from tests.run.notes import task, vault, zygotes
from tests.run.test_hostile import HOSTILE, SHORT, rule_of

pytestmark = pytest.mark.skipif(
    not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="needs Linux"
)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    made = vault(tmp_path)
    time.sleep(0.02)  # what has just been written may still change without its time doing so
    return made


@pytest.fixture(scope="module")
def shared() -> Iterator[Session]:
    session = Session(jobs=2)
    yield session
    session.close()


@pytest.fixture
def session(shared: Session) -> Iterator[Session]:
    yield shared
    shared.forget("note")


def run(session: Session, task: Task, *, variant: bool = False) -> tuple[Outcome, Job]:
    job = session.begin(task, "note", variant=variant)
    outcome = job.result(60)
    assert outcome is not None
    return outcome, job


def text_of(outcome: Outcome, step: int = -1) -> str:
    return "".join(output.text for output in outcome.steps[step].outputs)  # type: ignore[union-attr]


def family(session: Session) -> list[psutil.Process]:
    """The processes of the zygote that is the session's."""
    zygote = session._zygote
    assert zygote is not None
    return psutil.Process(zygote._process.pid).children()


def wait_for(true: object, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while not (found := bool(true())) and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.02)
    return found


# --- the same ---

STATES = (
    "import random, numpy as np, matplotlib.pyplot as plt\nx = [1]\nprint('begins')",
    "print(random.random(), np.random.rand(), np.random.default_rng().random())",
    "plt.rcParams['lines.linewidth'] = 5; plt.plot(x * 3, label='a'); plt.legend()",
    "import os; os.write(1, b'past Python\\n'); x.append(np.random.rand())",
    "assert len(x) == 2\nfigure, axes = plt.subplots()\naxes.plot(x)",
    "from helper import double; print(double(4), open('numbers.csv').read())",
    "verdict = {'A': True}\ntr(ko='걸음', en='step')",
    "import warnings; warnings.warn('once'); print(random.random(), x)",
    "def late():\n    return 1 / 0\nlate()",
)


def test_what_comes_out_is_the_same_wherever_it_goes_on(session: Session, top: Path) -> None:
    run(session, task(top, *STATES))
    for place in reversed(range(len(STATES))):
        codes = [*STATES]
        codes[place] += f"\nprint({place})"
        changed = task(top, *codes)
        outcome, job = run(session, changed)
        assert job.kept == place
        assert outcome == run_one(changed)


def test_steps_may_come_and_go(session: Session, top: Path) -> None:
    codes = ["x = 1; print(x)", "x += 1; print(x)", "x *= 5; print(x)"]
    run(session, task(top, *codes))
    for changed, kept in (
        ([*codes, "print(x + 1)"], 3),
        (codes, 3),
        (codes[:2], 2),
        ([codes[0], codes[2]], 1),
        ([codes[2], *codes], 0),
    ):
        outcome, job = run(session, task(top, *changed))
        assert job.kept == kept
        assert outcome == run_one(task(top, *changed))


def test_options_count_as_code_does(session: Session, top: Path) -> None:
    one, two = Step(0, "import random; print(random.random())"), Step(1, "1 / 0")
    run(session, task(top, one, two))
    changed = task(top, Step(0, one.code, seed=5), two)
    outcome, job = run(session, changed)
    assert (job.kept, outcome) == (0, run_one(changed))
    changed = task(top, Step(0, one.code, seed=5), Step(1, "1 / 0", error=True), Step(2, "2"))
    outcome, job = run(session, changed)
    assert (job.kept, outcome) == (1, run_one(changed))


def test_what_is_used_counts(session: Session, top: Path) -> None:
    steps = Step(0, "print(y)", uses=(2,)), Step(1, "print(y + 1)")
    for value, kept in ((1, 0), (1, 2), (2, 0)):
        with_library = task(top, *steps, library={2: Step(2, f"y = {value}")})
        outcome, job = run(session, with_library)
        assert (job.kept, outcome) == (kept, run_one(with_library))


def test_a_variant_goes_on_too(session: Session, top: Path) -> None:
    first, second = Step(0, "import numpy as np\nprint(1)"), Step(1, "k = 1\nprint(k)", tight=False)
    run(session, task(top, first, second))
    hidden = Step(0, first.code, show=False)
    for value in (2, 3):
        variant = task(top, hidden, Step(1, second.code, tight=False, assign={"k": value}))
        outcome, job = run(session, variant, variant=True)
        assert job.kept == 1
        assert outcome.steps[-1] == run_one(variant).steps[-1]
    outcome, job = run(session, task(top, first, second))
    assert job.kept == 2


def test_each_step_is_told_as_it_comes(session: Session, top: Path) -> None:
    heard: list[tuple[int, str]] = []
    codes = ["print('a')", "print('b')", "import time; time.sleep(30)"]
    job = session.begin(
        task(top, *codes),
        "note",
        lambda place, step: heard.append((place, step.outputs[0].text)),  # type: ignore[union-attr]
    )
    assert wait_for(lambda: len(heard) == 2)
    time.sleep(0.3)
    begun = time.monotonic()
    session.stop(job)
    assert job.result(5) is None
    assert time.monotonic() - begun < 1
    outcome, job = run(session, task(top, *codes[:2], "print('c')"))
    assert job.kept == 2
    assert text_of(outcome) == "c\n"
    assert heard == [(0, "a\n"), (1, "b\n")]


# --- what copies would share ---


def test_a_file_that_is_open_is_read_where_it_was(session: Session, top: Path) -> None:
    codes = ["f = open('numbers.csv')", "print(f.readline())", "f.close()", "print(1)"]
    run(session, task(top, *codes))
    changed = task(top, *codes[:1], "print(f.readline(), 2)", *codes[2:])
    outcome, job = run(session, changed)
    assert (job.kept, outcome) == (1 if job.kept else 0, run_one(changed))
    assert job.kept < 1 or "1,2" in text_of(outcome, 1)
    outcome, job = run(session, task(top, *codes[:1], "print(f.readline(), 2)", codes[2], "2"))
    assert job.kept == 3


@pytest.mark.parametrize(
    "before",
    [
        "import threading, time\nthreading.Thread(target=time.sleep, args=(9,)).start()",
        "import mmap\nm = mmap.mmap(-1, 4096)",
        "import os\nends = os.pipe()",
        "import os\nnumber = os.dup(1)",
        "open('new.txt', 'w').write('1')",
        "import tempfile\nfile = tempfile.mkdtemp()",
        "import signal\nsignal.setitimer(signal.ITIMER_VIRTUAL, 100)",
        "import os\nos.close(0)",
    ],
)
def test_what_a_copy_would_share_is_run_again(session: Session, top: Path, before: str) -> None:
    run(session, task(top, "x = 1", before, "print(x)"))
    changed = task(top, "x = 1", before, "print(x + 1)")
    outcome, job = run(session, changed)
    assert job.kept < 2
    assert outcome.steps[2] == run_one(changed).steps[2]


def test_what_a_later_run_writes_an_earlier_one_never_sees(session: Session, top: Path) -> None:
    look = "import os\nprint(sorted(os.listdir('.')), os.listdir(os.environ['TMPDIR']))"
    run(session, task(top, "1", look, "open('new.txt', 'w').write('1')"))
    changed = task(top, "1", f"{look}\nprint(2)", "open('new.txt', 'w').write('1')")
    outcome, _ = run(session, changed)
    assert outcome == run_one(changed)


def test_what_was_looked_at_is_looked_at_again(session: Session, top: Path) -> None:
    codes = ["print(open('numbers.csv').read())", "print(1)"]
    time.sleep(0.05)
    run(session, task(top, *codes))
    assert run(session, task(top, *codes))[1].kept == 2
    (top / "notes" / "numbers.csv").write_text("9")
    outcome, job = run(session, task(top, *codes))
    assert (job.kept, outcome) == (0, run_one(task(top, *codes)))
    assert text_of(outcome, 0) == "9\n"


def test_a_file_that_was_replaced_can_be_read(session: Session, top: Path) -> None:
    run(session, task(top, "1", "2"))
    (top / "notes" / "fresh").write_text("9")
    (top / "notes" / "fresh").replace(top / "notes" / "numbers.csv")
    changed = task(top, "1", "print(open('numbers.csv').read())")
    outcome, _ = run(session, changed)
    assert outcome == run_one(changed)
    assert text_of(outcome) == "9\n"


def test_a_file_that_comes_is_there(session: Session, top: Path) -> None:
    readable = ("notes", "data")
    before = Task("notes/note.md", str(top), readable, (Step(0, "1"), Step(1, "2")))
    run(session, before)
    (top / "notes" / "late.py").write_text("x = 5")
    (top / "notes" / ".secret").unlink()
    after = Task("notes/note.md", str(top), readable, (Step(0, "1"), Step(1, "import late")))
    outcome, job = run(session, after)
    assert (job.kept, outcome) == (0, run_one(after))
    assert outcome.steps[1].failure is None


def test_memory_is_limited_as_before(session: Session, top: Path) -> None:
    limits = Limits(seconds=5.0, memory=200_000_000)
    codes = ["x = bytearray(10**8)", "1", "y = bytearray(7 * 10**7)", "z = bytearray(7 * 10**7)"]
    run(session, task(top, *codes[:3], limits=limits))
    whole = run_one(task(top, *codes, limits=limits))
    outcome, job = run(session, task(top, *codes, limits=limits))
    assert job.kept == 3
    assert outcome == whole
    assert rule_of(outcome, 3) == "SNIPPET_MEMORY"


# --- attacks ---

CLONE = (
    "import ctypes, os\n"
    "def clone(flags=0x8000 | 17):\n"
    "    return ctypes.PyDLL(None).syscall(ctypes.c_long(CLONE), *[ctypes.c_long(n) for n in"
    " (flags, 0, 0, 0, 0)])\n"
).replace("CLONE)", "56)" if os.uname().machine == "x86_64" else "220)")


def test_no_snippet_can_be_copied_by_itself(session: Session, top: Path) -> None:
    code = f"{CLONE}print([clone(), clone(17), clone(0), clone(0x8000 | 0x100 | 17)])"
    for codes in ((code,), ("1", code), ("1", f"{code}\n2")):
        outcome, _ = run(session, task(top, *codes))
        assert text_of(outcome).startswith("[-1, -1, -1, -1]")


@pytest.mark.parametrize("title", [title for title in HOSTILE if "socket of" not in title])
def test_an_attack_ends_as_in_a_build(session: Session, top: Path, title: str) -> None:
    code = HOSTILE[title][0].replace("{vault}", str(top))
    seconds = 1.0 if HOSTILE[title][1] == "SNIPPET_TIMEOUT" else 4.0
    limits = replace(SHORT, seconds=seconds)
    run(session, task(top, "print('before')", "1", limits=limits))
    outcome, job = run(session, task(top, "print('before')", code, "1", limits=limits))
    assert job.kept == 1
    assert not outcome.missing
    assert text_of(outcome, 0) == "before\n"
    if HOSTILE[title][1] is not None:
        assert rule_of(outcome, 1) == HOSTILE[title][1]
    outcome, job = run(session, task(top, "print('before')", "print(6 * 7)", limits=limits))
    assert text_of(outcome) == "42\n"
    assert job.kept in {0, 1}


def test_a_forged_step_gains_no_process_of_its_own(session: Session, top: Path) -> None:
    forge = (
        f"{CLONE}import struct, msgspec, time\n"
        "from kb.run.task import StepOutcome\n"
        "def say(kind, payload):\n"
        "    for d in range(3, 64):\n"
        "        try: os.write(d, struct.pack('<IB', len(payload), kind) + payload)\n"
        "        except OSError: pass\n"
        "paths = ((), ('a\\0b', '../..', '/proc'), ('\\ud800'.encode('utf-8', 'surrogatepass')"
        ".decode('utf-8', 'replace'),), ('x' * 9999,) * 999)\n"
        "for step in range(40):\n"
        "    say(5, msgspec.msgpack.encode(StepOutcome(step % 3, 'ran')))\n"
        "    say(7, msgspec.msgpack.encode(paths[step % 4]))\n"
        "    clone()\n"
        "time.sleep(30)"
    )
    job = session.begin(task(top, "1", forge, "2", limits=SHORT), "note")
    most = 0
    while not job.is_over:
        most = max(most, len(family(session)))
        time.sleep(0.01)
    assert most <= 2 + 4
    session.forget("note")
    assert wait_for(lambda: not family(session))
    assert text_of(run(session, task(top, "6 * 7"))[0]) == "42"


def test_nobody_harms_a_copy(session: Session, top: Path) -> None:
    run(session, task(top, "x = 1", "x = 2", "print(x)"))
    copies = [process.pid for process in family(session)]
    assert copies
    code = (
        "import os, ctypes\n"
        "libc = ctypes.CDLL(None)\n"
        f"for pid in {copies}:\n"
        "    for kill in (lambda: os.kill(pid, 9), lambda: os.killpg(os.getpgid(pid), 9),\n"
        "                 lambda: os.kill(pid, 18), lambda: open(f'/proc/{pid}/mem', 'rb+')):\n"
        "        try: print(kill())\n"
        "        except OSError as error: print(error.errno in (1, 2, 3, 13))\n"
        "    print(libc.ptrace(16, pid, 0, 0))"
    )
    outcome, job = run(session, task(top, "x = 1", "x = 2", code))
    assert job.kept == 2
    assert set(text_of(outcome).split()) == {"True", "-1"}
    outcome, job = run(session, task(top, "x = 1", "x = 2", "print(x + 1)"))
    assert (job.kept, text_of(outcome)) == (2, "3\n")


def test_a_copy_does_nothing_while_it_waits(session: Session, top: Path) -> None:
    """Even where a snippet has changed what a copy does."""
    busy = "import kb.run.copying as c\ndef wait(self):\n    while True: pass\nc.Line._wait = wait"
    run(session, task(top, busy, "1"))
    assert wait_for(lambda: all(each.status() == psutil.STATUS_STOPPED for each in family(session)))
    outcome, _ = run(session, task(top, busy, "print(2)"))
    assert text_of(outcome) == "2\n"


@pytest.mark.parametrize("kind", [4, 5, 7, 8, 99])
def test_forged_frames_end_nobody_else(session: Session, top: Path, kind: int) -> None:
    code = (
        "import os, socket, struct\n"
        "def say(payload):\n"
        "    for d in range(3, 64):\n"
        f"        try: os.write(d, struct.pack('<IB', len(payload), {kind}) + payload)\n"
        "        except OSError: pass\n"
        "        try: socket.send_fds(socket.socket(fileno=d), [b'+'], [0, 1])\n"
        "        except OSError: pass\n"
        "for payload in (b'', b'\\xff', b'\\x91\\xa1\\xff', b'\\x91\\xa1\\x00', b'\\xc1' * 99):\n"
        "    say(payload)"
    )
    zygote = session._zygote._process.pid if session._zygote else 0
    run(session, task(top, "1", code, "2", limits=SHORT))
    outcome, _ = run(session, task(top, "print(6 * 7)", limits=SHORT))
    assert text_of(outcome) == "42\n"
    assert zygote in {0, session._zygote._process.pid}  # type: ignore[union-attr]


# --- how many, how long ---


def test_copies_take_only_so_much_memory(top: Path) -> None:
    session = Session()
    codes = ["import numpy as np\nx = np.zeros(9_000_000)"] + ["x += 1"] * 8
    session.begin(task(top, *codes), "note").result(60)
    sizes = [process.memory_full_info().pss for process in family(session)]
    assert sum(sizes) < 300_000_000
    changed = [*codes[:-1], "x += 1\nprint(x[0])"]
    job = session.begin(task(top, *changed), "note")
    outcome = job.result(60)
    assert outcome is not None
    assert text_of(outcome) == "8.0\n"
    session.close()


def test_there_are_so_many_copies_and_no_more(top: Path) -> None:
    session = Session(jobs=2)
    for name in "abcd":
        job = session.begin(task(top, *["1"] * 20), name)
        assert job.result(60)
    assert 10 < len(family(session)) <= 24
    for name in "abcd":
        session.forget(name)
    assert wait_for(lambda: not family(session))
    session.close()


def test_all_die_with_who_started_them(top: Path) -> None:
    session = Session()
    session.begin(task(top, "1", "2"), "note").result(60)
    processes = family(session)
    assert processes
    folder = session._zygote.folder  # type: ignore[union-attr]
    zygote = psutil.Process(session._zygote._process.pid)  # type: ignore[union-attr]
    zygote.kill()
    _, alive = psutil.wait_procs(processes, timeout=5)
    assert alive == []
    job = session.begin(task(top, "1", "2"), "note")
    outcome = job.result(60)
    assert outcome is not None
    assert job.kept == 0
    left = family(session)
    session.close()
    _, alive = psutil.wait_procs(left, timeout=5)
    assert alive == []
    assert not folder.exists()
    assert not [each for each in zygotes() if "kb-run" not in " ".join(each.cmdline())]


def test_threads_of_ours_may_ask_at_once(session: Session, top: Path) -> None:
    jobs = [
        session.begin(task(top, "x = 1", f"print(x + {number})"), f"{number % 3}")
        for number in range(9)
    ]
    found = [text_of(job.result(60)) for job in jobs]  # type: ignore[arg-type]
    assert found == [f"{1 + number}\n" for number in range(9)]
    for number in range(3):
        session.forget(str(number))


def test_random_edits_of_a_note_with_everything(session: Session, top: Path) -> None:
    chance = random.Random(8)
    codes = [*STATES[:-1]]
    for _ in range(6):
        place = chance.randrange(len(codes))
        if chance.random() < 0.3:
            codes.insert(place, "y = np.random.rand() if 'np' in dir() else 0\ny")
        else:
            codes[place] += "\nprint('again')"
        changed = task(top, *codes)
        assert run(session, changed)[0] == run_one(changed)


def test_to_be_stopped_at_any_moment_harms_nothing(session: Session, top: Path) -> None:
    """A process may be killed between the grant of a copy and the copy."""
    chance = random.Random(5)
    codes = ["x = 1", "print(x)", "y = 2", "print(y)", "z = 3"]
    run(session, task(top, *codes))
    for number in range(40):
        place = chance.randrange(len(codes))
        codes[place] = codes[place].partition("#")[0] + f"#{number}"
        job = session.begin(task(top, *codes), "note")
        if chance.random() < 0.7:
            time.sleep(chance.random() * 0.05)
            session.stop(job)
        outcome = job.result(10)
        if outcome is not None:
            assert [text_of(outcome, step) for step in range(5)] == ["", "1\n", "", "2\n", ""]


def test_figures_are_the_same_after_others(session: Session, top: Path) -> None:
    """Whatever matplotlib remembers from the figures before is there."""
    names = random.Random(4).sample(sorted(PLOTS.keys() - {"fine_surface"}), 5)
    gallery = Path(__file__).with_name("gallery.py").read_text(encoding="utf-8")
    (top / "notes" / "helper.py").write_text(gallery, encoding="utf-8")
    time.sleep(0.05)
    codes = [f"from helper import PLOTS\nPLOTS[{name!r}]()" for name in names]
    run(session, task(top, *codes))
    for place in (4, 2):
        codes[place] += "\nimport matplotlib.pyplot as plt\nplt.gcf().suptitle('changed')"
        outcome, job = run(session, task(top, *codes))
        assert job.kept == place
        assert outcome == run_one(task(top, *codes))


def test_as_deep_as_in_a_build(session: Session, top: Path) -> None:
    code = "def f(n):\n    return f(n + 1)\nf(0)"
    deep = task(top, "1", code)
    assert run(session, deep)[0] == run_one(deep)
    outcome, job = run(session, task(top, "1", f"{code}#"))
    assert (job.kept, outcome) == (1, run_one(task(top, "1", f"{code}#")))
