"""What is never part of a site: hidden things, templates, and what the author excludes.

In: a vault's folder and the author's patterns.
Out: a test for each folder and file.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct

from kb.names import nfc

TEMPLATE_NAMES = frozenset({"templates", "Templates", "_templates"})
_NEVER = frozenset({"node_modules"})

# Obsidian's own plugin and Templater: where each says which folder is its own.
_TEMPLATE_SETTINGS = (
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
)


class LeftOut(Struct, frozen=True):
    """Tells what to leave out; paths are relative to the vault, NFC, `/` between folders."""

    templates: frozenset[str]
    """The folders that Obsidian's settings name."""
    excluded: Callable[[str], bool] | None
    """The author's patterns; a folder's path ends in `/`."""

    def folder(self, name: str, path: str) -> bool:
        return (
            name.startswith(".")
            or name in _NEVER
            or name in TEMPLATE_NAMES
            or path in self.templates
            or (self.excluded is not None and self.excluded(path + "/"))
        )

    def file(self, name: str, path: str) -> bool:
        return name.startswith(".") or (self.excluded is not None and self.excluded(path))

    def anywhere(self, path: str, is_folder: bool) -> bool:
        """The same for a path that was not walked to: each folder above it counts as well."""
        parts = path.split("/")
        folders = len(parts) if is_folder else len(parts) - 1
        return any(
            self.folder(parts[depth], "/".join(parts[: depth + 1])) for depth in range(folders)
        ) or (not is_folder and self.file(parts[-1], path))


def left_out(vault: Path, exclude: tuple[str, ...]) -> LeftOut:
    """Raises ValueError for a pattern that is not one of .gitignore's."""
    return LeftOut(_template_folders(vault), _matcher(exclude) if exclude else None)


def _matcher(exclude: tuple[str, ...]) -> Callable[[str], bool]:
    # A vault without patterns, which is nearly every one, does not pay for the import.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415

    return partial(_matches, GitIgnoreSpec.from_lines([nfc(line) for line in exclude]).match_file)


def _matches(match_file: Callable[[str], bool], path: str) -> bool:
    return bool(match_file(path))


def _template_folders(vault: Path) -> frozenset[str]:
    named = (_setting(vault / file, key) for file, key in _TEMPLATE_SETTINGS)
    # An empty name is Obsidian's way to say "the vault itself": it must not leave out everything.
    return frozenset(folder for folder in named if folder)


def _setting(file: Path, key: str) -> str:
    try:
        settings = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    value = settings.get(key) if isinstance(settings, dict) else None
    return nfc(value).strip().strip("/") if isinstance(value, str) else ""
