"""The files that the theme and the author's settings bring.

In: the theme's folders and what the configuration names.
Out: pairs of the place in the site and the file, so that only changed ones are copied.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_NO_ASSETS = (".py", ".pyc", ".html", ".map", ".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_SEARCH_FOLDERS = ("assets/javascripts/workers", "assets/javascripts/lunr")
"""Material's search: 1.3 MB that no page of ours loads."""


def theme_assets(folders: Iterable[str], templates: Iterable[str]) -> dict[str, str]:
    """What the theme's folders hold beside templates; an earlier folder goes before a later."""
    left_out = {"mkdocs_theme.yml", "sitemap.xml", *templates}
    found: dict[str, str] = {}
    for folder in folders:
        for path, names, files in os.walk(folder):
            place = Path(path).relative_to(folder).as_posix()
            prefix = "" if place == "." else f"{place}/"
            names[:] = [
                name
                for name in sorted(names)
                if not name.startswith((".", "__"))
                and prefix + name not in _SEARCH_FOLDERS
                # Translations and templates; Material's icons are in a hidden folder.
                and prefix + name not in ("locales", "partials", "fragments")
            ]
            for file in sorted(files):
                hidden = file.startswith(".") or "readme" in file.lower()
                if not hidden and not file.endswith(_NO_ASSETS) and prefix + file not in left_out:
                    found.setdefault(prefix + file, str(Path(path, file)))
    return found


def named_assets(vault: str, names: Iterable[object]) -> dict[str, str]:
    """Style sheets, scripts and pictures that `mkdocs.yml` names and the vault holds."""
    found = {}
    for name in names:
        file = os.path.normpath(Path(vault, str(name or "")))
        if name and file.startswith(vault + os.sep) and Path(file).is_file():
            found[Path(file).relative_to(vault).as_posix()] = file
    return found
