"""What is remembered of an index gives the bytes that making it anew gives."""

import json
import re
from pathlib import Path

import pytest

from kb.config import Settings
from kb.documents import documents
from kb.foreign import foreign_document
from kb.indexed import Index, as_published, published, write_files
from kb.indexing import index_notes, with_pages
from kb.model import Document
from kb.names import Language
from kb.pipeline import Prepared, prepare
from tests.vaults import BOTH, split_files

NOTES = """
=== 경사하강법.md
---
tags: [technique/descent, 최적화]
aliases: [Gradient Descent, 경사 하강법, gradient-descent, GD, 경사하강법]
title: Descent
created: 2025-08-01
---
# 경사하강법

학습률을 줄이면 진동이 줄어듭니다.

## 학습률(Learning Rate)

$x$ 와 코드

```python
rate = 0.1
```
=== 경사하강법.en.md
# Gradient descent

The learning rate. #technique/descent
=== 폴더/index.md
# 폴더의 글

[[경사하강법]] 다음 글.
=== 폴더/모멘텀.md
---
tags: [technique]
---
# 모멘텀

관성이 있습니다.

**Question:** 물음?

**Options:**

- A) 하나
- B) 둘

**정답: A) 하나**

💡 추가 설명:

- **B) 둘** - 비밀입니다
=== 숨긴.md
---
draft: true
---
# 숨긴 글
"""


def write(vault: Path, text: str) -> None:
    for path, content in split_files(text).items():
        file = vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    write(tmp_path / "vault", NOTES)
    return tmp_path / "vault"


def prepared(vault: Path, cache: Path) -> Prepared:
    return prepare(vault, Settings(site_name="x", languages=BOTH), cache)


def files(index: Index) -> dict[str, bytes]:
    read = index.reader()
    return {name: read(name) for name, _ in index.named()}


def found(vault: Path, cache: Path) -> dict[str, Document]:
    ready = prepared(vault, cache)
    return dict(documents(ready.network, ready.runs))


def test_what_can_be_found(vault: Path, tmp_path: Path) -> None:
    all_of_them = found(vault, tmp_path / "cache")
    assert {*all_of_them} == {
        "경사하강법.md",
        "경사하강법.en.md",
        "폴더/index.md",
        "폴더/모멘텀.md",
        "/#ko technique",
        "/#ko technique/descent",
        "/#ko 최적화",
        "/#en technique",
        "/#en technique/descent",
    }
    korean, english = all_of_them["경사하강법.md"], all_of_them["경사하강법.en.md"]
    assert (korean.key, korean.number) == ("경사하강법.md", 0)
    assert (english.key, english.number) == ("경사하강법.md", 1)
    assert korean.versions == {"en": english.url}
    assert english.versions == {"ko": korean.url}
    # An alias is kept as it is spelt, but for the title itself.
    names = ("Gradient Descent", "경사 하강법", "gradient-descent", "GD", "Descent")
    assert korean.aliases == names
    assert korean.tags == ("technique/descent", "최적화")
    assert korean.created == "2025-08-01"
    # A file has a name as well, but not one that any folder's note has.
    assert english.aliases == ("경사하강법",)
    assert all_of_them["폴더/index.md"].aliases == ()
    # Readers of the English tree are led to the guest.
    momentum = all_of_them["폴더/모멘텀.md"]
    assert momentum.versions == {"en": f"en/{momentum.url}"}
    tag = all_of_them["/#ko technique/descent"]
    assert (tag.key, tag.number, tag.title) == ("/#technique/descent", 0, "technique/descent")
    assert tag.versions == {"en": all_of_them["/#en technique/descent"].url}


def test_an_index_tells_what_its_notes_say_and_no_answer(vault: Path, tmp_path: Path) -> None:
    made = files(index_notes(prepared(vault, tmp_path / "cache")))
    directory = json.loads(made["index"])
    assert directory["languages"] == ["ko", "en"]
    assert directory["prefixes"] == ["", "en/"]
    assert directory["documents"] == 9
    everything = b"".join(made.values()).decode()
    assert "학습률" in everything
    assert "물음" in everything
    assert "비밀" not in everything
    assert "숨긴" not in everything
    kinds = json.loads(made[directory["facets"]])
    assert {"code", "quiz", "math"} <= {
        name
        for place, name in enumerate(kinds["hasNames"])
        if any(mask >> place & 1 for mask in kinds["has"])
    }


