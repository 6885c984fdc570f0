"""A real cluster: workers that are processes of their own, spoken to over TCP."""

import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import psutil
import pytest

from kb.cli import kb
from kb.run import Limits, Outcome, Task, digest_input
from kb.run.dask import Cluster, ClusterError
from kb.run.parcel import Packed, Piece
from tests.run.notes import outcomes, task, vault

dask = pytest.importorskip("dask", reason="dask is not installed")
distributed = pytest.importorskip("distributed", reason="distributed is not installed")

KILL_THE_WORKER = """
import os
zygote = os.getppid()
worker = int(open(f"/proc/{zygote}/stat").read().rpartition(")")[2].split()[1])
os.kill(worker, 9)
"""
PLOT = """
import matplotlib.pyplot as plt, numpy as np
plt.plot(np.random.rand(20)); plt.title("학습률 $\\\\alpha$")
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator["distributed.LocalCluster"]:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            protocol="tcp",
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=50,
        ) as cluster,
        Cluster(cluster.scheduler_address) as kept,
    ):
        # Workers end their processes when no build is left; between the tests they need not.
        top = vault(tmp_path_factory.mktemp("kept"))
        list(kept.run_tasks([task(top, "1"), task(top, "1")]))
        yield cluster


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return vault(tmp_path)


def _there(cluster: "distributed.LocalCluster", *tasks: Task) -> list[Outcome]:
    with Cluster(cluster.scheduler_address) as connected:
        found = dict(connected.run_tasks(tasks))
    assert sorted(found) == list(range(len(tasks)))
    return [found[number] for number in range(len(tasks))]


def test_a_worker_gives_what_this_machine_gives(
    scheduler: "distributed.LocalCluster", top: Path
) -> None:
    (top / "data" / "empty").mkdir()
    (top / "data" / "also.txt").symlink_to(top / "data" / "deep.txt")
    (top / "data" / "large.bin").write_bytes(bytes(range(256)) * 40_000)
    tasks = [
        task(top, PLOT),
        task(top, "import helper\nprint(helper.double(4), open('numbers.csv').read())"),
        task(top, "import os\n(sorted(os.listdir('..')), sorted(os.listdir('../data')))"),
        task(top, "import os\nprint(open('../data/also.txt').read(), os.path.realpath('.'))"),
        task(top, "import zlib\nzlib.crc32(open('../data/large.bin', 'rb').read())"),
        task(top, "print('before')\n1 / 0", "'skipped'"),
        task(top, "open('missing.csv')"),
        task(top, "import helper\nhelper.double()"),
        task(top, "import time\ntime.sleep(9)", limits=Limits(seconds=0.5)),
        task(top, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
    ]
    there = _there(scheduler, *tasks)
    assert there == outcomes(*tasks)
    assert {one.path for outcome in there for one in outcome.inputs} >= {
        "",
        "data",
        "data/also.txt",
        "data/large.bin",
        "notes/helper.py",
        "notes/missing.csv",
        "notes/numbers.csv",
    }


def test_a_worker_applies_the_sandbox(scheduler: "distributed.LocalCluster", top: Path) -> None:
    tasks = [
        task(top, f"open({str(top.parent / 'outside.txt')!r})"),
        task(top, "open('.secret')"),
        task(top, "open(os.path.realpath('numbers.csv'), 'w')"),
        task(top, "import os\nopen(os.path.realpath('numbers.csv'), 'w')"),
        task(top, "import socket\nsocket.create_connection(('127.0.0.1', 80))"),
        task(top, "import os\nos.fork()"),
    ]
    there = _there(scheduler, *tasks)
    assert there == outcomes(*tasks)
    assert all(outcome.steps[0].failure for outcome in there)


def test_what_changes_is_sent_and_nothing_twice(
    scheduler: "distributed.LocalCluster", top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    batches = Packed.batches

    def watched(self: Packed, digests: Collection[str]) -> Iterator[tuple[Piece, ...]]:
        sent.extend(digests)
        return batches(self, digests)

    monkeypatch.setattr(Packed, "batches", watched)
    look = task(top, "open('numbers.csv').read()")
    _there(scheduler, look)
    for text in ("7\n", "8\n"):
        (top / "notes" / "numbers.csv").write_text(text)
        sent.clear()
        outcome = _there(scheduler, look)
        assert sent == [digest_input(top, "notes/numbers.csv")]
        assert outcome == outcomes(look)
        sent.clear()
        assert _there(scheduler, look) == outcome
        assert sent == []


def test_a_trusted_note_does_not_change_what_others_read(
    scheduler: "distributed.LocalCluster", top: Path
) -> None:
    write = task(
        top,
        "import os\nopen(os.path.realpath('numbers.csv'), 'w').write('x')",
        sandbox=False,
    )
    assert _there(scheduler, write)[0].steps[0].failure is None
    look = task(top, "open('numbers.csv').read()")
    assert _there(scheduler, look, look, look, look) == outcomes(*[look] * 4)
    assert (top / "notes" / "numbers.csv").read_text() == "1,2\n3,4\n"


def test_who_stops_listening_stops_what_waits(
    scheduler: "distributed.LocalCluster", top: Path
) -> None:
    sleeper = task(top, "import time\ntime.sleep(2)")
    started = time.monotonic()
    with Cluster(scheduler.scheduler_address) as connected:
        running = connected.run_tasks([task(top, "1"), *[sleeper] * 20])
        next(running)
        running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 15


def test_other_versions_are_refused(
    scheduler: "distributed.LocalCluster", top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = (("Python", "3.11.0"), ("numpy", "1.0"), ("matplotlib", "1.0"), ("kb", "1"))
    monkeypatch.setattr("kb.run.dask.installed", lambda: ours)
    with pytest.raises(ClusterError, match="A Dask worker has Python "):
        _there(scheduler, task(top, "1"))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nothing://127.0.0.1:9", "127.0.0.1"])
def test_a_scheduler_that_does_not_answer(
    address: str, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.run.dask._CONNECTING", 0.5)
    with (
        Cluster(address) as connected,
        pytest.raises(ClusterError, match="cannot be reached") as found,
    ):
        list(connected.run_tasks([task(top, "1")]))
    assert found.value.values["address"] == address


NOTE = """\
# Steps {number}

