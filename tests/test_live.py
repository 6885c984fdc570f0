"""After whatever happens to a vault that is open, each file is the one that a fresh build gives.

The theme around pages is remembered, and what questions were: what is judged is what pages show.
"""

import os
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from kb import rereading
from kb.indexed import Index
from kb.indexing import index_notes
from kb.indexing_apart import IndexApart
from kb.live import Live, State
from kb.names import Language, NotePath, nfc
from kb.pipeline import Prepared, prepare
from kb.project import Project, load_project
from kb.publish import Shell
from kb.read import GaveWayError
from kb.running import run_nothing
from kb.site_files import SiteFiles, maker
from kb.store import OpenPacks, locked
from tests.crawl import differences_of
from tests.languages.conftest import THREE, TWO, VAULT
from tests.languages.reading import SITE
from tests.languages.test_edits import Notes
from tests.questions.notes import question

KOREAN = Language("ko")


class Happenings(Notes):
    """What may happen to a vault, beside what happens to one note."""

    def anything(self) -> str:
        kinds: tuple[Callable[[], str], ...] = (
            self.several,
            self.folder_moves,
            self.attachment,
            self.attachment_goes,
            self.ask,
            self.ledger,
            self.touch,
            self.emptied,
            self.reverted,
            self.used,
            self.symlink,
            self.template_folder,
        )
        return self.chance.choice(kinds)() if self.chance.random() < 0.4 else self.edit()

    def one(self) -> Path:
        return self.chance.choice(sorted(self.folder.rglob("*.md")))

    def several(self) -> str:
        return "; ".join(self.edit() for _ in range(self.chance.randrange(2, 6)))

    def folder_moves(self) -> str:
        folders = sorted(each for each in self.folder.iterdir() if each.is_dir())
        old = self.chance.choice(folders)
        new = self.folder / self.chance.choice(("moved", "또-다른", "theory", "a.b"))
        if not old.name.startswith(".") and not new.exists():
            old.rename(new)
        return f"folder {old.name} -> {new.name}"

    def attachment(self) -> str:
        name = self.chance.choice(("picture.png", "그림.png", "data/values.csv"))
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_bytes(self.chance.randbytes(20))
        if self.chance.random() < 0.5:
            self.add(self.one(), f"![[{name}]]")
        return f"attachment {name}"

    def attachment_goes(self) -> str:
        for file in (*self.folder.rglob("*.png"), *self.folder.rglob("*.csv")):
            file.unlink()
        return "no attachments"

    def ask(self) -> str:
        file = self.one()
        stem = self.chance.choice(("무엇이 맞는가?", "What holds?", "학습률은?"))
        right = self.chance.choice("AB")
        self.add(file, question(stem, "값", "다른 값", right=right))
        return f"question in {file.name}"

    def ledger(self) -> str:
        name = self.chance.choice((".kb-questions.json", ".kb-translations.json", ".obsidian.json"))
        text = self.chance.choice(("", "{\n}\n", '{\n"a": 1\n'))
        (self.folder / name).write_text(text, encoding="utf-8")
        return f"ledger {name}: {text!r}"

    def touch(self) -> str:
        file = self.one()
        file.touch()
        return f"touched {file.name}"

    def emptied(self) -> str:
        file = self.one()
        file.write_bytes(self.chance.choice((b"", b"\x00", b"---\ntitle: [\n---\nx")))
        return f"emptied {file.name}"

    def reverted(self) -> str:
        files = sorted(VAULT.rglob("*.md"))
        file = self.chance.choice(files)
        new = self.folder / file.relative_to(VAULT)
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, new)
        return f"{new.name} as it was"

    def used(self) -> str:
        file = self.one()
        self.add(file, "```python run\n#| label: one\nprint(1)\n```\n\n`{python} 1 + 1`")
        return f"snippet in {file.name}"

    def symlink(self) -> str:
        link = self.folder / "linked.md"
        if link.is_symlink():
            link.unlink()
        else:
            link.symlink_to(self.one().relative_to(self.folder))
        return "symlink"

    def template_folder(self) -> str:
        settings = self.folder / ".obsidian" / "templates.json"
        settings.parent.mkdir(exist_ok=True)
        folder = self.chance.choice(("theory", "notes", "nowhere"))
        settings.write_text(f'{{"folder": "{folder}"}}', encoding="utf-8")
        return f"templates in {folder}"

    def add(self, file: Path, text: str) -> None:
        before = file.read_text(encoding="utf-8", errors="replace")
        file.write_text(f"{before}\n\n{text}\n", encoding="utf-8")