EDITS = (
    pytest.param(
        "=== 폴더/모멘텀.md\n# 모멘텀\n\n관성이 커집니다.\n\n#technique\n", id="another text"
    ),
    pytest.param("=== 폴더/모멘텀.md\n\n\n# 모멘텀\n\n관성이 있습니다.\n", id="other lines"),
    pytest.param("=== 폴더/모멘텀.md\n# 운동량\n\n관성이 있습니다.\n", id="another title"),
    pytest.param("=== 폴더/새.md\n# 새 글\n\n새 낱말 #새/꼬리표\n", id="a new note"),
    pytest.param("=== 폴더/index.en.md\n# The folder\n\nin English\n", id="a translation"),
    pytest.param("=== 숨긴.md\n# 숨긴 글\n\n이제는 보입니다.\n", id="a note that was private"),
    pytest.param("=== 경사하강법.md\n---\ndraft: true\n---\n# x\n", id="an original goes"),
    pytest.param("=== picture.png\n=== 폴더/index.md\n# x\n\n![[picture.png]]\n", id="a picture"),
    pytest.param(
        "=== 폴더/모멘텀.md\n# 모멘텀\n\n모멘텀(Momentum), 관성(Inertia)\n",
        id="terms of a glossary",
    ),
)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_what_a_new_index_gives(vault: Path, tmp_path: Path, edit: str) -> None:
    cache = tmp_path / "cache"
    before = files(index_notes(prepared(vault, cache)))
    write(vault, edit)
    edited = index_notes(prepared(vault, cache))
    assert files(edited) == files(index_notes(prepared(vault, tmp_path / "fresh")))
    assert files(edited) != before
    # Nothing is left to do.
    again = index_notes(prepared(vault, cache))
    assert (again.files, again.directory) == (edited.files, edited.directory)
    write(vault, NOTES)
    for added in ("폴더/새.md", "폴더/index.en.md", "picture.png"):
        (vault / added).unlink(missing_ok=True)
    assert files(index_notes(prepared(vault, cache))) == before


def test_what_is_damaged_is_made_anew(vault: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = files(index_notes(prepared(vault, cache)))
    for damage in (lambda data: data[:-9], lambda data: data[:0], None):
        for file in (cache / "search").iterdir():
            if damage is None:
                file.unlink()
            else:
                file.write_bytes(damage(file.read_bytes()))
        assert files(index_notes(prepared(vault, cache))) == before


def test_what_is_old_goes_from_the_cache(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.indexed._SPARE", 0)
    cache = tmp_path / "cache"
    for number in range(12):
        write(vault, f"=== 폴더/모멘텀.md\n# 모멘텀\n\n{number}번째 글 {'낱말 ' * number}\n")
        edited = files(index_notes(prepared(vault, cache)))
    first = index_notes(prepared(vault, tmp_path / "fresh"))
    assert edited == files(first)

    def size(folder: Path) -> int:
        return sum(file.stat().st_size for file in (folder / "search").glob("*.pack"))

    assert size(cache) < 4 * size(tmp_path / "fresh")
    assert len([*(cache / "search").glob("*.pack")]) == 1


def test_pages_of_others_are_found_as_well_and_not_remembered(vault: Path, tmp_path: Path) -> None:
    ready = prepared(vault, tmp_path / "cache")
    index = index_notes(ready)
    page = foreign_document("api/", "Api", "<p>foreignword</p>", BOTH)
    both = files(with_pages(ready, index, [page]))
    assert json.loads(both["index"])["documents"] == 10
    assert b"foreignword" in b"".join(both.values())
    assert b"foreignword" not in b"".join(files(index).values())
    assert files(index_notes(prepared(vault, tmp_path / "cache"))) == files(index)


def test_from_disk_each_file_is_a_script(vault: Path, tmp_path: Path) -> None:
    index = index_notes(prepared(vault, tmp_path / "cache"))
    read = index.reader()
    for file, _, name in published(index, offline=True):
        assert file == f"assets/kb/search/{name}.js"
        script = as_published(name, read(name), offline=True).decode()
        said = re.fullmatch(r'kbSearch\("(.{5,8})",(.*)\);', script, re.DOTALL)
        assert said is not None
        assert said[1] == name
        assert json.loads(said[2]) == json.loads(read(name))


def test_a_folder_for_programs_holds_what_the_index_does(vault: Path, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    for edit in ("", "=== 폴더/모멘텀.md\n# 모멘텀\n\n다른 글\n"):
        write(vault, edit)
        index = index_notes(prepared(vault, tmp_path / "cache"))
        write_files(index, folder)
        assert {file.stem: file.read_bytes() for file in folder.iterdir()} == files(index)


def test_has_knows_figures_of_runs(tmp_path: Path) -> None:
    plot = "```python run\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n```\n"
    write(tmp_path / "vault", f"=== a.md\n# A\n\n{plot}=== b.md\n# B\n\n```python run\n1\n```\n")
    for _ in range(2):  # run, and remembered
        notes = found(tmp_path / "vault", tmp_path / "cache")
        assert [notes[name].has for name in ("a.md", "b.md")] == [("plot",), ()]


def test_languages_are_those_of_trees(vault: Path, tmp_path: Path) -> None:
    settings = Settings(site_name="x", languages=(Language("ko"),))
    ready = prepare(vault, settings, tmp_path / "cache")
    documents_of = dict(documents(ready.network, ready.runs))
    assert all(not each.versions for each in documents_of.values())
