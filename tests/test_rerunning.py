"""What is shown while snippets run again, and that it ends as a build would show it."""

import random
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.live import Live, State
from kb.names import Language, NotePath
from kb.pipeline import prepare
from kb.project import load_project
from kb.rerunning import Reruns
from kb.run import Job

CONFIGURATION = """\
site_name: Rerunning
docs_dir: notes
theme:
  name: material
plugins:
  - kb:
      languages: [en]
"""
NOTE = NotePath("note.md")
PLAIN = """\
# Note

```python run
#| label: first
x = 2
print("first", x)
```

```python run
print("second", x + 1)
```

```python run
print("third", x + 2)
```
"""


class Place:
    """A vault that is open, as the preview holds it."""

    def __init__(self, folder: Path, **notes: str) -> None:
        self.folder, self.vault = folder, folder / "notes"
        self.vault.mkdir(parents=True, exist_ok=True)
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        for name, text in notes.items():
            self.write(f"{name}.md", text)
        self.project = load_project(folder, Language("en"))
        self.live = Live(self.project, Language("en"))
        self.changed = threading.Event()
        self.reruns = Reruns(
            self.project.vault,
            self.project.setup.settings,
            self.project.cache,
            jobs=2,
            on_change=self.changed.set,
        )
        self.states: list[State] = []
        self._show(self.live.state, None)

    def write(self, name: str, text: str) -> None:
        (self.vault / name).write_text(text, encoding="utf-8")

    def _show(self, state: State, before: State | None) -> State:
        self.states.append(self.live.with_runs(*self.reruns.aligned(state, before)))
        return self.states[-1]

    def update(self) -> State:
        before = self.live.state
        state = self.live.update(None)
        return state if state is before else self._show(state, before)

    def save(self, name: str, text: str) -> State:
        self.write(name, text)
        return self.update()

    def fetch(self) -> bool:
        news = self.reruns.news(self.live.state)
        if news is not None:
            self.states.append(self.live.with_runs(*news))
        return news is not None

    def settle(self, seconds: float = 60) -> State:
        end = time.monotonic() + seconds
        while not self.reruns.settled:
            assert time.monotonic() < end
            self.changed.wait(0.02)
            self.changed.clear()
            self.fetch()
        assert self.reruns.error is None
        assert not self.live.state.stale
        return self.live.state

    def wait(self, true: object, seconds: float = 30) -> State:
        end = time.monotonic() + seconds
        while not true(self.live.state):  # type: ignore[operator]
            assert time.monotonic() < end
            self.changed.wait(0.02)
            self.changed.clear()
            self.fetch()
        return self.live.state


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "open", note=PLAIN)
    yield made
    made.reruns.close()


def pages(prepared: object) -> dict[str, str]:
    return {page.file: page.html for page in prepared.pages()}  # type: ignore[attr-defined]


def built(place: Place, folder: Path) -> dict[str, str]:
    """What a build makes of the same vault, with nothing remembered."""
    shutil.rmtree(folder, ignore_errors=True)
    prepared = prepare(place.vault, place.project.setup.settings, folder, jobs=2)
    return pages(prepared)


def html(state: State, path: str = NOTE) -> str:
    return state.prepared.note_page(NotePath(path), state.prepared.workspace.bodies()).html


def said(state: State) -> set[str]:
    return {finding.rule for _, finding in state.prepared.findings}


def test_it_ends_as_a_build_would_show_it(place: Place, tmp_path: Path) -> None:
    assert place.live.state.stale == {NOTE: {0, 1, 2}}
    assert "first" not in html(place.live.state).replace('"first"', "")
    place.settle()
    assert "<samp>first 2\n</samp>" in html(place.live.state)
    assert pages(place.live.state.prepared) == built(place, tmp_path / "built")


def test_the_last_outputs_are_shown_at_once(place: Place, tmp_path: Path) -> None:
    place.reruns.open([NOTE])
    place.settle()
    state = place.save("note.md", PLAIN.replace("x + 1", "x + 10"))
    assert state.stale == {NOTE: {1, 2}}
    assert "<samp>second 3\n</samp>" in html(state)
    assert place.reruns.done_of(NOTE) == (1, 3)
    state = place.settle()
    assert "<samp>second 12\n</samp>" in html(state)
    assert place.reruns.done_of(NOTE) == (0, 0)
    assert pages(state.prepared) == built(place, tmp_path / "built")