def looks(folder: Path) -> dict[NotePath, object]:
    """What an observer of the file system tells apart."""
    return {
        NotePath(nfc(file.relative_to(folder).as_posix())): (
            file.is_symlink() or (file.stat().st_mtime_ns, file.stat().st_ino, file.stat().st_size)
        )
        for file in folder.rglob("*")
        if file.is_symlink() or not file.is_dir()
    }


def open_project(folder: Path, languages: tuple[str, ...]) -> Project:
    shutil.copytree(VAULT, folder / "docs")
    (folder / "mkdocs.yml").write_text(
        f"site_name: 노트\nsite_url: {SITE}\nplugins:\n  - kb:\n      languages: "
        f"[{', '.join(languages)}]\n",
        encoding="utf-8",
    )
    return load_project(folder, KOREAN)


def fresh(project: Project, cache: Path) -> tuple[Prepared, Shell]:
    """What the vault is now, by a cache that knows no note."""
    shutil.copytree(project.cache / "shell", cache / "shell")
    shutil.copytree(project.cache / "templates", cache / "templates")
    marks = project.cache / "question-marks.msgpack"
    if marks.exists():
        shutil.copy(marks, cache)
    prepared = prepare(project.vault, project.setup.settings, cache, execute=run_nothing)
    return prepared, prepared.shell(project.setup, cache, KOREAN)


def site(prepared: Prepared, shell: Shell, index: Index | None = None) -> dict[str, bytes]:
    make = maker(prepared, shell, index)
    return {file.name: make(file) for file in SiteFiles(prepared, shell, index)}


def all_is_what_a_fresh_build_gives(
    folder: Path, languages: tuple[str, ...], seed: int, count: int, searched: int
) -> None:
    """After each of `count` happenings; of the search after every so many of them."""
    project = open_project(folder / "project", languages)
    chance = random.Random(seed)
    notes = Happenings(project.vault, chance)
    live = Live(project, KOREAN)
    done: list[str] = []
    for number in range(count):
        before = looks(project.vault)
        done.append(notes.anything())
        after = looks(project.vault)
        changed = {path for path in before | after if before.get(path) != after.get(path)}
        state = live.update(None if chance.random() < 0.1 else changed)
        live.flush()
        prepared, shell = fresh(project, folder / "fresh")
        made = {file.name: state.bytes_of(file) for file in state.files}
        differ = differences_of(made, site(prepared, shell))
        if not differ and number % searched == searched - 1:
            index = IndexApart().index(state.prepared)
            made = site(state.prepared, state.shell, index)
            differ = differences_of(made, site(prepared, shell, index_notes(prepared)))
        assert not differ, "\n".join((*done, *differ))
        assert state.problems == prepared.problems(KOREAN), "\n".join(done)
        shutil.rmtree(folder / "fresh")


@pytest.mark.parametrize("languages", [TWO, THREE, ("ko",)], ids=" ".join)
def test_all_is_what_a_fresh_build_gives(tmp_path: Path, languages: tuple[str, ...]) -> None:
    all_is_what_a_fresh_build_gives(tmp_path, languages, 8, 34, 17)


def write(vault: Path, **notes: str) -> set[NotePath]:
    for name, text in notes.items():
        (vault / f"{name}.md").write_text(text, encoding="utf-8")
    return {NotePath(f"{name}.md") for name in notes}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    vault = tmp_path / "vault"
    vault.mkdir()
    write(vault, a="# A\n\nText.\n", b="# B\n\n[[a]]\n", c="# C\n")
    return replace(load_project(vault, KOREAN), cache=tmp_path / "cache")


def page(state: State, name: str) -> str:
    file = state.files.find(name)
    assert file is not None
    return state.bytes_of(file).decode()


def test_a_state_never_changes(project: Project) -> None:
    live = Live(project, KOREAN)
    first = live.state
    second = live.update(write(project.vault, a="# A\n\nOther words.\n"))
    assert "Text." in page(first, "a/index.html")
    assert "Other words." in page(second, "a/index.html")
    assert second.number == first.number + 1


def test_where_nothing_has_changed_the_state_is_the_same(project: Project) -> None:
    live = Live(project, KOREAN)
    assert live.update(None) is live.update({NotePath("nowhere.md"), NotePath(".hidden")})
    assert live.state.number == 0


def test_a_look_at_all_gives_way(project: Project) -> None:
    live = Live(project, KOREAN)
    before = live.state
    (project.vault / "folder").mkdir()
    write(project.vault, a="# Another\n")
    answers = iter([False, True])
    with pytest.raises(GaveWayError):
        live.update(None, lambda: next(answers))
    assert live.state is before
    assert live.update(None, lambda: False) is not before


