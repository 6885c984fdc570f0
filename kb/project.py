"""A folder that somebody calls a vault or a project, and where what belongs to it lies.

In: a folder, with an `mkdocs.yml` or without one. Out: a `Project`.
"""

import os
from pathlib import Path

from msgspec import Struct

from kb.names import Language
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
        ConfigurationRefused: its `mkdocs.yml` cannot be followed.
    """
    for name in CONFIGURATIONS:
        file = folder / name
        if file.is_file():
            setup = load_setup(file, None, language)
            cache = folder / "build" / "cache"
            return Project(folder, setup, Path(setup.vault), Path(setup.site), cache)
    setup = load_setup(None, folder, language)
    cache = Path(user_cache()) / digest(os.fsencode(folder.resolve()))
    return Project(folder, setup, Path(setup.vault), None, cache)
