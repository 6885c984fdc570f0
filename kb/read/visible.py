"""What a note's code may see of its vault: all of it but what is hidden.

In: a vault's folder. Out: the fewest files and folders that say it.
"""

import os
from pathlib import Path


def visible(vault: Path) -> tuple[str, ...]:
    """Relative to the vault, `/` between folders; `('',)` where nothing in it is hidden.

    Symbolic links are none of these: what they lead to is named itself if it lies in the vault.
    """
    whole, parts = _look(str(vault), "")
    return ("",) if whole else tuple(sorted(parts))


def _look(folder: str, prefix: str) -> tuple[bool, list[str]]:
    """Whether nothing in a folder is hidden, however deep; else what is not."""
    whole = True
    parts: list[str] = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return False, []
    for entry in entries:
        if entry.name.startswith("."):
            whole = False
        elif entry.is_dir(follow_symlinks=False):
            inner, within = _look(entry.path, f"{prefix}{entry.name}/")
            whole = whole and inner
            parts += [f"{prefix}{entry.name}"] if inner else within
        elif entry.is_file(follow_symlinks=False):
            parts.append(f"{prefix}{entry.name}")
    return whole, parts
