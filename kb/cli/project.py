"""Which vault a command means, and where what belongs to it lies.

In: the argument VAULT, or nothing. Out: a `Project`.
"""

from pathlib import Path

import msgspec

from kb.cli.speech import Refusal, say
from kb.project import Project, load_project
from kb.strings import terminal_language

__all__ = ["Project", "find_project", "with_site_dir"]


def find_project(vault: Path | None) -> Project:
    """The folder that was named, else this one; with its `mkdocs.yml` if it has one.

    Raises:
        Refusal: there is no such folder.
        ConfigurationRefused: its `mkdocs.yml` cannot be followed.
    """
    folder = vault or Path()
    if not folder.is_dir():
        raise Refusal(say("There is no folder {folder}.", folder=str(folder)), status=2)
    return load_project(folder, terminal_language())


def with_site_dir(project: Project, chosen: Path | None) -> Project:
    """Where the site goes; never into the vault.

    Raises:
        Refusal: that would be within the vault.
    """
    site_dir = chosen or project.site_dir or Path("build/site")
    vault, site = project.vault.resolve(), site_dir.resolve()
    if site.is_relative_to(vault) or vault.is_relative_to(site):
        raise Refusal(
            say(
                "The site would be written to {site_dir}, among the notes. "
                "Say where it should go: kb build --site-dir FOLDER",
                site_dir=str(site_dir),
            ),
            status=2,
        )
    return msgspec.structs.replace(project, site_dir=site_dir)
