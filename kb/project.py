"""A folder that somebody calls a vault or a project, and where what belongs to it lies.

In: a folder, with an `mkdocs.yml` or without one. Out: a `Project`.
"""

import os
from pathlib import Path

from msgspec import Struct

from kb.config import ConfigurationRefused
from kb.names import Language, NotePath, nfc
from kb.problems import seen_from_here
from kb.publish import Setup, load_setup
from kb.store import digest
from kb.unchanged import user_cache

CONFIGURATIONS = ("mkdocs.yml", "mkdocs.yaml")


class Project(Struct, frozen=True):
    folder: Path
    """That of `mkdocs.yml`, or the vault's."""
    setup: Setup
    vault: Path
    site_dir: Path | None
    """None: nobody has said where."""
    cache: Path


def load_project(folder: Path, language: Language) -> Project:
    """What `folder` is, by its `mkdocs.yml` if it has one; problems are told in `language`.

    Raises:
        ConfigurationRefused: its `mkdocs.yml` cannot be followed; with paths as seen from here.
    """
    for name in CONFIGURATIONS:
        file = folder / name
        if file.is_file():
            try:
                setup = load_setup(file, None, language)
            except ConfigurationRefused as refused:
                raise ConfigurationRefused(seen_from_here(refused.problems, str(folder))) from None
            cache = folder / "build" / "cache"
            return Project(folder, setup, Path(setup.vault), Path(setup.site), cache)
    setup = load_setup(None, folder, language)
    cache = Path(user_cache()) / digest(os.fsencode(folder.resolve()))
    return Project(folder, setup, Path(setup.vault), None, cache)


def project_around(file: Path, language: Language) -> Project:
    """The project that a note belongs to: by an `mkdocs.yml` above it whose notes it is among, else
    by the folder that Obsidian has opened, else the folder we are in, else its own.

    Raises:
        ConfigurationRefused: that `mkdocs.yml` cannot be followed.
    """
    file = file.absolute()
    for folder in file.parents:
        if any((folder / name).is_file() for name in CONFIGURATIONS):
            project = load_project(_as_written(folder), language)
            if file.resolve().is_relative_to(project.vault.resolve()):
                return project
    opened = next((folder for folder in file.parents if (folder / ".obsidian").is_dir()), None)
    if opened is not None:
        return load_project(_as_written(opened), language)
    return load_project(Path() if file.is_relative_to(Path.cwd()) else file.parent, language)


def _as_written(folder: Path) -> Path:
    """Short, where it is at or below the folder that we are in."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def path_within(vault: Path, file: Path) -> NotePath | None:
    """What a file is called in a vault; None where it lies outside."""
    try:
        found = file.resolve().relative_to(vault.resolve())
    except ValueError:
        return None
    return NotePath(nfc(found.as_posix()))
