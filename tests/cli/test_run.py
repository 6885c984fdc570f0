"""`kb run`: one note runs, and what came out is told with its places."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from kb.cli import kb
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture
from tests.cli.test_commands import write

NOTE = """\
# Steps

```python run
#| label: osc
print("가나다\\nabc")
start = 3
```

There are `{python} start` steps.

```python run
assert start == 3
start * 2
```
"""
DRAWING = """\
```python run
#| label: ../../the curve
import matplotlib.pyplot as plt
plt.plot([1, 2, 4], label="growth")
plt.show()
print("between")
plt.figure()
plt.bar([1, 2], [3, 4])
plt.show()
```
"""


def test_what_came_out_is_printed_in_order(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/.obsidian/app.json", "{}")
    write(place, "vault/x.md", NOTE)
    write(place, "vault/other.md", "```python run\n1 / 0\n```\n")
    assert kb(["run", "vault/x.md"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[:-1] == [
        "== vault/x.md:5 osc",
        "가나다",
        "abc",
        "== vault/x.md:9:21",
        "3",
        "== vault/x.md:12",
        "6",
    ]
    assert printed[-1].startswith("Snippets that ran: 3 of 3; claims that held: 1 (Python 3.")
    assert kb(["run", "x", "vault"]) == 0
    assert capsys.readouterr().out.splitlines() == [*printed[:-1], f"{printed[-1]}; remembered"]
    assert kb(["run", "vault/x", "--again"]) == 0
    assert capsys.readouterr().out.splitlines() == printed


def test_a_failure_stands_where_it_happened(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "vault/x.md", NOTE.replace("== 3", "== 4") + "\n```python run\nprint(1)\n```\n")
    assert kb(["run", "vault/x.md"]) == 1
    printed = capsys.readouterr().out
    where = printed.index("== vault/x.md:12\nvault/x.md:12:")
    assert printed.index('File "vault/x.md", line 12', where)
    assert printed.index("== vault/x.md:17\nNot run: a snippet above has failed.\n", where)
    assert "Snippets that ran: 2 of 4" in printed
    assert printed.endswith("1 error\n")


def test_json_for_programs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/x.md", NOTE.replace("== 3", "== 4"))
    assert kb(["run", "vault/x.md", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == "vault/x.md"
    assert "numpy" not in told["versions"] or told["versions"]["numpy"]
    first, inline, failed = told["snippets"]
    assert first == {
        "line": 5,
        "column": 1,
        "label": "osc",
        "inline": False,
        "state": "ran",
        "outputs": [{"kind": "text", "stream": "stdout", "text": "가나다\nabc\n"}],
        "held": 0,
        "problems": [],
        "traceback": "",
        "slider": {},
    }
    assert (inline["inline"], inline["outputs"][0]["text"].strip()) == (True, "3")
    assert failed["state"] == "failed"
    assert [each["rule"] for each in failed["problems"]] == ["claim-failed"]
    assert told["problems"] == failed["problems"]


def test_figures_are_told_in_words_and_written_where_asked(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, "vault/x.md", DRAWING)
    assert kb(["run", "vault/x.md"]) == 0
    first, between, second = capsys.readouterr().out.splitlines()[1:4]
    assert first.startswith("[figure, ")
    assert "growth" in first
    assert between == "between"
    assert second.startswith("[figure, ")
    assert kb(["run", "vault/x.md", "--figures", "out"]) == 0
    assert "-> out/x-" in capsys.readouterr().out
    files = sorted(file.relative_to(place) for file in place.rglob("*.svg"))
    assert [file.parent.as_posix() for file in files] == ["out", "out"]
    assert all(file.name.endswith(("-1.svg", "-2.svg")) for file in files)
    for file in files:
        # Whole by itself: with a name space, and with no colour that a page would have to know.
        svg = (place / file).read_text("utf-8")
        assert fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
        assert "currentColor" not in svg
        assert "var(" not in svg


def test_what_cannot_run_says_why(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/.obsidian/app.json", "{}")
    write(place, "vault/draft.md", f"---\ndraft: true\n---\n{NOTE}")
    write(place, "vault/words.md", "# Words\n\n```python\n1\n```\n")
    write(place, "elsewhere.md", NOTE)
    assert kb(["run", "vault/words.md"]) == 0
    assert capsys.readouterr().out == (
        "vault/words.md has nothing that runs. Mark a fence: ```python run\n"
    )
    assert kb(["run", "vault/draft.md"]) == 1
    assert kb(["run", "nowhere"]) == 2
    assert kb(["run", "elsewhere.md", "vault"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: draft.md is private: what is private does not run.",
        "Error: There is no note nowhere.",
        "Error: elsewhere.md does not lie in vault.",
    ]


def test_check_twice_tells_what_differs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "vault/x.md", f"{NOTE}\n```python run\nimport time\nprint(time.time_ns())\n```\n")
    assert kb(["check", "vault"]) == 0
    assert capsys.readouterr().out == ""
    assert kb(["check", "vault", "--twice"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("vault/x.md:17:1: this snippet gives something else each time:")
    assert printed.count("\n") == 1
    assert kb(["check", "vault", "--twice", "--strict"]) == 1