```python run
import numpy as np, matplotlib.pyplot as plt
import helper
data = np.loadtxt("numbers.csv", delimiter=",") * helper.double({number})
assert data.shape == (2, 2)
```

There are `{{python}} data.size` numbers.

```python run
#| sweep: {{rate: [0.1, 0.5, 0.9]}}
rate = 0.5
plt.plot(rate ** np.arange(9))
```

```python run
assert data.sum() == {number}
```
"""


def test_a_site_is_the_same_byte_for_byte(
    scheduler: "distributed.LocalCluster",
    top: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for number in range(3):
        (top / "notes" / f"n{number}.md").write_text(NOTE.format(number=number))
    options = ["--executor", "dask", "--scheduler", scheduler.scheduler_address]
    sites, said = [], []
    for name, more in (("here", []), ("there", options)):
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / f"cache-{name}"))
        site = tmp_path / name
        assert kb(["build", str(top), "--site-dir", str(site), *more]) == 1
        said.append(
            [line for line in capsys.readouterr().out.splitlines() if str(site) not in line]
        )
        sites.append(
            {
                os.fspath(file.relative_to(site)): file.read_bytes()
                for file in site.rglob("*")
                if file.is_file()
            }
        )
    assert sites[0] == sites[1]
    assert said[0][:-2] == said[1][:-2]
    # Nothing has changed for either of them: what is remembered is the same as well.
    (top / "notes" / "more.md").write_text("# More\n")
    assert kb(
        ["build", str(top), "--site-dir", str(site), "--executor", "dask", "--scheduler", "x"]
    )


def test_options_that_do_not_fit_together(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kb(["build", str(top), "--executor", "dask"]) == 2
    assert kb(["build", str(top), "--scheduler", "tcp://127.0.0.1:8786"]) == 2
    assert capsys.readouterr().err.count("--executor dask") == 2


def test_without_dask_a_sentence_says_so(
    top: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (top / "notes" / "n.md").write_text(NOTE.format(number=1))
    monkeypatch.setattr("kb.run.dask.find_spec", lambda _: None)
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert kb(["build", str(top), "--executor", "dask", "--scheduler", "x"]) == 1
    said = capsys.readouterr().err
    assert "pip install 'kb-site[dask]'" in said
    assert "설치" in said


def test_a_worker_that_dies_loses_no_note(scheduler: "distributed.LocalCluster", top: Path) -> None:
    tasks = [
        task(top, f"import time\ntime.sleep(0.5)\nopen('numbers.csv').read() * {number}")
        for number in range(8)
    ]
    with Cluster(scheduler.scheduler_address) as connected:
        running = connected.run_tasks(tasks)
        found = dict([next(running)])
        psutil.Process(next(iter(scheduler.workers.values())).pid).kill()
        found.update(running)
    assert [found[number] for number in range(8)] == outcomes(*tasks)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the note finds its worker there")
def test_a_note_that_kills_its_worker_fails_alone(
    scheduler: "distributed.LocalCluster", top: Path
) -> None:
    killer = task(top, KILL_THE_WORKER, "2", sandbox=False)
    others = [task(top, f"{number}") for number in range(6)]
    there = _there(scheduler, *others[:3], killer, *others[3:])
    failure = there[3].steps[0].failure
    assert failure is not None
    assert failure.rule == "SNIPPET_KILLED"
    assert [step.state for step in there[3].steps] == ["failed", "skipped"]
    assert [*there[:3], *there[4:]] == outcomes(*others)
