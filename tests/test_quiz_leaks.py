"""What is right, and why, stands in pages that show the question, and nowhere else in a site.

Each form has words of its own for the answer's text (`zqkey`), what is said of options (`zqwhy`),
the explanation (`zqall`) and hints (`zqhint`). The bank's data is encoded: these words are not to
be found in it either.
"""

import re
from pathlib import Path

import pytest

from kb.cli import kb
from kb.config import Settings
from kb.pipeline import prepare
from tests.cli.test_commands import place as place  # noqa: PLC0414  the fixture

MARKER = re.compile(r"zq(?:key|why|all|hint)\w*")
FORMS = {
    "seed": """\
**Question:** Which rate diverges? See [[other]].

**Options:**

- A) 0.1
- B) 0.9

**정답: B) zqkeyseed**

💡 추가 설명:

- **A) 0.1** - zqwhyseed leads to [[other]], which the reader should know. #zq/tag
- **B) 0.9** - the other is zqwhyseed2, as [[other#Part|Part]] says, and Momentum method too.
""",
    "details": """\
## 문제 1

Which rate diverges?

A) 0.1\x20\x20
B) 0.9\x20\x20

<details>
<summary>정답 및 해설</summary>

**정답: B) zqkeydetails**

zqalldetails is said in [[other]].

</details>
""",
    "quoted": """\
### 문제 1. Which rate diverges?

① 0.1
② 0.9

>> 정답: 2번
>>
>> zqallquoted as [[other]] says
""",
    "ticks": """\
## Which rate diverges?

- [ ] 0.1
- [x] 0.9

> [!hint]- Hint
> zqhintticks in [[other]]
""",
    "box": """\
**Which rate diverges?**

- **A.** 0.1
- **B.** 0.9

??? success "Reveal Answer"
    **Correct Answer: B**

    zqallbox, see [[other]]
""",
    "callout": """\
> [!question] Which rate diverges?
> a) 0.1
> b) 0.9
>
>> [!success]- Answer
>> b) zqkeycallout
>>
>> zqallcallout is in [[other]]
""",
    "heading": """\
### 1. Which rate diverges?

- A: 0.1
- B: 0.9

<details><summary><b>Answer</b></summary>

#### Answer: B

zqallheading, and [[other]]

</details>
""",
    "table": """\
**Q1.** Which rate diverges?

- A) 0.1
- B) 0.9

**Q2.** Is 0.1 too large?

- O
- X

## Answers

| # | Answer | Why |
|:--|:--|:--|
| Q1 | B | zqwhytable, see [[other]] |
| Q2 | X | zqwhytable2 |
""",
}
CONFIGURATION = """\
site_name: Leaks
site_url: https://example.org/
docs_dir: notes
site_dir: site
plugins:
  - kb:
      languages: [en, ko]
      mentions: true
"""


def _front(form: str, title: str = "") -> str:
    return (
        f"---\ntitle: {title or form}\ncreated: 2026-01-02\ntags: [quiz/{form}]\n"
        f"aliases: [alias of {form}, shared alias]\n---\n"
    )


def _write(folder: Path) -> None:
    notes = folder / "notes"
    notes.mkdir()
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    for form, text in FORMS.items():
        # The first thing in its note: whatever describes the note begins with it.
        (notes / f"{form}.md").write_text(_front(form) + text, encoding="utf-8")
        (notes / f"{form}-shown.md").write_text(f"# Shows {form}\n\n![[{form}]]\n")
        (notes / f"{form}.ko.md").write_text(
            _front(form, f"{form} 번역") + "한국어 글입니다.\n\n" + text
        )
    (notes / "other.md").write_text("# Other\n\n## Part\n\nWords.\n", encoding="utf-8")
    (notes / "momentum.md").write_text("# Momentum method\n\nWords.\n", encoding="utf-8")


def test_what_is_right_stands_with_its_question_only(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(place)
    prepared = prepare(
        place / "notes",
        Settings(languages=("en", "ko"), mentions=True),
        place / "cache",  # type: ignore[arg-type]
    )
    read = {Path(path).stem.partition(".")[0] for path in prepared.network.quizzes}
    assert "seed" in read
    monkeypatch.setattr("sys.argv", ["kb", "build", "."])
    assert kb(["build", "."]) == 0
    found = set()
    leaks = []
    for file in sorted((place / "site").rglob("*")):
        if not file.is_file():
            continue
        text = file.read_bytes().decode("utf-8", "replace")
        name = file.relative_to(place / "site").as_posix()
        form = re.fullmatch(r"(?:ko/)?([a-z]+)(?:-shown)?/index\.html", name)
        if form is not None and form[1] in FORMS:
            found.update(MARKER.findall(text))
            text = _around_the_article(text)
        leaks += [
            f"{name}: {word}"
            for word in sorted(set(MARKER.findall(text)))
            if any(word.startswith(f"zq{kind}{form}") for form in read for kind in _KINDS)
        ]
    assert leaks == []
    assert {"zqwhyseed", "zqwhyseed2"} <= found
    # Where a question was not read, its note is as its author wrote it.
    if missing := FORMS.keys() - read:
        pytest.skip(f"held for {', '.join(sorted(read))}; not read yet: {', '.join(missing)}")


_KINDS = ("key", "why", "all", "hint")


def _around_the_article(page: str) -> str:
    """A page without its text: its head, its navigation, its table of contents."""
    before, article, rest = page.partition("<article")
    assert article
    return before + rest.rpartition("</article>")[2]
