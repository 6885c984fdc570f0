"""Which vault a command means, and where what belongs to it lies.

In: the argument VAULT, or nothing. Out: a `Project`.
"""

import os
from pathlib import Path

import click
import msgspec
import platformdirs
from msgspec import Struct

from kb.cli.speech import say
from kb.config import Settings
from kb.publish import ConfigError, load_settings
from kb.store import digest


class Project(Struct, frozen=True):
    vault: Path
    config_file: Path | None
    settings: Settings
    site_dir: Path | None
    """None: nobody has said where."""
    cache: Path


def find_project(vault: Path | None) -> Project:
    """The folder that was named, else this one; with its `mkdocs.yml` if it has one.

    Raises:
        click.UsageError: the folder or its configuration cannot be used; says how to mend it.
    """
    folder = vault or Path()
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        if (folder / name).is_file():
            return _configured(folder / name)
    if not folder.is_dir():
        raise click.UsageError(say("There is no folder {folder}.", folder=str(folder)))
    return Project(
        vault=folder,
        config_file=None,
        settings=Settings(),
        site_dir=None,
        cache=user_cache() / digest(os.fsencode(folder.resolve())),
    )


def _configured(file: Path) -> Project:
    cache = file.parent / "build" / "cache"
    try:
        loaded = load_settings(file)
    except ConfigError as error:
        raise click.UsageError(str(error)) from None
    return Project(loaded.docs_dir, file, loaded.settings, loaded.site_dir, cache)


def user_cache() -> Path:
    """Where what belongs to vaults without configuration is kept."""
    return Path(platformdirs.user_cache_dir("kb"))


def with_site_dir(project: Project, chosen: Path | None) -> Project:
    """Where the site goes; never into the vault.

    Raises:
        click.UsageError: that would be within the vault, or is not said and cannot be guessed.
    """
    site_dir = chosen or project.site_dir or Path("build/site")
    inside = site_dir.resolve().is_relative_to(project.vault.resolve())
    if inside or project.vault.resolve().is_relative_to(site_dir.resolve()):
        raise click.UsageError(
            say(
                "The site would be written to {site_dir}, among the notes. "
                "Say where it should go: kb build --site-dir FOLDER",
                site_dir=str(site_dir),
            )
        )
    return msgspec.structs.replace(project, site_dir=site_dir)
