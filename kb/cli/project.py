"""Which vault a command means, and where what belongs to it lies.

In: the argument VAULT, or nothing; or a note. Out: a `Project`.
"""

import os
from pathlib import Path

import msgspec

from kb.cli.speech import Refusal, say
from kb.names import NotePath
from kb.project import Project, load_project, path_within, project_around
from kb.strings import terminal_language

__all__ = ["Project", "find_note", "find_project", "with_site_dir"]


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


def find_note(note: str, vault: Path | None) -> tuple[Project, NotePath]:
    """A note, a file or a path within its vault, and the project that it belongs to.

    Raises:
        Refusal: there is no such file, or it lies outside of the vault.
    """
    project = None if vault is None else find_project(vault)
    within = () if project is None else (project.vault / note, project.vault / f"{note}.md")
    file = next(
        (file for file in (Path(note), Path(f"{note}.md"), *within) if file.is_file()), None
    )
    if file is None:
        raise Refusal(say("There is no note {note}.", note=note), status=2)
    if project is None:
        project = project_around(file, terminal_language())
    path = path_within(project.vault, file)
    if path is None:
        folder = os.path.relpath(project.vault)
        raise Refusal(say("{note} does not lie in {folder}.", note=note, folder=folder), status=2)
    return project, path


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
