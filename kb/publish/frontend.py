"""What runs in the browser, as `kb/web/dist` holds it.

In: the bundle's manifest. Out: the files to copy, the style sheet and the script of every page.
"""

from pathlib import Path

from msgspec import Struct, json

DIST = Path(__file__).parents[1] / "web" / "dist"
FOLDER = "assets/kb/"
"""Where the bundle lies in the site,"""
INDEX_FOLDER = f"{FOLDER}search/"
"""and the index of the search."""


class Frontend(Struct, frozen=True):
    styles: tuple[str, ...] = ()
    """Relative to the site's root, as are the scripts."""
    scripts: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Where a file is published, and the file itself."""


class _Manifest(Struct, frozen=True):
    script: str
    styles: str
    files: tuple[str, ...]
    engine: str = ""
    """Of the search, as Node runs it; no page loads it."""
    live: str = ""
    """Of the live preview; no page of a build loads it."""


def load_frontend(folder: Path = DIST) -> Frontend:
    """The bundle; nothing where it was not built, as in a fresh checkout: pages read without it."""
    manifest = _manifest(folder)
    if manifest is None:
        return Frontend()
    return Frontend(
        styles=(FOLDER + manifest.styles,),
        scripts=(FOLDER + manifest.script,),
        files=tuple((FOLDER + file, str(folder / file)) for file in manifest.files),
    )


def search_engine(folder: Path = DIST) -> Path | None:
    """What Node runs to search; None where it was not built."""
    manifest = _manifest(folder)
    return folder / manifest.engine if manifest is not None and manifest.engine else None


def live_script(folder: Path = DIST) -> Path | None:
    """What the pages of the preview load; None where it was not built."""
    manifest = _manifest(folder)
    return folder / manifest.live if manifest is not None and manifest.live else None


def _manifest(folder: Path) -> _Manifest | None:
    try:
        return json.decode((folder / "manifest.json").read_bytes(), type=_Manifest)
    except FileNotFoundError:
        return None
