"""Snippets as tests: what is collected, and how it fails, as pytest itself tells it."""

from importlib import metadata
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

NOTE = """\
# Steps

```python run
#| label: osc
import random
print("가나다", 1 / 3)
start = 3
```

There are `{python} start` steps.

```python run
assert start == 3
start * 2
```

```python run
def half(number):
    assert number % 2 == 0, "an even number"
    return number // 2

가 = 1; half(start)
```

```python run
print("never")
```

```python
print("plain fences do not run")
```
"""


@pytest.fixture
def vault(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `notes` with one note, a cache of its own, and English."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(pytester.path / "cache"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    folder = pytester.path / "notes"
    folder.mkdir()
    (folder / "x.md").write_text(NOTE, encoding="utf-8")
    return folder


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    registered = metadata.entry_points(group="pytest11", name="kb")
    plugin = () if registered else ("-p", "kb.hosts.pytest_plugin")
    return pytester.runpytest_subprocess(*plugin, *arguments)


@pytest.mark.usefixtures("vault")
def test_each_snippet_is_a_test_at_its_line(pytester: pytest.Pytester) -> None:
    done = run(pytester, "--kb", "notes", "-v")
    done.assert_outcomes(passed=3, failed=1, skipped=1)
    done.stdout.fnmatch_lines(
        [
            "notes/x.md::osc PASSED*",
            "notes/x.md::line 10 column 21 PASSED*",
            "notes/x.md::line 13 PASSED*",
            "notes/x.md::line 18 FAILED*",
            "notes/x.md::line 26 SKIPPED (the snippet before it*",
        ]
    )


@pytest.mark.usefixtures("vault")
def test_a_failure_says_where_and_shows_the_line(pytester: pytest.Pytester) -> None:
    done = run(pytester, "--kb", "notes")
    text = done.stdout.str()
    assert "notes/x.md:19:12: this claim does not hold" in text or (
        "notes/x.md:19:5: this claim does not hold" in text
    )
    assert '19 |     assert number % 2 == 0, "an even number"\n' in text
    assert 'File "notes/x.md", line 22, in <module>' in text
    assert "kb/run" not in text


@pytest.mark.usefixtures("vault")
def test_one_snippet_alone_runs_with_those_before_it(pytester: pytest.Pytester) -> None:
    done = run(pytester, "--kb", "notes/x.md::line 13", "-rP")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["*Captured value call*", "6"])
    run(pytester, "--kb", "notes/x.md::osc", "-rP").stdout.fnmatch_lines(["가나다 0.333*"])


@pytest.mark.usefixtures("vault")
def test_workers_of_xdist_give_the_same(pytester: pytest.Pytester) -> None:
    run(pytester, "--kb", "notes", "-n", "2").assert_outcomes(passed=3, failed=1, skipped=1)


@pytest.mark.usefixtures("vault")
def test_nothing_is_collected_or_loaded_unless_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            loaded = [name for name in sys.modules if name.startswith("kb.")]
            assert set(loaded) <= {"kb.hosts", "kb.hosts.pytest_plugin"}
            assert "msgspec" not in sys.modules
        """
    )
    run(pytester).assert_outcomes(passed=1)


def test_what_fails_on_purpose_passes_and_what_should_fail_does_not(
    vault: Path, pytester: pytest.Pytester
) -> None:
    text = "```python run\n#| error: true\n1 / 0\n```\n\n```python run\nprint(1)\n```\n"
    (vault / "x.md").write_text(text, encoding="utf-8")
    run(pytester, "--kb", "notes").assert_outcomes(passed=2)
    (vault / "x.md").write_text(text.replace("1 / 0", "1 / 1"), encoding="utf-8")
    done = run(pytester, "--kb", "notes")
    done.assert_outcomes(passed=2, warnings=1)
    done.stdout.fnmatch_lines(["*notes/x.md:3:1: this snippet is meant to fail, and it did not*"])


def test_the_configuration_above_the_notes_is_followed(
    vault: Path, pytester: pytest.Pytester
) -> None:
    (vault / "x.md").write_text("```python\nassert 1 + 1 == 2\n```\n", encoding="utf-8")
    run(pytester, "--kb", "notes").assert_outcomes()
    (pytester.path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: notes\nplugins:\n  - kb:\n      run: ['*.md']\n", encoding="utf-8"
    )
    run(pytester, "--kb", "notes").assert_outcomes(passed=1)
    (pytester.path / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: notes\nplugins:\n  - kb:\n      runs: ['*.md']\n", encoding="utf-8"
    )
    done = run(pytester, "--kb", "notes")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*mkdocs.yml:*kb has no option runs; did you mean run?*"])


def test_labels_that_are_taken_and_notes_that_run_nothing(
    vault: Path, pytester: pytest.Pytester
) -> None:
    twice = "```python run\n#| label: a\n1\n```\n\n"
    (vault / "x.md").write_text(twice * 2, encoding="utf-8")
    (vault / "private.md").write_text(f"---\ndraft: true\n---\n{twice}", encoding="utf-8")
    (vault / "words.md").write_text("# Words\n", encoding="utf-8")
    done = run(pytester, "--kb", "notes", "--collect-only", "-q")
    done.stdout.fnmatch_lines(["notes/x.md::a", "notes/x.md::line 8", "", "2 tests collected*"])
