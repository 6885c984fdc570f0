"""What results depend on beside the notes.

In: this installation. Out: names and versions of what may make other results when it changes.
"""

import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from kb import __version__
from kb.model import PARTS
from kb.store import digest


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Of all that a result depends on beside the vault and our own code."""
    return (
        ("Python", ".".join(map(str, sys.version_info[:3]))),
        *((part, metadata.version(part)) for part in PARTS),
    )


_FONTS = Path(__file__).parent / "figures" / "fonts"


@cache
def runner() -> str:
    """Of our own code that makes results: another kb may make others."""
    folder = Path(__file__).parent
    files = sorted([*folder.rglob("*.py"), folder.parent / "model" / "run.py"])
    # To read megabytes of fonts would take longer than most builds.
    fonts = (f"{file.name} {file.stat().st_size}" for file in sorted(_FONTS.glob("*")))
    return digest(*(file.read_bytes() for file in files), *fonts)


@cache
def installed() -> tuple[tuple[str, str], ...]:
    """All of it: two machines that agree in this give the same results."""
    fonts = sorted(_FONTS.glob("*"))
    code = digest(runner(), *(part for font in fonts for part in (font.name, font.read_bytes())))
    return (*versions(), ("kb", f"{__version__} ({code[:8]})"))
