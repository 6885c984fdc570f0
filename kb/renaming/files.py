"""Many files change together, or none does.

In: a vault and what its files should hold and be called. Out: just that; or, after whatever went
wrong on the way, the files as they were.

Everything that is needed for the way back lies in a hidden folder of the vault before the first
file changes: the new texts, the old files, and a journal that says which is whose. It lies there
and not in the cache, because a cache may be deleted at any time, and the authors' files may not.
The work is done when that folder gets another name; whoever finds it under its own name, after the
power failed or the process was killed, goes the way back.
"""

import os
import shutil
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.names import nfc
from kb.renaming.refused import RenameRefused
from kb.store import digest
from kb.strings import mark

JOURNAL_FOLDER = ".kb-rename"
_DONE = ".kb-rename-done"
_JOURNAL = "journal.json"


class FileChange(Struct, frozen=True):
    """Paths are relative to the vault, as the file system spells them."""

    file: str
    new_file: str
    before: bytes
    after: bytes


class _Step(Struct, frozen=True):
    file: str
    new_file: str
    real: str
    """What is written to: a symbolic link stays one."""
    digests: tuple[str, str]
    """Of the bytes before and after."""


class _Journal(Struct, frozen=True):
    steps: list[_Step]
    folders: list[str]
    """Those that are made for notes that move, outermost first."""


def change_files(vault: Path, changes: list[FileChange]) -> None:
    """Make all the changes.

    Raises:
        RenameRefused: a file is there already, cannot be written, or an earlier work is not done.
        OSError: the disk is full, or the like. Then all is as it was.
    """
    shutil.rmtree(vault / _DONE, ignore_errors=True)
    folder = vault / JOURNAL_FOLDER
    folder.mkdir()
    try:
        journal = _prepare(vault, folder, changes)
        _go(vault, folder, journal)
        folder.rename(vault / _DONE)
    except BaseException:
        # An interrupt may come after the last step as well: then the work is done.
        if folder.is_dir():
            undo(vault)
        raise
    shutil.rmtree(vault / _DONE, ignore_errors=True)


def _prepare(vault: Path, folder: Path, changes: list[FileChange]) -> _Journal:
    steps: list[_Step] = []
    home = vault.resolve()
    for number, change in enumerate(changes):
        path = vault / change.file
        real = path.resolve()
        if not real.is_relative_to(home):
            raise RenameRefused(mark("Outside of the vault: {path}"), path=nfc(change.file))
        if not os.access(real, os.W_OK):
            raise RenameRefused(mark("{path} cannot be written."), path=nfc(change.file))
        kept = folder / f"{number}.old"
        _keep(real, kept)
        # What an editor has saved since the change was worked out must not be lost.
        if kept.read_bytes() != change.before:
            raise RenameRefused(
                mark("{path} has changed meanwhile. Try again."), path=nfc(change.file)
            )
        if change.after != change.before:
            draft = folder / f"{number}.new"
            draft.write_bytes(change.after)
            shutil.copymode(real, draft)
        digests = digest(change.before), digest(change.after)
        steps.append(_Step(change.file, change.new_file, str(real), digests))
    journal = _Journal(steps, _missing_folders(vault, changes))
    # The way back begins to exist here, whole.
    draft = folder / f"{_JOURNAL}.new"
    draft.write_bytes(msgspec.json.encode(journal))
    draft.replace(folder / _JOURNAL)
    return journal


def _keep(real: Path, kept: Path) -> None:
    """A second name for the file as it is; a copy where the file system knows no such names."""
    try:
        os.link(real, kept)
    except OSError:
        shutil.copy2(real, kept)


def _missing_folders(vault: Path, changes: list[FileChange]) -> list[str]:
    found: dict[str, None] = {}
    for change in changes:
        parents = [str(parent) for parent in Path(change.new_file).parents][:-1]
        found.update(dict.fromkeys(p for p in reversed(parents) if not (vault / p).is_dir()))
    return list(found)


def _go(vault: Path, folder: Path, journal: _Journal) -> None:
    for name in journal.folders:
        (vault / name).mkdir()
    for number, step in enumerate(journal.steps):
        path, new = vault / step.file, vault / step.new_file
        if step.file != step.new_file:
            if os.path.lexists(new) and not _has_moved(path, new):
                raise RenameRefused(mark("{path} is there already."), path=nfc(step.new_file))
            path.rename(new)
        draft = folder / f"{number}.new"
        if draft.exists():
            draft.replace(new if step.file != step.new_file else step.real)


def undo(vault: Path) -> bool:
    """Go the way back that a journal tells; False where there is none to go.

    Raises:
        RenameRefused: somebody has changed a file since, whose work would be lost.
    """
    folder = vault / JOURNAL_FOLDER
    if not folder.is_dir():
        return False
    try:
        journal = msgspec.json.decode((folder / _JOURNAL).read_bytes(), type=_Journal)
    except FileNotFoundError:  # no file had been touched yet
        shutil.rmtree(folder)
        return True
    for number, step in enumerate(journal.steps):
        _check_unchanged(vault, folder, number, step)
    for number, step in reversed(list(enumerate(journal.steps))):
        path, new = vault / step.file, vault / step.new_file
        kept = folder / f"{number}.old"
        if step.file != step.new_file and _has_moved(path, new):
            new.rename(path)
        if kept.exists() and step.digests[0] != step.digests[1]:
            kept.replace(step.real)
    for name in reversed(journal.folders):
        if (vault / name).is_dir() and not any((vault / name).iterdir()):
            (vault / name).rmdir()
    folder.rename(vault / _DONE)
    shutil.rmtree(vault / _DONE, ignore_errors=True)
    return True


def _check_unchanged(vault: Path, folder: Path, number: int, step: _Step) -> None:
    moved = _has_moved(vault / step.file, vault / step.new_file)
    file = step.new_file if moved else step.file
    path = vault / file
    if path.exists() and digest(path.read_bytes()) not in step.digests:
        raise RenameRefused(
            mark(
                "A rename was interrupted, and {path} has changed since. Its text of before "
                "is {kept}. Mend it by hand, then delete the folder {folder}."
            ),
            path=nfc(file),
            kept=str(folder / f"{number}.old"),
            folder=str(folder),
        )


def _has_moved(path: Path, new: Path) -> bool:
    """What lies at `new` is ours only if nothing is left at `path`, or both are one file, as where
    case is nothing to the file system.
    """
    return os.path.lexists(new) and (not os.path.lexists(path) or new.samefile(path))