def test_outputs_follow_their_snippets(place: Place) -> None:
    place.settle()
    second = '```python run\nprint("second", x + 1)\n```\n\n'
    new = '```python run\nprint("new", x)\n```\n\n'
    state = place.save("note.md", PLAIN.replace(second, f"{new}{second}"))
    assert state.stale == {NOTE: {1, 2, 3}}
    page = html(state)
    assert "<samp>second 3\n</samp>" in page
    assert "<samp>new" not in page
    assert "<samp>third 4\n</samp>" in page
    place.settle()
    without = PLAIN.replace(second, "").replace("x = 2", "x = 3")
    state = place.save("note.md", without)
    page = html(state)
    assert "<samp>second" not in page
    assert "<samp>first 2\n</samp>" in page
    assert "<samp>third 4\n</samp>" in page
    assert "<samp>third 5\n</samp>" in html(place.settle())


def test_each_step_comes_when_it_is_known(place: Place) -> None:
    place.reruns.open([NOTE])
    place.settle()
    slow = PLAIN.replace("x + 1", "x + 10").replace("x + 2)", "x)\nimport time; time.sleep(8)")
    place.save("note.md", slow)
    state = place.wait(lambda state: state.stale.get(NOTE) == {2})
    assert "<samp>second 12\n</samp>" in html(state)
    assert "<samp>third 4\n</samp>" in html(state)
    assert not place.reruns.settled
    begun = time.monotonic()
    place.save("note.md", PLAIN.replace("x + 1", "x + 20"))
    state = place.settle()
    assert time.monotonic() - begun < 6
    assert "<samp>second 22\n</samp>" in html(state)


def test_prose_starts_nothing_and_stops_nothing(place: Place) -> None:
    place.settle()
    slow = PLAIN.replace("x + 2)", "x)\nimport time; time.sleep(1.5)")
    place.save("note.md", slow)
    jobs = [*place.reruns._reruns.values()]
    assert place.save("note.md", slow.replace("# Note", "# Note\n\nProse.")).stale
    assert [*place.reruns._reruns.values()] == jobs
    place.settle()
    state = place.save("note.md", slow)
    assert not state.stale


def test_what_fails_is_told_as_by_a_build(place: Place, tmp_path: Path) -> None:
    place.settle()
    broken = PLAIN.replace("x + 1", "x + y")
    place.save("note.md", broken)
    state = place.settle()
    assert "SNIPPET_FAILED" in said(state)
    assert pages(state.prepared) == built(place, tmp_path / "built")
    state = place.save("note.md", f"{broken}\nProse.\n")
    assert not state.stale
    assert place.reruns.settled
    assert pages(state.prepared) == built(place, tmp_path / "built")
    state = place.save("note.md", PLAIN)
    assert not state.stale  # known from before
    assert said(state) == set()


def test_what_failed_for_want_of_a_file_runs_when_it_comes(place: Place) -> None:
    place.save("note.md", PLAIN.replace("x + 1", "open('n.txt').read()"))
    assert "SNIPPET_FAILED" in said(place.settle())
    place.write("n.txt", "5")
    state = place.update()
    assert state.stale
    assert "<samp>second 5\n</samp>" in html(place.settle())
    place.save("note.md", PLAIN.replace("x + 1", "6 / int(open('n.txt').read() or 0)"))
    place.write("n.txt", "0")
    place.update()
    assert "SNIPPET_FAILED" in said(place.settle())
    place.write("n.txt", "2")
    place.update()
    assert "<samp>second 3.0\n</samp>" in html(place.settle())


def test_a_file_that_changes_runs_what_reads_it(place: Place, tmp_path: Path) -> None:
    place.write("n.txt", "5")
    place.reruns.open([NOTE])
    reads = PLAIN.replace("x = 2", "x = int(open('n.txt').read())")
    place.save("note.md", reads)
    assert "<samp>first 5\n</samp>" in html(place.settle())
    place.write("n.txt", "6")
    state = place.update()
    assert state.stale == {NOTE: {0, 1, 2}}
    assert "<samp>first 5\n</samp>" in html(state)
    assert "<samp>third 8\n</samp>" in html(place.settle())
    place.write("n.txt", "7")
    place.save("note.md", reads.replace("x + 2", "x + 3"))
    assert "<samp>third 10\n</samp>" in html(place.settle())
    assert pages(place.live.state.prepared) == built(place, tmp_path / "built")


