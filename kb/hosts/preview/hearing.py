"""What a project listens to, and what files that have changed are to it.

In: a project, and paths as the system tells them. Out: `Heard`.
"""

import os
from pathlib import Path

from msgspec import Struct

from kb.hosts.preview.watching import within
from kb.names import NotePath, nfc
from kb.project import Project
from kb.questions import LEDGER
from kb.translating import LEDGER as TRANSLATIONS

_SETTINGS = frozenset(
    {
        ".obsidian",
        ".obsidian/templates.json",
        ".obsidian/plugins/templater-obsidian",
        ".obsidian/plugins/templater-obsidian/data.json",
    }
)
"""Files that change what belongs to the vault."""
_LEDGERS = frozenset({LEDGER, TRANSLATIONS})


class Heard(Struct, frozen=True):
    files: frozenset[NotePath] = frozenset()
    """Of the vault: notes, attachments, folders, ledgers."""
    all_anew: bool = False
    """Which files belong to the vault may be another matter now,"""
    settings: bool = False
    """as may be how its site is made."""


def folders(project: Project) -> list[tuple[Path, bool]]:
    """What to watch; True: with all that is below it."""
    files = {Path(file).parent for file in project.setup.configuration.files} - {project.vault}
    theme = _theme_folder(project)
    themes = [(Path(theme), True)] if theme and Path(theme).is_dir() else []
    return [(project.vault, True), *((folder, False) for folder in sorted(files)), *themes]


def sort(project: Project, paths: set[str]) -> Heard:
    """Without what is hidden, and what we write ourselves."""
    theme, vault = _theme_folder(project), str(project.vault)
    settings = bool(paths & set(project.setup.configuration.files))
    settings = settings or bool(theme and within(theme, paths))
    ours = [os.path.abspath(each) for each in (project.cache, project.site_dir) if each]  # noqa: PTH100
    files: set[NotePath] = set()
    all_anew = False
    for path in within(vault, paths):
        full = f"{vault}{os.sep}{path}".replace("/", os.sep)
        if any(full == folder or full.startswith(folder + os.sep) for folder in ours):
            continue
        if path == "" or path in _SETTINGS:
            all_anew = True
        elif path in _LEDGERS or not any(part.startswith(".") for part in path.split("/")):
            files.add(NotePath(nfc(path)))
    return Heard(frozenset(files), all_anew, settings)


def _theme_folder(project: Project) -> str:
    """The author's own templates; '' where there are none."""
    theme = project.setup.theme.get("theme")
    return str(theme.get("custom_dir") or "") if isinstance(theme, dict) else ""
