"""Snippets of an open note run again in the background; the last outputs stay until then."""

from pathlib import Path

import pytest

from tests.hosts.preview_server import preview

NOTE = """\
# Run

```python run
print("first", {first})
```

{text}

```python run
import time
time.sleep({sleep})
print("second", {second})
```
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


def write(vault: Path, first: int, second: int, text: str = "Text.", sleep: float = 0.6) -> None:
    note = NOTE.format(first=first, second=second, text=text, sleep=sleep)
    (vault / "run.md").write_text(note)


def test_outputs_come_one_by_one(vault: Path) -> None:
    write(vault, 1, 1)
    with preview(vault) as server, server.tab("/run/") as tab:
        while True:
            page = server.get("/run/").text
            if "first 1" in page and "second 1" in page:
                break
        server.wait_settled()
        tab.all(0.3)
        write(vault, 1, 2, "Other text.")
        first = tab.wait("page")["html"]
        assert "Other text." in first
        assert "second 1" in first
        running = tab.wait("running")
        assert running["snippets"] == [1]
        assert running["all"] == 2
        second = tab.wait("page")["html"]
        assert "second 2" in second
        assert "second 1" not in second
        assert tab.wait("running")["snippets"] == []
        server.wait_settled()
        assert server.get("/run/").text == second
        assert server.stop() == 0


def test_prose_alone_runs_nothing(vault: Path) -> None:
    write(vault, 1, 1)
    with preview(vault) as server, server.tab("/run/") as tab:
        server.wait_settled()
        tab.all(0.3)
        write(vault, 1, 1, "Other text.")
        assert "Other text." in tab.wait("page")["html"]
        told = tab.all(0.8)
        assert all(each["type"] != "page" for each in told)
        assert all(each["snippets"] == [] for each in told if each["type"] == "running")


def test_an_end_in_the_middle_of_a_run_is_quick(vault: Path) -> None:
    write(vault, 1, 1, sleep=25)
    with preview(vault) as server, server.tab("/run/") as tab:
        assert tab.wait("running")["snippets"]
        assert server.stop() == 0
        assert "Traceback" not in server.output