def test_what_is_open_comes_first(tmp_path: Path) -> None:
    slow = "# Slow\n\n```python run\nimport time; time.sleep(0.5)\nprint({number})\n```\n"
    notes = {f"n{number}": slow.format(number=number) for number in range(6)}
    notes["shows"] = "# Shows\n\n![[n4]]\n"
    place = Place(tmp_path / "open", **notes)
    place.reruns.open([NotePath("n5.md"), NotePath("shows.md")])
    order: list[str] = []
    while not place.reruns.settled:
        before = set(place.live.state.stale)
        place.changed.wait(0.02)
        place.changed.clear()
        place.fetch()
        order += sorted(before - set(place.live.state.stale))
    place.reruns.close()
    assert {"n4.md", "n5.md"} <= set(order[:4])
    assert len(order) == 6


SLIDER = """\
# Slider

```python run
import numpy as np
print("begins")
```

```python run
#| sweep: {k: [1, 2, 3]}
k = 1
print("k", k)
```

```python run
print("ends", k)
```
"""


def test_sliders_come_behind(tmp_path: Path) -> None:
    place = Place(tmp_path / "open", note=SLIDER)
    place.reruns.open([NOTE])
    state = place.settle()
    assert "kb-slider" in html(state)
    assert pages(state.prepared) == built(place, tmp_path / "built")
    place.save("note.md", SLIDER.replace("ends", "is over"))
    assert "kb-slider" in html(place.live.state)
    state = place.settle()
    assert pages(state.prepared) == built(place, tmp_path / "built")
    place.save("note.md", SLIDER.replace('"k", k', '"K", k'))
    state = place.settle()
    assert pages(state.prepared) == built(place, tmp_path / "built")
    place.reruns.close()


def test_translations_have_their_part(tmp_path: Path) -> None:
    own = (
        "---\nlang: en\n---\n\n# Other\n\n```python run\n#| label: first\n```\n\n`{python} x + 5`\n"
    )
    place = Place(tmp_path / "open", note=f"---\nlang: en\n---\n\n{PLAIN}", other=own)
    state = place.settle()
    before = pages(state.prepared)
    assert before == built(place, tmp_path / "built")
    place.reruns.close()


def test_random_edits_end_as_a_build(place: Place, tmp_path: Path) -> None:
    chance = random.Random(3)
    place.reruns.open([NOTE])
    snippets = ["x = 2", 'print("a", x)', "x += 1\nx", "import random; random.random()", "assert x"]
    for _ in range(8):
        change = chance.random()
        if change < 0.2 and len(snippets) > 2:
            snippets.pop(chance.randrange(len(snippets)))
        elif change < 0.4:
            snippets.insert(chance.randrange(len(snippets)), "print('new')")
        elif change < 0.5:
            snippets.reverse()
        else:
            snippets[chance.randrange(len(snippets))] += f"\nprint({chance.randrange(9)})"
        fences = "\n".join(f"```python run\n{code}\n```\n" for code in snippets)
        place.save("note.md", f"# Note\n\n{fences}")
        if chance.random() < 0.5:
            continue  # the next change comes before it has run
        place.settle()
    assert pages(place.settle().prepared) == built(place, tmp_path / "built")


def test_a_page_that_is_opened_gets_ready(tmp_path: Path) -> None:
    """What is known from an earlier day runs once for its copies, and nothing is shown of it."""
    first = Place(tmp_path / "open", note=PLAIN)
    first.settle()
    first.reruns.close()
    place = Place(tmp_path / "open", note=PLAIN)
    assert not place.live.state.stale
    place.reruns.open([NOTE])
    assert place.reruns.settled
    end = time.monotonic() + 30
    while not place.reruns._known.get(NOTE) or len(place.reruns._known[NOTE]) < 3:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert not place.changed.is_set()
    jobs: list[Job] = []
    begin = place.reruns._session.begin

    def watched(*values: Any, **named: Any) -> Any:
        jobs.append(begin(*values, **named))
        return jobs[-1]

    place.reruns._session.begin = watched  # type: ignore[method-assign]
    place.save("note.md", PLAIN.replace("x + 2", "x + 20"))
    assert "<samp>third 22\n</samp>" in html(place.settle())
    assert [job.kept for job in jobs] == [2]
    place.reruns.close()
