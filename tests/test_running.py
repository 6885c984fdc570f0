"""What runs again, what is remembered, and what is said of it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.config import Execute, Settings
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.problems import one_line
from tests.crawl import differences

NOTES = {
    "lr.md": "# 학습률\n\n```python run\n#| label: rate\nlr = 0.5\n```\n\n`{python} lr * 2`\n",
    "use.md": '# Use\n\n```python run\n#| use: "[[lr#rate]]"\nprint(lr)\n```\n',
    "plain.md": "# Plain\n\n```python\nprint('never')\n```\n",
    "data.md": "# Data\n\n```python run\nfrom helper import double\n"
    "print(double(int(open('n.txt').read())))\n```\n",
    "n.txt": "21",
    "helper.py": "def double(n):\n    return 2 * n\n",
}


class Place:
    """A vault and its cache."""

    def __init__(self, folder: Path) -> None:
        self.vault, self.cache = folder / "vault", folder / "cache"
        self.vault.mkdir(parents=True)
        for name, text in NOTES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.vault / name).parent.mkdir(exist_ok=True)
        (self.vault / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.vault / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def prepare(self, execute: Execute = Execute.SANDBOX, run: tuple[str, ...] = ()) -> Prepared:
        settings = Settings(languages=(Language("en"),), execute=execute, run=run)
        return prepare(self.vault, settings, self.cache, jobs=2)

    def ran(self) -> set[str]:
        return set(self.prepare().runs.fresh)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def html_of(prepared: Prepared, path: str) -> str:
    return prepared.note_page(NotePath(path), prepared.workspace.bodies()).html


def said(prepared: Prepared) -> list[str]:
    return [one_line(problem) for problem in prepared.problems(Language("en"))]


def test_what_runs_is_shown(place: Place) -> None:
    prepared = place.prepare()
    assert set(prepared.runs.fresh) == {"lr.md", "use.md", "data.md"}
    assert not said(prepared)
    assert '<span class="kb-value">1.0</span>' in html_of(prepared, "lr.md")
    page = html_of(prepared, "use.md")
    assert "<samp>0.5\n</samp>" in page
    assert '<a href="../lr/#rate">' in page
    assert "<samp>42\n</samp>" in html_of(prepared, "data.md")
    assert "kb-output" not in html_of(prepared, "plain.md")


def test_an_embedded_snippet_comes_with_what_it_gives(place: Place) -> None:
    place.write("out.md", "# Out\n\nBefore.\n\n```python run\n#| label: six\nprint(6)\n```\n")
    place.write("in.md", "# In\n\n![[out#six]]\n")
    page = html_of(place.prepare(), "in.md")
    assert "<samp>6\n</samp>" in page
    assert "Before" not in page
    place.change("out.md", "print(6)", "print(7)")
    assert "<samp>7\n</samp>" in html_of(place.prepare(), "in.md")


def test_nothing_runs_twice(place: Place) -> None:
    place.prepare()
    assert place.ran() == set()
    # Neither what is around the code nor how it is shown decides what comes out.
    place.change("lr.md", "# 학습률\n", "# 학습률\n\nA sentence.\n")
    place.change("use.md", "#| use", "#| echo: false\n#| fig-cap: A caption\n#| use")
    assert place.ran() == set()
    place.change("lr.md", "lr * 2", "lr * 3")
    assert place.ran() == {"lr.md"}


def test_what_is_used_runs_its_users_again(place: Place) -> None:
    place.prepare()
    place.change("lr.md", "lr = 0.5", "lr = 0.25")
    assert place.ran() == {"lr.md", "use.md"}
    assert "<samp>0.25\n</samp>" in html_of(place.prepare(), "use.md")


def test_files_and_modules_that_were_opened_count(place: Place) -> None:
    place.prepare()
    place.write("n.txt", "4")
    assert place.ran() == {"data.md"}
    place.write("n.txt", "4")
    assert place.ran() == set()
    place.change("helper.py", "2 * n", "3 * n")
    assert place.ran() == {"data.md"}
    assert "<samp>12\n</samp>" in html_of(place.prepare(), "data.md")


def test_a_note_that_moved_finds_itself_elsewhere(place: Place) -> None:
    place.prepare()
    (place.vault / "sub").mkdir()
    (place.vault / "data.md").rename(place.vault / "sub" / "data.md")
    (place.vault / "use.md").rename(place.vault / "sub" / "use.md")
    prepared = place.prepare()
    assert set(prepared.runs.fresh) == {"sub/data.md"}
    assert any("helper" in line for line in said(prepared))


def test_failures_are_not_kept(place: Place) -> None:
    place.write("bad.md", "```python run\n1 / 0\n```\n\n```python run\n1\n```\n")
    prepared = place.prepare()
    page = html_of(prepared, "bad.md")
    assert "ZeroDivisionError" in page
    assert "a snippet above has failed" in page
    assert place.ran() == {"bad.md"}
    place.write("bad.md", "```python run\n#| error: true\n1 / 0\n```\n\n```python run\n7\n```\n")
    prepared = place.prepare()
    assert not said(prepared)
    assert "<samp>7</samp>" in html_of(prepared, "bad.md")
    assert place.ran() == set()


def test_what_is_missing_in_the_store_is_made_again(place: Place) -> None:
    place.prepare()
    for file in (place.cache / "runs").iterdir():
        if file.name != "index.msgpack":
            file.unlink()
    assert place.ran() == {"lr.md", "use.md", "data.md"}
    shutil.rmtree(place.cache)
    assert place.ran() == {"lr.md", "use.md", "data.md"}


def test_the_configuration_decides(place: Place) -> None:
    assert not place.prepare(Execute.NEVER).runs.notes
    assert "plain.md" in place.prepare(run=("plain*",)).runs.notes
    place.change("plain.md", "# Plain", "---\nrun: false\n---\n# Plain")
    assert "plain.md" not in place.prepare(run=("plain*",)).runs.notes
    place.change("plain.md", "run: false", "run: true")
    assert "plain.md" in place.prepare().runs.notes


def test_trusted_code_may_write(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "written.txt"
    place.write("w.md", f"```python run\nopen({str(target)!r}, 'w').write('x')\n```\n")
    assert any("w.md:2" in line for line in said(place.prepare()))
    assert not target.exists()
    assert not said(place.prepare(Execute.TRUSTED))
    assert target.exists()


CIRCLES = """\
a.md:3:10: [[b#b]] uses this snippet in turn; move what both need into a snippet of its own \
[broken-use]
b.md:3:10: [[a#a]] uses this snippet in turn; move what both need into a snippet of its own \
[broken-use]
c.md:3:10: [[lr]] is no labelled snippet; labels there: rate; give the snippet one with \
`#| label: name` [broken-use]
d.md:3:10: lr.md has no heading or block 'other'; mend the part after '#'; until then a link leads \
to the top of the page, and an embed shows nothing [broken-heading]
d.md:3:10: [[lr#other]] is no labelled snippet; labels there: rate; give the snippet one with \
`#| label: name` [broken-use]
"""


def test_uses_that_lead_nowhere_or_in_a_circle(place: Place) -> None:
    code = '```python run\n#| label: {label}\n#| use: "[[{use}]]"\nx = 1\n```\n'
    place.write("a.md", code.format(label="a", use="b#b"))
    place.write("b.md", code.format(label="b", use="a#a"))
    place.write("c.md", code.format(label="c", use="lr"))
    place.write("d.md", code.format(label="d", use="lr#other"))
    found = [line for line in said(place.prepare()) if line[1:3] == ".m"]
    assert found == CIRCLES.splitlines()


def test_a_slider_runs_each_step(place: Place) -> None:
    place.write(
        "s.md",
        "```python run\n#| sweep: {lr: [0.1, 0.9]}\nlr = 0.5\nprint(lr * 10)\n```\n\n"
        "```python run\nprint('then', lr)\n```\n",
    )
    prepared = place.prepare()
    assert not said(prepared)
    run = prepared.runs.run(NotePath("s.md"))
    sweep = run.results[0].sweep
    assert sweep is not None
    assert sweep.parameters[0].values == (0.1, 0.5, 0.9)
    page = html_of(prepared, "s.md")
    assert 'type="range"' in page
    assert "then 0.5" in page


def test_a_note_that_shows_an_error_has_its_sliders(place: Place) -> None:
    place.write(
        "s.md",
        "```python run\n#| error: true\n1 / 0\n```\n\n"
        "```python run\n#| sweep: {lr: [0.1, 0.9]}\nlr = 0.5\nprint(lr * 10)\n```\n",
    )
    prepared = place.prepare()
    assert not said(prepared)
    assert prepared.runs.run(NotePath("s.md")).results[1].sweep is not None


TRACEBACK = """\
vault/sub/x.md:8:14: this snippet failed: ZeroDivisionError: division by zero; mend it, or say \
`#| error: true` if it is meant to fail [snippet-failed]
    Traceback (most recent call last):
      File "vault/sub/x.md", line 11, in <module>
        한글 = step(1) + step(0)
                         ^^^^^^^
      File "vault/sub/x.md", line 8, in step
        return 1 / lr
               ~~^~~~
    ZeroDivisionError: division by zero
"""


def test_a_traceback_names_the_note_the_line_and_the_column(place: Place, tmp_path: Path) -> None:
    text = (
        "# 제목\n\n- 항목\n\n  ```python run\n  #| label: x\n  def step(lr):\n      return 1 / lr\n"
    )
    place.write("sub/x.md", f"{text}  ```\n```python run\n한글 = step(1) + step(0)\n```\n")
    done = subprocess.run(
        [sys.executable, "-m", "kb", "check", "vault"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == TRACEBACK


PLOT = """# Plot

```python run
#| label: noise
#| fig-cap: 잡음
import matplotlib.pyplot as plt, numpy as np, random, os
y = np.random.default_rng().normal(size=50)
plt.plot(y, label="잡음"); plt.scatter(range(50), np.random.rand(50))
plt.legend(); plt.title("$x^2$")
print(random.random(), {"a", "b", "c"}, os.getcwd().count("/") > 0, object())
```

```python run
#| sweep: {k: linspace(1, 3, 3)}
k = 1.0
plt.plot(np.sin(k * np.arange(9)))
```
"""


def test_two_places_give_the_same_bytes(place: Place, tmp_path: Path) -> None:
    place.write("plot.md", PLOT)
    shutil.copytree(place.vault, tmp_path / "a" / "longer name" / "vault")
    sites = []
    for number, (folder, jobs) in enumerate(((tmp_path, 1), (tmp_path / "a" / "longer name", 2))):
        site = tmp_path / f"site-{number}"
        done = subprocess.run(
            [
                *(sys.executable, "-m", "kb", "build", "vault"),
                *("--site-dir", str(site), "--jobs", str(jobs)),
            ],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(tmp_path / str(number))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(site)
    assert (sites[0] / "plot/index.html").read_text(encoding="utf-8").count("<svg") >= 2
    assert not differences(*sites)


def test_nothing_of_a_stranger_reaches_the_page(place: Place) -> None:
    place.write(
        "evil.md",
        "```python run\nprint('<script>alert(1)</script>\\x1b[31m\\x00')\n"
        "class A:\n    def _repr_html_(self):\n"
        "        return '<img src=x onerror=alert(1)><script>alert(1)</script><b>bold</b>'\nA()\n"
        "```\n\n`{python} '<script>alert(2)</script>'`\n\n"
        "```python run\nraise ValueError('<script>alert(3)</script>')\n```\n",
    )
    page = html_of(place.prepare(), "evil.md")
    assert "<script>alert" not in page
    assert not re.search("<[^>]*onerror", page)
    assert "<b>bold</b>" in page
    assert "\x1b" not in page
    assert "\x00" not in page
