"""Empty fences of translations: the original's snippets, run once, shown in every language."""

from pathlib import Path

import pytest

from kb.config import Execute, Settings
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.planning import plan_notes
from kb.problems import one_line
from kb.repeating import find_unstable
from tests.crawl import differences

ORIGINAL = """\
---
lang: ko
---
# 진동

```python run
#| label: osc
#| fig-cap: {ko: "출렁임 [[다른]]", en: "Swinging, as [[다른]] says"}
import matplotlib.pyplot as plt
rate = 0.5
plt.plot([1, 2, rate])
plt.xlabel(tr(ko="걸음", en="step"))
print(tr(ko="학습률", en="rate"), rate)
assert rate < 1
```

값은 `{python} rate`, @osc 참고.

```python run
#| label: late
#| fig-cap: 나중 그림
#| sweep: {limit: [1, 2]}
limit = 1
rate = 0.25
plt.plot([3, limit])
```

나중 값은 `{python} rate`.
"""
TRANSLATION = """\
# Oscillation

```python run
#| label: osc
```

The value is `{python} rate`, see @osc and [[#osc]].

```python run
#| label: late
#| fig-alt: In our words
```

Later it is `{python} rate`.
"""


class Place:
    """A vault in two languages and its cache."""

    def __init__(self, folder: Path) -> None:
        self.vault, self.cache = folder / "vault", folder / "cache"
        self.vault.mkdir(parents=True)
        self.write(진동=ORIGINAL, 진동__en=TRANSLATION, 다른="# 다른 글\n")

    def write(self, **notes: str) -> None:
        for name, text in notes.items():
            (self.vault / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        file = self.vault / f"{name.replace('__', '.')}.md"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def prepare(
        self, execute: Execute = Execute.SANDBOX, only: tuple[NotePath, ...] | None = None
    ) -> Prepared:
        languages = (Language("ko"), Language("en"))
        settings = Settings(languages=languages, execute=execute)
        return prepare(self.vault, settings, self.cache, jobs=2, only=only)


KO, EN = NotePath("진동.md"), NotePath("진동.en.md")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def html_of(prepared: Prepared, path: NotePath, guest_of: str = "") -> str:
    language = Language(guest_of) if guest_of else None
    return prepared.note_page(path, prepared.workspace.bodies(), language).html


def said(prepared: Prepared) -> list[str]:
    return [one_line(problem) for problem in prepared.problems(Language("en"))]


def values(html: str) -> list[str]:
    return [part.partition("</span>")[0] for part in html.split('<span class="kb-value">')[1:]]


def test_both_pages_show_one_run(place: Place) -> None:
    prepared = place.prepare()
    assert not said(prepared)
    assert set(prepared.runs.notes) == {KO, EN}
    assert prepared.runs.notes[KO].key == prepared.runs.notes[EN].key
    korean, english = html_of(prepared, KO), html_of(prepared, EN)
    assert values(korean) == values(english) == ["0.5", "0.25"]
    assert "<samp>학습률 0.5\n</samp>" in korean
    assert "<samp>rate 0.5\n</samp>" in english
    code = '<span class="n">rate</span> <span class="o">=</span> <span class="mf">0.5</span>'
    assert code in korean
    assert code in english
    assert ">걸음</text>" in korean
    assert ">step</text>" not in korean
    assert ">step</text>" in english
    assert ">걸음</text>" not in english
    assert "kb-slider" in korean
    assert "kb-slider" in english
    for html in (korean, english):
        assert "1 </span>" not in html
        assert html.count("kb-claims") == 1


def test_captions_and_descriptions_are_in_the_language_of_the_page(place: Place) -> None:
    english = html_of(place.prepare(), EN)
    assert 'Swinging, as <a href="../%EB%8B%A4%EB%A5%B8/">다른</a> says' in english
    assert '<span lang="ko">나중 그림</span>' in english
    assert 'aria-label="In our words"' in english
    assert 'aria-label="Line chart. Horizontal axis: step, from 0 to 2.' in english
    assert '<a href="#osc">Figure 1</a>' in english
    place.change("진동__en", "#| label: osc", "#| label: osc\n#| fig-cap: Our own caption")
    assert "Our own caption</figcaption>" in html_of(place.prepare(), EN)


def test_either_may_hide_the_code(place: Place) -> None:
    place.change("진동__en", "#| label: osc", "#| label: osc\n#| echo: false")
    prepared = place.prepare()
    assert "matplotlib" in html_of(prepared, KO)
    assert "import" not in html_of(prepared, EN)
    place.change("진동", "#| label: late", "#| label: late\n#| echo: false")
    assert "limit" not in html_of(place.prepare(), EN).partition("kb-slider")[0]


def test_code_is_shown_where_nothing_runs(place: Place) -> None:
    english = html_of(place.prepare(Execute.NEVER), EN)
    assert '<span class="mf">0.5</span>' in english
    assert "kb-output" not in english


def test_nothing_of_the_original_runs_again(place: Place) -> None:
    assert set(place.prepare().runs.fresh) == {KO, EN}
    place.change("진동__en", "Later it is", "Afterwards it is")
    place.change("진동", "나중 값은", "그 뒤의 값은")
    place.change("진동__en", "#| fig-alt: In our words", "#| fig-cap: Own")
    assert place.prepare().runs.fresh == ()


def test_a_copy_of_the_code_runs_once(place: Place) -> None:
    ran: list[str] = []
    text = "# Copy\n\n```python run\nprint(6 * 7)\n```\n"
    place.write(a=text, a__en=text, b__en=text)

    def execute(tasks, jobs):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        from kb.run import run_tasks  # noqa: PLC0415

        ran.extend(task.path for task in tasks)
        return run_tasks(tasks, jobs=jobs)

    settings = Settings(languages=(Language("ko"), Language("en")))
    prepared = prepare(place.vault, settings, place.cache, execute=execute)
    assert len({"a.md", "a.en.md", "b.en.md"} & set(ran)) == 1
    for path in ("a.md", "a.en.md", "b.en.md"):
        assert "<samp>42\n</samp>" in html_of(prepared, NotePath(path))


def test_what_the_translation_adds_goes_on_behind_the_original(place: Place) -> None:
    more = "\nTwice is `{python} rate * 2`.\n\n```python run\nrate = 9\nprint(limit)\n```\n\n"
    place.change("진동__en", "Later it is `{python} rate`.", more + "Now `{python} rate`.")
    prepared = place.prepare()
    assert not said(prepared)
    english = html_of(prepared, EN)
    # Behind code of its own a name means what that code has made of it.
    assert values(english) == ["0.5", "0.5", "9"]
    assert "<samp>1\n</samp>" in english
    assert values(html_of(prepared, KO)) == ["0.5", "0.25"]


def test_a_failure_is_told_once_where_it_is(place: Place) -> None:
    place.change("진동", "assert rate < 1", "assert rate > 1")
    prepared = place.prepare()
    (told,) = said(prepared)
    assert told.startswith(
        "진동.md:14:8: this claim does not hold: rate &gt; 1".replace("&gt;", ">")
    )
    english = html_of(prepared, EN)
    assert "File &#34;진동.md&#34;, line 14" in english
    assert "The claim of this note failed" in english


def test_a_failing_translation_takes_nothing_from_its_original(place: Place) -> None:
    place.write(진동__en=TRANSLATION + "\n```python run\n1 / 0\n```\n")
    prepared = place.prepare()
    (told,) = said(prepared)
    assert told.startswith("진동.en.md:17:1: this snippet failed: ZeroDivisionError")
    assert "kb-failure" not in html_of(prepared, KO)
    assert "kb-slider" in html_of(prepared, KO)
    assert "kb-slider" in html_of(prepared, EN)


def test_a_label_that_no_original_has_is_told(place: Place) -> None:
    place.change("진동__en", "#| label: late", "#| label: lat")
    place.write(혼자="---\nlang: ko\n---\n# 혼자\n\n```python run\n#| label: x\n```\n")
    assert said(place.prepare()) == [
        (
            "진동.en.md:9:1: no snippet of 진동.md has the label lat; did you mean late? "
            "[unknown-original]"
        ),
        (
            "혼자.md:6:1: the snippet x is empty, and this note translates no other; write its "
            "code; only in a translation an empty one stands for that of the original "
            "[unknown-original]"
        ),
    ]


def test_a_language_that_nobody_reads_is_told(place: Place) -> None:
    place.change("진동", 'en: "Swinging', 'fr: "Swinging')
    (told,) = said(place.prepare())
    assert told.startswith("진동.md:8:32: nothing on this site is in 'fr', so this text is never")


def test_a_snippet_is_used_by_the_translation_that_stands_for_it(place: Place) -> None:
    place.write(use__en='# Use\n\n```python run\n#| use: "[[진동.en#osc]]"\nprint(rate)\n```\n')
    prepared = place.prepare()
    assert not said(prepared)
    assert "<samp>0.5\n</samp>" in html_of(prepared, NotePath("use.en.md"))


def test_a_guest_is_in_its_own_language(place: Place) -> None:
    (place.vault / EN).unlink()
    page = html_of(place.prepare(), KO, "en")
    assert ">걸음</text>" in page
    assert "출렁임" in page


def test_what_changes_in_the_original_is_seen_in_the_translation(place: Place) -> None:
    """Keys: the translation's page is made again."""
    keys = []
    for old, new in (("나중 그림", "다른 그림"), ("rate = 0.25", "rate = 0.125"), ("", "")):
        prepared = place.prepare()
        own = prepared.keys("")
        keys.append(own.note(EN, own.context(EN)))
        if old:
            place.change("진동", old, new)
    assert len(set(keys)) == 3


def test_only_a_translation_asks_for_its_original(place: Place) -> None:
    prepared = place.prepare(only=())
    assert set(plan_notes(prepared.network, prepared.settings, (EN,))) == {KO, EN}
    assert values(html_of(place.prepare(only=(EN,)), EN)) == ["0.5", "0.25"]


def test_two_runs_are_compared_once(place: Place) -> None:
    place.change("진동", "print(", "import time; print(time.perf_counter_ns(), ")
    first = place.prepare().runs
    place.cache = place.cache.with_name("other")
    assert [path for path, _ in find_unstable(first, place.prepare().runs)] == [KO]


def test_the_same_bytes_each_time(place: Place, tmp_path: Path) -> None:
    folders = []
    for name in ("one", "two"):
        place.cache = tmp_path / name
        prepared = place.prepare()
        folder = tmp_path / f"{name}-pages"
        folder.mkdir()
        for path in (KO, EN):
            (folder / path).write_text(html_of(prepared, path), encoding="utf-8")
        folders.append(folder)
    assert not differences(*folders)
