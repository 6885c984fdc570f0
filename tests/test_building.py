"""A build brings the folder to what the notes say, whatever was there and whatever happens."""

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.link.tag_pages import ENOUGH
from tests.crawl import crawl, differences, files_of

_PROGRESS = re.compile(r"(Reading notes|Indexing notes|Writing pages): \d+/\d+")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    for number in range(120):
        write_note(folder, number, f"note {number}")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "unused.png").write_bytes(b"\x89PNG")
    return folder


def write_note(folder: Path, number: int, text: str) -> None:
    file = folder / f"part-{number % 6}" / f"note-{number}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    links = " ".join(f"[[note-{(number * 7 + step) % 120}]]" for step in range(3))
    tags = f"[a/b, five/{number % 5}, flat-{number % 17}]"
    file.write_text(
        f"---\ntags: {tags}\naliases: [name {number}, shared {number % 50}]\n---\n"
        f"# 제목 {number}\n\n{text} {links} ![[picture.png]]\n\n- [ ] x #in-text/{number % 3}\n",
        encoding="utf-8",
    )


def command(vault: Path, site: Path) -> list[str]:
    return [sys.executable, "-m", "kb", "build", str(vault), "--site-dir", str(site)]


def build(vault: Path, site: Path, cache: Path) -> str:
    done = subprocess.run(
        command(vault, site),
        env=environment(cache),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(cache: Path) -> dict[str, str]:
    return {
        "XDG_CACHE_HOME": str(cache),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": str(cache),
    }


def change(vault: Path, chance: random.Random) -> None:
    """Delete, add, rename and edit some notes."""
    notes = sorted(vault.rglob("*.md"))
    for file in chance.sample(notes, 8):
        file.unlink()
    for file in chance.sample(sorted(vault.rglob("*.md")), 8):
        file.write_text(
            file.read_text(encoding="utf-8").replace("제목", "새 제목"), encoding="utf-8"
        )
    for file in chance.sample(sorted(vault.rglob("*.md")), 4):
        text = file.read_text(encoding="utf-8").replace("five/", "six/", 1)
        file.write_text(text.replace("[[note-", "a sentence [[note-1", 1), encoding="utf-8")
    for number in chance.sample(range(120, 400), 8):
        write_note(vault, number, "new")
    moved = chance.choice(sorted(vault.rglob("*.md")))
    moved.rename(moved.with_name(f"moved-{chance.randrange(10**6)}.md"))


def test_only_what_changed_is_written(vault: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(vault, site, cache)
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*.html")}
    assert "up to date" in build(vault, site, cache)
    file = vault / "part-1" / "note-1.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nmore\n", encoding="utf-8")
    build(vault, site, cache)
    after = {file: file.stat().st_mtime_ns for file in site.rglob("*.html")}
    changed = {str(f.relative_to(site)) for f in after if after[f] != before.get(f)}
    assert changed == {"part-1/note-1/index.html"}
    assert (site / "picture.png").is_file()
    assert not (site / "unused.png").exists()


QUESTION = (
    "**Question:** 물음 {stem}?\n\n**Options:**\n\n- A) 하나\n- B) 둘\n\n**정답: A) 하나**\n\n"
    "💡 추가 설명:\n\n- **B) 둘** - {why}\n\n"
)


def times(site: Path) -> dict[str, int]:
    """When each file was written, but for those of the index."""
    files = (file for file in site.rglob("*") if file.is_file() and "search" not in file.parts)
    return {str(file.relative_to(site)): file.stat().st_mtime_ns for file in files}


def changed_since(before: dict[str, int], site: Path) -> set[str]:
    after = times(site)
    return {name for name in after | before if after.get(name) != before.get(name)}


def test_of_questions_only_what_changed_is_written(tmp_path: Path) -> None:
    vault, site, cache = tmp_path / "vault", tmp_path / "site", tmp_path / "cache"
    vault.mkdir()

    def write(name: str, text: str) -> set[str]:
        """Build with this note as well; what has changed in the site, but for the index."""
        before = times(site)
        (vault / f"{name}.md").write_text(f"# {name}\n\n{text}", encoding="utf-8")
        build(vault, site, cache)
        return {re.sub(r"\w{16}", "N", name) for name in changed_since(before, site)}

    data, index = "assets/kb/ko/questions/N.txt", "assets/kb/ko/questions.json"
    write("하나", "글")
    write("둘", "글")
    assert not (site / "quiz").exists()
    assert not (site / index).exists()
    first = write("하나", QUESTION.format(stem=1, why="까닭"))
    assert first >= {data, index, "quiz/index.html", "하나/index.html", "graph/index.html"}
    second = write("둘", QUESTION.format(stem=2, why="까닭"))
    assert second == {data, index, "quiz/index.html", "둘/index.html"}
    # Neighbours have their questions in one file.
    assert len(list(site.glob("assets/kb/ko/questions/*.txt"))) == 1
    # Why an option is wrong is in that file, and nowhere else in the data of the bank.
    assert write("하나", QUESTION.format(stem=1, why="다른 까닭")) == {data, "하나/index.html"}
    assert write("하나", "글\n\n" + QUESTION.format(stem=1, why="다른 까닭")) == {"하나/index.html"}
    assert "up to date" in build(vault, site, cache)
    assert write("둘", "글") == {data, index, "quiz/index.html", "둘/index.html"}
    last = write("하나", "글")
    assert last >= {data, index, "quiz/index.html", "graph/index.html"}
    assert not (site / "quiz").exists()
    build(vault, tmp_path / "fresh", tmp_path / "other-cache")
    assert not differences(site, tmp_path / "fresh")


def test_what_somebody_damaged_is_mended(vault: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    build(vault, site, cache)
    whole = files_of(site)
    (site / "index.html").unlink()
    (site / "part-1" / "note-1" / "index.html").write_text("x", encoding="utf-8")
    (site / "stray.html").write_text("x", encoding="utf-8")
    build(vault, site, cache)
    assert files_of(site) == whole


def test_many_edits_give_what_a_fresh_build_gives(vault: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    chance = random.Random(7)
    build(vault, site, cache)
    for _ in range(5):
        change(vault, chance)
        build(vault, site, cache)
    build(vault, tmp_path / "fresh", tmp_path / "other-cache")
    assert not differences(site, tmp_path / "fresh")
    shutil.rmtree(cache)
    build(vault, site, cache)
    assert not differences(site, tmp_path / "fresh")


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    put(file, text.replace(old, new))


EDITS: tuple[Callable[[Path], object], ...] = (
    lambda notes: replaced(notes / "a" / "one.md", "words", "other words"),
    lambda notes: replaced(notes / "a" / "one.md", "# 하나", "# 첫째"),
    lambda notes: replaced(notes / "a" / "one.md", "tags: [x]", "tags: [y, z]"),
    lambda notes: put(notes / "a" / "index.md", "# The folder\n\n[[two]]\n"),
    lambda notes: (notes / "a" / "index.md").rename(notes / "a" / "b" / "index.md"),
    lambda notes: replaced(notes / "a" / "b" / "index.md", "# The folder", "# 묶음"),
    lambda notes: replaced(notes / "a" / "b" / "two.md", "tags: [x]", "lang: en"),
    lambda notes: put(notes / "a" / "one.en.md", "# One\n\nIn English, [[two]] and [[three]].\n"),
    lambda notes: replaced(notes / "a" / "one.en.md", "# One", "# The first"),
    lambda notes: replaced(notes / "three.md", "tags: [x]", "aliases: [two]\nmodified: 2026-01-02"),
    lambda notes: replaced(notes / "a" / "b" / "two.md", "lang: en", "draft: true"),
    lambda notes: (notes / "a" / "one.md").unlink(),
)


def test_each_edit_gives_what_a_fresh_build_gives(tmp_path: Path) -> None:
    """One after the other, in a site of two languages."""
    project = tmp_path / "project"
    put(project / "mkdocs.yml", "site_name: x\nsite_dir: build/site\nplugins: [kb]\n")
    for name, title in (("a/one", "하나"), ("a/b/two", "둘"), ("three", "셋")):
        text = f"---\ntags: [x]\n---\n# {title}\n\nwords 낱말 [[one]] [[two]] [[셋]] [[a/]]\n"
        put(project / "docs" / f"{name}.md", text)
    each_edit_gives_what_a_fresh_build_gives(project, tmp_path, EDITS)


def question(stem: str, right: str) -> str:
    return (
        f"**Question:** {stem}\n\n- A) One\n- B) Two\n- C) Last\n\n**정답: {right}) x**\n\n"
        f"💡 추가 설명:\n\n- **A) One** - why\n\n"
    )


EDITS_OF_QUESTIONS: tuple[Callable[[Path], object], ...] = (
    lambda notes: put(notes / "a.en.md", f"# A\n\n{question('Which?', 'B')}"),
    lambda notes: replaced(notes / "a.en.md", "정답: B", "정답: A"),
    lambda notes: replaced(notes / "a.md", "정답: B", "정답: A"),
    lambda notes: replaced(notes / "a.en.md", "C) Last", "C) Third\n- D) Last"),
    lambda notes: replaced(notes / "a.md", "C) Last", "C) Third\n- D) Last"),
    lambda notes: replaced(notes / "a.md", "어느 것?", "어느 것이 맞습니까?"),
    lambda notes: replaced(notes / "a.md", "- why", "- because"),
    # Of one stem in two notes, whoever had its id before keeps it, which a fresh build cannot know.
    lambda notes: put(notes / "c.md", f"# 다\n\n{question('다음 가운데 무엇입니까?', 'A')}"),
    lambda notes: replaced(notes / "a.en.md", "# A\n", f"# A\n\n{question('First?', 'A')}"),
    lambda notes: replaced(notes / "a.md", "# 가\n", f"# 가\n\n{question('먼저?', 'A')}"),
    lambda notes: (notes / "a.en.md").unlink(),
)


@pytest.mark.acceptance
def test_questions_and_their_translations_after_each_edit(tmp_path: Path) -> None:
    project = tmp_path / "project"
    put(project / "mkdocs.yml", "site_name: x\nsite_dir: build/site\nplugins: [kb]\n")
    put(project / "docs" / "a.md", f"---\nlang: ko\n---\n# 가\n\n{question('어느 것?', 'B')}")
    put(project / "docs" / "b.md", "# 나\n\n끼워 넣습니다.\n\n![[a]]\n")
    each_edit_gives_what_a_fresh_build_gives(project, tmp_path, EDITS_OF_QUESTIONS)


EDITS_OF_TERMS: tuple[Callable[[Path], object], ...] = (
    lambda notes: put(notes / "b.md", "# 나\n\n**학습률**(learning rate)은 걸음입니다.\n"),
    lambda notes: replaced(notes / "b.md", "걸음", "보폭"),
    lambda notes: put(notes / "c.md", "# 다\n\n모델 학습률(Learning Rates)과 모멘텀(momentum)\n"),
    lambda notes: replaced(notes / "b.md", "# 나", "# 학습률"),
    lambda notes: put(notes / "b.en.md", "# Learning rate\n\nThe learning rate (학습률).\n"),
    lambda notes: replaced(notes / "b.md", "**학습률**(learning rate)", "학습률"),
    lambda notes: (notes / "c.md").unlink(),
    lambda notes: put(notes / "b.en.md", "# The step\n\nNothing.\n"),
)


@pytest.mark.acceptance
def test_terms_after_each_edit(tmp_path: Path) -> None:
    project = tmp_path / "project"
    put(project / "mkdocs.yml", "site_name: x\nsite_dir: build/site\nplugins: [kb]\n")
    put(project / "docs" / "a.md", "# 가\n\n글 [[b]]\n")
    each_edit_gives_what_a_fresh_build_gives(project, tmp_path, EDITS_OF_TERMS)


def with_tag(notes: Path, count: int) -> None:
    for number in range(count):
        put(notes / f"more-{number}.md", f"---\ntags: [x]\n---\n# 더 {number}\n\n글\n")


def test_a_choice_of_notes_follows_their_tags(tmp_path: Path) -> None:
    """A tag that many notes have gets a page of its own, and readers who choose are led there."""
    project = tmp_path / "project"
    put(project / "mkdocs.yml", "site_name: x\nsite_dir: build/site\nplugins: [kb]\n")
    for name in ("a", "b"):
        put(project / "docs" / f"{name}.md", "---\ntags: [x]\naliases: [둘]\n---\n# 제목\n\n글\n")
    edits = (lambda notes: with_tag(notes, 1), lambda notes: with_tag(notes, ENOUGH[1]))
    each_edit_gives_what_a_fresh_build_gives(project, tmp_path, edits)


def test_a_text_that_changes_no_term_changes_one_page(tmp_path: Path) -> None:
    vault, site, cache = tmp_path / "vault", tmp_path / "site", tmp_path / "cache"
    put(vault / "a.md", "# 가\n\n학습률(learning rate)은 걸음입니다.\n")
    put(vault / "b.md", "# 나\n\n글\n")
    build(vault, site, cache)
    before = times(site)
    put(vault / "a.md", "# 가\n\n더 쓴 글\n\n그 학습률(learning rate)은 걸음입니다.\n")
    build(vault, site, cache)
    assert changed_since(before, site) == {"a/index.html"}
    # A new term is in the glossary, and in no other page.
    before = times(site)
    put(vault / "b.md", "# 나\n\n경사하강법(gradient descent)\n")
    build(vault, site, cache)
    pages = {"b/index.html", "glossary/index.html"}
    assert changed_since(before, site) == {*pages, "assets/kb/ko/glossary.json"}


def each_edit_gives_what_a_fresh_build_gives(
    project: Path, tmp_path: Path, edits: tuple[Callable[[Path], object], ...]
) -> None:
    build_project(project, tmp_path)
    for number, edit in enumerate(edits):
        edit(project / "docs")
        build_project(project, tmp_path)
        fresh = tmp_path / str(number) / "project"
        shutil.copytree(project, fresh, ignore=shutil.ignore_patterns("build"))
        build_project(fresh, tmp_path)
        assert not differences(project / "build" / "site", fresh / "build" / "site"), number


def build_project(project: Path, home: Path) -> None:
    """A broken link is a problem that fails, and the site is built all the same."""
    done = subprocess.run(
        [sys.executable, "-m", "kb", "build"],
        cwd=project,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    # On a slow machine it says how far it is; whatever else it says is an accident.
    said = [line for line in done.stderr.splitlines() if not _PROGRESS.fullmatch(line)]
    assert not said, done.stderr


def test_a_folder_of_others_is_not_touched(vault: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.txt").write_text("mine", encoding="utf-8")
    done = subprocess.run(
        command(vault, site), env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "thesis.txt" in done.stderr
    assert [file.name for file in site.iterdir()] == ["thesis.txt"]


def test_a_site_among_the_notes_is_refused(vault: Path, tmp_path: Path) -> None:
    before = files_of(vault)
    for site in (vault / "site", vault, vault.parent):
        done = subprocess.run(
            command(vault, site),
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2, site
    assert files_of(vault) == before


@pytest.mark.parametrize("moments", [8, pytest.param(20, marks=pytest.mark.acceptance)])
def test_killed_at_any_moment_the_site_is_whole(vault: Path, tmp_path: Path, moments: int) -> None:
    """`kill -9` at many moments of a build that adds, changes, moves and deletes."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    chance = random.Random(3)
    build(vault, site, cache)
    change(vault, chance)
    started = time.monotonic()
    build(vault, site, cache)
    takes = time.monotonic() - started
    killed = 0
    for moment in range(moments):
        change(vault, chance)
        process = subprocess.Popen(
            command(vault, site),
            env=environment(cache),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(takes * (moment + 1) / (moments + 1))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = crawl(site)
        assert found.pages
        assert not found.broken
        assert not found.dead, moment
        for file in site.rglob("*.html"):
            if ".kb-drafts" not in file.parts:
                assert file.read_text(encoding="utf-8").rstrip().endswith("</html>")
    # On a busy machine many a build ends before its moment comes.
    assert killed >= moments // 4
    build(vault, site, cache)
    build(vault, tmp_path / "fresh", tmp_path / "other-cache")
    assert not differences(site, tmp_path / "fresh")


def test_killed_while_it_is_new_nothing_leads_into_nothing(vault: Path, tmp_path: Path) -> None:
    for moment in range(5):
        site, cache = tmp_path / f"site-{moment}", tmp_path / f"cache-{moment}"
        process = subprocess.Popen(
            command(vault, site),
            env=environment(cache),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.3 + moment * 0.35)
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = crawl(site)
        assert not found.broken
        assert not found.dead
        assert "pages" in build(vault, site, cache) or True
        assert not crawl(site, start=None).dead


def test_two_builds_at_once_take_turns(vault: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    both = [
        subprocess.Popen(
            command(vault, place),
            env=environment(cache),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for place in (site, tmp_path / "other")
    ]
    for process in both:
        said, _ = process.communicate()
        assert process.returncode == 0, said
    assert not differences(site, tmp_path / "other")