def test_a_page_is_followed_where_its_note_goes(project: Project) -> None:
    live = Live(project, KOREAN)
    first = live.state
    (project.vault / "a.md").rename(project.vault / "z.md")
    (project.vault / "c.md").unlink()
    state = live.update({NotePath("a.md"), NotePath("z.md"), NotePath("c.md")})
    assert state.now_at("a/index.html", first) == "z/index.html"
    assert state.now_at("b/index.html", first) == "b/index.html"
    assert state.now_at("c/index.html", first) is None
    assert state.note_at("z/index.html") == "z.md"


def test_two_writes_within_a_tick_of_the_clock_are_both_seen(project: Project) -> None:
    live = Live(project, KOREAN)
    file = project.vault / "a.md"
    live.update(write(project.vault, a="# A\n\nOne.\n"))
    before = file.stat()
    write(project.vault, a="# A\n\nTwo.\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "Two." in page(live.update({NotePath("a.md")}), "a/index.html")


def test_a_cache_that_somebody_deletes_is_not_missed(project: Project) -> None:
    live = Live(project, KOREAN)
    live.update(write(project.vault, a="# A\n\nNew.\n"))
    shutil.rmtree(project.cache)
    state = live.update(write(project.vault, b="# B\n\nMore. [[a]]\n"))
    assert "New." in page(state, "a/index.html")
    assert "More." in page(state, "b/index.html")
    live.flush()
    live.close()


def test_a_build_meanwhile_does_not_matter(project: Project) -> None:
    """It removes packs of bodies that nothing in the cache refers to."""
    live = Live(project, KOREAN)
    write(project.vault, a="# A\n\nBuilt.\n", b="# B\n\nBuilt. [[c]]\n", c="# C\n\nBuilt.\n")
    prepare(project.vault, project.setup.settings, project.cache)
    state = live.state
    assert "Text." in page(state, "a/index.html")
    state = live.update(None)
    assert "Built." in page(state, "c/index.html")
    live.close()
    again = prepare(project.vault, project.setup.settings, project.cache)
    assert again.workspace.parsed == 0


def test_what_was_read_is_remembered_at_the_end(project: Project) -> None:
    live = Live(project, KOREAN)
    live.update(write(project.vault, a="# A\n\nNew.\n", d="# D\n"))
    live.close()
    again = Live(project, KOREAN)
    assert again.state.prepared.workspace.parsed == 0
    assert "New." in page(again.state, "a/index.html")


def test_while_somebody_builds_nobody_waits(project: Project) -> None:
    live = Live(project, KOREAN)
    with locked(project.cache):
        assert "New." in page(live.update(write(project.vault, a="# A\n\nNew.\n")), "a/index.html")
        live.flush()
        live.close()


def test_many_files_at_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereading, "MOST", 2)
    live = Live(project, KOREAN)
    state = live.update(write(project.vault, a="# A\n\nx\n", b="# B\n\ny\n", d="# D\n\nz\n"))
    assert all(word in page(state, f"{name}/index.html") for name, word in ("ax", "by", "dz"))


def test_what_nobody_needs_any_more_is_given_up(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "SPARE", 2_000)
    live = Live(project, KOREAN)
    for number in range(100):
        state = live.update(write(project.vault, a=f"# A\n\nText {number}.\n"))
    packs = state.prepared.workspace.reader
    assert isinstance(packs, OpenPacks)
    assert packs.added < 10_000
    assert "Text 99." in page(state, "a/index.html")
    assert "Text 0." in page(
        live.update(write(project.vault, b="# B\n\nText 0.\n")), "b/index.html"
    )


def test_several_threads_make_pages_of_several_states(project: Project) -> None:
    live = Live(project, KOREAN)
    states = [live.state]
    states += [
        live.update(write(project.vault, a=f"# A {number}\n\nText {number}.\n"))
        for number in range(20)
    ]
    alone = [site(state.prepared, state.shell) for state in states]

    def made(state: State) -> dict[str, bytes]:
        return {file.name: state.bytes_of(file) for file in state.files}

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(made, states)] == alone


@pytest.mark.acceptance
@pytest.mark.parametrize("seed", range(10))
def test_all_is_always_what_a_fresh_build_gives(tmp_path: Path, seed: int) -> None:
    languages = (TWO, THREE, ("ko",))[seed % 3]
    all_is_what_a_fresh_build_gives(tmp_path, languages, 100 + seed, 200, 20)
