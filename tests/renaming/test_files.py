"""Files change together or not at all, whatever fails and wherever the process is killed."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kb.renaming import RenameRefused, files, undo
from kb.renaming.files import JOURNAL_FOLDER, FileChange, change_files
from tests.crawl import files_of

BEFORE = {"a.md": b"one", "d/b.md": b"[[a]]", "c.md": b"[[a]]\r\n", "e.md": b"as it was"}
CHANGES = [
    FileChange("a.md", "new/deep/a2.md", b"one", b"---\naliases: [a]\n---\none"),
    FileChange("d/b.md", "d/b.md", b"[[a]]", b"[[a2]]"),
    FileChange("c.md", "c.md", b"[[a]]\r\n", b"[[a2]]\r\n"),
    FileChange("e.md", "f.md", b"as it was", b"as it was"),
]
AFTER = {
    "new/deep/a2.md": b"---\naliases: [a]\n---\none",
    "d/b.md": b"[[a2]]",
    "c.md": b"[[a2]]\r\n",
    "f.md": b"as it was",
}


class Killed(BaseException):
    """Nothing of ours runs after this."""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    for name, data in BEFORE.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)
    (tmp_path / "a.md").chmod(0o640)
    return tmp_path


def break_at(monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException) -> Callable[[], int]:
    """The `step`-th time that something is done to the disk, `error` comes instead."""
    count = 0

    def counting(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                raise error
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, counted)

    places: list[tuple[Any, str]] = [
        (Path, "mkdir"),
        (Path, "rename"),
        (Path, "replace"),
        (Path, "write_bytes"),
        (files.shutil, "copymode"),
    ]
    if not isinstance(error, OSError):  # then a copy would serve
        places.append((os, "link"))
    for owner, name in places:
        counting(owner, name)
    return lambda: count


def test_all_is_changed(vault: Path) -> None:
    change_files(vault, CHANGES)
    assert files_of(vault) == AFTER
    assert (vault / "new/deep/a2.md").stat().st_mode & 0o777 == 0o640
    assert not undo(vault)


@pytest.mark.parametrize("error", [OSError(28, "disk full"), KeyboardInterrupt()])
def test_a_failure_at_any_step_leaves_all_as_it_was(
    vault: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    times = {file: (vault / file).stat().st_mtime_ns for file in BEFORE}
    for step in range(1, 1000):
        with monkeypatch.context() as patched:
            count = break_at(patched, step, error)
            with suppress(type(error)):
                change_files(vault, CHANGES)
            if count() < step:
                break
        assert files_of(vault) == BEFORE
        assert {file: (vault / file).stat().st_mtime_ns for file in BEFORE} == times
        assert not (vault / "new").exists()
    assert step > 15
    assert files_of(vault) == AFTER


def test_a_kill_at_any_step_is_undone_by_the_next_command(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in range(1, 1000):
        with monkeypatch.context() as patched:
            patched.setattr(files, "undo", lambda _vault: False)
            count = break_at(patched, step, Killed())
            with suppress(Killed):
                change_files(vault, CHANGES)
            if count() < step:
                break
        undo(vault)
        assert files_of(vault) == BEFORE
    assert files_of(vault) == AFTER


def test_a_kill_on_the_way_back_is_no_harm(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(1, 1000):
        with monkeypatch.context() as patched:
            patched.setattr(files, "undo", lambda _vault: False)
            break_at(patched, 18, Killed())
            with pytest.raises(Killed):
                change_files(vault, CHANGES)
        assert files_of(vault) != BEFORE
        with monkeypatch.context() as patched:
            count = break_at(patched, step, Killed())
            with suppress(Killed):
                undo(vault)
            if count() < step:
                break
        undo(vault)
        assert files_of(vault) == BEFORE
    assert step > 3


def test_what_was_written_since_is_not_lost(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(files, "undo", lambda _vault: False)
        patched.setattr(Path, "rename", _killed_at_the_end)
        with pytest.raises(Killed):
            change_files(vault, CHANGES)
    (vault / "c.md").write_bytes(b"written since")
    with pytest.raises(RenameRefused, match=r"c\.md has changed since"):
        undo(vault)
    assert (vault / "c.md").read_bytes() == b"written since"
    assert (vault / "d/b.md").read_bytes() == b"[[a2]]"
    (vault / "c.md").write_bytes(b"[[a]]\r\n")
    assert undo(vault)
    assert files_of(vault) == BEFORE


_rename = Path.rename


def _killed_at_the_end(path: Path, target: Path) -> Path:
    if path.name == JOURNAL_FOLDER:
        raise Killed
    return _rename(path, target)


def test_no_file_is_overwritten(vault: Path) -> None:
    (vault / "f.md").write_bytes(b"somebody's")
    with pytest.raises(RenameRefused, match=r"f\.md is there already"):
        change_files(vault, CHANGES)
    assert files_of(vault) == {**BEFORE, "f.md": b"somebody's"}


def test_a_copy_serves_where_there_are_no_second_names(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    change_files(vault, CHANGES)
    assert files_of(vault) == AFTER


def test_a_symbolic_link_stays_one(vault: Path) -> None:
    (vault / "s.md").symlink_to("c.md")
    change_files(vault, [FileChange("s.md", "s.md", b"[[a]]\r\n", b"[[a2]]\r\n")])
    assert (vault / "s.md").is_symlink()
    assert (vault / "c.md").read_bytes() == b"[[a2]]\r\n"
